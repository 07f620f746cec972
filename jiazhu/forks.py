"""A function and many items in, what it makes of each, in their order, out: worked out in several processes."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from jiazhu.progress import told

WORTH_A_PROCESS = 64
"""From so many items on, several processes take less time than starting them does."""

T = TypeVar("T")
R = TypeVar("R")


def mapped(function: Callable[[T], R], items: Sequence[T], jobs: int, label: str = "") -> list[R]:
    """Make something of each item.

    Processes are forked, so that each has all that is known so far, for nothing. A process with threads must not be
    forked (its locks may be held by a thread that is not there any more): such a one works alone. Each has a stretch of
    the items as its share: what it keeps of one, it has for its neighbours. `label` names the items on a terminal.

    Raises what the function raises, of several faults that of the first item; JiazhuError, too, where a process is
    killed, or none can be started.
    """
    if jobs == 1 or len(items) < WORTH_A_PROCESS or threading.active_count() > 1 or not hasattr(os, "fork"):
        return list(told(map(function, items), label, len(items)))
    from jiazhu.shares import shared_out  # noqa: PLC0415 -- after an edit, a build does without

    made: list[R | None] = [None] * len(items)
    for place, one in told(shared_out(function, items, jobs), label, len(items)):
        made[place] = one
    return cast("list[R]", made)
