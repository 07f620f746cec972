"""Heads of pages in, the sitemap out."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from jiazhu.site.metadata.head import PageHead

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(heads: Iterable[PageHead]) -> bytes:
    """Write the sitemap (sitemaps.org 0.9) with the alternates of each page."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "xhtml": XHTML})
    for head in heads:
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        etree.SubElement(url, f"{{{SITEMAP}}}loc").text = head.canonical
        for hreflang, href in head.alternates:
            etree.SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=hreflang, href=href)
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
