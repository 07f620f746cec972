"""What is told of long work."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from jiazhu import progress


class Terminal(io.StringIO):
    """Standard error as a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Make standard error, as the module sees it, a terminal; each look at the clock takes half a second."""
    clock = iter(range(1000))
    terminal = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=terminal))
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(clock) / 2))
    return terminal


def test_nothing_is_told_but_on_a_terminal(monkeypatch):
    """A log file holds no progress."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    assert list(progress.told([1, 2], "files")) == [1, 2]
    assert sys.stderr.getvalue() == ""


def test_short_work_is_silent(terminal):
    """What takes a second or less is not worth a word."""
    assert list(progress.told([1, 2], "files", 2)) == [1, 2]
    assert terminal.getvalue() == ""


def test_long_work_tells_how_far_it_is_and_cleans_up(terminal):
    """Count, total, time left and speed; at the end the line is empty again."""
    list(progress.told(range(4), "files", 4))

    assert "files: 3 of 4, 0 s left (2 a second)" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_work_that_breaks_off_leaves_a_clean_line(terminal):
    """The error that follows is not written behind a half line."""
    items = progress.told(range(9), "files")
    for _ in range(5):
        next(items)
    items.close()

    assert terminal.getvalue().endswith("\r\x1b[K")
