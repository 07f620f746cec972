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
from functools import cache, cached_property, partial
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

_LENGTH = 8
"""So many bytes say how long what another process tells is."""

_PACKAGE = Path(__file__).parent

T = TypeVar("T")

_Entries = Sequence[tuple[str, Entry]]
_Others = Sequence[tuple[str, Entry | None]]


class Heap:
    """What the file system told of some files and folders another time, and what has become of them."""

    def __init__(self, known: _Entries, others: Callable[[], _Others] = tuple) -> None:
        """`others` gives those that have changed since, or are gone."""
        self._known = known
        self.others = others

    @cached_property
    def entries(self) -> dict[str, Entry | None]:
        """Give them as they are now, by path."""
        return {**dict(self._known), **dict(self.others())}


class Look:
    """What the file system tells of files and folders when a command begins; of all others it is asked when needed."""

    def __init__(self, *heaps: Heap) -> None:
        """Of what is in the first it can be told before the others are known."""
        self._heaps = heaps

    def entry(self, path: str) -> Entry:
        """Tell of a file or a folder. Raises OSError where there is none."""
        heap = self._heap_of(path)
        return (heap and heap.entries[path]) or entry_of(os.stat(path))  # noqa: PTH116 -- of thousands of files

    def is_as(self, folder: str, entries: _Entries) -> bool:
        """Tell whether a folder and files in it are as they were, by their names; that of the folder itself is empty.

        Raises OSError where one is gone.
        """
        known = self._heaps[0].entries if self._heaps else {}
        for name, was in entries:
            path = f"{folder}/{name}" if name else folder
            if (known.get(path) or self.entry(path)) != was:
                return False
        return True

    def files(self, folder: str) -> set[str]:
        """List all files beneath a folder, by their paths in it."""
        heap, above, start = self._heap_of(folder), f"{folder}/", len(folder) + 1
        if heap is None or not heap.entries[folder]:
            return files_of(folder)
        known = heap.entries
        found = {path[start:] for path, at in known.items() if at and at[0] != _FOLDER and path.startswith(above)}
        for changed, at in heap.others():
            if at and at[0] == _FOLDER and f"{changed}/".startswith(above):
                for entry in os.scandir(changed):
                    if not leads_to_folder(entry):
                        found.add(entry.path[start:])
                    elif entry.path not in known and not entry.is_symlink():
                        found.update(f"{entry.path[start:]}/{name}" for name in files_of(entry.path))
        return found

    def _heap_of(self, path: str) -> Heap | None:
        return next((heap for heap in self._heaps if path in heap.entries), None)


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
                others = _others(read, 3), _others(made, 2)
                for number, heap in enumerate(others):
                    if first := next(heap, None):
                        begun = [others[0], chain([first], heap)] if number else [chain([first], heap), others[1]]
                        of_read, of_made = _aside(*begun)
                        return Look(Heap(read, of_read), Heap(made, of_made)), None
                return Look(Heap(read), Heap(made)), said if about == self._about else None
        return Look(), None

    def keep(self, said: Sequence[str], read: Iterable[Path], made: Path) -> None:
        """Keep what was said, with the files and folders that were read, the program, and what was made.

        Where some of it may have changed since it was read, nothing is kept; nor where nothing can be.
        """
        with suppress(OSError):
            (left,) = _aside(_entries(made))
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


def _aside(*heaps: Iterator[T]) -> list[Callable[[], list[T]]]:
    """Go through heaps of plain things in another process, while this one goes on.

    Give what gives each, as soon as it is there; they are asked for in their order.
    """
    here: list[Callable[[], list[T]]] = [cache(partial(list[T], heap)) for heap in heaps]
    if threading.active_count() > 1 or not hasattr(os, "fork"):
        return here
    outcome, there = os.pipe()
    try:
        child = os.fork()
    except OSError:  # as many processes as there may be
        os.close(outcome)
        os.close(there)
        return here
    if not child:
        try:
            with open(there, "wb") as pipe:  # noqa: PTH123 -- a pipe
                for heap in heaps:
                    data = marshal.dumps(list(heap))
                    pipe.write(len(data).to_bytes(_LENGTH, "big") + data)
                    pipe.flush()
            os._exit(0)
        finally:
            os._exit(1)
    os.close(there)

    def told(of_here: Callable[[], list[T]], *, last: bool) -> list[T]:
        length = int.from_bytes(_read(outcome, _LENGTH), "big")
        data = _read(outcome, length)
        if last:
            os.close(outcome)
            os.waitpid(child, 0)
        # What this program wrote a moment ago; a process that is killed, or fails, leaves a part of it.
        whole = length and len(data) == length
        return cast("list[T]", marshal.loads(data)) if whole else of_here()  # noqa: S302 -- see above

    return [cache(partial(told, of_here, last=of_here is here[-1])) for of_here in here]


def _read(pipe: int, count: int) -> bytes:
    """Read so many bytes of a pipe; fewer where that ends."""
    data = b""
    while more := os.read(pipe, count - len(data)):
        data += more
    return data
