"""How far the translations are: the editor's table, and the same as data."""

from __future__ import annotations

import json
from functools import partial

import pytest
from written import original, translation

from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.blocks import read_blocks
from jiazhu.library.coverage import Coverages
from jiazhu.library.load import load_library
from jiazhu.status import COLUMNS, shortened, statuses, table
from jiazhu.text.measure import width

BODY = "甲\n\n乙\n\n丙"
A, B, C = (block.id for block in read_blocks(BODY))
NOTES = """\
- {id: a, kind: context, in: zh, quote: 甲, note: {zh: 甲, en: A}}
- {id: b, kind: context, in: zh, quote: 甲, note: {zh: 甲}}
- {id: c, kind: context, in: zh, quote: 甲, note: {en: A, zh: ' '}}
"""
ARTICLES = {
    "articles/two/zh.md": original("b2", day="2023-08-20", body=BODY, summary="要点"),
    "articles/two/en.md": translation(
        body=f"<!-- {A} -->\nA\n\n<!-- {B} was 00000000 -->\nB\n\n<!-- 11111111 -->\nX\n\n<!-- 22222222 -->\nY",
        of="{title: 00000000}",
    ),
    "articles/two/notes.yaml": NOTES,
    "articles/one/zh.md": original("a1", day="2023-08-18", body=BODY),
}


@pytest.fixture
def run(run):
    """Give a function that runs `status` beside the content folder."""
    return partial(run, "status")


def test_a_line_for_each_article_and_language_newest_first(make_content, run):
    """With what is to do, and the totals; an article without a translation has all to do."""
    make_content(ARTICLES)
    done = run()

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "article     lang  done  stale  missing  orphan  words  notes\n"
        "two         en     33%      1        1       2      2      2\n"
        "one         en      0%      -        3       -      1      -\n"
        "articles 2         16%      1        4       2      3      2\n"
    )


def test_data_has_plain_keys_and_raw_numbers(make_content, run):
    """An object a line, in the same order."""
    make_content(ARTICLES)
    first, second = json.loads(run("--json").stdout)

    assert first == {
        "article": "two",
        "language": "en",
        "coverage": pytest.approx(1 / 3),
        "blocks": 3,
        "reviewed": 1,
        "fresh": 1,
        "stale": 1,
        "missing": 1,
        "orphans": 2,
        "marked": True,
        "title": "stale",
        "summary": "missing",
        "caption": None,
        "notes": 2,
    }
    assert (second["article"], second["coverage"], second["missing"], second["title"]) == ("one", 0, 3, "missing")


def test_every_target_language_has_its_line(make_content, run):
    """In the order of the settings, without the original's own."""
    digest = (
        'title = {fr = "x"}\nbase_url = "https://e.org/"\nlanguages = ["fr", "zh", "en"]\nauthority = "e.org,2023"\n'
    )
    make_content({**ARTICLES, "digest.toml": digest})

    rows = [(row["article"], row["language"]) for row in json.loads(run("--json").stdout)]
    assert rows == [("two", "fr"), ("two", "en"), ("one", "fr"), ("one", "en")]


def test_a_hundred_percent_is_all_of_it(make_content):
    """What is nearly done is not done."""
    body = "\n\n".join(f"第{number}段" for number in range(300))
    english = "\n\n".join(f"<!-- {block.id} -->\nx" for block in read_blocks(body)[:-1])
    content = make_content({"articles/one/zh.md": original(body=body), "articles/one/en.md": translation(body=english)})
    library = load_library(content, load_config(content / "digest.toml"), Problems())

    assert " 99% " in table(list(statuses(library, Coverages())))


def test_a_long_name_is_cut_in_the_middle(make_content, run):
    """The table fits into 80 columns, and every line of it is as wide as the others."""
    slug = "2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo"
    make_content({f"articles/{slug}/zh.md": original(), f"articles/{'长' * 40}/zh.md": original("b2")})
    lines = run().stdout.splitlines()

    assert {width(line) for line in lines} == {COLUMNS}
    assert any(line.startswith("2023-08-18-li-s…jun-shi-he-zuo ") for line in lines)


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [("abcdef", 6, "abcdef"), ("abcdef", 5, "ab…ef"), ("abcdef", 4, "ab…f"), ("长长长长", 6, "长…长"), ("abc", 1, "…")],
)
def test_a_cut_leaves_both_ends(text, columns, expected):
    """A wide character takes two columns."""
    assert shortened(text, columns) == expected


@pytest.mark.parametrize(("arguments", "said"), [((), "no articles\n"), (("--json",), "[]\n")])
def test_a_digest_without_articles_says_so(make_content, run, arguments, said):
    """There is no empty table."""
    make_content({})

    assert run(*arguments).stdout == said


def test_a_fault_is_told_and_the_rest_shown(make_content, run):
    """The data stay data: what is wrong goes to standard error, and into the exit status."""
    make_content({**ARTICLES, "articles/bad/zh.md": "no front matter"})
    done = run("--json")

    assert done.exit_code == 1
    assert "articles/bad/zh.md:1: error: no front matter" in done.stderr
    assert len(json.loads(done.stdout)) == 2


def test_states_are_kept_for_the_next_run(make_content, run, monkeypatch):
    """In the cache beside the content, unless it is not wanted."""
    content = make_content(ARTICLES)
    run("--no-cache")
    assert not (content.parent / ".cache").exists()
    first = run().stdout
    assert (content.parent / ".cache" / "coverage").exists()
    monkeypatch.setattr("jiazhu.library.coverage.coverage_of", None)  # it would fail

    assert run().stdout == first
