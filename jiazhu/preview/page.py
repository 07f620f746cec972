"""A page of the site in; the same with what the preview adds to it out: reloading, and what went wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jiazhu.preview.changes import Changes
from jiazhu.preview.problems import OWN

EVENTS = f"{OWN}events"
FILES = {
    f"{OWN}{path.name}": path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).parent.rglob("*"))
    if path.suffix in {".css", ".js"}
}
"""Files and not words in the page: a page's policy lets no others run."""


def previewed(html: str, changes: Changes, scripts: str = "") -> str:
    """Add the reloading script, further scripts, and a panel with the problems of the last build.

    The script is told which build it sees, and a hash of the page's body: only another body has to be put in its place.
    """
    body = html.partition("<body")[2] or html
    digest = hashlib.sha256(body.encode()).hexdigest()[:16]
    script = f'<script src="{OWN}reload.js" data-build="{changes.build}" data-body="{digest}"></script>'
    return f"{html.partition('</body>')[0]}{script}{scripts}{changes.panel}</body></html>"
