"""Pages in, the sitemap of the site out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from jiazhu.site.metadata.told import Listed

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


LIMIT = 50_000
"""So many addresses a sitemap may hold at most (sitemaps.org 0.9)."""


def sitemaps(pages: Sequence[Listed], base_url: str, limit: int = LIMIT) -> Iterator[tuple[str, bytes]]:
    """Go through the files of the sitemap: one, or where that would hold too much an index of several."""
    if len(pages) <= limit:
        yield "sitemap.xml", sitemap(pages)
        return
    starts = range(0, len(pages), limit)
    parts = {f"sitemap-{number}.xml": pages[start : start + limit] for number, start in enumerate(starts, 1)}
    index = etree.Element(f"{{{SITEMAP}}}sitemapindex", nsmap={None: SITEMAP})
    for name, part in parts.items():
        etree.SubElement(etree.SubElement(index, f"{{{SITEMAP}}}sitemap"), f"{{{SITEMAP}}}loc").text = base_url + name
        yield name, sitemap(part)
    yield "sitemap.xml", _written(index)


def sitemap(pages: Iterable[Listed]) -> bytes:
    """Write the sitemap (sitemaps.org 0.9) with the alternates of each page, and when it changed."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "xhtml": XHTML})
    for page in pages:
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        etree.SubElement(url, f"{{{SITEMAP}}}loc").text = page.address
        if page.changed:
            etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = page.changed
        for hreflang, href in page.alternates:
            etree.SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=hreflang, href=href)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
