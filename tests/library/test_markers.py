"""Markers of translations: how they follow the original."""

from __future__ import annotations

import pytest

from jiazhu.library.markers import follow_changes

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
