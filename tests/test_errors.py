"""Problems and how they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiazhu.errors import JiazhuError, Problem, Problems, SchemaError, nearest


def test_a_problem_says_where_what_and_what_to_do():
    """Editors and terminals know `file:line: severity: text` and jump there."""
    problem = Problem(kind="tags", path=Path("a/zh.md"), line=3, text="there is no tag `x`", hint="add it")

    assert str(problem) == "a/zh.md:3: error: there is no tag `x` (add it)"


def test_a_problem_of_a_whole_file_has_no_line():
    """Line 0 is not told, and an empty hint neither."""
    assert str(Problem(kind="x", path=Path("a"), text="odd", severity="warning")) == "a: warning: odd"


def test_a_problem_is_one_line_whatever_it_quotes():
    """Line ends and what a terminal would obey are written out."""
    problem = Problem(kind="id", path=Path("a"), text="the id `\n\x1b[2J\u2028` is taken")
    assert str(problem) == "a: error: the id `\\n\\x1b[2J\\u2028` is taken"


def test_collect_goes_on_after_a_fault_with_all_of_its_problems():
    """What is raised inside is noted, each problem once, in order; what comes after the block still runs."""
    problems = Problems()
    first, second = (Problem(kind="x", path=Path("a"), line=line, text="odd") for line in (1, 2))
    for raised in ([second, first], [first]):
        with problems.collect():
            raise SchemaError(raised)

    assert [second, first] == list(problems)


def test_collect_lets_other_errors_through():
    """A fault of the program is no fault of the content."""
    with pytest.raises(KeyError), Problems().collect():
        raise KeyError


def test_only_errors_count_as_errors():
    """A warning does not make a build fail."""
    problems = Problems()
    problems.add(Problem(kind="x", path=Path("a"), text="odd", severity="warning"))
    problems.add(Problem(kind="x", path=Path("a"), text="bad"))

    assert (len(problems), problems.errors) == (2, 1)


def test_raise_all_raises_what_was_collected_and_nothing_else():
    """All problems travel in one error, a line each when it is told; none, and nothing is raised."""
    problems = Problems()
    problems.raise_all()
    for line in (1, 2):
        problems.add(Problem(kind="x", path=Path("a"), line=line, text="odd"))

    with pytest.raises(JiazhuError) as caught:
        problems.raise_all()
    assert str(caught.value) == "a:1: error: odd\na:2: error: odd"


def test_nearest_suggests_only_what_is_close():
    """A slip of the finger is told from a name that does not exist."""
    assert nearest("belarrus", ["arms", "belarus"], "add it") == "did you mean `belarus`?"
    assert nearest("trade", ["arms", "belarus"], "add it") == "add it"
