"""An entry of a feed in, the fragment that an archiver would have saved of it, and its name, out."""

from __future__ import annotations

import hashlib
import re
from html import escape

from jiazhu.ingest.duplicates import canonical_url
from jiazhu.ingest.feeds.entries import Entry
from jiazhu.text.addresses import host_of

_HOST_CHARACTERS = 60


def fragment_name(url: str) -> str:
    """Name the fragment of a page: by its host, for an editor's eye, and by a hash of what names the page.

    It is the same whenever and in whichever feed the page is met.
    """
    host = re.sub(r"[^a-z0-9.]+", "-", host_of(url).removeprefix("www."))[:_HOST_CHARACTERS].strip("-.") or "feed"
    return f"{host}-{hashlib.sha256(canonical_url(url).encode('utf-8', 'replace')).hexdigest()[:16]}.txt"


def fragment_of(entry: Entry, epoch: int) -> bytes:
    """Write the fragment of an entry that was fetched at an epoch, in ms since 1970."""
    title = escape(entry.title, quote=False)  # the header's title is HTML
    text = f"<!--{epoch}-->\n[{title}]({entry.url})\n------\n\n{entry.html}\n"
    return text.replace("\r\n", "\n").encode("utf-8", "replace")
