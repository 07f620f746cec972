"""A Library in, the articles under each of its tags out: what a tag's page lists and its feed tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jiazhu.model import Article, Library, Tag


def articles_by_tag(library: Library) -> dict[str, tuple[Article, ...]]:
    """Gather the articles under each tag, by its id: those tagged with it or with a tag beneath it, each once.

    Newest first, as the Library has them; a tag without articles is there, too.
    """
    found: dict[str, list[Article]] = {id_: [] for id_ in library.tags}
    for article in library.articles:
        for id_ in dict.fromkeys(above for tag in article.matter.tags for above in _upwards(tag, library.tags)):
            found[id_].append(article)
    return {id_: tuple(articles) for id_, articles in found.items()}


def _upwards(id_: str, tags: Mapping[str, Tag]) -> Iterator[str]:
    """Go through a tag and those above it: the Library has no circle of them."""
    while id_:
        yield id_
        id_ = tags[id_].parent
