"""Things to ask hosts for in; which could be had, and which could not, out: many hosts at once, each in peace."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from threading import Event
from typing import Generic, TypeVar

from jiazhu.progress import told

HOSTS_AT_ONCE = 4
"""Each is asked for one thing at a time."""
PATIENCE = 3
"""After so many failures in a row a host is left in peace."""

T = TypeVar("T")


@dataclass(slots=True)
class Answers(Generic[T]):
    """What came of the questions, host by host."""

    done: list[T] = field(default_factory=list)
    failed: list[tuple[T, str]] = field(default_factory=list)
    """With the reason."""
    left: list[T] = field(default_factory=list)
    """What a host that failed too often was not asked for."""


def in_turns(
    things: Iterable[T],
    *,
    host: Callable[[T], str],
    ask: Callable[[T], None],
    failures: tuple[type[Exception], ...],
    what: str,
    pause: float = 0.0,
) -> Answers[T]:
    """Ask for each thing: several hosts at once, one after the other of each, with a pause of so many seconds between.

    What `ask` raises of `failures` is told of; anything else ends it, after what is on its way. `what` names the hosts
    on the terminal.
    """
    hosts: dict[str, list[T]] = defaultdict(list)
    for thing in things:
        hosts[host(thing)].append(thing)
    stopped = Event()

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        queues = [pool.submit(_of_one, queue, ask, failures, pause, stopped) for queue in hosts.values()]
        try:
            for finished in told(as_completed(queues), what, len(queues)):
                finished.result()
        except BaseException:  # Ctrl-C, or a full disk: what is on its way may come, and nothing else is asked for
            stopped.set()
            raise
    whole: Answers[T] = Answers()
    for finished in queues:
        one = finished.result()
        whole.done += one.done
        whole.failed += one.failed
        whole.left += one.left
    return whole


def _of_one(
    queue: Sequence[T], ask: Callable[[T], None], failures: tuple[type[Exception], ...], pause: float, stopped: Event
) -> Answers[T]:
    """Ask one host, as long as it answers."""
    outcome: Answers[T] = Answers()
    in_a_row = 0
    for number, thing in enumerate(queue):
        if in_a_row == PATIENCE or stopped.is_set():
            outcome.left.extend(queue[number:])
            break
        if number and pause:
            time.sleep(pause)
        try:
            ask(thing)
        except failures as error:
            outcome.failed.append((thing, str(error)))
            in_a_row += 1
        else:
            outcome.done.append(thing)
            in_a_row = 0
    return outcome
