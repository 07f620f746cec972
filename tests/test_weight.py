"""What pages weigh: they are read on old phones, over slow lines."""

from __future__ import annotations

from pathlib import Path

PAGE, STYLE, SCRIPT = 60_000, 25_000, 10_000
"""Bytes, uncompressed and without pictures."""


def weight(site: Path, pattern: str) -> dict[str, int]:
    """Weigh files of a site, by name."""
    found = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.glob(pattern)}
    assert found
    return found


def test_article_pages_are_light(sample_site):
    """Each article of the sample, in each language, is below 60 KB."""
    for name, size in weight(sample_site, "*/articles/*/index.html").items():
        assert size < PAGE, name


def test_the_style_sheet_is_light(sample_site):
    """All style is below 25 KB."""
    assert sum(weight(sample_site, "static/**/*.css").values()) < STYLE


def test_scripts_are_light(sample_site):
    """What runs outside the search page is below 10 KB in all."""
    found = weight(sample_site, "static/**/*.js")
    assert sum(size for name, size in found.items() if not name.startswith("static/search")) < SCRIPT
