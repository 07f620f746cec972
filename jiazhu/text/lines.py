"""A heading and how wide its words are in, the lines that it is best set in out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import accumulate

from jiazhu.text.han import HAN

_WIDE = "、。，．：；！？）〕］｝〉》」』】〗”’…—～·％"
NEVER_FIRST = frozenset(f"{_WIDE}!),.:;?]}}%")
"""What no line begins with: closing brackets and quotes, and what ends a clause (GB/T 15834, 5.1; JIS X 4051)."""
NEVER_LAST = frozenset("（〔［｛〈《「『【〖“‘([{")
"""What no line ends with: opening brackets and quotes."""

_CHARACTER = rf"[{HAN}\u3000-\u303f\u3040-\u30ff\uff00-\uffef]"


@cache
def _atom() -> re.Pattern[str]:
    """Find what no line parts; it takes long to compile, and only cards are set in lines."""
    return re.compile(rf"\s+|{_CHARACTER}|(?:(?!{_CHARACTER})\S)+?(?:[-–—/](?=\w)|(?={_CHARACTER}|\s|$))")


INSIDE_WORDS = 0.5
"""What a break between two characters costs that no space or mark parts, in the slack of half an empty line squared:
it may stand inside a word."""


def set_lines(text: str, room: float, measure: Callable[[str], float]) -> list[str]:
    """Break a heading into few lines of about one length, none wider than `room`.

    `measure` tells how wide words are, in the unit of `room`. A word that is wider than a line is broken anywhere.
    """
    atoms = [piece for atom in _atoms(text) for piece in _fitting(atom, room, measure)]
    if not atoms:
        return []
    begins = [0.0, *accumulate(map(measure, atoms))]
    spaces = [width - measure(atom.rstrip()) for width, atom in zip(map(measure, atoms), atoms, strict=True)]
    # best[n]: what the first n atoms cost at least, and where the last line of them begins.
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(atoms) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            width = begins[end] - spaces[end - 1] - begins[start]
            if width > room and start < end - 1:
                break
            cost = 1 + (1 - width / room) ** 2 + (INSIDE_WORDS if end < len(atoms) and _inside(atoms, end) else 0)
            options.append((best[start][0] + cost, start))
        best.append(min(options))
    lines, end = [], len(atoms)
    while end:
        start = best[end][1]
        lines.append("".join(atoms[start:end]).strip())
        end = start
    return lines[::-1]


def _atoms(text: str) -> list[str]:
    """Cut a text where a line may end: marks stay with the words that they close or open."""
    atoms: list[str] = []
    for atom in _atom().findall(" ".join(text.split())):
        joined = atoms and (atom[0] in NEVER_FIRST or atoms[-1][-1] in NEVER_LAST)
        if joined or (atoms and atom.isspace()):
            atoms[-1] += atom
        else:
            atoms.append(atom)
    return atoms


def _fitting(atom: str, room: float, measure: Callable[[str], float]) -> list[str]:
    return [atom] if measure(atom.strip()) <= room else list(atom)


def _inside(atoms: list[str], end: int) -> bool:
    """Tell whether two atoms may belong to one word."""
    last, first = atoms[end - 1][-1], atoms[end][0]
    return last.isalnum() and first.isalnum()
