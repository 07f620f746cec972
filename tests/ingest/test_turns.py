"""Hosts that are asked in turn."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from jiazhu.ingest import turns
from jiazhu.ingest.turns import PATIENCE, in_turns


def host(thing):
    """Tell the host of `a/1`."""
    return thing.partition("/")[0]


def test_what_fails_is_told_and_the_others_go_on():
    """With the reason; what no `failures` names ends all."""

    def ask(thing):
        if thing == "a/2":
            raise ValueError("no")

    outcome = in_turns(["a/1", "a/2", "a/3"], host=host, ask=ask, failures=(ValueError,), what="hosts")
    assert (outcome.done, outcome.failed, outcome.left) == (["a/1", "a/3"], [("a/2", "no")], [])
    with pytest.raises(ValueError, match="no"):
        in_turns(["a/2"], host=host, ask=ask, failures=(OSError,), what="hosts")


def test_a_host_that_fails_is_left_in_peace():
    """After some failures in a row; another is not."""

    def ask(thing):
        if host(thing) == "a":
            raise ValueError("no")

    things = [f"{name}/{number}" for number in range(5) for name in "ab"]
    outcome = in_turns(things, host=host, ask=ask, failures=(ValueError,), what="hosts")
    assert len(outcome.failed) == PATIENCE
    assert outcome.left == ["a/3", "a/4"]
    assert len(outcome.done) == 5


def test_a_host_may_breathe_between_two_questions(monkeypatch):
    """So long as the pause says, and not before the first."""
    done = []
    monkeypatch.setattr(turns, "time", SimpleNamespace(sleep=done.append))
    in_turns(["a/1", "a/2", "a/3"], host=host, ask=done.append, failures=(), what="hosts", pause=0.2)
    assert done == ["a/1", 0.2, "a/2", 0.2, "a/3"]
