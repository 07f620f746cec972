"""A function and many items in, what several processes make of them out: each has a share, and helps with others'."""

from __future__ import annotations

import os
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from math import ceil
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, cast

from jiazhu.errors import JiazhuError

PARTS = 32
"""So many parts has a share: some items take longer than others."""
AHEAD = 2
"""So many parts a process is given at once, so that it need not wait for the next one."""

T = TypeVar("T")
R = TypeVar("R")


def shared_out(function: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[tuple[int, R]]:
    """Go through what so many forked processes make of items, as it comes, each with the place of its item.

    Raises what the function raises, when all before it is made; JiazhuError where a process is killed, or none can be
    started.
    """
    faults: dict[int, Exception] = {}
    with _Team(function, items, jobs) as team:
        for part, answer in team.answers():
            if isinstance(answer, Exception):
                faults[part.start] = answer
                team.leave_all_after(part)
            else:
                yield from zip(part, cast("list[R]", answer), strict=True)
    if faults:
        raise faults[min(faults)]


class _Worker:
    """A process with its share of the work."""

    def __init__(self, function: Callable[[T], object], items: Sequence[T], share: deque[range]) -> None:
        """Start the process. Raises OSError where it cannot be."""
        context = get_context("fork")
        self.share = share
        """The parts that are left of it."""
        self.begun: deque[range] = deque()
        """Those that it was given."""
        self.line, end = context.Pipe()
        self.process = context.Process(target=_work, args=(function, items, end, self.line), daemon=True)
        self.process.start()
        end.close()

    def begin(self, part: range) -> None:
        """Give it a part to do."""
        self.begun.append(part)
        self.line.send(part)


class _Team:
    """Processes that work until all is done, or is left."""

    def __init__(self, function: Callable[[T], object], items: Sequence[T], jobs: int) -> None:
        size = ceil(len(items) / (jobs * PARTS))
        parts = [range(start, min(start + size, len(items))) for start in range(0, len(items), size)]
        jobs = min(jobs, len(parts))
        self._workers: dict[Connection, _Worker] = {}
        try:
            for number in range(jobs):
                first, behind = (len(parts) * one // jobs for one in (number, number + 1))
                worker = _Worker(function, items, deque(parts[first:behind]))
                self._workers[worker.line] = worker
        except OSError as error:
            self._end()
            raise _lost(f"no process can be started: {error.strerror}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def answers(self) -> Iterator[tuple[range, object]]:
        """Go through the parts as they are done, each with what was made of it, or with the error that was raised."""
        try:
            for worker in [*self._workers.values()] * AHEAD:
                self._go_on(worker)
            while busy := [line for line, worker in self._workers.items() if worker.begun]:
                for line in cast("list[Connection]", wait(busy)):
                    worker = self._workers[line]
                    yield worker.begun.popleft(), line.recv()
                    self._go_on(worker)
        except (EOFError, OSError) as error:
            raise _lost("a process that did a part of the work was killed") from error

    def leave_all_after(self, part: range) -> None:
        """Begin nothing any more that comes after a part."""
        for worker in self._workers.values():
            worker.share = deque(left for left in worker.share if left.start < part.start)

    def _go_on(self, worker: _Worker) -> None:
        """Let a process begin with the next part of its share, or with the last of the largest there is."""
        largest = max((one.share for one in self._workers.values()), key=len)
        if worker.share:
            worker.begin(worker.share.popleft())
        elif largest:
            worker.begin(largest.pop())

    def _end(self) -> None:
        for line in self._workers:
            line.close()
        for worker in self._workers.values():
            worker.process.join()


def _work(function: Callable[[T], object], items: Sequence[T], line: Connection, other_end: Connection) -> None:
    """Do what is asked for at the other end of a line, until that is closed: Ctrl-C is heard there too."""
    other_end.close()  # the copy of it that came with the fork
    end_with_parent()
    with suppress(EOFError, ConnectionError, KeyboardInterrupt):
        while True:
            part = line.recv()
            try:
                answer = ForkingPickler.dumps([function(items[place]) for place in part])
            except Exception as error:  # noqa: BLE001 -- raised again where it is waited for
                answer = _portable(error)
            line.send_bytes(answer)


def _portable(error: Exception) -> memoryview:
    """Pickle an error, with the place at which it was raised; one that cannot be pickled is told in words."""
    error.add_note(traceback.format_exc())
    try:
        data = ForkingPickler.dumps(error)
        ForkingPickler.loads(data)
    except Exception:  # noqa: BLE001 -- whatever an error's own methods may raise
        told = RuntimeError(f"{type(error).__name__}: {error}")
        told.add_note(traceback.format_exc())
        data = ForkingPickler.dumps(told)
    return data


def end_with_parent() -> None:
    """Have this process end when the one that forked it is killed: else it would hold locks, and wait for work."""
    threading.Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
    os._exit(1)


def _lost(text: str) -> JiazhuError:
    return JiazhuError(text, Path("--jobs"), hint="there may be too little memory; try --jobs 1")
