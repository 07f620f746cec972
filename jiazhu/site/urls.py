"""Things of the site in, their addresses out: the only place that knows the base path."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from urllib.parse import quote, unquote, urlsplit

_quoted = cache(quote)
"""Thousands of pages link to the same few places."""


class Urls:
    """The addresses of a site under one base URL, which ends in `/`."""

    def __init__(self, base_url: str, assets: Mapping[str, str] = MappingProxyType({})) -> None:
        """`assets` are the files of the theme's `static/`: their name with a hash in it, by name."""
        parts = urlsplit(base_url)
        self.base_url = base_url
        self.base_path = parts.path or "/"
        """The path under which the site lives: `/`, or such as `/repo/`."""
        self._host = f"{parts.scheme}://{parts.netloc}"
        self._assets = {name: self.file("static", hashed) for name, hashed in assets.items()}

    def page(self, language: str, *parts: str) -> str:
        """Give the address of a page: `page("en", "tags", "trade")` is `/en/tags/trade/`."""
        return self.base_path + "".join([f"{_quoted(part)}/" for part in (language.lower(), *parts)])

    def file(self, *parts: str) -> str:
        """Give the address of a file: `file("en", "feeds", "atom.xml")`."""
        return self.base_path + "/".join(map(_quoted, parts))

    def asset(self, name: str) -> str:
        """Give the address of a file of the theme's `static/`. Raises LookupError where there is none."""
        if name not in self._assets:
            raise LookupError(f"the theme has no file static/{name}")
        return self._assets[name]

    def absolute(self, url: str) -> str:
        """Give an address of the site with scheme and host."""
        return self._host + url

    def page_file(self, language: str, *parts: str) -> str:
        """Give the file under the output folder that a server sends for a page."""
        return "/".join((language.lower(), *parts, "index.html"))

    def path_of(self, url: str) -> str:
        """Give the file under the output folder that a server sends for an address: `/repo/en/` is `en/index.html`."""
        path = unquote(url).removeprefix(unquote(self.base_path))
        return f"{path}index.html" if not path or path.endswith("/") else path
