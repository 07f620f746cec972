"""A URL or a name in; whether it can be an address, and its host, out."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from jiazhu.limits import ADDRESS_BYTES

_PLAIN_HOST = re.compile(r"https?://([a-z0-9.-]+)(?=[/?#]|$)")
_NOT_PLAIN = re.compile(r"[\s\x00-\x20\x7f\\\"<>^`{|}?#]")
"""What stands in no address as it is (RFC 3986), and what begins a query or a fragment."""
_SLUG = re.compile(r"[\w-][\w.-]*")


def is_slug(name: str) -> bool:
    """Tell whether a name can be one step of an address: letters of any script, digits, `-`, `_`, and `.` inside.

    `index.html` cannot: it is the file of the page above. Nor can what is too long for a file's name.
    """
    return _SLUG.fullmatch(name) is not None and name.lower() != "index.html" and len(name.encode()) <= ADDRESS_BYTES


def host_of(url: str) -> str:
    """Give the host of a URL in lower case; nothing where it names none, or cannot be read."""
    if plain := _PLAIN_HOST.match(url):  # nearly every one is such, and all of them are looked at in each build
        return plain[1]
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # such as an open bracket of an IPv6 host
        return ""


def is_web_url(url: str) -> bool:
    """Tell whether a URL is absolute and of the web: `http` or `https`, and a host."""
    return host_of(url) != "" and urlsplit(url).scheme in {"http", "https"}


def is_site_url(url: str) -> bool:
    """Tell whether a URL can be that of a site: of the web, without user, query and fragment, and with a plain path."""
    if _NOT_PLAIN.search(url) or not is_web_url(url):
        return False
    parts = urlsplit(url)
    try:
        parts.port  # noqa: B018 -- read, it raises
    except ValueError:
        return False
    return "@" not in parts.netloc and not {".", ".."} & {*unquote(parts.path).split("/")}
