"""A Library in, what is wrong with the fragments that are no articles yet out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jiazhu.errors import JiazhuError, Problem
from jiazhu.ingest.fragment import parse_fragment
from jiazhu.library.articles import faulty_fragments
from jiazhu.library.raw import fragment_files, ignored_fragments, unreadable
from jiazhu.model import Library


def unread_fragments(library: Library, content: Path) -> Iterator[Problem]:
    """Go through what an import would say of the fragments under `content/raw` that are none, by their headers.

    Those of articles that are left out are passed over, and those that shall never become articles. Raises JiazhuError
    where these cannot be listed.
    """
    known = {name for article in library.articles for name in (article.matter.fragment, *article.matter.also)}
    known |= faulty_fragments(content / "articles", {article.slug for article in library.articles})
    known |= ignored_fragments(content / "raw")
    for path in fragment_files(content / "raw"):
        if path.name not in known:
            try:
                parse_fragment(path.read_bytes(), path.name, path)
            except OSError as error:
                yield from unreadable(path, error).problems
            except JiazhuError as error:
                yield from error.problems
