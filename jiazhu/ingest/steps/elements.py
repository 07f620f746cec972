"""The names of HTML elements, sorted by what the builder does with them; one that is not here is unwrapped."""

from __future__ import annotations

BOXES = frozenset(
    "address article aside body center details dialog div fieldset footer form header hgroup html legend main nav p"
    " search section summary tbody tfoot thead".split()
)
"""They only keep their words apart from others."""

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

CONTAINERS = {
    "ul": "ul",
    "menu": "ul",
    "dir": "ul",
    "ol": "ol",
    "dl": "dl",
    "blockquote": "blockquote",
    "table": "table",
    "figure": "figure",
}
"""They hold blocks, or parts of their own; with the name they get."""

PART_OF = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "tr": {"table"},
    "caption": {"table"},
    "td": {"tr", "headrow"},
    "th": {"tr", "headrow"},
    "figcaption": {"figure"},
}
"""The parts of containers, with what they are parts of; `headrow` is a row of a table's head while it is built."""

MARKS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "del": "del",
    "s": "del",
    "strike": "del",
    "code": "code",
    "sup": "sup",
    "sub": "sub",
}
"""What stands around words, with the name it gets."""

RUBY = frozenset("ruby rt rp".split())
MEDIA = frozenset("video audio iframe frame embed object".split())

OUT_OF_CODE = sorted({"a", "img", *MARKS} - {"code"})
"""What stands in preformatted text, which is words only."""

DROPPED = frozenset(
    "script style template svg head title link meta base input select textarea datalist progress meter".split()
)
"""They go with all that is in them: no words of the article, or nothing a static page can do."""
