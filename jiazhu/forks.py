"""A function and many items in, what it makes of each, in their order, out: worked out in several processes."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TypeVar, cast

from jiazhu.errors import JiazhuError

WORTH_A_PROCESS = 64
"""From so many items on, several processes take less time than starting them does."""
CHUNKS = 16
"""So many parts each process is given, one after the other: some items take longer than others."""

T = TypeVar("T")
R = TypeVar("R")

_work: tuple[Callable[[object], object], Sequence[object]] | None = None
"""What a forked process finds in its memory: neither the function nor the items need to be sent to it."""


def mapped(function: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """Go through what a function makes of items.

    Processes are forked, so that each has all that is known so far, for nothing. A process with threads must not be
    forked (its locks may be held by a thread that is not there any more): such a one works alone. Errors are raised
    where their item is due; JiazhuError, too, where a process is killed, or none can be started.
    """
    if jobs == 1 or len(items) < WORTH_A_PROCESS or threading.active_count() > 1 or not hasattr(os, "fork"):
        yield from map(function, items)
        return
    global _work  # noqa: PLW0603 -- see above
    _work = cast("Callable[[object], object]", function), items
    size = max(1, len(items) // (jobs * CHUNKS))
    starts = range(0, len(items), size)
    try:
        with ProcessPoolExecutor(jobs, get_context("fork"), initializer=_end_with_parent) as pool:
            try:
                parts = pool.map(_part, starts, [size] * len(starts))
            except OSError as error:
                raise _lost(f"no process can be started: {error.strerror}") from error
            for made in parts:
                yield from cast("list[R]", made)
    except BrokenExecutor as error:
        raise _lost("a process that did a part of the work was killed") from error
    finally:
        _work = None


def _lost(text: str) -> JiazhuError:
    return JiazhuError(text, Path("--jobs"), hint="there may be too little memory; try --jobs 1")


def _end_with_parent() -> None:
    """End this process when the one that forked it is killed: else it would wait for work, and hold locks, for ever."""

    def watch() -> None:
        parent = parent_process()
        if parent:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _part(start: int, size: int) -> list[object]:
    if _work is None:
        raise RuntimeError("not forked by `mapped`")
    function, items = _work
    return [function(item) for item in items[start : start + size]]
