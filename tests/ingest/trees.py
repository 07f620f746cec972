"""Clean trees for tests: a Hypothesis strategy that invents nasty ones, and a comparer that knows no code of ours."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import strategies as st

from jiazhu.ingest.tree import Node

MARKS = ("strong", "em", "del", "sup", "sub")
VOID = {"br", "hr", "img"}
INLINE = {*MARKS, "code", "a", "img", "br", "ruby", "rt", "rp"}

# --- the comparer -------------------------------------------------------------------------------------------------


class Events(HTMLParser):
    """HTML as a flat list: each character with its marks and its link, and each block's start and end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[object] = []
        self.marks: list[str] = []
        self.links = 0
        self.in_pre = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "br":
            self.events.append("<br>")
        elif tag == "img":
            words = [re.sub(r"[ \t\n\r\f]+", " ", values.get(name, "")) for name in ("alt", "title")]
            self.events.append(("image", values["src"], *words, frozenset(self.marks)))
        elif tag == "a":
            self.links += 1
            words = re.sub(r"[ \t\n\r\f]+", " ", values.get("title", ""))
            self.marks.append(f"link {self.links} to {values['href']} {words}")
        elif tag == "code" and self.in_pre:
            self.events.append(f"class {values.get('class', '')}")
        elif tag in INLINE:
            self.marks.append(tag)
        elif tag not in ("thead", "tbody"):
            self.in_pre = tag == "pre"
            if tag == "ol" and values.get("start") == "1":
                del values["start"]
            self.events.append(f"<{tag} {sorted(values.items())}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE and not (tag == "code" and self.in_pre):
            self.marks.pop()
        elif tag not in ("thead", "tbody", "code"):
            if tag == "pre":
                self.in_pre = False
                if self.events[-1] == ("\n", "pre"):
                    self.events.pop()
            self.events.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        marks = "pre" if self.in_pre else frozenset(self.marks)
        self.events.extend((char, marks) for char in data)


def events(html: str) -> list[object]:
    """List what a reader gets, white space collapsed: two bodies are the same if their lists are."""
    parser = Events()
    parser.feed(html)
    parser.close()
    kept: list[object] = []
    for event in parser.events:
        space = isinstance(event, tuple) and event[0] in " \t\n\r\f" and event[1] != "pre"
        if space and (not kept or isinstance(kept[-1], str) or kept[-1][0] == " "):
            continue
        if isinstance(event, str) and kept and kept[-1][0] == " " and kept[-1][1] != "pre":
            kept.pop()
        kept.append((" ", event[1]) if space else event)
    while kept and kept[-1][0] == " ":
        kept.pop()
    return kept


# --- the strategy -------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        *"中文字 a b 1 “ ” ‘ ’ （ ） ， 。 《 》 … — ・ ! ? . , ; : ( ) { } ' \" / @ $ % ^ 😀 ⌚ ー 한 é ﾊ".split(),
        *r"* ** *** _ __ ~ ~~ ~~~ ` `` ``` [ ] ![ ]( [^1] [^1]: [a]: < > <b> </b> <!-- <a@b.c> <http://x>".split(),
        *r"& &amp; &#42; \ \\ \* | || # ## #### - -- --- + = == === 1. 1) 12. 2) 007. > >> |---| :--".split(),
        *"[x](y) ![x](y) [x][y] 5*3 a_b".split(),
        *"\u00a0 \u3000 \u200b \ufe00 \ufe01 \u2003 \u2028 \U000e0100 \u0301".split(" "),
        *[" "] * 12,
        *"https://例子.com/a_b_(c) www.x.org foo@bar.com C:\\dir\\*.txt".split(),
    ]
)
TEXT = st.lists(WORDS, min_size=1, max_size=7).map("".join)
VISIBLE = st.tuples(TEXT, st.sampled_from("中 a ” ( * _ ~ ` [ 。 \\ 1".split()), TEXT).map("".join) | TEXT.map(
    lambda text: text if text.strip(" ") else "x"
)
URLS = st.lists(
    st.sampled_from(
        ["a", "(", ")", "[", "]", "%20", "*", "_", "&amp;", "&", "\\", "\\)", "|", "#", "?q=", "文", "!", "'", "~~"]
    ),
    max_size=6,
).map(lambda parts: "https://x.org/" + "".join(parts))
ATTR_WORDS = st.just("") | TEXT.map(lambda text: text.strip(" "))


def image(url: str, alt: str, title: str) -> Node:
    attrs = {"src": url, "alt": alt} | ({"title": title} if title else {})
    return Node("img", attrs, [])


IMAGES = st.builds(image, URLS, ATTR_WORDS, st.just("") | ATTR_WORDS)
BREAKS = st.builds(lambda number: [Node("br")] * number, st.sampled_from([1, 1, 1, 2]))


