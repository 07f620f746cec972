"""Text in, the same without characters that no document should hold out."""

from __future__ import annotations

import re

_CONTROL = re.compile("[^\t\n\r\u0020-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) cannot hold, and the control characters that it advises against."""


def without_controls(text: str) -> str:
    """Take out control characters, but not tabs and line ends; and what is no character at all."""
    return _CONTROL.sub("", text)
