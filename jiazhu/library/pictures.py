"""The folder `content/images` in, copies of pictures by the name of their address out; and pictures that have none."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from jiazhu.errors import JiazhuError, Problems
from jiazhu.files import files_in
from jiazhu.library.articles import load_articles
from jiazhu.library.blocks import read_blocks
from jiazhu.library.frontmatter import body_line, line_in
from jiazhu.library.sources import load_sources, rights_of
from jiazhu.model import Article, Config, Picture, Translation
from jiazhu.record import Record
from jiazhu.text.pictures import is_foreign, picture_addresses

FOLDER = "images"
KIND: Final = "image"

_NAME = re.compile(r"(?P<name>[0-9a-f]{16})-(?P<width>[1-9]\d{0,4})x(?P<height>[1-9]\d{0,4})\.(?:webp|jpg|png)")


class Place(Record):
    """A picture of an article, and where it stands."""

    address: str
    path: Path
    body: str = ""
    """The text it stands in; empty for the lead picture."""
    at: int = 0
    """The line of the body on which its block starts, counted from 0."""


def picture_name(address: str) -> str:
    """Name the copies of a picture: the first 16 hex digits of the SHA-256 of its address."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def load_pictures(content: Path) -> dict[str, tuple[Picture, ...]]:
    """List the copies that there are, by name, the narrowest first; a link that leads out of `content` is none."""
    found: dict[str, list[Picture]] = defaultdict(list)
    for path in files_in(content / FOLDER, "*"):
        match = _NAME.fullmatch(path.name)
        if match and path.is_file() and not (path.is_symlink() and content.resolve() not in path.resolve().parents):
            width, height = int(match["width"]), int(match["height"])
            found[match["name"]].append(Picture(path=path, width=width, height=height, size=path.stat().st_size))
    return {name: tuple(sorted(sizes, key=lambda size: size.width)) for name, sizes in found.items()}


def keep_picture(content: Path, address: str, sizes: Mapping[tuple[int, int], bytes]) -> None:
    """Write copies of a picture, as WebP by width and height. Raises JiazhuError where they cannot be written."""
    folder = content / FOLDER
    name = picture_name(address)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The widest first: where an import is killed between two, it serves for all.
        for (width, height), data in sorted(sizes.items(), reverse=True):
            path = folder / f"{name}-{width}x{height}.webp"
            temporary = folder / f".{path.name}.part"
            temporary.write_bytes(data)
            temporary.replace(path)
    except OSError as error:
        hint = "see to its rights and to space on the disk"
        raise JiazhuError(f"cannot be written: {error.strerror}", folder, hint=hint, kind=KIND) from None


def pictured_articles(content: Path, config: Config, problems: Problems) -> list[Article]:
    """Read the articles whose pictures are shown, drafts too: those of which all is. Faults are collected.

    Raises SchemaError for faults in sources.
    """
    sources = load_sources(content / "sources")
    articles = load_articles(content / "articles", problems)
    return [article for article in articles if rights_of(article, sources, config) == "full"]


def places_of(article: Article) -> Iterator[Place]:
    """Go through the pictures of an article that are on other hosts, as they stand in it and in its translations."""
    image = article.matter.image
    if image and is_foreign(image.src):
        yield Place(address=image.src, path=article.path)
    texts: Sequence[Article | Translation] = [article, *article.translations.values()]
    for text in texts:
        if "![" not in text.body and "<img" not in text.body.lower():
            continue
        for block in read_blocks(text.body):
            for address in filter(is_foreign, picture_addresses(block.text.html)):
                yield Place(address=address, path=text.path, body=text.body, at=block.text.line)


def line_of(place: Place) -> int:
    """Tell the line of the file on which a picture's block starts."""
    if not place.body:
        return line_in(place.path, "image")
    return body_line(place.path, place.body) + place.at
