"""A page of the site in; the same with what the preview adds to it out: reloading, and what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from jiazhu.errors import Problem

OWN = "/.jiazhu/"
"""Where the preview's own files are, apart from the site's."""
EVENTS = f"{OWN}events"
FILES = {
    f"{OWN}{name}": Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("reload.js", "problems.css")
}
"""Files and not words in the page: a page's policy lets no others run."""


def previewed(html: str, problems: Sequence[Problem]) -> str:
    """Add the reloading script, and a panel with the problems of the last build."""
    script = f'<script src="{OWN}reload.js"></script>'
    return f"{html.partition('</body>')[0]}{script}{_shown(problems)}</body></html>"


def _shown(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    words = escape("\n".join(map(str, problems)))
    style = f'<link rel="stylesheet" href="{OWN}problems.css">'
    return f'{style}<pre class="jiazhu-problems" role="alert">{words}</pre>'
