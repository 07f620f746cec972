"""Few words in; files of a content folder, and the site that comes of one, out: what tests write by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.blocks import read_blocks
from jiazhu.library.load import load_library
from jiazhu.model import Library
from jiazhu.site.articles import ArticleView
from jiazhu.site.builder import site_files
from jiazhu.site.digests import DigestView
from jiazhu.site.material import Material
from jiazhu.site.page import Page
from jiazhu.site.pages import language_pages
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls
from jiazhu.site.view import View
from jiazhu.text.blocks import split_blocks


def original(
    id_: str = "a1", *, title: str = "标题", day: str = "2023-08-18", body: str = "正文。", **keys: str
) -> str:
    """Write an original that was fetched at noon (Shanghai) of a day; `keys` are YAML."""
    noon = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).timestamp() + 4 * 3600
    given = {"id": id_, "title": title, "lang": "zh-Hans", "epoch": f"{noon:.0f}000", "url": "https://e.org/1", **keys}
    return "\n".join(["---", *(f"{key}: {value}" for key, value in given.items()), "---", "", body, ""])


def marked(body: str, of: str = "正文。") -> str:
    """Put markers above a translation's blocks: it has as many as the original's body `of`."""
    pairs = zip(read_blocks(of), split_blocks(body), strict=True)
    return "\n\n".join(f"<!-- {block.id} -->\n{text.source}" for block, text in pairs)


def translation(title: str = "Title", *, body: str = marked("Words."), **keys: str) -> str:
    """Write a translation, of an original with the default body unless another is given; `keys` are YAML."""
    given = {"title": title, "state": "reviewed", **keys}
    return "\n".join(["---", *(f"{key}: {value}" for key, value in given.items()), "---", "", body, ""])


def days(count: int, first: int = 1, **keys: str) -> dict[str, str]:
    """Write originals of following days of 2023, each in its folder: `a001` is of 2 January; `keys` are YAML."""
    return {
        f"articles/a{n:03}/zh.md": original(f"id{n}", day=f"2023-{1 + n // 28:02}-{1 + n % 28:02}", **keys)
        for n in range(first, first + count)
    }


def files_in(folder: Path) -> dict[str, bytes]:
    """Read a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def load(content: Path) -> Library:
    """Load a content folder that has no fault."""
    problems = Problems()
    library = load_library(content, load_config(content / "digest.toml"), problems)
    assert not list(map(str, problems))
    return library


def view(content: Path, language: str) -> View:
    """Show a content folder in a language."""
    library = load(content)
    return View(Material(library, Urls(library.config.base_url)), language)


def articles(shown: View) -> list[ArticleView]:
    """Give all articles, newest first, as a view shows them."""
    return list(map(shown.article, shown.library.articles))


def digests(shown: View) -> list[DigestView]:
    """Give all digests, likewise."""
    return list(map(shown.digest, shown.library.digests))


def pages_of(content: Path, language: str = "zh") -> dict[tuple[str, ...], Page]:
    """Give the pages of a language by what their address is made of."""
    return {planned.parts: planned.page() for planned in language_pages(view(content, language))}


def slugs(page: Page) -> list[str]:
    """List the articles that a page shows."""
    return [article.slug for article in page.context["articles"]]


def site(content: Path, theme: Path | None = None) -> dict[str, str]:
    """Make the site of a content folder: file names and their text; a copy of a picture has none."""
    files = site_files(load(content), Theme(theme))
    return {name: data.decode(errors="replace") for name, data in files if isinstance(data, bytes)}
