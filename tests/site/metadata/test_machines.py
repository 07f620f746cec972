"""What is told to machines, and that each of it can be switched off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import fields
from told import CONTENT, DIGEST, Told
from written import load

from jiazhu.config import load_config
from jiazhu.errors import SchemaError
from jiazhu.model import Metadata
from jiazhu.site.builder import site_files
from jiazhu.site.cards import drawn as drawing
from jiazhu.site.cards.fonts import Fonts
from jiazhu.site.metadata import machines
from jiazhu.site.theme import Theme

SIGNS = {
    "canonical": rb'rel="canonical"',
    "hreflang": rb'<link rel="alternate" hreflang=|<xhtml:link',
    "open_graph": rb'="(?:og|twitter|article):',
    "cards": rb'card\.png|"og:image|ImageObject|summary_large_image',
    "json_ld": rb'<script type="application/ld\+json">|schema\.org',
    "sitemap": rb"sitemap\.xml|sitemaps\.org",
    "robots": rb"User-agent",
}
"""How each shows in the bytes of a site."""
FILES = {"cards": "card.png", "sitemap": "sitemap.xml", "robots": "robots.txt"}


@pytest.fixture
def site_without(make_content, tmp_path, monkeypatch):
    """Give a function that builds a site with some switches off, its cards not really drawn."""
    font = tmp_path / "font.ttc"
    font.touch()
    monkeypatch.setattr(machines, "system_fonts", lambda: Fonts(bold=font, regular=font))
    monkeypatch.setattr(drawing, "_draw", lambda _card, _fonts: b"PNG")

    def built(*switches: str) -> dict[str, bytes]:
        off = "\n".join(["[metadata]", *(f"{switch} = false" for switch in switches)])
        return dict(site_files(load(make_content({**CONTENT, "digest.toml": f"{DIGEST}{off}\n"})), Theme()))

    return built


def shows(files: dict[str, bytes], switch: str) -> list[str]:
    """List the files that show what a switch is for."""
    found = [name for name, data in files.items() if not name.startswith("static/") and re.search(SIGNS[switch], data)]
    return found + [name for name in files if switch in FILES and Path(name).name == FILES[switch]]


def test_all_is_there_by_default(site_without):
    """Without the table, everything is told, so that the tests below look for what there is."""
    files = site_without()
    assert all(shows(files, switch) for switch in SIGNS)
    assert {field.name for field in fields(Metadata)} == set(SIGNS)


@pytest.mark.parametrize("switch", SIGNS)
def test_what_is_switched_off_is_nowhere(site_without, switch):
    """No file of the site has what a switch turns off, and all others still show."""
    files = site_without(switch)
    assert shows(files, switch) == []
    assert all(shows(files, other) for other in SIGNS if other != switch)


def test_cards_that_nobody_shows_are_not_drawn(site_without):
    """Where neither Open Graph nor JSON-LD speaks of cards, there are none."""
    assert shows(site_without("open_graph", "json_ld"), "cards") == []


def test_unknown_switch_is_a_fault(make_content):
    """A switch that there is not is named, with those that there are."""
    content = make_content({})
    path = content / "digest.toml"
    path.write_text(path.read_text().replace("metadata.cards", "metadata.card"))
    with pytest.raises(SchemaError, match=r"unknown key `metadata\.card` \(did you mean `cards`\?\)"):
        load_config(path)


def test_every_page_says_what_is_on_it(sample_site):
    """Each page but redirects and 404 has a description, and no two kinds of lists share one with home."""
    said = {}
    for page in sorted(sample_site.rglob("index.html")):
        name, html = page.relative_to(sample_site).as_posix(), page.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in html:
            continue
        found = Told(html).metas("description")
        assert len(found) == 1, name
        assert 10 <= len(found[0]) <= 180, name
        said[name] = found[0]
    of_one = r"en/(tags|entities|sources|digests|articles|notes|about)"
    home = said["en/index.html"]
    assert [name for name, text in said.items() if text == home and re.match(of_one, name)] == []
