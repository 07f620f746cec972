"""Rows of an article page: each block beside its translation, in its state."""

from __future__ import annotations

import re

import pytest
from written import articles, original, site, translation, view

from jiazhu.library.blocks import read_blocks

BODY = "甲\n\n乙[^1]\n\n丙\n\n[^1]: 注"
A, B, C, NOTE = [block.id for block in read_blocks(BODY)]


def rows(make_content, english, body=BODY):
    """Show an article with an English translation."""
    content = make_content({"articles/one/zh.md": original(body=body), "articles/one/en.md": translation(body=english)})
    shown = view(content, "en")
    return shown.reading(articles(shown)[0]).rows


def test_rows_follow_the_original(make_content):
    """A missing block has no words, a stale one says so, a footnote stands beside its own."""
    english = f"<!-- {C} machine -->\nC.\n\n<!-- {B} was 00000000 -->\nB.[^1]\n\n<!-- {NOTE} -->\n[^1]: Note."
    found = rows(make_content, english)

    assert [row.anchors for row in found] == [(A,), (B, "00000000"), (C,), (NOTE,)]
    assert [bool(row.translation) for row in found] == [False, True, True, True]
    assert [row.freshness for row in found] == ["missing", "stale", "fresh", "fresh"]
    assert [row.state for row in found] == [None, None, "machine", None]
    assert "Note." in found[3].translation
    assert "<ol" in found[3].translation


def test_footnotes_of_both_columns_link_to_their_own(make_content):
    """No two elements of the page have one id."""
    english = f"<!-- {B} -->\nB.[^1]\n\n<!-- {NOTE} -->\n[^1]: Note."
    html = "".join(row.original + row.translation for row in rows(make_content, english))
    ids = re.findall(r' id="([^"]+)"', html)

    assert len(ids) == len(set(ids)) == 4
    assert {f"#{id_}" for id_ in ids} == set(re.findall(r'href="(#[^"]+)"', html))


def test_an_anchor_leads_to_one_row(make_content):
    """An earlier wording that another block has now, or that two rows had, is the anchor of one of them."""
    english = f"<!-- {A} was {B} 00000000 -->\nA.\n\n<!-- {B} -->\nB.\n\n<!-- {C} was 00000000 -->\nC."

    assert [row.anchors for row in rows(make_content, english)] == [(A, "00000000"), (B,), (C,), (NOTE,)]


@pytest.mark.parametrize(
    ("english", "heading", "translation"),
    [
        ("## One", "h2", "One"),
        ("# One", "h2", "One"),
        ("## One\n\n## Two", "", '<p class="h2">One</p>\n<p class="h2">Two</p>\n'),
        ("One", "", "<p>One</p>\n"),
    ],
)
def test_a_heading_stands_once_in_the_outline(make_content, english, heading, translation):
    """One in two languages where both are one; else the original's, and the translation's are paragraphs."""
    body = "## 甲"
    (block,) = read_blocks(body)
    (row,) = rows(make_content, f"<!-- {block.id} -->\n{english}", body=body)

    assert (row.heading, row.translation) == (heading, translation)
    assert row.original == ("甲" if heading else "<h2>甲</h2>\n")


def test_a_segment_of_comments_alone_is_missing(make_content):
    """The translator has not begun: the original is shown, with a notice."""
    found = rows(make_content, f"<!-- {A} -->\n<!-- 甲 -->\n\n<!-- {B} -->\nB.")

    assert [(row.freshness, bool(row.translation)) for row in found][:2] == [("missing", False), ("fresh", True)]


def test_a_translation_without_markers_is_one_row(make_content):
    """Nothing is known of its blocks, and nothing of it is lost."""
    (row,) = rows(make_content, "One.\n\nTwo.")

    assert row.anchors == ()
    assert ("<p>甲</p>" in row.original, row.translation) == (True, "<p>One.</p>\n<p>Two.</p>\n")


@pytest.mark.parametrize(
    ("english", "words"),
    [
        (f"<!-- {A} was 00000000 -->\nA.", "The original has changed since."),
        (f"<!-- {B} -->\nB.", "Not translated yet."),
        (f"<!-- {B} machine -->\nB.", "machine translation, not reviewed"),
    ],
)
def test_the_page_says_the_state_in_its_own_language(make_content, english, words):
    """On the English page in English, with its lang."""
    files = {"articles/one/zh.md": original(body=BODY), "articles/one/en.md": translation(body=english)}
    page = site(make_content(files))["en/articles/one/index.html"]

    assert f'<p class="state" lang="en">{words}</p>' in page
