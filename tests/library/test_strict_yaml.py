"""YAML without surprises."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.errors import JiazhuError
from jiazhu.library.strict_yaml import read_yaml, yaml_line
from jiazhu.limits import YAML_CHARACTERS

PATH = Path("tags.yaml")


def fault(text):
    """Read faulty YAML that starts on the second line of its file; give the line, what is wrong and what to do."""
    with pytest.raises(JiazhuError) as caught:
        read_yaml(text, PATH, first_line=2)
    (problem,) = caught.value.problems
    return problem.line, problem.text, problem.hint


def test_every_scalar_is_text():
    """What other readers take for booleans, numbers, dates and nothing is what was written."""
    expected = {"a": "no", "b": "0123", "c": "2023-08-18", "d": "", "e": ["1e3", "~"], "f": {"g": "on"}}

    assert expected == read_yaml("a: no\nb: 0123\nc: 2023-08-18\nd:\ne: [1e3, ~]\nf: {g: on}", PATH)


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        ("a: 1\nb: 2\na: 3\n", 4, "the key `a` stands twice", "keep one"),
        ("a:\n  b: 1\n  b: 2\n", 4, "the key `b` stands twice", "keep one"),
        ("a: &x 1\n", 2, "the YAML anchor `x`", "put it in quotes"),
        ("a: 1\nb: *x-y\n", 3, "the YAML alias `x-y`", "put it in quotes"),
        ("a: &-x 1\nb: *-x\n", 2, "the YAML anchor `-x`", "put it in quotes"),
        ("a: b: c\n", 2, "no valid YAML", "quote text"),
        ("a: 1\n b: 2\n", 3, "no valid YAML", "quote text"),
        ('x: 1\na: "open\nb: 1\nc: 2\n', 3, "no valid YAML: a quote is not closed", "close it"),
        ('x: 1\na: "open\nb: 1\nc: "https://e.org/"\n', 3, "no valid YAML: a quote is not closed", "close it"),
        ("x: 1\na: ['open, b]\nc: 'd'\n", 3, "no valid YAML: a quote is not closed", "close it"),
        ("a: 'it''s'\nb: c: d\n", 3, "no valid YAML", "quote text"),
        ('a: |\n  He said: "hello\n  and left\nb: c: d\n', 5, "no valid YAML: mapping", "quote text"),
        ("a: Rock, 'n roll # and \"so\nb: c: d\n", 3, "no valid YAML: mapping", "quote text"),
        ('a: "one\n  two"\nb: c: d\n', 4, "no valid YAML: mapping", "quote text"),
        ("x: 1\na: [open\nb: 1\nc: 2\n", 3, "no valid YAML", "quote text"),
        ("a: 1\n...\nb: 2\n", 4, "no valid YAML", "quote text"),
        ("中国: 中国\nb: x\x07\n", 3, "a control character", "remove it"),
        ('a: 1\nb: "x\\u0007"\n', 3, "a control character, U+0007", "remove it"),
        ('a: "\\0"\n', 2, "a control character, U+0000", "remove it"),
        ("[a]: b\n", 2, "no valid YAML", "quote text"),
        ("a: " + "[" * 3000, 2, "nested deeper than 20 levels", "brackets"),
        ("- " * 3000, 2, "nested deeper than 20 levels", "brackets"),
        ("? " * 3000, 2, "nested deeper than 20 levels", "brackets"),
        ("\n".join(" " * depth + "a:" for depth in range(400)), 22, "nested deeper than 20 levels", "brackets"),
        ("a: " + "x" * YAML_CHARACTERS, 2, "more than 1,000,000 characters", "split"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_a_fault_has_its_line(text, line, said, hint):
    """Each fault is told at the line to look at, with what to do."""
    found_line, found, to_do = fault(text)

    assert line == found_line
    assert found.startswith(said)
    assert hint in to_do


def test_a_large_file_of_keys_with_one_twice_is_read_in_time():
    """The second of 20,000 keys is found without comparing each with each."""
    start = time.process_time()
    line, _, _ = fault("".join(f"k{number}: \n" for number in range(20_000)) + "k1: \n")

    assert line == 20_002
    assert time.process_time() - start < 2


def test_ampersands_in_text_are_text():
    """R&D, a bare `&` and a quoted `*` are no anchors and no aliases."""
    assert read_yaml('a: R&D & more\nb: "*x"\nc: 5 * 3', PATH) == {"a": "R&D & more", "b": "*x", "c": "5 * 3"}


@given(st.text(alphabet="ab:-?&*!|>%@`'\"#{}[], \n\t\x00\x85\ufeff中", max_size=60))
def test_any_text_is_read_or_refused(text):
    """There is a value or a problem, and never another error."""
    try:
        read_yaml(text, PATH)
    except JiazhuError as error:
        assert error.problems[0].line >= 1


def test_yaml_line_finds_keys_and_items_wherever_they_stand():
    """In blocks and in brackets, quoted and with comments; what is missing has the line of what should hold it."""
    text = '# first\n"a": 1\nb:\n  # x\n  - {c: 1, d: 2}\n  -\n    c: [x,\n    y]\n'

    places = [("a",), ("b",), ("b", 0, "d"), ("b", 1), ("b", 1, "c", 1), ("b", 1, "z"), ("z",), ()]
    assert [yaml_line(text, *place) for place in places] == [2, 3, 5, 7, 8, 7, 1, 1]
    assert yaml_line(text, "a", first_line=11) == 12
