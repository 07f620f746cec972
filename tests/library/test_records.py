"""Lists of records in YAML."""

from __future__ import annotations

import pytest

from jiazhu.errors import Problems
from jiazhu.library.records import read_records
from jiazhu.model import Tag


@pytest.fixture
def read(tmp_path):
    """Give a function that reads YAML as tags: ids with their lines, and problems."""

    def read_tags(text):
        path = tmp_path / "tags.yaml"
        path.write_text(text, encoding="utf-8")
        problems = Problems()
        found = []
        with problems.collect():
            found += [(tag.id, line_of("id")) for tag, line_of in read_records(path, Tag, "tags", problems)]
        return found, [(problem.line, problem.text) for problem in problems]

    return read_tags


@pytest.mark.parametrize(
    "text",
    [
        "- id: a\n  label: {zh: 甲}\n- id: b\n  label: {zh: 乙}\n",
        "-\n  label: {zh: 甲}\n  id: a\n-\n  id: b\n  label: {zh: 乙}\n",
        "[{id: a, label: {zh: 甲}}, {id: b, label: {zh: 乙}}]",
        "# - id: z\n  - label:\n      zh: |\n        - id: y\n    id: a\n  - {id: b, label: {zh: 乙}}\n",
    ],
)
def test_records_are_read_however_a_list_is_written(read, text):
    """Dashes on their own line, brackets, indents, comments and dashes in text."""
    found, problems = read(text)

    assert [id_ for id_, _ in found] == ["a", "b"]
    assert problems == []
    lines = text.split("\n")
    assert all(id_ in lines[line - 1] for id_, line in found)


def test_a_faulty_record_is_reported_and_the_others_are_read(read):
    """Each fault has its line; the record before and the one after are there."""
    found, problems = read("- {id: a, label: {zh: 甲}}\n- id: b\n  lable: {zh: 乙}\n- c\n- {id: d, label: {zh: 丁}}\n")

    assert [id_ for id_, _ in found] == ["a", "d"]
    assert problems == [(3, "unknown key `lable`"), (2, "the key `label` is missing"), (4, "expected keys")]


@pytest.mark.parametrize(
    ("text", "problems"), [("", []), ("# nothing yet\n", []), ("a: b\n", [(1, "expected a list")])]
)
def test_a_file_may_be_empty_but_must_be_a_list(read, text, problems):
    """A file that holds comments only is no fault."""
    assert ([], problems) == read(text)


def test_no_file_is_no_fault(tmp_path):
    """A digest without tags needs no file of them."""
    problems = Problems()

    assert list(read_records(tmp_path / "tags.yaml", Tag, "tags", problems)) == []
    assert len(problems) == 0
