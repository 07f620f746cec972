"""Soup in, the same soup out with the mail addresses that Cloudflare hides from robots."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import Tag

from jiazhu.ingest.steps.pictures import attribute

_HIDDEN_LINK = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-fA-F]+)$")
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")


def reveal_emails(scope: Tag, html: str, log: Callable[[str, str], None]) -> None:
    """Write hidden addresses where the page has a script write them, in place; `html` is what was parsed."""
    if "data-cfemail" in html:
        for tag in scope.select("[data-cfemail]"):
            address = hidden_address(attribute(tag, "data-cfemail"))
            if _ADDRESS.fullmatch(address):
                log("hidden address", address)
                tag.string = address
                if tag.name == "a":
                    tag["href"] = f"mailto:{address}"
    if "/cdn-cgi/l/email-protection#" in html:
        for tag in scope.find_all("a", href=_HIDDEN_LINK):
            found = _HIDDEN_LINK.search(attribute(tag, "href"))
            address = hidden_address(found[1]) if found else ""
            if _ADDRESS.match(address):
                log("hidden address", address)
                tag["href"] = f"mailto:{address}"


def hidden_address(code: str) -> str:
    """Read an address in Cloudflare's code: hexadecimal bytes, each but the first combined with the first by XOR.

    Gives nothing back for what is no such code.
    """
    try:
        key, *rest = bytes.fromhex(code)
        return bytes(byte ^ key for byte in rest).decode()
    except ValueError:  # no bytes at all, no hexadecimal digits, no UTF-8
        return ""
