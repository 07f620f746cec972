"""HTML in; what of it could run, load or lead away, and how it is built, out.

It knows nothing of the program: what an element or an attribute may do is written here again, and what is not known to
be harmless is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

WORDS = frozenset(
    "a abbr b blockquote br caption code dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins li ol p"
    " pre q rp rt ruby s section small span strong sub sup table tbody td th thead time tr ul".split()
)
"""Elements of a text: nothing of them runs or loads but a picture."""

PAGE = WORDS | frozenset(
    "article aside body button details fieldset footer form g head header html input label legend link main meta nav"
    " noscript path script summary svg template text title".split()
)
"""Elements of a page of the theme."""

WORDS_ATTRIBUTES = frozenset("href src alt title lang id start value colspan rowspan class".split())

PAGE_ATTRIBUTES = WORDS_ATTRIBUTES | frozenset(
    "action aria-current aria-describedby aria-hidden aria-label aria-labelledby autocapitalize autocomplete charset"
    " checked content d data-articles data-engine data-entities data-facet data-failed data-found data-index data-kind"
    " data-locale data-none data-original data-searching data-sources datetime decoding download enterkeyhint"
    " fetchpriority focusable for height hidden hreflang http-equiv loading media method name open property"
    " referrerpolicy rel role sizes spellcheck srcset stroke-dasharray stroke-width tabindex text-anchor transform type"
    " viewbox width x y".split()
)
ADDRESSES = frozenset("href src action srcset formaction poster data cite background xlink:href".split())

_SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):")
_METAS = re.compile(r"(?:description|referrer|color-scheme|theme-color|viewport|robots|twitter:\w+(?::\w+)?)")


@dataclass(slots=True)
class Element:
    """An element with its attributes and its children: text or more elements."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Go through all elements inside, in document order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def text(self) -> str:
        """Join all text inside."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Reader(HTMLParser):
    """Reads HTML that leaves nothing to a parser's mercy: each element is closed where it must be."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self.open = [self.root]
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) != len(attrs):
            self.faults.append(f"an attribute of {tag} stands twice")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag or len(self.open) == 1:
            self.faults.append(f"</{tag}> in {self.open[-1].tag}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data[:40]}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"an instruction: {data[:40]}")

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html" or any(isinstance(child, Element) for child in self.root.children):
            self.faults.append(f"a declaration: {decl[:40]}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"a section: {data[:40]}")


def read(html: str) -> tuple[Element, list[str]]:
    """Read HTML as a tree, with what in it another parser might read otherwise."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    faults = reader.faults + [f"{element.tag} is not closed" for element in reader.open[1:]]
    return reader.root, faults


def dangers(html: str) -> list[str]:
    """Tell what in a piece of a text could do more than be read."""
    root, faults = read(html)
    return faults + [danger for element in root.walk() for danger in _of(element, WORDS, WORDS_ATTRIBUTES)]


def dangers_of_page(html: str, base: str) -> list[str]:
    """Tell what in a page is none of the theme's; `base` is the path below which its own files are."""
    root, faults = read(html)
    found = [danger for element in root.walk() for danger in _of(element, PAGE, PAGE_ATTRIBUTES)]
    return faults + found + [danger for element in root.walk() for danger in _of_theme(element, base)]


def dangers_of_mail(html: str) -> list[str]:
    """Tell what in a mail could do more than be read; its styles are the template's own."""
    root, faults = read(html)
    found = [danger for element in root.walk() for danger in _of(element, PAGE, PAGE_ATTRIBUTES | {"style"})]
    found += [f"a {element.tag} in a mail" for element in root.walk() if element.tag in {"script", "form", "img"}]
    styles = [element.attrs["style"] for element in root.walk() if "style" in element.attrs]
    return faults + found + [f"the style {style}" for style in styles if re.search(r"url|expression|@|\\|<", style)]


def _of(element: Element, tags: frozenset[str], attributes: frozenset[str]) -> Iterator[str]:
    if element.tag not in tags:
        yield f"the element {element.tag}"
    for name, value in element.attrs.items():
        if name not in attributes:
            yield f"the attribute {name} of {element.tag}"
        scheme = _SCHEME.match(value) if name in ADDRESSES else None
        if scheme and scheme[1].lower() not in {"http", "https", "mailto"}:
            yield f"the address {value[:60]}"


def _of_theme(element: Element, base: str) -> Iterator[str]:
    """Go through what a theme's elements may not be, which belong to it alone."""
    given = element.attrs
    if element.tag == "script" and not (
        (given.get("src", "").startswith(f"{base}static/") and not element.text())
        or (set(given) == {"type"} and given["type"] == "application/ld+json" and "<" not in element.text())
    ):
        yield f"a script: {given}"
    if element.tag == "link" and given.get("rel") in {"stylesheet", "icon"} and not given["href"].startswith(base):
        yield f"a style sheet: {given}"
    if element.tag == "meta" and not (
        "charset" in given
        or given.get("http-equiv") == "Content-Security-Policy"
        or _METAS.fullmatch(given.get("name", ""))
        or given.get("property", "").startswith(("og:", "article:"))
    ):
        yield f"a meta: {given}"
    if element.tag == "form" and given.get("action", "").partition(":")[2]:
        yield f"a form: {given}"


OPEN = frozenset("prose note-text frame tip".split())
"""Classes of the places in which a writer's own HTML stands: they are built as the writer wants."""
OPEN_IN_MAIL = "font-size:16px"
"""A style of the same in a mail, which has no classes."""


def skeleton(html: str) -> list[str]:
    """Write how a page is built, a line an element: without what writers may build, and without words.

    Of attributes only names and classes count; a `span` that says nothing but a language is none, and of rows of a text
    that are built alike, one.
    """
    root, _ = read(html)
    return list(_lines(root, 0))


def _lines(element: Element, depth: int) -> Iterator[str]:
    seen: list[list[str]] = []
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if child.tag == "span" and set(child.attrs) <= {"lang"}:
            yield from _lines(child, depth)
            continue
        lines = [f"{' ' * depth}{_named(child)}"]
        is_open = OPEN & set(child.attrs.get("class", "").split()) or OPEN_IN_MAIL in child.attrs.get("style", "")
        if not is_open:
            lines += _lines(child, depth + 1)
        if "pair" not in child.attrs.get("class", "").split():
            yield from lines
        elif lines not in seen:
            seen.append(lines)
    yield from (line for lines in sorted(seen) for line in lines)


def _named(element: Element) -> str:
    classes = ".".join(re.sub(r"\b[htus]\d\b", "", element.attrs.get("class", "")).split())
    names = " ".join(sorted(set(element.attrs) - {"class"}))
    return f"{element.tag}.{classes} {names}"
