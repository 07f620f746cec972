"""Pieces of text with their marks in, a block's inline content as a tree out.

A piece is text, a line break or an image, with the marks (strong, a link…) it stands under. A flat sequence has no
invalid nesting: the tree made from it nests each mark once, in runs as long as they can be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from jiazhu.ingest.tree import Node


@dataclass(slots=True, eq=False)
class Mark:
    """An inline element around text: one object for each link or ruby, one for all of a plain sort such as strong."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)


Marks = frozenset[Mark]
Piece = tuple[str | Node, Marks]

PLAIN = {tag: Mark(tag) for tag in ("del", "strong", "em", "sup", "sub", "code")}
"""The marks that merge where they touch; each link and ruby stays itself."""

_CODE = PLAIN["code"]
_PLAIN_MARKS = frozenset(PLAIN.values())
_OUTSIDE_LAST = {tag: rank for rank, tag in enumerate((*reversed(PLAIN), "rt", "rp", "ruby", "a"))}
_SPACES = re.compile(r"[ \t\n\r\f]+")


def tidy(pieces: list[Piece]) -> list[Piece]:
    """Collapse white space as a browser does, and trim the edges of the block."""
    tidied: list[Piece] = []
    after_space = True
    for content, marks in pieces:
        if isinstance(content, Node):
            if content.tag == "br":
                _drop_last_space(tidied)
            after_space = content.tag == "br"
            tidied.append((content, marks - {_CODE}))
            continue
        text = _SPACES.sub(" ", content)
        if after_space and text.startswith(" "):
            text = text[1:]
        if text:
            tidied.append((text, marks))
            after_space = text.endswith(" ")
    while tidied and _is_blank(tidied[-1][0]):
        tidied.pop()
    start = next((at for at, (content, _) in enumerate(tidied) if not _is_blank(content)), 0)
    del tidied[:start]
    if tidied and isinstance(tidied[0][0], str):
        tidied[0] = tidied[0][0].lstrip(), tidied[0][1]
    if tidied and isinstance(tidied[-1][0], str):
        tidied[-1] = tidied[-1][0].rstrip(), tidied[-1][1]
    return tidied


def compose(pieces: list[Piece]) -> list[Node | str]:
    """Build the inline tree of one block from its tidied pieces."""
    if any(marks for _, marks in pieces):
        pieces = _merge(_move_space_out(pieces))
    return _nest(pieces)


def _is_blank(content: str | Node) -> bool:
    return content.tag == "br" if isinstance(content, Node) else not content.strip()


def _drop_last_space(pieces: list[Piece]) -> None:
    if pieces and isinstance(pieces[-1][0], str):
        text = pieces[-1][0].removesuffix(" ")
        if text:
            pieces[-1] = text, pieces[-1][1]
        else:
            pieces.pop()


def _move_space_out(pieces: list[Piece]) -> list[Piece]:
    """Take marks off the white space, breaks and images at their edges; links keep their images."""
    split: list[Piece] = []
    for content, marks in pieces:
        core = content.strip() if isinstance(content, str) else ""
        if not core or not marks or isinstance(content, Node):
            split.append((content, marks))
            continue
        lead = len(content) - len(content.lstrip())
        parts = content[:lead], core, content[lead + len(core) :]
        split += [(part, marks) for part in parts if part]
    plain = _shared(split, lambda content: isinstance(content, str) and not _is_blank(content))
    others = _shared(split, lambda content: not _is_blank(content))
    moved: list[Piece] = []
    for at, (content, marks) in enumerate(split):
        around = others[at] if _is_blank(content) else marks
        moved.append((content, (plain[at] & _PLAIN_MARKS) | (around - _PLAIN_MARKS)))
    return moved


def _shared(pieces: list[Piece], is_solid: Callable[[str | Node], bool]) -> list[Marks]:
    """List the marks of solid pieces, and for those between two of them what all have in common."""
    found: list[Marks] = []
    common = Marks()
    gap = 0
    for content, marks in pieces:
        # Code holds nothing but text: other marks part it.
        common = marks if common == marks else (common & marks) - {_CODE}
        if not is_solid(content):
            gap += 1
            continue
        found += [common] * gap
        found.append(marks)
        common = marks
        gap = 0
    return found + [Marks()] * gap


def _merge(pieces: list[Piece]) -> list[Piece]:
    merged: list[Piece] = []
    run: list[str] = []
    for at, (content, marks) in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if isinstance(content, Node):
            merged.append((content, marks))
            continue
        run.append(content)
        if not (following and isinstance(following[0], str) and following[1] == marks):
            merged.append(("".join(run), marks))
            run = []
    return merged


def _nest(pieces: list[Piece]) -> list[Node | str]:
    """Wrap runs of pieces in their marks, the longest run outside."""
    nested: list[Node | str] = []
    text: list[str] = []
    at = 0
    while at < len(pieces):
        content, marks = pieces[at]
        if not marks and isinstance(content, str):
            text.append(content)
            at += 1
            continue
        if text:
            nested.append("".join(text))
            text = []
        if not marks:
            nested.append(content)
            at += 1
            continue
        if marks == {_CODE}:
            nested.append(Node("code", {}, [content]))
            at += 1
            continue
        runs = [(_end_of_run(pieces, at, mark), mark) for mark in marks - {_CODE}]
        end, mark = max(runs, key=lambda run: (run[0], _OUTSIDE_LAST[run[1].tag]))
        end = _before_straddling(pieces, at, end)
        inside = [(inner, others - {mark}) for inner, others in pieces[at:end]]
        nested.append(Node(mark.tag, dict(mark.attrs), _nest(inside)))
        at = end
    return [*nested, "".join(text)] if text else nested


def _end_of_run(pieces: list[Piece], start: int, mark: Mark) -> int:
    end = start + 1
    while end < len(pieces) and mark in pieces[end][1]:
        end += 1
    return end


def _before_straddling(pieces: list[Piece], start: int, end: int) -> int:
    """End a run before a link or ruby that would be cut in two by its end."""
    while end < len(pieces):
        straddling = (pieces[end - 1][1] & pieces[end][1]) - _PLAIN_MARKS
        first = min((_start_of_run(pieces, start, end - 1, mark) for mark in straddling), default=start)
        if first <= start:
            break
        end = first
    return end


def _start_of_run(pieces: list[Piece], start: int, at: int, mark: Mark) -> int:
    """Find where the run of a mark that is under way at a piece begins; `start` where it began before."""
    while at > start and mark in pieces[at - 1][1]:
        at -= 1
    return at
