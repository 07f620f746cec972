"""Clean HTML and rendered HTML in, the first difference between them out, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest

from jiazhu.ingest.escape import collapse
from jiazhu.ingest.parse import parse
from jiazhu.ingest.tree import Node
from jiazhu.text.sanitizer import quote_url

_MARKS = {tag: 1 << bit for bit, tag in enumerate("strong em del code sup sub ruby rt rp".split())}
_INLINE = frozenset((*_MARKS, "a", "img", "br"))
_TRANSPARENT = frozenset(("thead", "tbody"))
_NAMES = {
    "p": "paragraph",
    "h2": "heading 2",
    "h3": "heading 3",
    "h4": "heading 4",
    "pre": "code block",
    "li": "list item",
    "hr": "rule",
    "blockquote": "quote",
    "figcaption": "caption",
    "tr": "table row",
    "th": "heading cell",
    "td": "cell",
}
_SHOWN = 40
"""How many characters of a text a message quotes."""

_IMAGE, _BREAK = "\ufffc", "\n"

Key = tuple[int, int]
"""The marks of a character as bits, and the number of the link it is in."""


@dataclass(slots=True)
class _Fact:
    """A piece of the body: a text with all that is said of its characters, or where an element opens or closes."""

    name: str
    attrs: tuple[str, ...] = ()
    runs: list[tuple[str, Key]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    """Target and title."""
    images: list[tuple[str, str, str]] = field(default_factory=list)
    """Source, alt and title."""

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)


def first_difference(clean: Node | str, rendered: str) -> str | None:
    """Word the first difference between clean HTML and what its Markdown renders to; None where there is none.

    Compared are: the blocks and how they stand in one another, headings with levels, lists with their start, cells
    with their spans, all text (white space collapsed), line breaks, targets of links, sources and alts of images,
    preformatted text to the letter, and for each character whether it is strong, em, del, code, sup, sub or in a link.
    """
    source = _facts(parse(clean) if isinstance(clean, str) else clean)
    result = _facts(parse(rendered))
    counts: dict[str, int] = {}
    for ours, theirs in zip_longest(source, result):
        if ours is not None:
            counts[ours.name] = counts.get(ours.name, 0) + 1
        if ours != theirs:
            return _worded(ours, theirs, counts)
    return None


def _facts(root: Node) -> list[_Fact]:
    facts: list[_Fact] = []
    _read(root, "text", facts)
    return facts


def _read(container: Node, name: str, facts: list[_Fact]) -> None:
    """Gather the facts of what a container holds: blocks, and text between them under the name given."""
    text: _TextReader | None = None
    for child in container.children:
        if isinstance(child, str) or child.tag in _INLINE:
            text = text or _TextReader(_Fact(name))
            text.read(child, (0, 0))
            continue
        if text:
            text.finish(facts)
            text = None
        _read_block(child, facts)
    if text:
        text.finish(facts)


def _read_block(node: Node, facts: list[_Fact]) -> None:
    name = _NAMES.get(node.tag, node.tag)
    if node.tag in _TRANSPARENT:
        _read(node, name, facts)
    elif node.tag == "pre":
        code = next((child for child in node.children if isinstance(child, Node)), node)
        facts.append(_Fact(name, (code.attrs.get("class", ""),), [(node.text().removesuffix("\n"), (0, 0))]))
    elif node.tag in ("p", "h2", "h3", "h4", "figcaption"):
        before = len(facts)
        _read(node, name, facts)
        if len(facts) == before:
            facts.append(_Fact(name))
    else:
        facts.append(_Fact(name, _attrs(node)))
        _read(node, "text", facts)
        facts.append(_Fact(f"end of {name}"))


def _attrs(node: Node) -> tuple[str, ...]:
    if node.tag == "ol":
        return (str(int(node.attrs.get("start", "1"))),)
    if node.tag in ("td", "th"):
        return node.attrs.get("colspan", "1"), node.attrs.get("rowspan", "1")
    return ()


class _TextReader:
    """Reads inline content into a fact, white space collapsed as a browser does."""

    def __init__(self, fact: _Fact) -> None:
        self.fact = fact
        self.at_edge = True

    def read(self, node: Node | str, key: Key) -> None:
        """Add a text or an inline element, found in these marks and this link."""
        if isinstance(node, str):
            text = collapse(node)
            self._add(text[1:] if self.at_edge and text[:1] == " " else text, key)
        elif node.tag == "br":
            self._trim()
            self.fact.runs.append((_BREAK, (0, 0)))
            self.at_edge = True
        elif node.tag == "img":
            attrs = node.attrs
            alt, title = collapse(attrs.get("alt", "")), collapse(attrs.get("title", ""))
            self.fact.images.append((quote_url(attrs.get("src", "")), alt, title))
            self._add(_IMAGE, key)
        else:
            marks, link = key
            if node.tag == "a":
                self.fact.links.append((quote_url(node.attrs.get("href", "")), collapse(node.attrs.get("title", ""))))
                link = len(self.fact.links)
            else:
                marks |= _MARKS.get(node.tag, 0)
            for child in node.children:
                self.read(child, (marks, link))

    def _add(self, text: str, key: Key) -> None:
        if not text:
            return
        runs = self.fact.runs
        if runs and runs[-1][1] == key and runs[-1][0] != _BREAK:
            text = runs.pop()[0] + text
        runs.append((text, key))
        self.at_edge = text[-1] == " "

    def _trim(self) -> None:
        """Drop a space at the end."""
        if self.fact.runs and self.fact.runs[-1][0][-1] == " ":
            text, key = self.fact.runs.pop()
            if len(text) > 1:
                self.fact.runs.append((text[:-1], key))

    def finish(self, facts: list[_Fact]) -> None:
        """Hand over the fact, unless it was white space between blocks."""
        self._trim()
        if self.fact.runs:
            facts.append(self.fact)


def _worded(ours: _Fact | None, theirs: _Fact | None, counts: dict[str, int]) -> str:
    if ours is None:
        assert theirs is not None
        return f"the Markdown has more at the end: {_shown(theirs)}"
    place = f"{ours.name} {counts[ours.name]}"
    if theirs is None:
        return f"{place}: {_shown(ours)} is not in the Markdown"
    if (ours.name, ours.attrs) != (theirs.name, theirs.attrs):
        return f"{place}: {_shown(ours)} in the source, {_shown(theirs)} in the Markdown"
    if ours.text != theirs.text:
        shorter = min(len(ours.text), len(theirs.text))
        at = next((i for i in range(shorter) if ours.text[i] != theirs.text[i]), shorter)
        wanted, got = (_quoted(fact.text[max(0, at - 10) :]) for fact in (ours, theirs))
        return f"{place}: {wanted} in the source reads {got} in the Markdown"
    for kind, mine, other in (("link", ours.links, theirs.links), ("image", ours.images, theirs.images)):
        for number, (here, there) in enumerate(zip_longest(mine, other), 1):
            if here != there:
                return f"{place}: {kind} {number} is {here} in the source, {there} in the Markdown"
    return f"{place}: {_marks_worded(ours, theirs)}"


def _marks_worded(ours: _Fact, theirs: _Fact) -> str:
    mine = [key for text, key in ours.runs for _ in text]
    other = [key for text, key in theirs.runs for _ in text]
    start = next(i for i, (a, b) in enumerate(zip(mine, other, strict=True)) if a != b)
    end = start
    while end < len(mine) and (mine[end], other[end]) == (mine[start], other[start]):
        end += 1
    words = _quoted(ours.text[start:end])
    for tag, bit in _MARKS.items():
        if mine[start][0] & bit != other[start][0] & bit:
            here, there = ("source", "Markdown") if mine[start][0] & bit else ("Markdown", "source")
            return f"{words} is {tag} in the {here}, not in the {there}"
    return f"{words} is in link {mine[start][1]} in the source, in link {other[start][1]} in the Markdown (0: in none)"


def _shown(fact: _Fact) -> str:
    attrs = " ".join(attr for attr in fact.attrs if attr)
    words = _quoted(fact.text) if fact.runs else ""
    return " ".join(part for part in (fact.name, attrs, words) if part)


def _quoted(text: str) -> str:
    text = text.replace(_IMAGE, "[image]").replace(_BREAK, "⏎")
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"
