"""Inline Markdown with marks still open to choice in, text out in which the renderer reads each mark back."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from jiazhu.text.flanking import delimiter_run

DELIMITERS = {"strong": "**", "em": "*", "del": "~~"}

_CAREFUL_ROUNDS = 8
"""How often one mark at a time is given up where pairs go wrong, before all wrong ones are at once."""


@dataclass(slots=True, eq=False)
class Mark:
    """A strong, em or del element."""

    tag: str
    raw: bool = False
    """Whether it is written as an HTML tag, which is always read back."""


@dataclass(slots=True)
class Edge:
    """Where a mark opens or closes."""

    mark: Mark
    opening: bool

    def source(self) -> str:
        """Write it as it is decided so far."""
        if self.mark.raw:
            return f"<{self.mark.tag}>" if self.opening else f"</{self.mark.tag}>"
        return DELIMITERS[self.mark.tag]


@dataclass(slots=True)
class LinkEdge:
    """Where a link's words begin or end: the parser pairs delimiters inside them apart from those outside."""

    source: str
    opening: bool


Piece = str | Edge | LinkEdge
"""Finished Markdown, or something that the choice of delimiters depends on."""


@dataclass(slots=True)
class _Scope:
    """The delimiters that the parser pairs with one another."""

    end: int = 0
    """Where the parser stops looking at characters: the end of the text, or of the link's words."""
    edges: list[tuple[int, Edge]] = field(default_factory=list)


@dataclass(slots=True)
class _Unit:
    """What the parser pairs: a single `*`, or `~~`."""

    mark: Mark
    char: str
    run: int
    length: int
    """Of the whole run, for the rule of three; 0 where the rule isn't applied."""
    opens: bool
    closes: bool
    partner: _Unit | None = None


def settle(pieces: list[Piece]) -> str:
    """Write the pieces, each mark by its delimiters where the renderer will pair them, else as HTML tags."""
    for attempt in count():
        source, scopes = _lay_out(pieces)
        wrong = [mark for scope in scopes for mark in _unable(source[: scope.end], scope)]
        if not wrong:
            wrong = [mark for scope in scopes for mark in _mispaired(source[: scope.end], scope)]
            if attempt < _CAREFUL_ROUNDS:
                del wrong[1:]
        if not wrong:
            break
        for mark in wrong:
            mark.raw = True
    return source


def _lay_out(pieces: list[Piece]) -> tuple[str, list[_Scope]]:
    outer, position = _Scope(), 0
    scopes, open_scopes, written = [outer], [outer], []
    for piece in pieces:
        if isinstance(piece, str):
            text = piece
        elif isinstance(piece, Edge):
            text = piece.source()
            if not piece.mark.raw:
                open_scopes[-1].edges.append((position, piece))
        else:
            text = piece.source
            if piece.opening:
                open_scopes.append(_Scope())
                scopes.append(open_scopes[-1])
            else:
                open_scopes.pop().end = position
        written.append(text)
        position += len(text)
    outer.end = position
    return "".join(written), [scope for scope in scopes if scope.edges]


def _runs(scope: _Scope) -> list[tuple[int, int, list[Edge]]]:
    """Group the edges that touch and have the same character: start, end, edges."""
    runs: list[tuple[int, int, list[Edge]]] = []
    char = ""
    for position, edge in scope.edges:
        delimiter = edge.source()
        if runs and runs[-1][1] == position and char == delimiter[0]:
            start, end, edges = runs[-1]
            runs[-1] = start, end + len(delimiter), [*edges, edge]
        else:
            runs.append((position, position + len(delimiter), [edge]))
        char = delimiter[0]
    return runs


def _unable(text: str, scope: _Scope) -> list[Mark]:
    """Name the marks whose run can't open or close where it stands: the outermost of each run, the others may do."""
    unable = []
    for start, end, edges in _runs(scope):
        opens, closes = delimiter_run(text, start, end)
        opening = [edge.mark for edge in edges if edge.opening]
        closing = [edge.mark for edge in edges if not edge.opening]
        if opening and not opens:
            unable.append(opening[0])
        if closing and not closes:
            unable.append(closing[-1])
    return unable


def _units(text: str, scope: _Scope) -> list[_Unit]:
    units = []
    for number, (start, end, edges) in enumerate(_runs(scope)):
        opens, closes = delimiter_run(text, start, end)
        for edge in edges:
            char = text[start]
            for _ in edge.source() if char == "*" else "~":
                length = end - start if char == "*" else 0
                units.append(_Unit(edge.mark, char, number, length, opens, closes))
    return units


def _mispaired(text: str, scope: _Scope) -> list[Mark]:
    """Pair the delimiters as CommonMark does, and name the marks that would not come back, in order."""
    units, openers = _units(text, scope), list[_Unit]()
    for unit in units:
        if unit.closes:
            depth = next((i for i in range(len(openers) - 1, -1, -1) if _fits(openers[i], unit)), None)
            if depth is not None:
                unit.partner, openers[depth].partner = openers[depth], unit
                del openers[depth:]
                continue
        if unit.opens:
            openers.append(unit)
    wrong = [unit.mark for unit in units if unit.partner is None or unit.partner.mark is not unit.mark]
    return list(dict.fromkeys(wrong))


def _fits(opener: _Unit, closer: _Unit) -> bool:
    if opener.char != closer.char or opener.run == closer.run:
        return False
    both_ways = opener.closes or closer.opens
    return not both_ways or (opener.length + closer.length) % 3 != 0 or opener.length % 3 == 0
