"""A day and a title in, an article's address out."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from pypinyin import lazy_pinyin

SLUG_CHARACTERS = 60
"""An address is at most so long, cut at a syllable."""

_WORD = re.compile(r"[a-z0-9]+")


def make_slug(day: date, title: str) -> str:
    """Make an address of a date and the title's pinyin: `2023-08-18-li-shang-fu-nuo-yu-2-e`."""
    ascii_title = unicodedata.normalize("NFKD", " ".join(lazy_pinyin(title))).encode("ascii", "ignore").decode()
    slug = day.isoformat()
    for word in _WORD.findall(ascii_title.lower()):
        if len(slug) + 1 + len(word) > SLUG_CHARACTERS:
            break
        slug += f"-{word}"
    return slug
