"""Marked-up text in, plain text and its hash out: what blocks are known by and notes are anchored to."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from html import unescape

from jiazhu.text.tags import TAG

_IMAGE = re.compile(r"<img\b[^>]*>")
_IMAGE_WORDS = re.compile(r'\b(?:src|alt)="([^"]*)"')
_FOOTNOTE_LINK = re.compile(r'<sup class="footnote-ref">.*?</sup>|<a [^>]*class="footnote-backref">.*?</a>')
"""Their numbers tell how many footnotes stand before, and are no words of the text."""
_APART = re.compile(r"<br>|</(?:p|li|h[1-6]|td|th|tr|blockquote|figcaption|pre|dt|dd)>")
"""Where words end though no space stands there."""


def plain(html: str) -> str:
    """Reduce HTML to its words: no markup, NFC, no white space; an image counts as its source and alt."""
    html = _FOOTNOTE_LINK.sub("", html)
    html = _IMAGE.sub(lambda image: "".join(_IMAGE_WORDS.findall(image[0])), html)
    return bare(unescape(TAG.sub("", html)))


def bare(text: str) -> str:
    """Reduce a text without markup as `plain` does: NFC, no white space."""
    return "".join(unicodedata.normalize("NFC", text).split())


def words(html: str) -> str:
    """Reduce HTML to readable text: no markup, no numbers of footnotes, white space collapsed."""
    if "footnote-" in html:
        html = _FOOTNOTE_LINK.sub("", html)
    return " ".join(unescape(TAG.sub("", _APART.sub(" ", html))).split())


def block_hash(plain_text: str, digits: int = 8) -> str:
    """Name a block by the first hex digits of the SHA-256 of its plain text."""
    return hashlib.sha256(plain_text.encode()).hexdigest()[:digits]
