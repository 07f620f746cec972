"""The page of the preview that shows every component of the theme."""

from __future__ import annotations

from lxml import html
from written import load, original, translation

from jiazhu.site.specimen import specimen
from jiazhu.site.theme import Theme


def test_it_shows_what_a_theme_must_dress(make_content):
    """Colours, type, what a body is made of, states, lists: with articles or without."""
    for files in ({}, {"articles/one/zh.md": original(), "articles/one/en.md": translation()}):
        page = html.document_fromstring(specimen(load(make_content(files)), Theme()))
        sections = page.xpath("//h2[@class='section']/@id")
        assert sections == ["colours", "type", "prose", "states", "lists"]
        assert page.xpath("count(//*[@class='prose']//table)") == 1
        assert page.xpath("count(//svg[@role='img'])") == 1
        assert page.xpath("count(//article[@class='card'])") == len(files) / 2


def test_it_shows_a_note_of_each_kind(sample):
    """Of the kinds that the digest has, each once."""
    page = html.document_fromstring(specimen(load(sample), Theme()))
    kinds = page.xpath("//*[@class='note-kind']/text()")
    assert len(kinds) == len(set(kinds)) == 5


def test_no_site_has_it(sample_site):
    """It is for whoever works on a theme."""
    assert not [path for path in sample_site.rglob("*") if "_style" in path.name]
