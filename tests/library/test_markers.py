"""Markers of translations: how they follow the original."""

from __future__ import annotations

import pytest

from jiazhu.library.markers import Marker, find_slips, follow_changes, insert_segment, write_marker, write_segment

A, B, C = "aaaaaaaa", "bbbbbbbb", "cccccccc"


@pytest.mark.parametrize(
    ("marker", "changed", "expected"),
    [
        (f"<!-- {A} -->", {A: B}, f"<!-- {B} was {A} -->"),
        (f"<!-- {A} machine -->", {A: B}, f"<!-- {B} was {A} machine -->"),
        (f"<!-- {B} was {A} -->", {B: C}, f"<!-- {C} was {A} -->"),
        (f"<!-- {B} was {A} draft -->", {B: A}, f"<!-- {A} draft -->"),
        (f"<!-- {A} {B} -->", {B: C}, f"<!-- {A} {C} was {A} {B} -->"),
        (f"<!-- {A}.2 -->", {f"{A}.2": B}, f"<!-- {B} was {A}.2 -->"),
        (f"<!-- {A} -->", {B: C}, f"<!-- {A} -->"),
        (f"<!--  {A}   -->", {B: C}, f"<!--  {A}   -->"),
        (f"<!-- see {A} -->", {A: B}, f"<!-- see {A} -->"),
        (f"words <!-- {A} -->", {A: B}, f"words <!-- {A} -->"),
        (f"<!-- {A} was -->", {A: B}, f"<!-- {A} was -->"),
    ],
)
def test_a_marker_follows_its_block(marker, changed, expected):
    """The first wording it was written for stays under `was`, until it returns; other comments are text."""
    assert follow_changes(f"{marker}\nWords.\n", changed) == f"{expected}\nWords.\n"


def test_no_word_of_a_translation_is_touched():
    """Only marker lines change."""
    body = f"<!-- {A} -->\nOne {A}.\n\n<!-- {B} -->\n\n<!-- note -->\nTwo.\n"

    assert follow_changes(body, {A: C, B: A}) == body.replace(f"<!-- {A} -->", f"<!-- {C} was {A} -->").replace(
        f"<!-- {B} -->", f"<!-- {A} was {B} -->"
    )


BODY = f"Lost.\n\n<!--  {A}  -->\n\nOne.\n\n\n<!-- {C} draft -->\nThree.\n\n"


def test_another_marker_leaves_the_words():
    """And every blank line."""
    marker = Marker(ids=(B,), was=(A,), state="machine")

    assert write_marker(BODY, 0, marker) == BODY.replace(f"<!--  {A}  -->", f"<!-- {B} was {A} machine -->")


def test_another_segment_leaves_its_neighbours():
    """And the blank lines below it."""
    assert write_segment(BODY, 0, Marker(ids=(B,)), "Two.") == BODY.replace(
        f"<!--  {A}  -->\n\nOne.", f"<!-- {B} -->\nTwo."
    )
    assert write_segment(f"<!-- {A} -->\n<!-- {B} -->", 0, Marker(ids=(A,)), "One.") == (
        f"<!-- {A} -->\nOne.\n\n<!-- {B} -->"
    )


@pytest.mark.parametrize(
    ("there", "new", "expected"),
    [
        ([B, C], A, [A, B, C]),
        ([A, C], B, [A, B, C]),
        ([C, A], B, [C, A, B]),
        ([A, B], C, [A, B, C]),
        ([A, B], "dddddddd", [A, B, "dddddddd"]),
        ([], A, [A]),
    ],
)
def test_a_new_segment_stands_where_its_block_does(there, new, expected):
    """Behind that of the nearest block before; first, where there is none; last, where it names none."""
    body = "\n\n".join(f"<!-- {id_} -->\nWords." for id_ in there)
    inserted = insert_segment(body, (A, B, C), Marker(ids=(new,)), "New.")

    assert inserted == "\n\n".join(f"<!-- {id_} -->\n{'New.' if id_ == new else 'Words.'}" for id_ in expected)


@pytest.mark.parametrize(
    ("line", "slip"),
    [
        (f"<!-- {A} reviewd -->", True),
        (f"<!-- {A.upper()} -->", True),
        (f"<!--{A}-->", True),
        (f"  <!-- {A} -->", True),
        (f"<!-- {A} -->The text.", True),
        (f"<!-- {A}, {B} -->", True),
        (f"<!-- {A} -->", False),
        (f"<!-- {A} was {B} draft -->  ", False),
        ("<!-- a note -->", False),
        (f"<!-- see {A} -->", False),
        ("<!-- 2023 -->", False),
    ],
)
def test_what_looks_like_a_marker_is_told(line, slip):
    """Words below it would pass for the translation of another block."""
    assert [*find_slips(f"<!-- {B} -->\nOne.\n\n{line}\nTwo.\n")] == ([(3, line.strip())] if slip else [])
