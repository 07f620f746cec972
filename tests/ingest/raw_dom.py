"""Raw or clean HTML in, what a reader finds in it out: read with lxml.html, and with no code of the cleaner."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count

import lxml.html
from facts import EDGE, Facts, Gap, Letter, Picture, Place, trimmed

SPACE = " \t\n\r\f"
HIDDEN = {"script", "style", "template", "head", "title", "meta", "link", "base"}
MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "del": "del", "s": "del", "strike": "del"}
MARKS |= {tag: tag for tag in ("code", "sup", "sub")}
LISTS = {"ul": "ul", "menu": "ul", "dir": "ul", "dl": "ul", "ol": "ol"}
MEDIA = {"video", "audio", "iframe", "frame", "embed", "object"}
SHORT = {"b": "strong", "i": "em", "s": "del", "strike": "del"}
TAG = re.compile(r"""<(/?)([a-zA-Z]\w*)((?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*+)>""")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CONTAINERS = {*LISTS, "blockquote", "table", "figure", "li", "dt", "dd", "td", "th", "caption", "figcaption"}
BLOCKS = {*CONTAINERS, *HEADINGS, *MEDIA} | set(
    "address article aside body center details dialog div fieldset footer form header hgroup hr html legend main nav p"
    " pre search section summary tbody tfoot thead tr".split()
)
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2061-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0001]"
)
ODD_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]")


def one_line(text: str) -> str:
    return " ".join(INVISIBLE.sub("", ODD_BREAK.sub(" ", text)).split())


def revealed(code: str) -> str:
    """Decode an address as the page's script would: each byte combined with the first by XOR."""
    numbers = [int(code[at : at + 2], 16) for at in range(0, len(code), 2)]
    return bytes(number ^ numbers[0] for number in numbers[1:]).decode()


def read(html: str, spoken: Collection[str] = ()) -> Facts:
    """Read a fragment, raw or clean; pictures from the addresses that are `spoken` are read as their `alt`."""
    reader = _Reader(spoken)
    seen = reader.cleared(html)
    # The parser ends short marks where a paragraph begins, browsers do not: under another name it leaves them open.
    seen = TAG.sub(lambda tag: f"<{tag[1]}{SHORT.get(tag[2].lower(), tag[2])}{tag[3]}>", seen)
    parser = lxml.html.HTMLParser(huge_tree=True)
    root = lxml.html.document_fromstring(f"<html><body><div>{seen}</div></body></html>", parser)
    for part in (root, *root.itersiblings()):  # what follows a stray </html> stands beside it
        reader.element(part, Place())
        reader.text(part.tail, Place())
    return trimmed(reader.facts, reader.gap)


class _Reader:
    def __init__(self, spoken: Collection[str]) -> None:
        self.spoken = spoken
        self.facts = Facts()
        self.gap = EDGE
        self.numbers = count(1)

    def cleared(self, text: str) -> str:
        clear = INVISIBLE.sub("", ODD_BREAK.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))
        self.facts.invisible |= clear != text
        return clear

    def text(self, text: str | None, place: Place) -> None:
        for char in self.cleared(text or ""):
            if char in SPACE:
                self.gap = self.gap.then(Gap(space=True))
            else:
                self.facts.letters.append(Letter(char, place, self.gap))
                self.gap = Gap()

    def element(self, element: lxml.html.HtmlElement, place: Place) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag in HIDDEN and tag != "head":
            self.facts.hidden[tag] += bool(element.text_content().strip())
            return
        if tag in MEDIA:
            inner = {f"source {at}": one.get("src", "") for at, one in enumerate(element.iter("source"))}
            self.facts.media.append({**dict(element.attrib), **inner})
        if tag in BLOCKS:
            self.gap = self.gap.then(EDGE)
        if tag == "br":
            self.gap = self.gap.then(Gap(breaks=1))
        elif tag == "hr":
            self.gap = self.gap.then(Gap(rules=1))
        elif tag == "img":
            self.picture(element, place)
        elif tag == "pre":
            self.pre(element, place)
        else:
            self.content(element, place)
        if tag in BLOCKS:
            self.gap = self.gap.then(EDGE)

    def content(self, element: lxml.html.HtmlElement, place: Place) -> None:
        if element.get("data-cfemail"):
            address = revealed(element.get("data-cfemail", ""))
            own = ((next(self.numbers), f"mailto:{address}"),) if element.tag == "a" else ()
            self.text(address, self.inside(element, place, own))
            return
        place = self.inside(element, place, ())
        self.text(element.text, place)
        inside = list(element)
        if element.tag == "table":  # a caption is shown above its table, wherever it stands
            inside.sort(key=lambda child: child.tag != "caption")
        for child in inside:
            self.element(child, place)
            self.text(child.tail, place)

    def inside(self, element: lxml.html.HtmlElement, place: Place, links: tuple[tuple[int, str], ...]) -> Place:
        """Tell where that which is in an element stands."""
        tag = element.tag
        new = {name: getattr(place, name) for name in Place.__annotations__}
        new["links"] = links + place.links
        if tag in MARKS:
            new["marks"] = place.marks | {MARKS[tag]}
        elif tag == "a" and element.get("href") and not links:
            href = element.get("href")
            hidden = re.search("/cdn-cgi/l/email-protection#([0-9a-f]+)$", href)
            new["links"] = ((next(self.numbers), f"mailto:{revealed(hidden[1])}" if hidden else href), *new["links"])
        elif tag in HEADINGS:
            new["heading"] = HEADINGS[tag]
        elif tag in CONTAINERS:
            new["heading"] = new["item"] = 0
            if tag in LISTS:
                start = (
                    str(int(element.get("start") or 1)) if re.fullmatch(r"\d{1,9}", element.get("start", "1")) else "1"
                )
                new["path"] = (*place.path, f"ol {start}" if tag == "ol" else "ul")
            elif tag in ("blockquote", "table"):
                new["path"] = (*place.path, tag)
            elif tag == "caption" and outer(element) == "table":
                new["path"] = place.path[:-1]
            elif tag == "li" and outer(element) in {"ul", "ol", "menu", "dir"}:
                new["item"] = next(self.numbers)
            elif tag in ("td", "th") and outer(element) == "table":
                new["cell"] = cell(element)
                self.facts.cells += 1
        return Place(**new)

    def picture(self, element: lxml.html.HtmlElement, place: Place) -> None:
        following = element.getnext()
        is_doubled = following is not None and following.tag == "noscript"
        if element.get("src", "") in self.spoken and element.get("alt", "").strip() and not is_doubled:
            self.text(one_line(element.get("alt", "")), place)
            return
        around = element.getparent()
        said = [element, *around.iter("source")] if around is not None and around.tag == "picture" else [element]
        self.facts.pictures.append(
            Picture(
                src=element.get("src", ""),
                alt=one_line(element.get("alt", "")),
                place=place,
                at=len(self.facts.letters),
                addresses=" ".join(value for one in said for name, value in one.items() if name != "alt"),
                in_figure=any(
                    one.tag == "figure" or "wp-caption" in one.get("class", "") for one in element.iterancestors()
                ),
                in_noscript=any(one.tag == "noscript" for one in element.iterancestors()),
            )
        )
        self.gap = self.gap.then(Gap(picture=True))

    def pre(self, element: lxml.html.HtmlElement, place: Place) -> None:
        """Read preformatted text to the letter; the pictures in it are shown below."""
        plain = Place(path=place.path, item=place.item, cell=place.cell, pre=True)
        code = self.cleared(to_the_letter(element)).strip("\n")
        self.text(code, plain)
        if code.strip():
            self.facts.code.append(code)
        self.gap = self.gap.then(EDGE)
        self.facts.in_code.update(one.tag for one in element.iter("a", "img", *(MARKS.keys() - {"code"})))
        for image in element.iter("img"):
            self.picture(image, Place(path=place.path, item=place.item, cell=place.cell))


