"""The soup of a fragment in, the blocks of the clean HTML out: one walk that drops and mends on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from jiazhu.ingest.steps import elements, pictures
from jiazhu.ingest.steps.addresses import address
from jiazhu.ingest.steps.characters import visible
from jiazhu.ingest.steps.held import first_address, held, shown
from jiazhu.ingest.steps.marks import PLAIN, Mark, Marks, Piece, compose, tidy
from jiazhu.ingest.steps.media import addresses, holds_only_fallback, may_hold_media, medium
from jiazhu.ingest.steps.preformatted import more_than_words, preformatted
from jiazhu.ingest.steps.shapes import finished, fitting, list_start, paragraphs, span
from jiazhu.ingest.steps.soup import Leave, taken_whole, walk
from jiazhu.ingest.tree import Node
from jiazhu.limits import CONTAINERS_DEPTH, MEDIA_DEPTH

Log = Callable[[str, str], None]


def build(scope: Tag, base: str, log: Log) -> Node:
    """Make the clean tree of everything in `scope`; its root is no element of the clean HTML.

    `base` is the page's URL. `log` is told the name of a step and what it took away or changed.
    """
    builder = _Builder(scope, base, log)
    walk(scope, builder.enter, builder.text)
    builder.flush()
    return builder.root


class _Builder:
    """Where the walk stands: the containers it is in, the marks it is under, the words not yet in a block."""

    def __init__(self, scope: Tag, base: str, log: Log) -> None:
        self.base = base
        self.log = log
        self.root = Node("body")
        self.open = [self.root]
        self.marks: Marks = Marks()
        self.pieces: list[Piece] = []
        self.text_tag = "p"
        self.media = 0
        self.twins: frozenset[str] = frozenset()
        if scope.find("noscript"):
            self.twins = pictures.shown_sources(scope.find_all("img"), base)

    def text(self, string: NavigableString) -> None:
        if isinstance(string, PreformattedString):
            self.log("comment", string.strip())
        else:
            text = visible(string)
            if text != string:
                self.log("characters", f"some dropped, or changed to spaces: {text.strip()}")
            self.pieces.append((text, self.marks))

    def enter(self, tag: Tag) -> Leave | None:
        """Do what an element asks for; give back what is to be done at its end."""
        enter = _ENTER.get(tag.name)
        return enter(self, tag) if enter else None

    def drop(self, tag: Tag) -> Leave:
        for what in held(tag):
            self.log(tag.name, what)
        return taken_whole

    def button(self, tag: Tag) -> Leave | None:
        """Drop a control, but not the link that some pages dress up as one."""
        return self.drop(tag) if tag.find("a") is None else None

    def empty(self, tag: Tag) -> None:
        if tag.name == "hr":
            self.put(Node("hr"))
        else:
            self.pieces.append((Node("br"), self.marks))

    def box(self, tag: Tag) -> Leave:
        """Enter an element that only keeps its words apart from others."""
        if tag.name == "div" and "wp-caption" in pictures.attribute(tag, "class").split():
            return self.container(tag)
        self.flush()
        return self.flush

    def container(self, tag: Tag) -> Leave:
        name = elements.CONTAINERS.get(tag.name, "figure")
        if sum(node.tag in elements.CONTAINERS for node in self.open) >= CONTAINERS_DEPTH:
            self.log("nesting", name)
            self.flush()
            return self.flush
        if self.text_tag != "p":
            self.log("heading", f"it ends before {name}: {shown(tag)}")
        number = pictures.attribute(tag, "start") if name == "ol" else ""
        return self.into(Node(name, list_start(number, self.log)))

    def part(self, tag: Tag) -> Leave:
        """Enter a part of an open container; anywhere else it only keeps its words apart."""
        name = tag.name
        if self.open[-1].tag not in elements.PART_OF[name]:
            self.flush()
            return self.flush
        node = Node("headrow" if name == "tr" and tag.parent and tag.parent.name == "thead" else name)
        if name in {"td", "th"}:
            spans = ((key, span(pictures.attribute(tag, key))) for key in ("colspan", "rowspan"))
            node.attrs = {key: value for key, value in spans if value}
        leave = self.into(node)
        if name == "caption":
            self.log("caption", shown(tag))
        elif name == "dt":
            self.log("term", shown(tag))
            self.marks |= {PLAIN["strong"]}
        return leave

    def into(self, node: Node) -> Leave:
        """Open a container: what is put from now on lands in it, until its end."""
        self.flush()
        outer = self.text_tag, self.marks
        self.open.append(node)
        self.text_tag = "p"

        def leave() -> None:
            self.flush()
            self.open.pop()
            self.text_tag, self.marks = outer
            for block in finished(node, self.log):
                self.put(block)

        return leave

    def heading(self, tag: Tag) -> Leave:
        self.flush()
        outer, self.text_tag = self.text_tag, tag.name

        def leave() -> None:
            self.flush()
            self.text_tag = outer

        return leave

    def mark(self, tag: Tag) -> Leave:
        return self.under(PLAIN[elements.MARKS[tag.name]])

    def under(self, mark: Mark, instead: Marks = frozenset()) -> Leave:
        """Put a mark on what follows, until the element's end."""
        outer = self.marks
        self.marks = (outer - instead) | {mark}

        def leave() -> None:
            self.marks = outer

        return leave

    def link(self, tag: Tag) -> Leave | None:
        raw = pictures.attribute(tag, "href")
        url = address(raw, self.base) if raw else ""
        if url != raw:
            self.log("link", f"{raw} → {url}" if url else raw)
        if not url:
            return None
        title = pictures.words(tag, "title")
        mark = Mark("a", {"href": url, "title": title} if title else {"href": url})
        return self.under(mark, frozenset(other for other in self.marks if other.tag == "a"))

    def ruby(self, tag: Tag) -> Leave | None:
        name = tag.name
        within = {mark.tag for mark in self.marks}
        fits = "ruby" not in within if name == "ruby" else "ruby" in within and not within & {"rt", "rp"}
        return self.under(Mark(name)) if fits else None

    def image(self, tag: Tag) -> None:
        raw = pictures.attribute(tag, "src")
        if pictures.is_pixel(tag):
            self.log("pixel", raw)
            return
        url = "" if pictures.is_emoji(tag) else pictures.source(tag, self.base)
        if pictures.same_picture(url) in self.twins and tag.find_parent("noscript"):
            self.log("noscript", url)
            return
        if url != raw:
            self.log("image", f"{raw} → {url}" if url else raw)
        alt = pictures.words(tag, "alt")
        if url:
            self.pieces.append((pictures.picture(tag, url), self.marks))
        elif alt and getattr(tag.find_next_sibling(), "name", "") != "noscript":
            self.log("alt", alt)
            self.pieces.append((alt, self.marks))

    def medium(self, tag: Tag) -> Leave | None:
        """Put a link where a medium would play; of one too deep in others, only what is in it is looked at."""
        if self.media >= MEDIA_DEPTH:
            self.log(tag.name, first_address(tag))
            return None
        for what in addresses(tag, self.base):
            self.log(tag.name, what)
        link = medium(tag, self.base)
        self.flush()
        if link:
            self.put(link)
        if tag.contents and holds_only_fallback(tag, plays=link is not None):
            return self.drop(tag)
        return self.inside_medium() if may_hold_media(tag) else None

    def inside_medium(self) -> Leave:
        self.media += 1

        def leave() -> None:
            self.media -= 1

        return leave

    def preformatted(self, tag: Tag) -> Leave:
        self.flush()
        for what in more_than_words(tag):
            self.log("code", what)
        for block in preformatted(tag):
            self.put(block)
        for image in tag.find_all("img"):
            self.image(image)
            self.flush()
        return taken_whole

    def put(self, block: Node) -> None:
        """Put a block into the innermost open container, after the words before it."""
        self.flush()
        fit = fitting(block, self.open[-1])
        if fit is not None:
            self.open[-1].children.append(fit)

    def flush(self) -> None:
        """Make a block of the words since the last one, if there are any."""
        if not self.pieces:
            return
        pieces, self.pieces = tidy(self.pieces), []
        if not pieces:
            return
        content = compose(pieces)
        for block in paragraphs(content) if self.text_tag == "p" else [Node(self.text_tag, {}, content)]:
            self.put(block)


_Enter = Callable[[_Builder, Tag], Leave | None]
_ENTERED: tuple[tuple[Iterable[str], _Enter], ...] = (
    (elements.BOXES, _Builder.box),
    (elements.CONTAINERS, _Builder.container),
    (elements.PART_OF, _Builder.part),
    (elements.MARKS, _Builder.mark),
    (elements.HEADINGS, _Builder.heading),
    (elements.RUBY, _Builder.ruby),
    (elements.MEDIA, _Builder.medium),
    (elements.DROPPED, _Builder.drop),
    (["a"], _Builder.link),
    (["br", "hr"], _Builder.empty),
    (["button"], _Builder.button),
    (["img"], _Builder.image),
    (["pre"], _Builder.preformatted),
)
_ENTER = {name: enter for names, enter in _ENTERED for name in names}
