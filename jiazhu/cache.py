"""Keys in, what was worked out for them in an earlier run out: a cache that is safe to lose.

What this process read or wrote last need not be read again: it is remembered, by the file's stamp.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast
from zlib import crc32

_PACKAGE = Path(__file__).parent
Plain = str | bytes | int | float | bool | None | tuple["Plain", ...]
"""What can be kept: what `marshal` writes and reads without running anything."""


_CHECKSUM = 4
"""The size of a checksum (CRC-32), in bytes."""
_LENGTH = 8
"""The size of the length of a part, in bytes."""
_FEW = 1 / 16
"""Changes of so many of all things are added behind a file's end; more are written with all the others."""
_MOST_PARTS = 64
"""So many parts has a file before it is written anew."""


class Remembered(NamedTuple):
    """What this process knows of a file of the cache."""

    stamp: tuple[int, int, int] | None
    """That of the file when this was so; None where there was none."""
    thing: object
    written: bool
    """Whether it stands in the file."""


_REMEMBERED: dict[Path, Remembered] = {}


def remember(path: Path, thing: object, *, written: bool) -> None:
    """Remember what a file holds; or what it will, once somebody has the time to write it."""
    _REMEMBERED[path] = Remembered(_stamp(path), thing, written)


def remembered(path: Path) -> Remembered | None:
    """Give what is known of a file, where it has not changed since."""
    known = _REMEMBERED.get(path)
    return known if known and known.stamp == _stamp(path) else None


def forget_all() -> None:
    """Remember nothing, as a process that begins."""
    _REMEMBERED.clear()


def _stamp(path: Path) -> tuple[int, int, int] | None:
    with suppress(OSError):
        stat = path.stat()
        return stat.st_ino, stat.st_size, stat.st_mtime_ns
    return None


class Store:
    """What was worked out, in one file for the next run.

    A file that is lost, corrupt, or of another version of the program counts as empty. What a run did not ask for is
    not kept any longer. A few changes are added behind the file's end: to write all takes longer than an edit should.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._kept: dict[bytes, Plain] = {}
        self._used: dict[bytes, Plain] = {}
        self._parts = 0
        self._is_written = True
        known = remembered(path) if path else None
        if known:
            self._kept, self._parts = cast("tuple[dict[bytes, Plain], int]", known.thing)
            self._is_written = known.written
        elif path:
            self._kept, self._parts = _read_parts(path)
            remember(path, (self._kept, self._parts), written=True)

    def get(self, key: bytes) -> Plain:
        """Give what was kept under a key; None where there is nothing."""
        value = self._used[key] if key in self._used else self._kept.get(key)
        if value is not None:
            self._used[key] = value
        return value

    def put(self, key: bytes, value: Plain) -> None:
        """Keep a value."""
        self._used[key] = value

    def drop(self, key: bytes) -> None:
        """Keep nothing under a key any longer."""
        self._used.pop(key, None)

    def keep_all(self) -> None:
        """Keep what was kept, whether this run asks for it or not."""
        self._used = {**self._kept, **self._used}

    def save(self, *, later: bool = False) -> None:
        """Write the file, where something changed; with `later` this process writes it when it is asked again."""
        changes: dict[bytes, Plain] = dict.fromkeys(self._kept.keys() - self._used.keys())
        changes.update((key, value) for key, value in self._used.items() if self._kept.get(key) != value)
        if self._path is None or (not changes and (self._is_written or later)):
            return
        if not later:
            if self._is_written and 0 < self._parts < _MOST_PARTS and len(changes) <= _FEW * len(self._used):
                with suppress(OSError), self._path.open("ab") as file:
                    file.write(_part(changes))
                self._parts += 1
            else:
                write_kept(self._path, self._used)
                self._parts = 1
        remember(self._path, (self._used, self._parts), written=not later)


def read_kept(path: Path) -> dict[bytes, Plain]:
    """Read what `write_kept` wrote; nothing where it is not whole, or of another version of the program."""
    return _read_parts(path)[0]


def write_kept(path: Path, kept: dict[bytes, Plain]) -> None:
    """Write what the next run shall know."""
    _replace(path, _part(kept))


def _part(kept: dict[bytes, Plain]) -> bytes:
    data = marshal.dumps((code_version(), kept))
    return _checksum(data) + len(data).to_bytes(_LENGTH, "big") + data


def _read_parts(path: Path) -> tuple[dict[bytes, Plain], int]:
    """Read the parts of a file, and count them; none may be added to one of which some are not whole."""
    kept: dict[bytes, Plain] = {}
    data, at, parts = b"", 0, 0
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = path.read_bytes()
        while at < len(data):
            begin = at + _CHECKSUM + _LENGTH
            end = begin + int.from_bytes(data[at + _CHECKSUM : begin], "big")
            if end > len(data) or _checksum(data[begin:end]) != data[at : at + _CHECKSUM]:
                break
            # Who can write here can write the program too, and `marshal` runs nothing; the checksum before it holds.
            made_by, part = marshal.loads(data[begin:end])  # noqa: S302 -- see above
            if made_by != code_version():
                break
            kept.update(part)
            at, parts = end, parts + 1
    return {key: value for key, value in kept.items() if value is not None}, parts if at == len(data) else 0


def package_folders() -> list[Path]:
    """Give the folders of the installed packages: `site-packages`, on Debian also `dist-packages`."""
    return [Path(entry) for entry in dict.fromkeys(sys.path) if entry.endswith("-packages")]


@cache
def code_version() -> str:
    """Name the state of the program: a hash of its code, and of the names and versions of all that is installed.

    Any library may make another page when it is another: of Markdown, of dates, of Traditional characters.
    """
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    names = sorted(path.name for folder in package_folders() for path in folder.glob("*.dist-info"))
    digest.update(" ".join([sys.version, *names]).encode())
    return digest.hexdigest()


def read_whole(path: Path) -> bytes | None:
    """Read what `write_whole` wrote; None where it is not there, or not as it was written."""
    with suppress(OSError):
        data = path.read_bytes()
        if data[:_CHECKSUM] == _checksum(data[_CHECKSUM:]):
            return data[_CHECKSUM:]
    return None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file of the cache, behind a checksum: `marshal` reads many a corrupt file without a word.

    A cache that cannot be written is none, and no fault. Of two runs that write a file at once one loses what it had,
    as does one that is killed: what it leaves is written over by the next.
    """
    _replace(path, _checksum(data) + data)


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)


def _checksum(data: bytes) -> bytes:
    return crc32(data).to_bytes(_CHECKSUM, "big")


def key_of(*parts: str) -> bytes:
    """Make a key of texts."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.digest()


def name_of(place: Path) -> str:
    """Name a file or folder among others that one cache knows."""
    return state_of(str(place.resolve()))


def state_of(thing: object) -> str:
    """Name the state of plain data or records, by a hash of how Python writes them."""
    return key_of(repr(thing)).hex()
