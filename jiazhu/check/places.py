"""A Library in; the file and the line in which an editor wrote what is on a page out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from jiazhu.check.links import links_in
from jiazhu.files import read_text
from jiazhu.library.blocks import read_blocks
from jiazhu.library.frontmatter import lines_above
from jiazhu.library.notes import NOTES_FILE
from jiazhu.model import Article, Library

_KIND: Final = "link"


class Places:
    """Where an editor wrote the words and links of a site's pages."""

    def __init__(self, content: Path, library: Library) -> None:
        """Take a library, and the folder it was read from."""
        self._bodies: dict[Path, str] = {}
        self._files: dict[tuple[str, ...], list[Path]] = {}
        for article in library.articles:
            self._add(("articles", article.slug), texts_of(article))
            if article.notes:
                self._files["articles", article.slug].append(article.path.with_name(NOTES_FILE))
        for digest in library.digests:
            self._add(("digests", digest.id), [(text.path, text.body) for text in digest.texts.values()])
        for name, versions in library.pages.items():
            self._add((name,), [(text.path, text.body) for text in versions.values()])
        for id_ in library.sources:
            self._files["sources", id_] = [content / "sources" / f"{id_}.toml"]
        for id_ in library.entities:
            self._files["entities", id_] = [content / "entities.yaml"]
        for id_ in library.tags:
            self._files["tags", id_] = [content / "tags.yaml"]

    def _add(self, page: tuple[str, ...], texts: Sequence[tuple[Path, str]]) -> None:
        self._files[page] = [path for path, _ in texts]
        self._bodies.update(texts)

    def files_of(self, page: str) -> list[Path]:
        """List the files that a page, such as `en/about/index.html`, is made of: none where it makes itself."""
        return self._files.get(PurePosixPath(page).parts[1:-1], [])

    def link(self, page: str, link: str) -> tuple[Path, int] | None:
        """Tell the file and line in which a link of a page stands; None where no hand wrote it."""
        for path in filter(Path.exists, self.files_of(page)):
            text = read_text(path, _KIND)
            line = line_of(text, link) or self._line_of_block(path, text, link)
            if line:
                return path, line
        return None

    def _line_of_block(self, path: Path, text: str, link: str) -> int:
        """Tell the line on which the block with a link starts, which Markdown may write in many ways."""
        body = self._bodies.get(path, "")
        found = (block.text.line for block in read_blocks(body) if link in links_in(block.text.html))
        return next((lines_above(text, body) + line + 1 for line in found), 0)


def texts_of(article: Article) -> list[tuple[Path, str]]:
    """List the files of an article's texts, with their bodies."""
    return [(article.path, article.body), *((text.path, text.body) for text in article.translations.values())]


def line_of(text: str, link: str) -> int:
    """Tell the first line of a text in which a link stands whole, in one of the ways to write it; 0 if none."""
    for written in dict.fromkeys((link, unquote(link), escape(link))):
        if found := re.search(rf"(?<![^\s(\"'<]){re.escape(written)}(?![^\s)\"'>,}}\]])", text):
            return text.count("\n", 0, found.start()) + 1
    return 0
