"""What is shown of a page where somebody shares its address."""

from __future__ import annotations

import pytest
from told import CONTENT, Told
from written import site

from jiazhu.site.cards import drawn as drawing
from jiazhu.site.cards.fonts import Fonts
from jiazhu.site.metadata import machines
from jiazhu.site.metadata.open_graph import locale_with_region

CODES = ("zh", "en", "zh-hant")
BASE = "https://example.org/watch/"


@pytest.fixture
def drawn_site(make_content, monkeypatch, tmp_path):
    """Give a site whose cards are not really drawn."""
    font = tmp_path / "font.ttc"
    font.touch()
    monkeypatch.setattr(machines, "system_fonts", lambda: Fonts(bold=font, regular=font))
    monkeypatch.setattr(drawing, "_draw", lambda card, _fonts: card.alt.encode())
    return site(make_content(CONTENT))


def test_article_is_told_of(drawn_site):
    """An article's page says what it is, in which language, of when, under which tags, and shows its card."""
    told = Told(drawn_site["en/articles/both/index.html"])
    expected = {
        "og:type": ["article"],
        "og:title": ["<i>Ti”tle</i> & more"],
        "og:description": ["What is said of trade"],
        "og:url": [f"{BASE}en/articles/both/"],
        "og:site_name": ["China–Russia Watch"],
        "og:locale": ["en_US"],
        "og:locale:alternate": ["zh_CN", "zh_TW"],
        "article:published_time": ["2023-08-18T12:00:00+08:00"],
        "article:modified_time": ["2023-08-20T00:00:00+08:00"],
        "article:section": ["e.org"],
        "article:tag": ["Trade"],
        "og:image": [f"{BASE}en/articles/both/card.png"],
        "og:image:width": ["1200"],
        "og:image:height": ["630"],
        "og:image:alt": ["<i>Ti”tle</i> & more · e.org · 18 August 2023"],
        "twitter:card": ["summary_large_image"],
        "twitter:image:alt": ["<i>Ti”tle</i> & more · e.org · 18 August 2023"],
        "description": ["What is said of trade"],
    }
    assert expected == {name: told.metas(name) for name in expected}


def test_each_language_has_a_card_where_it_has_words(drawn_site):
    """A card is drawn for each language that has the words; a page without them shows that of one that has."""
    cards = {name: text for name, text in drawn_site.items() if name.endswith(".png")}
    assert set(cards) == {
        *(
            f"{code}/{place}card.png"
            for code in ("zh", "en", "zh-hant")
            for place in ("", "articles/both/", "digests/2023-W33/")
        ),
        "zh/articles/chinese/card.png",
        "zh-hant/articles/chinese/card.png",
    }
    assert cards["zh/articles/chinese/card.png"] == "只有中文 · e.org · 2023年8月18日"
    assert Told(drawn_site["en/articles/chinese/index.html"]).metas("og:image") == [
        f"{BASE}zh/articles/chinese/card.png"
    ]
    assert Told(drawn_site["en/articles/chinese/index.html"]).metas("og:url") == [f"{BASE}zh/articles/chinese/"]


@pytest.mark.parametrize("name", ["en/", "en/tags/trade/", "en/archive/2023/08/", "en/subscribe/"])
def test_other_pages_are_told_of_as_a_website(drawn_site, name):
    """A page that is no article shows the digest's card."""
    told = Told(drawn_site[f"{name}index.html"])
    assert told.metas("og:type") == ["website"]
    assert told.metas("og:url") == [BASE + name]
    assert told.metas("og:image") == [f"{BASE}en/card.png"]
    assert told.metas("article:published_time") == []


def test_home_has_the_digests_name(drawn_site):
    """Home is named after the digest, once, and so is the door."""
    assert Told(drawn_site["en/index.html"]).metas("og:title") == ["China–Russia Watch"]
    assert Told(drawn_site["en/index.html"]).tree.findtext("head/title") == "China–Russia Watch"
    door = Told(drawn_site["index.html"])
    assert [door.metas("og:title"), door.metas("og:url")] == [["中俄观察 · China–Russia Watch"], [BASE]]
    assert door.metas("og:image") == [f"{BASE}zh/card.png"]


def test_without_a_font_there_is_no_card(make_content, monkeypatch):
    """Where nothing writes Chinese the page shows no picture, and no file is there."""
    monkeypatch.setattr(machines, "system_fonts", lambda: None)
    files = site(make_content(CONTENT))
    told = Told(files["en/articles/both/index.html"])
    assert [told.metas("og:image"), told.metas("twitter:card")] == [[], ["summary"]]
    assert [name for name in files if name.endswith(".png")] == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [("zh", "zh_CN"), ("zh-hant", "zh_TW"), ("zh-hk", "zh_HK"), ("en", "en_US"), ("ru", "ru_RU"), ("xx", "xx")],
)
def test_locale_has_a_region(code, expected):
    """A language is named with the region where most of its readers live."""
    assert expected == locale_with_region(code)
