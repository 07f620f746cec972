"""Seconds in; a block of code that is ended when it has computed for longer."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TimeUpError(Exception):
    """Raised in what has computed for too long."""


@contextmanager
def computing(seconds: float) -> Iterator[None]:
    """End what is inside by a TimeUpError once it has computed for so long.

    What counts is the processor's time, so that a busy machine refuses nothing. The system tells the main thread of a
    process alone; in others, which only a Dask cluster has, there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _time_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _time_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeUpError
