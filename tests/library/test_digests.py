"""Digests of periods, and editions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiazhu.errors import Problems
from jiazhu.library.digests import load_texts, make_digests, with_present_names
from jiazhu.model import Article, OriginalMatter

DATES = {"d": date(2023, 8, 21), "c": date(2023, 8, 20), "b": date(2023, 8, 18), "a": date(2021, 1, 1)}
ARTICLES = {
    slug: Article(
        slug=slug, path=Path(slug), language="zh", matter=OriginalMatter(id=slug, title=slug, epoch=1), body=""
    )
    for slug in DATES
}


@pytest.fixture
def digests(tmp_path):
    """Give a function that makes digests of the articles with some files of words: digests by id, and problems."""

    def make(files=None, *, period="week", left_out=()):
        for name, matter in (files or {}).items():
            (tmp_path / f"{name}.md").write_text(f"---\n{matter}\n---\n\nbody\n", encoding="utf-8")
        problems = Problems()
        texts = load_texts(tmp_path, ["zh", "en"], problems)
        articles = {slug: article for slug, article in ARTICLES.items() if slug not in left_out}
        dates = {slug: DATES[slug] for slug in articles}
        made = make_digests(
            articles, dates, texts, left_out=left_out, period=period, default_language="zh", problems=problems
        )
        return {digest.id: digest for digest in made}, [
            (problem.path.name, problem.line, problem.text) for problem in problems
        ]

    return make


def slugs(digest):
    """List a digest's articles."""
    return [article.slug for article in digest.articles]


@pytest.mark.parametrize(
    ("period", "grouped"),
    [
        ("week", {"2023-W34": ["d"], "2023-W33": ["c", "b"], "2020-W53": ["a"]}),
        ("month", {"2023-08": ["d", "c", "b"], "2021-01": ["a"]}),
        ("day", {"2023-08-21": ["d"], "2023-08-20": ["c"], "2023-08-18": ["b"], "2021-01-01": ["a"]}),
    ],
)
def test_every_period_with_articles_has_a_digest(digests, period, grouped):
    """The newest first; a week that began in the old year is the old year's."""
    made, problems = digests(period=period)

    assert list(grouped.items()) == [(id_, slugs(digest)) for id_, digest in made.items()]
    assert problems == []


def test_words_order_a_period_and_leave_nothing_out(digests):
    """What the default language names comes first, in its order; the rest of the week follows."""
    made, problems = digests({"2023-W33.zh": "stories: [{headline: x, lead: b}]", "2023-W33.en": "title: Week"})

    assert slugs(made["2023-W33"]) == ["b", "c"]
    assert ({"zh", "en"}, False) == (set(made["2023-W33"].texts), made["2023-W33"].edition)
    assert problems == []


def test_an_edition_is_what_its_maker_says(digests):
    """By days, by names or by both; an article named twice stands once."""
    made, problems = digests(
        {
            "days.zh": "from: 2023-08-20\nto: 2023-08-21",
            "names.zh": "articles: [b, a]\nstories: [{headline: x, lead: a, also: [{article: d}]}]",
        }
    )

    assert (slugs(made["days"]), made["days"].edition) == (["d", "c"], True)
    assert slugs(made["names"]) == ["a", "d", "b"]
    assert (date(2021, 1, 1), date(2023, 8, 21)) == (made["names"].first, made["names"].last)
    assert problems == []


def test_every_name_that_is_no_articles_is_told_with_its_line(digests):
    """A longer name above that begins alike is not meant; the edition is left out, the weeks are there."""
    made, problems = digests(
        {
            "x.zh": "title: aa\nstories:\n  - headline: aa b\n    lead: a\n    also:\n      - {article: aa}\n"
            "articles:\n  - b\n  - e",
            "x.en": "stories: [{headline: x, lead: f}]",
        }
    )

    assert problems == [
        ("x.en.md", 2, "there is no article `f`"),
        ("x.en.md", 2, "`x.zh.md` has no story that `f` leads"),
        ("x.zh.md", 7, "there is no article `aa`"),
        ("x.zh.md", 10, "there is no article `e`"),
    ]
    assert list(made) == ["2023-W34", "2023-W33", "2020-W53"]


