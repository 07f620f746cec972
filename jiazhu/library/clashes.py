"""Names that become addresses in; those that two claim out: the one place that says when two are one address."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from jiazhu.errors import JiazhuError, Problem, Problems
from jiazhu.library.frontmatter import line_in
from jiazhu.model import Article

KIND: Final = "address"

SECTIONS = frozenset("archive articles digests entities feeds notes search sources subscribe tags".split())
"""What the site itself has below a language's home page: no page of the editor's own can be there."""

Line = Callable[[], int]


class Addresses:
    """The addresses of one section of the site, each with the file and the line that claimed it.

    Names that differ in capitals only are one address: a server tells them apart, but many a disk does not, on which
    the content is checked out or the site is looked at.
    """

    def __init__(self, section: str = "", taken: Iterable[str] = ()) -> None:
        self._section = section
        self._owners: dict[str, tuple[str, Path, Line] | None] = {_same(name): None for name in taken}

    def claim(self, name: str, path: Path, line: Line = int, *, in_languages: bool = False) -> None:
        """Take an address for what stands on a line of a file, 0 for all of it.

        `in_languages` says that files of one name are the same thing in several languages, and share its address.
        Raises JiazhuError, which names both files, where the address is taken.
        """
        claim = name, path, line
        owner = self._owners.setdefault(_same(name), claim)
        if owner is claim:
            return
        if owner is None:
            text = f"the address `{self._address(name)}` is that of a page of the site's own"
            raise JiazhuError(text, path, line(), "rename it", KIND)
        other, other_path, other_line = owner
        if in_languages and other == name:
            return
        place = f"{other_path}:{other_line()}" if other_line() else f"{other_path}"
        capitals = "" if other == name else f", `{self._address(other)}`: not every disk tells capitals apart"
        text = f"the address `{self._address(name)}` is also that of {place}{capitals}"
        raise JiazhuError(text, path, line(), "change one of them", KIND)

    def _address(self, name: str) -> str:
        return "".join(f"/{step}" for step in (self._section, name) if step) + "/"


def without_clashes(articles: Sequence[Article], problems: Problems) -> list[Article]:
    """Leave out, and report, an article that claims an address or an identity another has."""
    names = [name for article in articles for name in (article.slug, *article.matter.aliases)]
    if len(set(map(_same, names))) == len(names) and len({one.matter.id for one in articles}) == len(articles):
        return list(articles)
    addresses = Addresses("articles")
    found = {article.slug: Problems() for article in articles}
    for article in articles:
        with found[article.slug].collect():
            addresses.claim(article.slug, article.path)
    identities: dict[str, Article] = {}
    for article in articles:
        clashes = found[article.slug]
        for index, alias in enumerate(article.matter.aliases):
            with clashes.collect():
                addresses.claim(alias, article.path, partial(line_in, article.path, "aliases", index))
        clashes.add(*_same_identity(article, identities.setdefault(article.matter.id, article)))
        problems.add(*clashes)
    return [article for article in articles if not found[article.slug]]


def _same_identity(article: Article, first: Article) -> Iterator[Problem]:
    """Go through the problem of an article whose id another one has."""
    if first is not article:
        yield Problem(
            kind="id",
            path=article.path,
            line=line_in(article.path, "id"),
            text=f"the id `{article.matter.id}` is also that of {first.path}:{line_in(first.path, 'id')}",
            hint="change one of them",
        )


def _same(name: str) -> str:
    """Give what is the same for names that are one address."""
    return unicodedata.normalize("NFC", name).casefold()
