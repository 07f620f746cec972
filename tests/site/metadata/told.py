"""A page of a site in, what it tells machines out, as a machine reads it."""

from __future__ import annotations

import json

from lxml import html
from written import original, translation

DIGEST = """\
title = { zh = "中俄观察", en = "China–Russia Watch" }
description = { en = "What is said" }
base_url = "https://example.org/watch/"
languages = ["zh", "en"]
variants = ["zh-Hant"]
timezone = "Asia/Shanghai"
authority = "example.org,2023"
"""
MIXED = {
    "articles/both/zh.md": original("a1", aliases="[old]"),
    "articles/both/en.md": translation(),
    "articles/chinese/zh.md": original("a2"),
    "articles/english/en.md": original("a3", lang="en"),
}
"""Articles in both languages, in Chinese, in English, and one that moved."""
CONTENT = {
    "digest.toml": DIGEST,
    "tags.yaml": "- id: trade\n  label: {zh: 贸易, en: Trade}\n",
    "articles/both/zh.md": original("a1", tags="[trade]", summary="说了什么", aliases="[old]"),
    "articles/both/en.md": translation('"<i>Ti”tle</i> & more"', summary="What is said of trade", date="2023-08-20"),
    "articles/chinese/zh.md": original("a2", title="只有中文"),
}
"""A digest in three scripts, with an article in both languages and one in Chinese only."""


class Told:
    """What is in the head of a page."""

    def __init__(self, page: str) -> None:
        self.tree = html.document_fromstring(page.encode())

    def metas(self, name: str) -> list[str]:
        """List the contents of the `<meta>` elements of a name or property."""
        return [
            str(found) for found in self.tree.xpath("//head/meta[@name=$name or @property=$name]/@content", name=name)
        ]

    @property
    def graph(self) -> list[dict]:
        """The nodes of the page's JSON-LD; none where there is no such element."""
        scripts = self.tree.xpath("//head/script[@type='application/ld+json']/text()")
        assert len(scripts) <= 1
        data = [json.loads(script) for script in scripts]
        assert all(one["@context"] == "https://schema.org" for one in data)
        return [node for one in data for node in one["@graph"]]

    def node(self, type_: str) -> dict:
        """Give the only node of a type."""
        (found,) = [node for node in self.graph if node["@type"] == type_]
        return found
