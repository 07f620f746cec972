"""Which marks are written by delimiters, and which as tags."""

from __future__ import annotations

import pytest

from jiazhu.ingest.emphasis import Edge, LinkEdge, Mark, Piece, settle
from jiazhu.text.markdown import render_markdown


def pieces(pattern: str) -> list[Piece]:
    """Make pieces of a pattern: S…s strong, E…e em, D…d del, L…l a link, all else text."""
    tags, open_marks, made = {"S": "strong", "E": "em", "D": "del"}, list[Mark](), list[Piece]()
    for char in pattern:
        if char in tags:
            open_marks.append(Mark(tags[char]))
            made.append(Edge(open_marks[-1], opening=True))
        elif char.upper() in tags:
            made.append(Edge(open_marks.pop(), opening=False))
        elif char in "Ll":
            made.append(LinkEdge("[" if char == "L" else "](u)", opening=char == "L"))
        else:
            made.append(char)
    return made


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("中S文s字", "中**文**字"),
        ("中S“文”s字", "中**“文”**字"),
        ("xS“y”sz", "x<strong>“y”</strong>z"),
        ("xS“y”s z", "x<strong>“y”</strong> z"),
        ("x S“y”s z", "x **“y”** z"),
        ("xSE“y”esz", "x<strong>*“y”*</strong>z"),
        ("xDS“y”sdz", "x<del>**“y”**</del>z"),
        ("SEyesz", "***y***z"),
        ("EySzse", "*y**z***"),
        ("SysEze", "**y***z*"),
        ("EyeSzs", "*y***z**"),
        ("EyeSzsEye", "*y***z***y*"),
        ("中SEyesEze", "中***y****z*"),
        ("中DydSzs", "中~~y~~**z**"),
        ("L“S”sl字", "[“**”**](u)字"),
        ("SLyls", "**[y](u)**"),
        ("xSLylsx", "x<strong>[y](u)</strong>x"),
        ("S ys", "<strong> y</strong>"),
    ],
)
def test_choice(pattern: str, expected: str) -> None:
    """Delimiters are used where the renderer reads them back, tags elsewhere."""
    assert expected == settle(pieces(pattern))


@pytest.mark.parametrize("pattern", ["SysEze", "EyeSzs", "EyeSzsEye", "中SEyesEze", "EySzseSxs", "SEyezs"])
def test_choice_reads_back(pattern: str) -> None:
    """What was chosen renders to the marks that were meant, tags taken as written."""
    tags = {"S": "strong", "E": "em"}
    chars: list[tuple[str, frozenset[str]]] = []
    marks: list[str] = []
    for char in pattern:
        if char in tags:
            marks.append(tags[char])
        elif char in "se":
            marks.pop()
        else:
            chars.append((char, frozenset(marks)))
    assert chars == marked(render_markdown(settle(pieces(pattern))))


def marked(html: str) -> list[tuple[str, frozenset[str]]]:
    """List the characters of a paragraph with their marks."""
    chars, marks = [], list[str]()
    rest = html.removeprefix("<p>").removesuffix("</p>\n")
    while rest:
        if rest.startswith("</"):
            marks.pop()
            rest = rest.partition(">")[2]
        elif rest.startswith("<"):
            tag, _, rest = rest[1:].partition(">")
            marks.append(tag)
        else:
            chars.append((rest[0], frozenset(marks)))
            rest = rest[1:]
    return chars
