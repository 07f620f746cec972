"""A piece of a translation in; whether Markdown would take what follows it for a part of it out."""

from __future__ import annotations

import re

from jiazhu.text.blocks import split_blocks

_OPENING = re.compile("```|~~~|<")
"""All that can stay open beyond a blank line begins so (CommonMark 0.31, 4.5 and 4.6)."""


def leaves_open(text: str) -> bool:
    """Tell whether a text leaves a code fence, a comment or HTML open, which would take in the next marker."""
    if not _OPENING.search(text):
        return False
    following = text.count("\n") + 2
    return all(block.line != following for block in split_blocks(f"{text}\n\nx"))
