"""Foreign HTML in, safe HTML out; and which addresses it may lead to."""

from __future__ import annotations

import re
from html import escape, unescape

import nh3

from jiazhu.text.nesting import without_stray_items
from jiazhu.text.tags import TAG

URL_SCHEMES = frozenset({"http", "https", "mailto"})
"""What a link may start with; anything else that has a scheme is no link here."""

_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_UNSAFE_IN_URL = re.compile(r"[\x00-\x20\x7f\"<>`]")

_TAGS = set(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code hr br strong em del sup sub ruby rt rp a img figure figcaption"
    " table thead tbody tr th td section span".split()
)
_ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "li": {"id"},
    "code": {"class"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "span": {"lang"},
}
_CLASSES = {
    "a": {"footnote-backref"},
    "hr": {"footnotes-sep"},
    "li": {"footnote-item"},
    "ol": {"footnotes-list"},
    "section": {"footnotes"},
    "sup": {"footnote-ref"},
    **{tag: {"align-left", "align-center", "align-right"} for tag in ("td", "th")},
}
"""Those that the renderer writes: by any other, foreign HTML would take on the look of the page around it."""
_LANGUAGE_CLASS = re.compile(r"language-\S+")
_FOOTNOTE_ID = re.compile(r"fn(?:ref)?[\w.:-]*")
_ROUNDS = 5
"""So often HTML is read again at most; what is then still read otherwise than it is written keeps only its words."""


def _kept_value(tag: str, name: str, value: str) -> str | None:
    """Keep an attribute's value, or nothing of it: ids are those of footnotes, and code has one class at most."""
    if name == "id":
        return value if _FOOTNOTE_ID.fullmatch(value) else None
    if name == "class" and tag == "code":
        return value if _LANGUAGE_CLASS.fullmatch(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    clean_content_tags={"script", "style"},
    allowed_classes=_CLASSES,
    attribute_filter=_kept_value,
    url_schemes=set(URL_SCHEMES),
    link_rel=None,
)


def sanitize(html: str, *, raw: bool = True) -> str:
    """Take everything out of foreign HTML that could run, load or break out of its place.

    `raw` tells that HTML may be in it which the renderer did not write: taking elements out of that can leave what a
    browser would read otherwise, and so it is read again until nothing changes.
    """
    try:
        clean = _CLEANER.clean(html)
    except UnicodeEncodeError:  # halves of characters, which no file holds
        clean = _CLEANER.clean(html.encode("utf-8", "replace").decode())
    if not raw:
        return clean
    for _ in range(_ROUNDS):
        before, clean = clean, without_stray_items(_CLEANER.clean(clean))
        if clean == before:
            return clean
    return escape(unescape(TAG.sub("", clean)), quote=False)


def is_safe_url(url: str) -> bool:
    """Tell whether a link or image may lead there: relative, or one of `URL_SCHEMES`."""
    scheme = _SCHEME.match(url)
    return scheme is None or scheme[1].lower() in URL_SCHEMES


def quote_url(url: str) -> str:
    """Percent-encode what would break an attribute, and nothing else: URLs come encoded, some twice."""
    return _UNSAFE_IN_URL.sub(lambda match: f"%{ord(match[0]):02X}", url)
