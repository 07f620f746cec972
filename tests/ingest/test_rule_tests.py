"""Rules' own tests: they hold for the digest's sources, and one that fails is named with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import fields

from jiazhu.check import check_content
from jiazhu.config import load_config
from jiazhu.errors import Problem, Problems
from jiazhu.ingest.rule_tests import rule_faults
from jiazhu.ingest.rules import check_source
from jiazhu.model import (
    DateRule,
    ExpectedFields,
    HeadingRule,
    ImageRule,
    LeadRule,
    RemoveRule,
    RuleTest,
    Source,
    TextRule,
)
from jiazhu.schema import read_toml

CONTENT = Path(__file__).parents[2] / "content"
DOCUMENTATION = (CONTENT.parent / "docs" / "rules.md").read_text(encoding="utf-8")
SOURCES = sorted((CONTENT / "sources").glob("*.toml"))

RECORDS = (
    Source, DateRule, TextRule, ImageRule, LeadRule, HeadingRule, RemoveRule, RuleTest, ExpectedFields
)  # fmt: skip

RULE = """\
hosts = ["example.org"]
date = { select = "i", format = "%Y-%m-%d" }
remove = [".ad"]
"""
TEST = """
[[test]]
url = "https://example.org/a"
title = "t"
html = '<i>2021-03-04</i><p>kept <b>here</b></p><p class="ad">gone</p>'
"""


def faults(tmp_path: Path, *tests: str) -> list[Problem]:
    path = tmp_path / "x.toml"
    path.write_text(RULE + "".join(tests), encoding="utf-8")
    return rule_faults(read_toml(path, Source, kind="source"), path, tmp_path)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_sources_of_the_digest(path):
    """Each source of the digest has tests, and its rule passes them."""
    source = read_toml(path, Source, kind="source")
    check_source(source, path)
    assert source.test
    assert rule_faults(source, path, CONTENT / "raw") == []


def test_all_is_as_it_should(tmp_path):
    """A rule that does what its tests say has no faults."""
    test = TEST + 'contains = ["kept **here**"]\nabsent = ["gone"]\nfields = { published = 2021-03-04T00:00:00Z }\n'
    assert faults(tmp_path, test) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('contains = ["gone"]', "the body does not contain `gone`"),
        ('absent = ["kept"]', "the body contains `kept`"),
        ('fields = { title = "u" }', "`title` is `t`, expected `u`"),
        (
            "fields = { published = 2021-03-04T08:00:00+08:00 }",
            "`published` is `2021-03-04T00:00:00+00:00`, expected `2021-03-04T08:00:00+08:00`",
        ),
        ('fields = { authors = ["a", "b"] }', "`authors` is ``, expected `a, b`"),
        ('fields = { image = "https://example.org/a.jpg" }', "`image` is ``, expected `https://example.org/a.jpg`"),
    ],
)
def test_a_fault_names_its_test(tmp_path, said, expected):
    """What is not as a test says is a problem on the line where that test starts."""
    found = faults(tmp_path, TEST + 'contains = ["kept"]\n', TEST + said)
    assert [(11, expected)] == [(problem.line, problem.text) for problem in found]
    assert all(problem.path == tmp_path / "x.toml" and problem.severity == "error" for problem in found)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ('[[test]]\nfragment = "none.txt"\ncontains = ["a"]', "`none.txt` cannot be read: No such file or directory"),
        (
            '[[test]]\nurl = "https://example.com/a"\nhtml = "a"\ncontains = ["a"]',
            "the URL `https://example.com/a` is none of this source: see `hosts` and `path`",
        ),
        (
            '[[test]]\nurl = "https://example.org/a"\nhtml = "<p class=ad>a"\nabsent = ["a"]',
            "nothing is left of it after cleaning",
        ),
    ],
)
def test_what_cannot_be_tested(tmp_path, test, expected):
    """A missing file, another source's URL and an article of which nothing is left are faults too."""
    assert [expected] == [problem.text for problem in faults(tmp_path, test)]


def test_tests_written_in_one_line(tmp_path):
    """Where tests do not stand under headings of their own, a fault names the line of the key."""
    test = 'test = [{ url = "https://example.org/a", html = "<p>a", absent = ["a"] }]\n'
    found = [(problem.line, problem.text) for problem in faults(tmp_path, test)]
    assert found == [(4, "the body contains `a`")]


def test_check_runs_them(sample):
    """`check` tells a rule's test that fails."""
    path = sample / "sources" / "rfi-zh.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"18/08/2023"', '"白俄罗斯"'), encoding="utf-8")
    problems = Problems()
    check_content(sample, load_config(sample / "digest.toml"), problems)
    found = [problem.text for problem in problems if problem.kind == "rule-test"]
    assert found == ["the body contains `白俄罗斯`"]


def test_example_of_the_documentation(tmp_path):
    """The rule that docs/rules.md ends up with can be read, and passes its test on the fragment shown there."""
    example = re.search(r"```toml\n(.*?)```", DOCUMENTATION, re.DOTALL)
    fragment = re.search(r"```html\n(.*?)```", DOCUMENTATION, re.DOTALL)
    assert example and fragment
    path = tmp_path / "harbour-zh.toml"
    path.write_text(example[1], encoding="utf-8")
    source = read_toml(path, Source, kind="source")
    check_source(source, path)
    assert rule_faults(source, path, tmp_path) == []
    assert fragment[1].partition("------\n\n")[2].strip() == source.test[0].html.strip()


@pytest.mark.parametrize(
    "key",
    sorted({field.name for record in RECORDS for field in fields(record)} - {"id"}),
)
def test_every_key_is_documented(key):
    """Each key of a rule stands in docs/rules.md as code."""
    assert re.search(rf"[`{{ ]{key}[`,}} ]", DOCUMENTATION)
