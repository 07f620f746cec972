"""Every link of a built site, followed as GitHub Pages would serve it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from conftest import copy_sample
from lxml import etree, html
from msgspec.structs import replace
from written import load

from jiazhu.site.builder import build
from jiazhu.site.theme import Theme

HOST = "https://example.org"


class Served:
    """A built site below a base path, as GitHub Pages serves it."""

    def __init__(self, root: Path, base: str) -> None:
        self.base = base
        self.files = {file.relative_to(root).as_posix(): file for file in root.rglob("*") if file.is_file()}
        self.pages = {
            name: html.document_fromstring(file.read_bytes())
            for name, file in sorted(self.files.items())
            if name.endswith(".html")
        }

    def find(self, url: str) -> str | None:
        """Find the file that is sent for an address; none where the answer would be 404."""
        path = unquote(urlsplit(url).path)
        if not path.startswith(self.base):
            return None
        name = path.removeprefix(self.base)
        folder = not name or name.endswith("/")
        candidates = [f"{name}index.html"] if folder else [name, f"{name}.html", f"{name}/index.html"]
        return next((candidate for candidate in candidates if candidate in self.files), None)

    def links(self, page: str) -> set[str]:
        """List the internal links of a page, absolute."""
        here = HOST + self.base + page.removesuffix("index.html")
        found = {urljoin(here, link) for _, attribute, link, _ in self.pages[page].iterlinks() if attribute}
        return {link for link in found if link.startswith(f"{HOST}/")}

    def dead_links(self) -> list[tuple[str, str]]:
        """List the links that lead to no file, or to nothing in it: page and link."""
        ids = {page: set(tree.xpath("//@id")) for page, tree in self.pages.items()}
        dead = []
        for page in self.pages:
            for link in sorted(self.links(page)):
                url, fragment = urldefrag(link)
                target = self.find(url)
                if target is None or (fragment and unquote(fragment) not in ids.get(target, set())):
                    dead.append((page, link))
        return dead


@pytest.fixture(scope="module", params=["/", "/repo/"])
def built(request, tmp_path_factory):
    """Give the sample's site at a base path."""
    folder = tmp_path_factory.mktemp("links")
    library = load(copy_sample(folder / "content"))
    config = replace(library.config, base_url=HOST + request.param)
    build(replace(library, config=config), Theme(), folder / "site")
    return Served(folder / "site", request.param)


def test_no_link_is_dead(built):
    """Every internal link of every page leads to a file, and every fragment to an element of it."""
    assert built.dead_links() == []


def test_every_page_is_reached_from_the_door(built):
    """A reader who starts at `/` and follows links sees every page but the 404 page and those at earlier addresses."""
    reached, ahead = set(), ["index.html"]
    while ahead:
        page = ahead.pop()
        if page not in reached and page in built.pages:
            reached.add(page)
            ahead += filter(None, (built.find(urldefrag(link)[0]) for link in built.links(page)))
    moved = {name for name, tree in built.pages.items() if tree.xpath("//meta[@http-equiv='refresh']")}
    assert moved
    assert {"404.html", *moved} == set(built.pages) - reached


def test_feeds_and_sitemap_lead_to_pages(built):
    """What feeds and the sitemap name is there."""
    for name in [name for name in built.files if name.endswith(".xml")]:
        tree = etree.parse(built.files[name])
        named = [*tree.xpath("//@href"), *tree.xpath("//*[local-name()='loc' or local-name()='link']/text()")]
        own = [url for url in named if url.startswith(f"{HOST}/")]
        assert own
        assert [url for url in own if built.find(url) is None] == []


@pytest.mark.parametrize(
    ("link", "leads_somewhere"),
    [
        ("/repo/a", True),
        ("/repo/a/", True),
        ("/repo/b", True),
        ("/repo/b.html", True),
        ("b/", False),
        ("/repo/b/", False),
        ("/repo/A/", False),
        ("/a/", False),
        ("a/#here", True),
        ("a/#there", False),
        ("../repo/", True),
        ("https://elsewhere.example/nope", True),
    ],
)
def test_the_checker_itself(tmp_path, link, leads_somewhere):
    """The checker finds dead links: it knows folders, `.html`, case, the base path and fragments."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text('<p id="here">x</p>')
    (tmp_path / "b.html").write_text("<p>x</p>")
    (tmp_path / "index.html").write_text(f'<a href="{link}">x</a>')
    assert leads_somewhere == (Served(tmp_path, "/repo/").dead_links() == [])