def to_the_letter(element: lxml.html.HtmlElement) -> str:
    if not isinstance(element.tag, str):
        return ""
    if element.tag == "br":
        return "\n"
    if element.get("data-cfemail"):
        return revealed(element.get("data-cfemail", ""))
    return "".join([element.text or "", *(to_the_letter(child) + (child.tail or "") for child in element)])


def outer(element: lxml.html.HtmlElement) -> str:
    """Name the innermost container around an element."""
    return next((one.tag for one in element.iterancestors() if one.tag in CONTAINERS), "")


def cell(element: lxml.html.HtmlElement) -> tuple[int, int, int, int]:
    """Tell where a cell stands in its table, counted from 1, and what it spans."""
    row = element.getparent()
    table = next(one for one in element.iterancestors() if one.tag == "table")
    rows = [one for one in table.iter("tr") if outer(one) == "table" and next(one.iterancestors("table")) is table]
    rows = [one for one in rows if any(child.tag in ("td", "th") for child in one)]
    spans = (element.get(name, "") for name in ("colspan", "rowspan"))
    number = rows.index(row) + 1 if row in rows else 0
    column = [one for one in row if one.tag in ("td", "th")].index(element) + 1
    return number, column, *(int(value) if value.isdecimal() and int(value) > 1 else 1 for value in spans)