@st.composite
def inline(draw, *, banned: frozenset[str] = frozenset(), depth: int = 0, breaks: bool = True) -> list[Node | str]:
    """Inline content of the clean grammar: something visible at both ends of each line."""
    nodes: list[Node | str] = []
    for number in range(draw(st.integers(1, 4 if depth == 0 else 3))):
        kinds = ["text", "text", "code", "img", *MARKS[:3], *MARKS, "a", "ruby", "br"]
        kind = draw(st.sampled_from([kind for kind in kinds if kind not in banned]))
        if kind == "br" and breaks and number and depth < 2:
            nodes += draw(BREAKS)
            nodes.append(draw(VISIBLE))
        elif kind == "code" and (not nodes or not isinstance(nodes[-1], Node) or nodes[-1].tag != "code"):
            nodes.append(Node("code", {}, [draw(VISIBLE).strip(" ")]))
        elif kind == "img":
            nodes.append(draw(IMAGES))
        elif kind in (*MARKS, "a") and depth < 3:
            inner = draw(inline(banned=banned | {kind}, depth=depth + 1, breaks=breaks))
            attrs = {"href": draw(URLS)} if kind == "a" else {}
            if attrs and draw(st.integers(0, 4)) == 0:
                attrs |= {"title": draw(ATTR_WORDS) or "t"}
            same = nodes and isinstance(nodes[-1], Node) and nodes[-1].tag == kind != "a"
            nodes += [draw(VISIBLE), Node(kind, attrs, inner)] if same else [Node(kind, attrs, inner)]
        elif kind == "ruby" and depth < 2:
            gloss = [Node("rp", {}, ["("]), Node("rt", {}, [draw(VISIBLE)]), Node("rp", {}, [")"])]
            nodes.append(Node("ruby", {}, [draw(VISIBLE), *gloss]))
        else:
            nodes.append(draw(VISIBLE))
    return nodes


def paragraph(nodes: list[Node | str]) -> Node:
    return Node("p", {}, nodes)


PARAGRAPHS = inline().map(paragraph)
HEADINGS = st.builds(lambda level, nodes: Node(level, {}, nodes), st.sampled_from(["h2", "h3", "h4"]), inline())
RULES = st.builds(Node, st.just("hr"))
CODE_LINES = st.sampled_from(
    ["", " ", "x", "```", "~~~", "    y", "\tz", "> q", "- i", "</pre>", "*a*", "````", "&lt;", "\\", "# h"]
)
CODE = st.builds(
    lambda lines, attrs: Node("pre", {}, [Node("code", attrs, ["\n".join(lines)])]),
    st.lists(CODE_LINES, min_size=1, max_size=5),
    st.sampled_from([{}, {}, {"class": "language-py"}, {"class": "language-c++"}]),
)


@st.composite
def figures(draw) -> Node:
    picture: Node = draw(IMAGES)
    if draw(st.booleans()):
        picture = Node("a", {"href": draw(URLS)}, [picture])
    return Node("figure", {}, [picture, Node("figcaption", {}, draw(inline()))])


@st.composite
def tables(draw) -> Node:
    width, height = draw(st.integers(1, 3)), draw(st.integers(0, 3))
    simple = draw(st.booleans())
    content = inline(depth=1, breaks=not simple) | st.just([])
    if not simple:
        content |= st.lists(PARAGRAPHS | CODE, min_size=1, max_size=2)

    def row(tag: str) -> Node:
        spans = [{}] if simple else [{}, {"colspan": "2"}, {"rowspan": "2"}]
        return Node("tr", {}, [Node(tag, draw(st.sampled_from(spans)), draw(content)) for _ in range(width)])

    sections = [Node("thead", {}, [row("th")])] if simple or draw(st.booleans()) else []
    if height or not sections:
        kinds = ["td"] if simple else ["td", "th"]
        sections.append(Node("tbody", {}, [row(draw(st.sampled_from(kinds))) for _ in range(height or 1)]))
    return Node("table", {}, sections)


@st.composite
def lists(draw, blocks: st.SearchStrategy[list[Node]], depth: int = 0) -> Node:
    tag = draw(st.sampled_from(["ul", "ol"]))
    attrs = (
        {"start": str(draw(st.sampled_from([0, 2, 3, 10, 1999, 123456789, -1, 9999999999])))}
        if (tag == "ol" and draw(st.booleans()))
        else {}
    )
    items = []
    loose = draw(st.booleans())
    for _ in range(draw(st.integers(1, 3))):
        if loose:
            items.append(Node("li", {}, draw(blocks)))
            continue
        inner = (
            [draw(lists(blocks, depth + 1)) for _ in range(draw(st.sampled_from([0, 0, 1, 2])))] if depth < 2 else []
        )
        words = draw(inline()) if not inner or draw(st.integers(0, 3)) else []
        items.append(Node("li", {}, [*words, *inner]))
    return Node(tag, attrs, items)


LEAVES = st.one_of(PARAGRAPHS, PARAGRAPHS, HEADINGS, RULES, CODE, figures(), tables())


def nested(blocks: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(blocks, min_size=1, max_size=3)
    return lists(several) | several.map(lambda nodes: Node("blockquote", {}, nodes))


BODIES = st.lists(st.recursive(LEAVES, nested, max_leaves=6), min_size=1, max_size=4).map(
    lambda blocks: Node("div", {}, blocks)
)
