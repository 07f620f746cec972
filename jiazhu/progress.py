"""Items in, the same items out, told of on a terminal while they take long."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

SHOWN_AFTER = 1.0
"""Seconds of silence."""
EVERY = 0.1
"""Seconds between two looks of the line."""


def told(items: Iterable[T], label: str, total: int = 0) -> Iterator[T]:
    """Go through items; after a second, and on a terminal only, say how far it is and how fast it goes."""
    if not sys.stderr.isatty():
        yield from items
        return
    start = shown = time.monotonic()
    try:
        for count, item in enumerate(items, 1):
            yield item
            now = time.monotonic()
            if now - start > SHOWN_AFTER and now - shown > EVERY:
                shown = now
                rate = count / (now - start)
                left = f" of {total:,}, {(total - count) / rate:.0f} s left" if total else ""
                sys.stderr.write(f"\r\x1b[K{label}: {count:,}{left} ({rate:,.0f} a second)")
                sys.stderr.flush()
    finally:  # what is said next, if only that something failed, starts on a clean line
        if shown > start:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
