"""Folders in; what the file system tells of all that is in them out, and whether that is what it told the last time.

No file is opened, and each is asked for once: who wants to know later whether one is as it was has been told.
"""

from __future__ import annotations

import marshal
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from stat import S_ISDIR
from typing import TypeVar, cast

from jiazhu.cache import package_folders, read_whole, write_whole
from jiazhu.files import beneath, files_of, leads_to_folder

UNSURE_NS = 2_000_000_000
"""What was written so shortly before a command began may change again without a trace: file systems tell times in
steps, the coarsest (FAT) of two seconds."""

Entry = tuple[int, int, int]
"""Of a file or a folder: its size in bytes, and the times of its contents and of the entry itself in ns."""
_FOLDER = -1
"""The size of a folder, which has none."""

_PACKAGE = Path(__file__).parent

T = TypeVar("T")

_Entries = Sequence[tuple[str, Entry]]
_Others = Sequence[tuple[str, Entry | None]]


class Look:
    """What the file system tells of files and folders when a command begins; of all others it is asked when needed."""

    def __init__(self, known: _Entries = (), others: Callable[[], _Others] = tuple) -> None:
        """`known` is what it told another time; `others` gives those that have changed since, or are gone."""
        self._known = known
        self._others = others

    @cached_property
    def _entries(self) -> dict[str, Entry | None]:
        return {**dict(self._known), **dict(self._others())}

    def entry(self, path: str) -> Entry:
        """Tell of a file or a folder. Raises OSError where there is none."""
        return self._entries.get(path) or entry_of(os.stat(path))  # noqa: PTH116 -- of thousands of files

    def is_as(self, folder: str, entries: _Entries) -> bool:
        """Tell whether a folder and files in it are as they were, by their names; that of the folder itself is empty.

        Raises OSError where one is gone.
        """
        known = self._entries
        for name, was in entries:
            path = f"{folder}/{name}" if name else folder
            if (known.get(path) or self.entry(path)) != was:
                return False
        return True

    def files(self, folder: str) -> set[str]:
        """List all files beneath a folder, by their paths in it."""
        known, above, start = self._entries, f"{folder}/", len(folder) + 1
        if not known.get(folder):
            return files_of(folder)
        found = {path[start:] for path, at in known.items() if at and at[0] != _FOLDER and path.startswith(above)}
        for changed, at in self._others():
            if at and at[0] == _FOLDER and f"{changed}/".startswith(above):
                for entry in os.scandir(changed):
                    if not leads_to_folder(entry):
                        found.add(entry.path[start:])
                    elif entry.path not in known and not entry.is_symlink():
                        found.update(f"{entry.path[start:]}/{name}" for name in files_of(entry.path))
        return found


class Glance:
    """What a command looked at and what it left, as the file system tells of it; kept in a file."""

    def __init__(self, path: Path, about: str) -> None:
        """`about` is what else the outcome hangs on, such as the command's options."""
        self._path = path
        self._begun = time.time_ns()
        self._about = f"{about} {sys.version} {sys.prefix}"

    def look(self) -> tuple[Look, list[str] | None]:
        """Look at all that was kept; with it, give what was said then, where nothing at all has changed since.

        As soon as one thing is seen that has changed, the rest is looked at in another process: the command goes on.
        """
        data = read_whole(self._path)
        if data:
            with suppress(ValueError, EOFError, TypeError):
                # As in `jiazhu.cache`: a file of the program's own, whose checksum holds, read by what runs nothing.
                about, said, read, made = cast(
                    "tuple[str, list[str], _Entries, _Entries]",
                    marshal.loads(data),  # noqa: S302 -- see above
                )
                others = chain(_others(read, 3), _others(made, 2))
                first = next(others, None)
                if first:
                    return Look([*read, *made], _aside(chain([first], others))), None
                return Look([*read, *made]), said if about == self._about else None
        return Look(), None

    def keep(self, said: Sequence[str], read: Iterable[Path], made: Path) -> None:
        """Keep what was said, with the files and folders that were read, the program, and what was made.

        Where some of it may have changed since it was read, nothing is kept; nor where nothing can be.
        """
        with suppress(OSError):
            left = _aside(_entries(made))
            try:
                looked = [entry for folder in (*read, _PACKAGE) for entry in _entries(folder)]
                looked += [(str(folder), entry_of(folder.stat())) for folder in package_folders() if folder.is_dir()]
            finally:  # the other process waits for somebody to listen
                entries = left()
            # Most changes are those of a file that is there: such a look soon finds one.
            looked.sort(key=lambda one: (one[1][0] == _FOLDER, -one[1][1]))
            if max(max(written, changed) for _, (_, written, changed) in looked) > self._begun - UNSURE_NS:
                return
            write_whole(self._path, marshal.dumps((self._about, list(said), looked, entries)))


def _others(known: _Entries, counts: int) -> Iterator[tuple[str, Entry | None]]:
    """Go through what is another now, by so many numbers of each entry, or gone."""
    stat_of = os.stat
    for path, entry in known:
        try:
            now = entry_of(stat_of(path))
        except OSError:
            yield path, None
        else:
            if now[:counts] != entry[:counts]:
                yield path, now


def _entries(path: Path) -> Iterator[tuple[str, Entry]]:
    """Go through a file, or a folder and all that is beneath it. Raises OSError where some cannot be looked at."""
    stat = path.stat()
    yield str(path), entry_of(stat)
    for entry in beneath(path, but="__pycache__") if S_ISDIR(stat.st_mode) else ():
        if entry.is_symlink() and entry.is_dir():
            raise OSError(f"{entry.path} leads elsewhere")
        yield entry.path, entry_of(entry.stat())


def entry_of(stat: os.stat_result) -> Entry:
    """Say of a file or a folder what counts."""
    return _FOLDER if S_ISDIR(stat.st_mode) else stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _aside(things: Iterator[T]) -> Callable[[], list[T]]:
    """Go through plain things in another process, while this one goes on; give what gives them, when they are there."""
    if threading.active_count() > 1 or not hasattr(os, "fork"):
        return cache(lambda: list(things))
    here, there = os.pipe()
    try:
        child = os.fork()
    except OSError:  # as many processes as there may be
        os.close(here)
        os.close(there)
        return cache(lambda: list(things))
    if not child:
        try:
            with open(there, "wb") as pipe:  # noqa: PTH123 -- a pipe
                marshal.dump(list(things), pipe)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(there)

    @cache
    def told() -> list[T]:
        with open(here, "rb") as pipe:  # noqa: PTH123 -- likewise
            data = pipe.read()
        _, status = os.waitpid(child, 0)
        # What this program wrote a moment ago; a process that is killed, or fails, leaves a part of it.
        return list(things) if status else cast("list[T]", marshal.loads(data))  # noqa: S302 -- see above

    return told
