"""Pages that list articles, in a browser: charts, months and numbered pages on any screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.axe import assert_accessible


def test_a_year_is_accessible(open_page, looks):
    """axe finds nothing, and nothing scrolls sideways, as on the other pages that list articles."""
    assert_accessible(open_page("en/archive/2023/"), looks)


@pytest.mark.parametrize(
    "media", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"media": "print"}, {"forced_colors": "active"}]
)
def test_a_chart_is_drawn_in_the_colour_of_its_words(open_page, media):
    """In light and dark, on paper and in the colours a reader forces: never in that of notes."""
    tab = open_page("en/tags/russia-china/")
    tab.emulate_media(**media)
    colours = tab.evaluate(
        """() => {
          const of = (path, key) => getComputedStyle(document.querySelector(path))[key]
          return {
            bars: of(".chart .bars", "stroke"), words: of(".chart text", "fill"),
            page: of("body", "backgroundColor"), notes: of(".note-count", "color"),
          }
        }"""
    )
    assert colours["bars"] == colours["words"]
    assert colours["bars"] != colours["page"]
    assert "forced_colors" in media or colours["bars"] != colours["notes"]
    expect(tab.locator(".chart .bars")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_chart_is_never_scaled(open_page, width):
    """It is as wide as it was drawn, so that hairlines stay hairlines, and fits between a phone's margins."""
    chart = open_page("zh/archive/", width=width).locator(".chart")
    box = chart.bounding_box()
    assert box["width"] == int(chart.get_attribute("width")) == 280
    assert box["x"] + box["width"] <= width


def test_the_alias_of_a_tag_takes_the_reader_to_it(open_page):
    """Without script, from an address in Han."""
    tab = open_page("zh/tags/中俄军演/", script=False)
    tab.wait_for_url("**/zh/tags/russia-china-military/")
