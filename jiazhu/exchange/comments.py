"""An original's words in, comments that show them to a translator out; and the way back."""

from __future__ import annotations

import re

from jiazhu.library.coverage import words_hash
from jiazhu.library.frontmatter import comment_line

_END = re.compile(r"--(\\*)(!?)>")
r"""What ends a comment, for Markdown and for browsers; with the backslashes of one that is escaped."""
_ESCAPED = re.compile(r"--\\(\\*)(!?)>")


def commented(markdown: str) -> str:
    r"""Write Markdown as a comment: an `-->` in it becomes `--\>`, so that it ends nothing and is no marker."""
    escaped = _END.sub(r"--\\\1\2>", markdown)
    return f"<!--\n{escaped}\n-->"


def uncommented(words: str) -> str:
    """Read the Markdown that stands between `<!--` and `-->`."""
    return _ESCAPED.sub(r"--\1\2>", words).strip("\n")


def show_above(text: str, key: str, words: str, shown: str = "") -> str:
    """Put words as a comment above a key of a file's front matter; no words, no comment.

    They take the place of words there that have the hash `shown`; any other comment is a hand's, and stays.
    """

    def with_words(match: re.Match[str]) -> str:
        above = match["above"] or ""
        if words_hash(above.removeprefix("# ")) == shown:
            above = ""
        return f"{above}{comment_line(words)}\n{match['key']}" if words else f"{above}{match['key']}"

    entry = re.compile(rf"^(?P<above># .*\n)?(?P<key>[\"']?{key}[\"']?[ \t]*:)", re.MULTILINE)
    return entry.sub(with_words, text, count=1)
