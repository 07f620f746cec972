"""What is compared in, the median time of each out."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def medians(contenders: Mapping[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    """Run each so many times; give the medians, in seconds, by name.

    They take turns, so that whatever else the machine does falls on all.
    """
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            start = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}
