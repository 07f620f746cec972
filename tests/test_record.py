"""Records: what makes a value one of the house's."""

from __future__ import annotations

import pytest

from jiazhu.record import Record


class Place(Record):
    name: str
    line: int = 0
    file: str


class Kept(Place):
    at: tuple[int, ...]


def test_fields_are_given_by_keywords():
    """A field without a default may stand behind one that has one, and in a record made of another."""
    kept = Kept(at=(1,), name="a", file="b")
    assert (kept.name, kept.line, kept.file, kept.at) == ("a", 0, "b", (1,))
    with pytest.raises(TypeError):
        Place("a", 0, "b")


def test_a_record_is_frozen():
    """Nobody changes a record, or one of a class below it; equal ones are one key."""
    kept = Kept(at=(1,), name="a", file="b")
    with pytest.raises(AttributeError):
        kept.name = "c"
    with pytest.raises(AttributeError):
        Place(name="a", file="b").line = 1
    assert {kept, Kept(at=(1,), name="a", file="b")} == {kept}
