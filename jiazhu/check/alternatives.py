"""A Library in; the pictures of which no words say what they show out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from jiazhu.check.places import line_of, texts_of
from jiazhu.errors import Problem
from jiazhu.library.blocks import read_blocks
from jiazhu.library.frontmatter import body_line, line_in
from jiazhu.library.sources import rights_of
from jiazhu.model import Article, Library
from jiazhu.text.pictures import silent_pictures

_KIND: Final = "alt"


def silent_images(library: Library) -> Iterator[Problem]:
    """Name the pictures without alternative text and without caption, in all that is shown."""
    for article in library.articles:
        if rights_of(article, library.sources, library.config) != "full":  # it shows no picture
            continue
        yield from _lead(article)
        yield from _in_texts(texts_of(article))
    yield from _in_texts([(text.path, text.body) for digest in library.digests for text in digest.texts.values()])
    yield from _in_texts([(text.path, text.body) for page in library.pages.values() for text in page.values()])


def _lead(article: Article) -> Iterator[Problem]:
    matter = article.matter
    if matter.image and not matter.image.alt and not matter.caption:
        line = line_in(article.path, "image")
        hint = 'say it beside its address, `image: {src: …, alt: "…"}`, or write a `caption`'
        yield _problem(article.path, line, "the lead picture", hint)


def _in_texts(texts: Sequence[tuple[Path, str]]) -> Iterator[Problem]:
    for path, body in texts:
        if "![" not in body and "<img" not in body.lower():
            continue
        start = body_line(path, body)
        for block in read_blocks(body):
            for address in silent_pictures(block.text.html):
                inside = max(0, line_of(block.text.source, address) - 1)
                hint = "say what it shows, between the brackets: `![…](…)`; what translates the picture is stale then"
                yield _problem(path, start + block.text.line + inside, f"the picture {address}", hint)


def _problem(path: Path, line: int, which: str, hint: str) -> Problem:
    text = f"no words say what {which} shows"
    return Problem(kind=_KIND, path=path, line=line, text=text, hint=hint, severity="warning")
