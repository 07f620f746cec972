"""Safe HTML in, the pictures in it out; or the same HTML with each of them shown otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape

_PICTURE = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_CAPTIONED = re.compile(r"<figure>(?:(?!</figure>).)*<figcaption>.*?</figure>", re.DOTALL)
_FOREIGN = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def picture_addresses(html: str) -> list[str]:
    """List the addresses of the pictures in safe HTML."""
    return [_attributes(tag)["src"] for tag in _PICTURE.finditer(html) if 'src="' in tag[1]]


def silent_pictures(html: str) -> list[str]:
    """List the addresses of the pictures in safe HTML that have neither an alternative text nor a caption."""
    given = map(_attributes, _PICTURE.finditer(_CAPTIONED.sub("", html)))
    return [attributes["src"] for attributes in given if "src" in attributes and not attributes.get("alt", "").strip()]


def with_pictures(html: str, show: Callable[[Mapping[str, str]], str]) -> str:
    """Write what `show` gives for a picture's attributes in its place."""
    return _PICTURE.sub(lambda tag: show(_attributes(tag)), html) if "<img" in html else html


def is_foreign(address: str) -> bool:
    """Tell whether a picture is on another host."""
    return _FOREIGN.match(address) is not None


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag[1])}
