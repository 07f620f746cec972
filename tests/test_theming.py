"""docs/theming.md names every template, and what it is given: nothing less, and nothing that is not there."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import jinja2
import pytest
from written import load

from jiazhu.site.builder import site_files
from jiazhu.site.specimen import specimen
from jiazhu.site.templates import Templates
from jiazhu.site.theme import DEFAULT_THEME, Theme
from jiazhu.site.urls import Urls

WORDS = (Path(__file__).parent.parent / "docs" / "theming.md").read_text(encoding="utf-8")
PAGING = {"base", "last", "number", "total"}


def code(words: str) -> set[str]:
    """List the names that stand in some words as code."""
    return set(re.findall(r"`([\w.-]+)`", words))


def rows(head: str) -> list[list[str]]:
    """Read the rows of all tables whose head begins with a word."""
    tables = re.findall(rf"^\| {head} \|.*\n\|[-|]+\n((?:\|.*\n)+)", WORDS, re.MULTILINE)
    assert tables, head
    return [line.strip("|\n").split(" | ") for table in tables for line in table.splitlines()]


def names(table: list[list[str]]) -> set[str]:
    """List the names that a table is of."""
    return set().union(*(code(row[0]) for row in table))


@pytest.fixture
def given(sample, monkeypatch):
    """Make the sample site and the specimen; give what each template was given, by its name."""
    seen: dict[str, set[str]] = defaultdict(set)
    render = Templates.render

    def noting(self, template, language, context):
        seen[template] |= context.keys()
        return render(self, template, language, context)

    monkeypatch.setattr(Templates, "render", noting)
    library = load(sample)
    list(site_files(library, Theme()))
    specimen(library, Theme())
    return seen


def test_every_template_is_documented_with_what_it_is_given(given):
    """A row each; what all pages have stands in a table of its own, what is inside of something in brackets."""
    common = names(rows("name"))
    documented = {row[0].strip(" `"): row[2] for row in rows("template")}
    assert set(given) == set(documented)
    for name, what in documented.items():
        told = code(re.sub(r"\([^)]*\)", "", what)) | (PAGING if "the paging" in what else set())
        assert name == "card-foot.html" or given[name] - common == told, name


def test_every_other_template_is_a_frame_or_holds_macros(given):
    """What no page is made of is named by its kind."""
    others = {path.name for path in (DEFAULT_THEME / "templates").glob("*.html")} - set(given)
    assert {name for name in others if not name.endswith("parts.html")} == {"base.html", "plain.html"}


def test_every_global_and_filter_is_documented():
    """What this generator adds to Jinja's own, by name."""
    env = Templates(Theme(), Urls("https://e.org/"), ("zh",), None)._environment("zh", {})
    plain = jinja2.Environment(autoescape=True)
    assert set(env.globals) - set(plain.globals) <= names(rows("name"))
    assert set(env.filters) - set(plain.filters) == names(rows("filter"))
