"""The Markdown of a block of a known kind in; its words and its HTML, where they can be told at a glance, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from jiazhu.text.flanking import trimmed
from jiazhu.text.simple import Seen, at_a_glance, figure_at_a_glance


def _paragraph(markdown: str) -> Seen | None:
    text = trimmed(markdown)
    figure = figure_at_a_glance(text)
    if figure:
        picture, caption = figure
        html = f"<figure>{picture.html}<figcaption>{caption.html}</figcaption></figure>\n"
        return Seen(picture.words + caption.words, html)
    seen = at_a_glance(text)
    return seen and Seen(seen.words, f"<p>{seen.html}</p>\n")


def _heading(markdown: str) -> Seen | None:
    inside = markdown.lstrip("#")
    seen, level = at_a_glance(trimmed(inside)), len(markdown) - len(inside)
    return seen and Seen(seen.words, f"<h{level}>{seen.html}</h{level}>\n")


def _quote(markdown: str) -> Seen | None:
    seen = _paragraph(markdown.removeprefix("> ").replace("\n> ", "\n"))
    return seen and Seen(seen.words, f"<blockquote>\n{seen.html}</blockquote>\n")


def _bullets(markdown: str) -> Seen | None:
    return _list("ul", markdown[2:].split(f"\n{markdown[:2]}"))


def _numbers(markdown: str) -> Seen | None:
    numbers, items = zip(*(line.split(". ", 1) for line in markdown.split("\n")), strict=True)
    return _list("ol", items) if int(numbers[0]) == 1 else None


def _list(tag: str, items: Iterable[str]) -> Seen | None:
    seen = [at_a_glance(trimmed(item)) for item in items]
    told = [item for item in seen if item]
    if len(told) < len(seen):
        return None
    html = "".join(f"<li>{item.html}</li>\n" for item in told)
    return Seen("\n".join(item.words for item in told), f"<{tag}>\n{html}</{tag}>\n")


GLANCES: Mapping[str, Callable[[str], Seen | None]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "quote": _quote,
    "bullets": _bullets,
    "numbers": _numbers,
}
"""What reads a block, by its kind; it gives None where that takes a parser."""
