"""Keys in, what was worked out for them in an earlier run out: a cache that is safe to lose."""

from __future__ import annotations

import hashlib
import marshal
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
Plain = str | bytes | int | float | bool | None | tuple["Plain", ...]
"""What can be kept: what `marshal` writes and reads without running anything."""


_HASH_SIZE = 16


class Store:
    """What was worked out, in one file for the next run.

    A file that is lost, corrupt, or of another version of the program counts as empty. What a run did not ask for is
    not kept any longer.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._kept: dict[bytes, Plain] = {}
        self._used: dict[bytes, Plain] = {}
        data = read_whole(path) if path else None
        if data is not None:
            with suppress(ValueError, EOFError, TypeError):
                made_by, kept = marshal.loads(data)  # noqa: S302 -- as trusted as the program
                if made_by == code_version() and isinstance(kept, dict):
                    self._kept = kept

    def get(self, key: bytes) -> Plain:
        """Give what was kept under a key; None where there is nothing."""
        value = self._used[key] if key in self._used else self._kept.get(key)
        if value is not None:
            self._used[key] = value
        return value

    def put(self, key: bytes, value: Plain) -> None:
        """Keep a value."""
        self._used[key] = value

    def save(self) -> None:
        """Write the file, where something changed."""
        if self._path and self._used != self._kept:
            write_whole(self._path, marshal.dumps((code_version(), self._used)))


class FileStore:
    """The same for what is too large for one file: a folder with a file for each key.

    What a run did not ask for goes when it calls `forget`.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def use(self, key: bytes) -> None:
        """Say that what is kept under a key is still of use."""
        self._used.add(key.hex())

    def get(self, key: bytes) -> bytes | None:
        """Give what was kept under a key; None where there is nothing."""
        self.use(key)
        return read_whole(self._folder / key.hex()) if self._folder else None

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value at once."""
        if self._folder:
            write_whole(self._folder / key.hex(), value)

    def forget(self) -> None:
        """Take away what was not asked for."""
        if self._folder:
            with suppress(OSError):
                for path in self._folder.glob("*"):
                    if path.name not in self._used:
                        path.unlink(missing_ok=True)


@cache
def code_version() -> str:
    """Name the state of the program: a hash of its code, and of the names and versions of all that is installed.

    Any library may make another page when it is another: of Markdown, of dates, of Traditional characters.
    """
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    installed = (Path(entry) for entry in sys.path if entry.endswith("-packages"))
    names = sorted(path.name for folder in installed for path in folder.glob("*.dist-info"))
    digest.update(" ".join([sys.version, *names]).encode())
    return digest.hexdigest()


def read_whole(path: Path) -> bytes | None:
    """Read what `write_whole` wrote; None where it is not there, or not as it was written."""
    with suppress(OSError):
        data = path.read_bytes()
        if data[:_HASH_SIZE] == _hash(data[_HASH_SIZE:]):
            return data[_HASH_SIZE:]
    return None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file of the cache, behind a hash of it: `marshal` reads many a corrupt file without a word.

    A cache that cannot be written is none, and no fault. Of two runs that write a file at once one loses what it had,
    as does one that is killed: what it leaves is written over by the next.
    """
    part = path.with_name(f"{path.name}.part")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_hash(data) + data)
        part.replace(path)


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_HASH_SIZE).digest()


def key_of(*parts: str) -> bytes:
    """Make a key of texts."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.digest()


def state_of(thing: object) -> str:
    """Name the state of plain data or records, by a hash of how Python writes them."""
    return key_of(repr(thing)).hex()
