"""Work is shared out to processes: in order, whole, and with a word where one of them fails."""

from __future__ import annotations

import os
import signal
import time
from itertools import pairwise
from multiprocessing import active_children

import pytest

from jiazhu.errors import JiazhuError
from jiazhu.forks import WORTH_A_PROCESS, mapped
from jiazhu.shares import shared_out

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

    with pytest.raises(ValueError) as found:
        mapped(fail, MANY, 2)
    assert str(found.value) == "100"


def test_a_killed_process_is_told_of() -> None:
    def die(number: int) -> int:
        if number == MANY[-1]:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(JiazhuError, match="a process that did a part of the work was killed"):
        mapped(die, MANY, 2)


def test_a_process_killed_while_it_answers_is_told_of() -> None:
    """Of what it was about to say, a half has come."""

    def large(number: int) -> bytes:
        return bytes(3_000_000)

    made = shared_out(large, range(4), 4)
    next(made)
    time.sleep(0.5)
    for process in active_children():
        if process.pid:
            os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(JiazhuError, match="a process that did a part of the work was killed"):
        list(made)


class UnlikeError(Exception):
    """Cannot be made again from what it says."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def test_an_error_that_cannot_be_sent_is_told_in_words() -> None:
    def fail(_: int) -> int:
        raise UnlikeError("so", " it is")

    with pytest.raises(RuntimeError, match="UnlikeError: so it is") as found:
        mapped(fail, MANY, 2)
    assert "in fail" in found.value.__notes__[0]


def test_what_cannot_be_sent_is_a_fault_of_its_own() -> None:
    with pytest.raises(Exception, match="pickle"):
        mapped(lambda number: lambda: number, MANY, 2)


def test_few_items_are_shared_too() -> None:
    assert dict(shared_out(lambda number: -number, range(3), 8)) == {0: 0, 1: -1, 2: -2}


def test_no_process_outlives_the_work() -> None:
    makers = set(mapped(lambda _: os.getpid(), MANY, 2))
    for maker in makers:
        with pytest.raises(ProcessLookupError):
            os.kill(maker, 0)
