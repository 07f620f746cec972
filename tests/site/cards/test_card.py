"""What cards say, and which page has which."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from written import original, translation, view

from jiazhu.model import Look
from jiazhu.site.cards.card import card_of, card_place
from jiazhu.site.look import luminance
from jiazhu.site.pages import language_pages

DIGEST = """\
title = { zh = "中俄观察", en = "China–Russia Watch" }
description = { en = "What is said" }
base_url = "https://example.org/watch/"
languages = ["zh", "en"]
timezone = "Asia/Shanghai"
authority = "example.org,2023"
"""


@pytest.fixture
def shown(make_content):
    """Give the pages in English of an article in both languages, and one that is Chinese only."""
    content = make_content(
        {
            "digest.toml": DIGEST,
            "articles/both/zh.md": original("a1", title="标题"),
            "articles/both/en.md": translation("Title"),
            "articles/chinese/zh.md": original("a2", title="只有中文", day="2023-08-17"),
            "digests/named.zh.md": "---\narticles: [both]\n---\n",
            "digests/named.en.md": "---\ntitle: Named\n---\n",
        }
    )
    seen = view(content, "en")
    return seen, {"/".join(planned.parts): planned.page() for planned in language_pages(seen)}


def said(shown, name):
    """Write a page's card, with the template's name as its last line."""
    seen, pages = shown
    card = card_of(pages[name], seen, lambda template, *_: f"{template} &amp; \n")
    return [card.site.text, card.title.text, card.other and card.other.text, card.foot.text]


def test_article_has_both_titles(shown):
    """An article's card has the page's title, and the other language's below."""
    assert said(shown, "articles/both") == ["China–Russia Watch", "Title", "标题", "card-foot.html &"]
    assert said(shown, "articles/chinese") == ["China–Russia Watch", "只有中文", None, "card-foot.html &"]


def test_digest_has_its_title_or_the_first_headline(shown):
    """A digest that somebody named has that title; another one the headline of its first story."""
    assert said(shown, "digests/named")[1:3] == ["Named", None]
    assert said(shown, "digests/2023-W33")[1:3] == ["Title", "标题"]


def test_other_pages_have_the_sites(shown):
    """All other pages share the digest's card: its title, what it is, its other title."""
    expected = ["", "China–Russia Watch", "What is said", "中俄观察"]
    assert expected == said(shown, "tags") == said(shown, "")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("articles/both", "en/articles/both/card.png"),
        ("articles/chinese", "zh/articles/chinese/card.png"),
        ("digests/named", "en/digests/named/card.png"),
        ("digests", "en/card.png"),
        ("", "en/card.png"),
    ],
)
def test_card_is_beside_its_page(shown, name, place):
    """Articles and digests have cards of their own; a page without words in its language shows the original's."""
    assert place == "/".join(card_place(shown[1][name]))


def test_seal_is_in_the_colour_of_annotation(shown):
    """The 注 is vermilion, or the accent that the digest chose, dark enough to be read; a logo takes its place."""
    seen, pages = shown
    config = seen.library.config

    def seal(look):
        seen.library = replace(seen.library, config=replace(config, theme=look))
        return card_of(pages["tags"], seen, lambda *_: "").seal

    assert [seal(Look()), seal(Look(accent="#004488")), seal(Look(logo="logo.svg"))] == ["#b5301f", "#004488", ""]
    assert luminance(seal(Look(accent="#ffff00"))) < 0.2
