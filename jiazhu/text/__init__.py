"""Pure functions on text: they know nothing of files, articles or sites."""

from jiazhu.text.markdown import render_markdown

__all__ = ["render_markdown"]
