"""Which files a site is made of."""

from __future__ import annotations

import pytest
from watchfiles import Change

from jiazhu.preview.watch import source_filter


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/digest.toml", True),
        ("sitemap-notes.md", True),
        ("site/index.html", False),
        ("site", False),
        (".site.new/index.html", False),
        (".site.lock", False),
        (".git/index", False),
    ],
)
def test_the_site_itself_is_no_source(tmp_path, path, expected):
    """A site that is written among its sources does not make itself be built again."""
    assert expected == source_filter(tmp_path / "site")(Change.modified, str(tmp_path / path))
