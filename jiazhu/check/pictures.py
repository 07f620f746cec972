"""The content in; which pictures have no copy, which copies no article shows, and which files are too large, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jiazhu.errors import Problem, Problems
from jiazhu.library.pictures import KIND, line_of, load_pictures, picture_name, pictured_articles, places_of
from jiazhu.model import Config

PICTURE_BYTES = 500_000
"""Of one file: what a phone loads in about two seconds at 2 Mbit/s."""


def large_pictures(content: Path, config: Config) -> Iterator[Problem]:
    """Name the pictures of the digest's own that are larger than readers should load: copies, and the logo."""
    files = [size.path for sizes in load_pictures(content).values() for size in sizes]
    logo = content / config.theme.logo
    for path in [*files, logo] if config.theme.logo and logo.exists() else files:
        size = path.stat().st_size
        if size > PICTURE_BYTES:
            yield Problem(
                kind=KIND,
                path=path,
                text=f"has {size:,} bytes: readers should not have to load more than {PICTURE_BYTES:,}",
                hint="put a smaller one in its place, such as WebP of less quality",
                severity="warning",
            )


def picture_faults(content: Path, config: Config) -> Iterator[Problem]:
    """Name the pictures that should have a copy, and the copies that are of no use any more.

    Drafts count, too. Where an article cannot be read, nobody can tell which copies it needs.
    """
    copies = load_pictures(content)
    mirrors = config.images == "mirror"
    if not copies and not mirrors:
        return
    faulty = Problems()
    articles = pictured_articles(content, config, faulty)
    used = set()
    for article in articles:
        for place in places_of(article):
            name = picture_name(place.address)
            if mirrors and name not in copies and name not in used:
                yield Problem(
                    kind=KIND,
                    path=place.path,
                    line=line_of(place),
                    text=f"no copy of the picture {place.address}",
                    hint="`import` downloads it",
                    severity="warning",
                )
            used.add(name)
    if faulty.errors:
        return
    for name, sizes in copies.items():
        for size in sizes if name not in used or not mirrors else ():
            text = "no article shows this picture" if mirrors else "pictures are shown from where they are"
            hint = "delete it" if mirrors else 'delete it, or set `images = "mirror"`'
            yield Problem(kind=KIND, path=size.path, text=text, hint=hint, severity="warning")
