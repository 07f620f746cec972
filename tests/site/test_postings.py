"""Postings: where terms stand, written and read back."""

from __future__ import annotations

import zlib
from array import array

from hypothesis import given
from hypothesis import strategies as st

from jiazhu.site import postings
from jiazhu.site.postings import BETWEEN, places_of, posting_files
from jiazhu.text.tokens import GAP


def read(data):
    """Read a file of postings as its description says."""
    line, _, numbers = zlib.decompress(data).partition(b"\n")
    rows = len(numbers) // 4
    found, place = [[]], 0
    for at in range(rows):
        step = sum(numbers[at + row * rows] << 8 * row for row in range(4))
        place = place + step if step else 0
        found[-1].append(place) if step else found.append([])
    assert found.pop() == []
    return dict(zip(line.decode().split(" "), found, strict=True))


def test_places_are_counted_through_articles():
    """From 1, with some places between two articles, so that no phrase goes on from one to the next."""
    found = places_of([["a", GAP, "a"], ["a", "b"]])
    assert {"a": [1, 6, 8 + BETWEEN], "b": [10 + BETWEEN]} == {term: [*there] for term, there in found.items()}


@given(
    st.dictionaries(st.text("a中国𠮷\uffee", min_size=1), st.sets(st.integers(1, 2**32 - 1), min_size=1), min_size=1)
)
def test_files_hold_what_was_written(found):
    """Every term with its places, whatever their number and size."""
    places = {term: array("I", sorted(numbers)) for term, numbers in found.items()}
    assert {term: [*there] for term, there in places.items()} == {
        term: there for _, data in posting_files(places) for term, there in read(data).items()
    }


def test_files_are_of_bounded_size_and_in_order(monkeypatch):
    """Each begins with its first term; a term with more places than a file should have is a file of its own."""
    monkeypatch.setattr(postings, "FILE_NUMBERS", 5)
    places = {"d": [1, 2], "b": [3, 4, 5, 6, 7, 8, 9], "a": [10], "c": [11], "𠮷": [12], "\uffee": [13]}
    files = list(posting_files({term: array("I", there) for term, there in places.items()}))
    assert [["a"], ["b"], ["c", "d"], ["𠮷", "\uffee"]] == [list(read(data)) for _, data in files]
    assert ["a", "b", "c", "𠮷"] == [first for first, _ in files]


def test_nothing_is_no_file():
    """Where there are no terms, there is nothing to look them up in."""
    assert [] == list(posting_files({}))
