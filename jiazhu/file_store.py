"""Keys in, the bytes that were made for them in an earlier run out: a cache of what is too large for one file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jiazhu.cache import read_whole, write_whole


class FileStore:
    """What was made, in a folder with a file for each key.

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
