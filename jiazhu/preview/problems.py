"""What is wrong with the content in; a panel that shows it over a page, as HTML, out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from jiazhu.errors import Problem

OWN = "/.jiazhu/"
"""Where the preview's own files are, apart from the site's."""
PANEL = "jiazhu-problems"
LONGEST = 200
"""Of a line that is at fault, so many characters are shown."""
MOST = 50
"""So many problems are shown; the terminal has all of them."""


def problems_panel(problems: Sequence[Problem]) -> str:
    """Show problems with their lines as they are now in their files; warnings alone are folded away."""
    if not problems:
        return ""
    errors = sum(problem.severity == "error" for problem in problems)
    opened = " open" if errors else ""
    further = f"<li>and {len(problems) - MOST} more</li>" if len(problems) > MOST else ""
    counts = [_count(errors, "error"), _count(len(problems) - errors, "warning")]
    return (
        f'<details id="{PANEL}" lang="en" role="alert"{opened}>'
        f'<link rel="stylesheet" href="{OWN}problems.css"><summary>{", ".join(filter(None, counts))}</summary>'
        f"<ol>{''.join(map(_shown, problems[:MOST]))}{further}</ol></details>"
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number > 1 else ''}" if number else ""


def _shown(problem: Problem) -> str:
    place = f"{problem.path}:{problem.line}" if problem.line else f"{problem.path}"
    excerpt, hint = _excerpt(problem), problem.hint
    return (
        f'<li class="{problem.severity}"><p><code>{escape(place)}</code></p><p>{escape(problem.text)}</p>'
        + (f"<pre><b>{problem.line}</b> {escape(excerpt)}</pre>" if excerpt else "")
        + (f"<p>→ {escape(hint)}</p>" if hint else "")
        + "</li>"
    )


def _excerpt(problem: Problem) -> str:
    """Read the line that is at fault; nothing where there is none, since the file may be gone by now."""
    if not problem.line:
        return ""
    try:
        with problem.path.open(encoding="utf-8", errors="replace") as file:
            line = next((line for number, line in enumerate(file, 1) if number == problem.line), "").strip()
    except OSError:
        return ""
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
