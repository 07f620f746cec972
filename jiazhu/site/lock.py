"""A file in; a time in which no other process has it locked out."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jiazhu.errors import JiazhuError

PATIENCE_S = 10.0
"""So long a build waits for another one of the same output: a preview may have begun one."""


@contextmanager
def locked(path: Path, output: Path) -> Iterator[None]:
    """Let nobody else write the same output meanwhile; a build that has just begun elsewhere is waited for.

    Raises JiazhuError where it takes too long.
    """
    deadline = time.monotonic() + PATIENCE_S
    while True:
        with path.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    hint = "wait for that one to end"
                    raise JiazhuError("is being written by another build", output, hint=hint, kind="output") from None
                time.sleep(0.05)
                continue
            if not _is_at(path, lock.fileno()):
                continue  # the other build took its lock away between the two lines above
            try:
                yield
            finally:
                with suppress(OSError):  # one that stays locks nobody out
                    path.unlink()
            return


def _is_at(path: Path, file: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False
