"""The types of values that many records hold."""

from __future__ import annotations

from typing import Literal

Words = dict[str, str]
"""The same words per language code: `{zh = "…", en = "…"}`."""

Rights = Literal["full", "excerpt", "link"]
State = Literal["machine", "draft", "reviewed"]
