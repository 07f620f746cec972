"""The URL of a link or picture as a page wrote it in, an absolute and safe URL out (or none)."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from urllib.parse import unquote, urljoin

from jiazhu.ingest.steps.characters import visible
from jiazhu.text.sanitizer import is_safe_url, quote_url, sanitize

_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s?]", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?<=[?&])(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|mkt_tok|_hsenc|_hsmi|spm|is-pending-load)"
    r"(?:=[^&#]*)?(?:&|(?=#)|$)"
)
_EMPTY_QUERY = re.compile(r"[?&]+(?=#|$)")
_PROXIES = (
    re.compile(r"https?://images\.weserv\.nl/?\?(?:[^#]*&)?url=(?:ssl:)?(?P<url>[^&#]+)", re.IGNORECASE),
    re.compile(r"https?://i[0-3]\.wp\.com/(?P<url>[^?#]+\.[^?#]*/[^?#]*)", re.IGNORECASE),
)


@lru_cache(maxsize=4096)
def address(raw: str, base: str = "") -> str:
    """Make a URL absolute, safe and free of tracking; empty where it leads nowhere a reader may go.

    Nothing else of it is changed: it is neither decoded nor encoded again, but for characters that would break out
    of an attribute. `base` is the URL of the page.
    """
    url = visible(raw).replace("\n", "").replace("\t", "").strip()
    if not url or url.startswith("#"):
        return ""
    if url.startswith("//"):
        url = f"https:{url}"
    elif not _ABSOLUTE.match(url):
        if not _WEB.match(base):
            return ""
        try:
            url = urljoin(base, url)
        except ValueError:  # such as an open bracket of an IPv6 host
            return ""
    url = quote_url(_without_tracking(unproxied(url)))
    if not (_WEB.match(url) or _MAIL.match(url)) or not is_safe_url(url):
        return ""
    link = f'<a href="{escape(url)}">'
    return url if sanitize(f"{link}</a>").startswith('<a href="') else ""


def unproxied(url: str) -> str:
    """Give the picture's own URL where it comes through an image proxy that is known to everybody."""
    for proxy in _PROXIES:
        found = proxy.match(url)
        if found:
            inner = found["url"]
            if "/" not in inner:  # wrapped as a query value: one decoding, and only of the wrapping
                inner = unquote(inner)
            return inner if _WEB.match(inner) else f"https://{inner.removeprefix('//')}"
    return url


def _without_tracking(url: str) -> str:
    if "?" not in url:
        return url
    stripped = _TRACKING.sub("", url)
    return url if stripped == url else _EMPTY_QUERY.sub("", stripped)
