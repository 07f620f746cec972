"""Soup in, the same soup out with the shapes that a page only draws: paragraphs and figures as elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bs4 import Tag
from bs4.element import NavigableString, PageElement

_PICTURES = ["img", "video", "iframe", "object", "embed"]


def part_paragraphs(scope: Tag) -> Iterator[str]:
    """Part each `p` where two or more line breaks follow one another, in place; give the words of each."""
    for paragraph in scope.find_all("p"):
        first, *others = _parts(paragraph.contents)
        if not others:
            continue
        yield paragraph.get_text(" ", strip=True)
        after = paragraph
        for part in others:
            new = Tag(name="p", attrs=dict(paragraph.attrs))
            new.extend(part)
            after.insert_after(new)
            after = new
        paragraph.clear()
        paragraph.extend(first)


def mark_figures(tags: Iterable[Tag]) -> None:
    """Make figures of elements that hold a picture and its caption, or the caption of the picture before them."""
    for tag in tags:
        if tag.find(_PICTURES) is not None:
            tag.name = "figure"
            continue
        picture = _before(tag)
        if picture is not None and (picture.name in _PICTURES or picture.find(_PICTURES) is not None):
            figure = Tag(name="figure")
            picture.insert_before(figure)
            tag.name = "figcaption"
            figure.extend([picture, tag])


def _parts(contents: Iterable[PageElement]) -> list[list[PageElement]]:
    """Part what stands in a paragraph at runs of line breaks, which are dropped."""
    parts: list[list[PageElement]] = [[]]
    breaks: list[PageElement] = []
    for element in contents:
        if (isinstance(element, Tag) and element.name == "br") or (breaks and _is_blank(element)):
            breaks.append(element)
            continue
        if sum(isinstance(each, Tag) for each in breaks) > 1:
            parts.append([])
        else:
            parts[-1] += breaks
        breaks = []
        parts[-1].append(element)
    return parts


def _before(tag: Tag) -> Tag | None:
    """Find the element before another, with nothing but white space between them."""
    for sibling in tag.previous_siblings:
        if isinstance(sibling, Tag):
            return sibling
        if not _is_blank(sibling):
            return None
    return None


def _is_blank(element: PageElement) -> bool:
    return isinstance(element, NavigableString) and not element.strip()
