"""Work is shared out to processes: in order, whole, and with a word where one of them fails."""

from __future__ import annotations

import os
import signal
from itertools import pairwise

import pytest

from jiazhu.errors import JiazhuError
from jiazhu.forks import WORTH_A_PROCESS, mapped

MANY = range(10 * WORTH_A_PROCESS + 7)


def test_what_is_made_stands_in_the_order_of_the_items() -> None:
    assert mapped(lambda number: number * number, MANY, 3) == [number * number for number in MANY]


def test_each_process_makes_a_stretch_of_neighbours() -> None:
    makers = mapped(lambda _: os.getpid(), MANY, 2)
    changes = sum(one != other for one, other in pairwise(makers))
    assert os.getpid() not in makers
    assert 1 <= changes <= 6  # where the shares meet, and where one process helped the other in the end


def test_of_several_faults_that_of_the_first_item_is_raised() -> None:
    def fail(number: int) -> int:
        if number in {100, 101, MANY[-1]}:
            raise ValueError(f"{number}")
        return number

    with pytest.raises(ValueError, match=r"^100$"):
        mapped(fail, MANY, 2)


def test_a_killed_process_is_told_of() -> None:
    def die(number: int) -> int:
        if number == MANY[-1]:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(JiazhuError, match="a process that did a part of the work was killed"):
        mapped(die, MANY, 2)


def test_no_process_outlives_the_work() -> None:
    makers = set(mapped(lambda _: os.getpid(), MANY, 2))
    for maker in makers:
        with pytest.raises(ProcessLookupError):
            os.kill(maker, 0)
