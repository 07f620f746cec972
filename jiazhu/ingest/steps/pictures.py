"""An image of the soup in; what it shows in the end out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4 import Tag

from jiazhu.ingest.steps.addresses import address
from jiazhu.ingest.steps.characters import visible
from jiazhu.ingest.tree import Node

_LAZY = ("data-lazy-src", "data-src", "data-original", "data-cfsrc", "data-actualsrc", "data-orig-file", "data-url")
_SETS = ("data-lazy-srcset", "data-srcset", "srcset")
_STAND_IN = re.compile(
    r"(?:^|[/_.-])(?:blank|spacer|placeholder|transparent|trans|pixel|grey|gr[ae]y|lazy\w*|loading|1x1|clear)"
    r"[\w.-]*\.(?:gif|png|svg|jpe?g)(?:[?#]|$)",
    re.IGNORECASE,
)
_PIXEL = re.compile(
    r"//(?:pixel\.|stats\.|[\w.-]*(?:doubleclick\.net|google-analytics\.com|scorecardresearch\.com|quantserve\.com)/"
    r"|(?:www\.)?facebook\.com/tr\b|medium\.com/_/stat\b|feeds\.feedburner\.com/~|[\w.-]*feedsportal\.com/"
    r"|(?:www\.)?googletagmanager\.com/|counter\.theconversation\.)",
    re.IGNORECASE,
)
_EMOJI_CLASSES = frozenset({"emoji", "wp-smiley"})
_LONGEST_EMOJI = 12  # characters: a family of four holds seven
_TINY = re.compile(r"\s*[01](?:px)?\s*", re.IGNORECASE)
_TINY_STYLE = re.compile(r"(?<![-\w])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)", re.IGNORECASE)


def attribute(tag: Tag, name: str) -> str:
    """Give an attribute's text; empty where there is none."""
    value = tag.attrs.get(name)
    return value if isinstance(value, str) else ""


def words(tag: Tag, name: str) -> str:
    """Give an attribute that people read, as one line."""
    value = attribute(tag, name)
    return " ".join(visible(value).split()) if value else ""


def is_pixel(tag: Tag) -> bool:
    """Tell whether an image or frame is there to count readers, not to be seen."""
    width, height = attribute(tag, "width"), attribute(tag, "height")
    if width and height and _TINY.fullmatch(width) and _TINY.fullmatch(height):
        return True
    if len(_TINY_STYLE.findall(attribute(tag, "style"))) > 1:
        return True
    return _PIXEL.search(attribute(tag, "src")) is not None


def is_emoji(tag: Tag) -> bool:
    """Tell whether an image only draws the characters of its `alt` for browsers that cannot."""
    is_short = 0 < len(words(tag, "alt")) <= _LONGEST_EMOJI
    return is_short and not _EMOJI_CLASSES.isdisjoint(attribute(tag, "class").split())


def source(tag: Tag, base: str) -> str:
    """Give the URL of the picture that an `img` shows in the end, lazy or not; empty where there is none."""
    shown = attribute(tag, "src").strip()
    url = "" if _STAND_IN.search(shown) else address(shown, base)
    for name in _LAZY:
        later = address(attribute(tag, name), base) if name in tag.attrs else ""
        if later:
            return url if same_picture(url) == same_picture(later) else later
    if not url:
        candidates = (attribute(tag, name) for name in _SETS)
        url = next(filter(None, (_largest(value, base) for value in candidates)), "")
    if not url and tag.parent is not None and tag.parent.name == "picture":
        sets = (_largest(attribute(other, "srcset"), base) for other in tag.parent.find_all("source"))
        url = next(filter(None, sets), "")
    return url or address(shown, base)


def picture(tag: Tag, url: str) -> Node:
    """Make the clean image of an `img` that shows `url`."""
    title, alt = words(tag, "title"), words(tag, "alt")
    attrs = {"src": url, "alt": alt}
    return Node("img", attrs | {"title": title} if title not in {"", alt} else attrs)


def same_picture(url: str) -> str:
    """Reduce a URL to what tells pictures apart: sizes stand in the query."""
    return url.partition("#")[0].partition("?")[0].partition("//")[2]


def shown_sources(images: Iterable[Tag], base: str) -> frozenset[str]:
    """Collect what the images outside of any `noscript` show: their twins inside are not needed."""
    found = (source(image, base) for image in images if image.find_parent("noscript") is None)
    return frozenset(same_picture(url) for url in found if url)


def _largest(candidates: str, base: str) -> str:
    """Choose the last, which is the largest by habit, of a `srcset`."""
    urls = [part.split()[0] for part in re.split(r",\s+|(?<=[wx]),", candidates) if part.split()]
    return next(filter(None, (address(url, base) for url in reversed(urls))), "")
