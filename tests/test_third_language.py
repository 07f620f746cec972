"""A third language takes a catalog and a word in `digest.toml`: here it is French."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from lxml import html
from written import marked, original, site, translation

from jiazhu.site.theme import DEFAULT_THEME

DIGEST = """\
title = { zh = "中俄观察", en = "China–Russia Watch", fr = "Regards sino-russes" }
base_url = "https://example.org/watch/"
languages = ["zh", "en", "fr"]
timezone = "Asia/Shanghai"
authority = "example.org,2023"
"""
ARTICLES = {
    "articles/one/zh.md": original("a1", title="甲", tags="[arms]"),
    "articles/one/en.md": translation("One"),
    "articles/one/fr.md": translation("Un", body=marked("Un texte.")),
    "articles/two/zh.md": original("a2", title="乙", day="2023-08-17"),
    "articles/two/en.md": translation("Two"),
    "articles/three/zh.md": original("a3", title="丙", day="2023-08-16"),
    "tags.yaml": "- id: arms\n  label: {zh: 武器, en: Arms, fr: Armes}\n",
}


@pytest.fixture(scope="module")
def theme(tmp_path_factory) -> Path:
    """Give a theme that has a French catalog: each text in guillemets, so that one which is not from it shows."""
    folder = tmp_path_factory.mktemp("theme")
    with (DEFAULT_THEME / "locale" / "messages.pot").open("rb") as template:
        catalog = read_po(template, locale="fr")
    for message in catalog:
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            words = tuple(f"« {id_} »" for id_ in ids)
            message.string = words if isinstance(message.id, tuple) else words[0]
    target = folder / "locale" / "fr" / "LC_MESSAGES" / "messages.po"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_po(file, catalog)
    return folder


@pytest.fixture
def files(make_content, theme):
    """Give the site in three languages."""
    return site(make_content({"digest.toml": DIGEST, **ARTICLES}), theme)


def test_it_has_every_page(files):
    """As many as each of the other two, at the same addresses: but for cards and an index, which are of their words."""
    pages = [name for name in files if not name.endswith(("card.png", ".bin"))]
    below = {code: {name[3:] for name in pages if name.startswith(f"{code}/")} for code in ("zh", "en", "fr")}
    assert below["fr"] == below["zh"] == below["en"]


def test_its_interface_is_french(files):
    """Language, dates and the names of languages are French, and every text comes from the catalog."""
    page = files["fr/articles/one/index.html"]
    assert '<html lang="fr">' in page
    assert "18 août 2023" in page
    assert "anglais" not in page
    assert "chinois" in page
    interface = html.fromstring(page).xpath("//nav//text() | //footer//text() | //legend/text() | //label/text()")
    english = [words for words in interface if re.search(r"\b(the|About|Tags|Archive|Both|Feeds)\b", words)]
    assert english
    assert all("«" in words for words in english)


def test_its_articles_are_paired_with_the_original(files):
    """The French translation stands beside the Chinese; where there is none, the English does, and French says so."""
    assert "Un texte." in files["fr/articles/one/index.html"]
    assert "Words." not in files["fr/articles/one/index.html"]
    two = files["fr/articles/two/index.html"]
    assert "Words." in two
    assert "This article is in chinois et anglais; it has not been translated into français yet." in two


def test_it_is_an_alternate_where_it_is_translated(files):
    """hreflang names French for the first article alone, and the others' French pages are fallbacks."""
    one, two = files["fr/articles/one/index.html"], files["fr/articles/two/index.html"]
    hreflang = r'<link rel="alternate" hreflang="([^"]+)"'
    assert re.findall(hreflang, one) == ["zh-Hans", "en", "fr", "x-default"]
    assert re.findall(hreflang, two) == []
    assert '<link rel="canonical" href="https://example.org/watch/zh/articles/two/">' in two
    assert re.findall(hreflang, files["en/articles/two/index.html"]) == ["zh-Hans", "en", "x-default"]
    assert "/fr/articles/two/" not in files["sitemap.xml"]
    assert "/fr/articles/one/" in files["sitemap.xml"]


def test_lists_show_what_there_is(files):
    """The French title where there is one, else the original's with its language and a badge."""
    home = files["fr/index.html"]
    assert '<span class="mine">Un</span> <span class="other" lang="zh-Hans">甲</span>' in home
    assert '<span class="badge">« chinois only »</span>' in home
