"""An address below a site's base path in; the file that GitHub Pages sends for it, and its type, out."""

from __future__ import annotations

from mimetypes import MimeTypes
from pathlib import Path

TYPES = {
    ".atom": "application/atom+xml",
    ".js": "text/javascript",
    ".jsonld": "application/ld+json",
    ".opml": "text/x-opml",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""Where Python knows none, or another than GitHub Pages (https://github.com/jshttp/mime-db)."""

_KNOWN = MimeTypes()  # and not the system's: a preview is the same on each machine
for _ending, _type in TYPES.items():
    _KNOWN.add_type(_type, _ending)


def find_file(site: Path, path: str) -> Path | None:
    """Find the file of a path: that of the name, else that with `.html`, else the index of a folder.

    Who asked for a folder without its slash is to be sent there: `needs_slash` tells. No path leads out of the site,
    by links neither.
    """
    *above, last = path.split("/")
    if not {"", ".", ".."}.isdisjoint(above) or last in {".", ".."}:
        return None
    names = (path, f"{path}.html", f"{path}/index.html") if last else (f"{path}index.html",)
    try:
        file = next((site / name for name in names if (site / name).is_file()), None)
        return file if file and file.resolve().is_relative_to(site.resolve()) else None
    except OSError:  # such as a name that is too long
        return None


def needs_slash(site: Path, path: str, file: Path) -> bool:
    """Tell whether a path is that of a folder and lacks the slash, given the file that was found for it."""
    return not path.endswith("/") and path != "" and file == site / path / "index.html"


def type_of(path: Path) -> str:
    """Tell a file's media type; a compressed file is sent as what it is, for a page's script to unpack."""
    type_, packed = _KNOWN.guess_type(path.name)
    return f"application/{packed}" if packed else type_ or "application/octet-stream"
