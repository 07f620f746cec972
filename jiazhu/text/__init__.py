"""Pure functions on text: they know nothing of files, articles or sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiazhu.text.markdown import render_markdown

__all__ = ["render_markdown"]


def __getattr__(name: str) -> object:
    """Load the parser when somebody wants it: much that reads text needs none."""
    if name != "render_markdown":
        raise AttributeError(name)
    from jiazhu.text.markdown import render_markdown  # noqa: PLC0415 -- see above

    return render_markdown