def test_an_edition_does_without_articles_that_are_left_out(digests):
    """A draft or a faulty article is reported elsewhere: its story goes, and what stood beside it stays."""
    matter = (
        "stories:\n  - {headline: x, lead: c, also: [{article: b}]}\n  - {headline: y, lead: d, also: [{article: c}]}"
    )
    made, problems = digests({"x.zh": matter, "gone.zh": "articles: [c]"}, left_out={"c"})

    assert problems == []
    assert slugs(made["x"]) == ["b", "d"]
    assert [(story.headline, story.also) for story in made["x"].texts["zh"].matter.stories] == [("y", ())]
    assert "gone" not in made


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"x.en": "articles: [a]"}, ("x.en.md", 0, "`x.zh.md` is missing, which holds the order")),
        ({"2023-W33.en": "title: x"}, ("2023-W33.en.md", 0, "`2023-W33.zh.md` is missing, which holds the order")),
        ({"x.zh": "title: x"}, ("x.zh.md", 2, "an edition without articles")),
        ({"x.zh": "title: x\nfrom: 2023-08-01"}, ("x.zh.md", 3, "`from` without `to`")),
        ({"x.zh": "title: x\nto: 2023-08-01\narticles: [a]"}, ("x.zh.md", 3, "`to` without `from`")),
        ({"x.zh": "to: 2023-08-01\nfrom: 2023-08-02"}, ("x.zh.md", 3, "`from` is after `to`")),
        ({"x.zh": "story: []\narticles: [a]"}, ("x.zh.md", 2, "unknown key `story`")),
        (
            {"x.zh": "stories: [{headline: A, lead: a}]", "x.en": "title: x\nstories: [{headline: B, lead: b}]"},
            ("x.en.md", 3, "`x.zh.md` has no story that `b` leads"),
        ),
        (
            {
                "x.zh": "stories: [{headline: A, lead: a}]",
                "x.en": "stories:\n  - headline: A\n    lead: a\n    also:\n      - {article: b}",
            },
            ("x.en.md", 6, "the story that `a` leads has no `b` in `x.zh.md`"),
        ),
        ({"x.fr": "articles: [a]"}, ("x.fr.md", 0, "`x.fr.md` is no name for a digest")),
        (
            {"x.zh": "stories:\n  - headline: A\n    lead: a\n  - headline: B\n    lead: a"},
            ("x.zh.md", 6, "“A” and “B” have one lead, `a`"),
        ),
        (
            {"x.zh": "stories:\n  - headline: A\n    lead: a\n    also:\n      - {article: b}\n      - {article: a}"},
            ("x.zh.md", 7, "“A” names `a` twice"),
        ),
        ({"2024-W60.zh": "title: x"}, ("2024-W60.zh.md", 0, "the calendar has no `2024-W60`")),
        ({"2023-02-30.zh": "articles: [a]"}, ("2023-02-30.zh.md", 0, "the calendar has no `2023-02-30`")),
        (
            {"2023-08.zh": "title: x\nto: 2023-08-20"},
            ("2023-08.zh.md", 3, "a digest named after a period has that period's days"),
        ),
    ],
)
def test_a_faulty_text_is_told_once(digests, files, problem):
    """One problem, with file and line; the other digests are made."""
    made, problems = digests(files)

    assert [problem] == problems
    assert "x" not in made
    assert "2023-W34" in made


def test_a_renamed_article_is_found_by_its_earlier_name(tmp_path):
    """Where `aliases` names it: the order of the words stays, under the present name."""
    (tmp_path / "e.zh.md").write_text(
        "---\nstories: [{headline: h, lead: old, also: [{article: b}]}]\narticles: [old, c]\n---\n", encoding="utf-8"
    )
    texts = with_present_names(load_texts(tmp_path, ["zh"], Problems()), {"old": "a"})
    matter = texts["e"]["zh"].matter

    assert (matter.stories[0].lead, matter.stories[0].also[0].article, matter.articles) == ("a", "b", ("a", "c"))


def test_a_digest_without_articles_is_none(digests):
    """Its page would say nothing."""
    assert digests({"2023-W40.zh": "title: t"})[0].keys() == digests()[0].keys()


@pytest.mark.parametrize("id_", ["x", "2023-W33", "2023-08", "2023-08-18"])
def test_no_period_moves_what_has_words(digests, id_):
    """An edition, and a text named after a period of any kind, are the same whatever the period is."""
    words = "articles: [b]" if id_ != "x" else "from: 2023-08-18\nto: 2023-08-20\narticles: [b]"
    made = [digests({f"{id_}.zh": words}, period=period)[0][id_] for period in ("day", "week", "month")]
    assert made[0] == made[1] == made[2]
    assert slugs(made[0])[0] == "b"
    assert made[0].placed == {"b"}


def test_digests_follow_each_other_by_date(digests):
    """Periods and editions alike by their last day, then their first; so newer and older are where one looks."""
    edition = "from: 2023-08-18\nto: 2023-08-20"
    made, _ = digests({"whole.zh": "articles: [a, d]", "short.zh": edition, "2023-08.zh": "title: t"})
    assert list(made) == ["2023-08", "2023-W34", "whole", "short", "2023-W33", "2020-W53"]
