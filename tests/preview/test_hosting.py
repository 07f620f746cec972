"""Which file GitHub Pages sends for an address, and as what."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiazhu.preview.hosting import find_file, needs_slash, type_of


@pytest.fixture
def site(tmp_path):
    """Give a site in which some names could be mistaken for others."""
    for name in ("index.html", "a.html", "a/index.html", "b/index.html", "b/b.html", "c", "c.html", "d/x.txt"):
        path = tmp_path / name
        if name == "c":
            path.write_text("")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "expected", "slash"),
    [
        ("", "index.html", False),
        ("index.html", "index.html", False),
        ("index", "index.html", False),
        ("a", "a.html", False),
        ("a/", "a/index.html", False),
        ("b", "b/index.html", True),
        ("b/", "b/index.html", False),
        ("b/index.html", "b/index.html", False),
        ("b/index", "b/index.html", False),
        ("b/b", "b/b.html", False),
        ("c", "c", False),
        ("c/", None, False),
        ("d", None, False),
        ("d/", None, False),
        ("B/", None, False),
        ("./b/", None, False),
        ("b//", None, False),
    ],
)
def test_a_path_finds_its_file(site, path, expected, slash):
    """The file of the name comes first, then that with `.html`, then the folder's index, to which a slash leads."""
    found = find_file(site, path)
    assert found == (site / expected if expected else None)
    assert found is None or slash == needs_slash(site, path, found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", "text/html"),
        ("style.css", "text/css"),
        ("modes.js", "text/javascript"),
        ("serif.woff2", "font/woff2"),
        ("site.webmanifest", "application/manifest+json"),
        ("atom.xml", "application/xml"),
        ("feed.json", "application/json"),
        ("annotations.jsonld", "application/ld+json"),
        ("feeds.opml", "text/x-opml"),
        ("card.png", "image/png"),
        ("copy.webp", "image/webp"),
        ("icon.svg", "image/svg+xml"),
        ("index.json.gz", "application/gzip"),
        ("words.wasm", "application/wasm"),
        ("zh.pf_index", "application/octet-stream"),
        (".nojekyll", "application/octet-stream"),
    ],
)
def test_a_file_has_its_type(name, expected):
    """Types are those that GitHub Pages sends; what is compressed is sent as such."""
    assert expected == type_of(Path(name))
