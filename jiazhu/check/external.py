"""The links of a site in; those to other servers that lead nowhere out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urldefrag

from jiazhu.check.links import ELSEWHERE, Links
from jiazhu.check.places import Places
from jiazhu.errors import Problem, Problems
from jiazhu.ingest.download import DownloadError, RefusedError
from jiazhu.ingest.turns import in_turns
from jiazhu.limits import LINKS_AT_ONCE
from jiazhu.record import Record
from jiazhu.text.addresses import host_of, is_web_url

PAUSE = 1.0
"""Seconds between two questions to one host."""

_ENOUGH = frozenset({429, 503})
"""What a server says that is asked too much (RFC 6585, RFC 9110): any other no is an answer."""


class Asked(Record):
    """How far the links to other servers were followed."""

    links: int
    left: int
    """Those beyond the bound, and those of hosts that did not answer."""


def external_links(
    links: Links, places: Places, ask: Callable[[str], None], problems: Problems, *, pause: float = PAUSE
) -> Asked:
    """Ask for what each link out of the site leads to, once: what is not there is a warning.

    `ask` raises DownloadError where nothing is at an address.
    """
    found = _outward(links)
    refused: list[tuple[str, str]] = []

    def ask_one(address: str) -> None:
        try:
            ask(address)
        except RefusedError as error:
            if error.status in _ENOUGH:
                raise
            refused.append((address, str(error)))

    outcome = in_turns(
        [*found][:LINKS_AT_ONCE],
        host=host_of,
        ask=ask_one,
        failures=(DownloadError,),
        what="hosts of links",
        pause=pause,
    )
    for address, reason in sorted([*refused, *outcome.failed]):
        problems.add(_fault(address, reason, found[address], places))
    left = len(outcome.left) + max(0, len(found) - LINKS_AT_ONCE)
    return Asked(links=len(found) - left, left=left)


def _outward(links: Links) -> Mapping[str, list[tuple[str, str]]]:
    """Gather the addresses elsewhere, without what follows a `#`, with the pages and links that name each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for page, marks in links.marks.items():
        for link in sorted(marks.links):
            if links.target(page, link) == ELSEWHERE:
                address = urldefrag(f"https:{link}" if link.startswith("//") else link)[0]
                if is_web_url(address):
                    found.setdefault(address, []).append((page, link))
    return found


def _fault(address: str, reason: str, named: list[tuple[str, str]], places: Places) -> Problem:
    written = (place for page, link in named if (place := places.link(page, link)))
    page = named[0][0]
    path, line = next(written, (next(iter(places.files_of(page)), Path(page)), 0))
    return Problem(
        kind="external",
        path=path,
        line=line,
        text=f"the link {address} leads nowhere: {reason}",
        hint="open it in a browser: some servers answer no programs; then mend it, or link to a copy in an archive",
        severity="warning",
    )
