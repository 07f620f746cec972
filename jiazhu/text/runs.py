"""HTML in a language that is not Chinese in; the same with its runs of Han marked out."""

from __future__ import annotations

import re
from functools import cache, partial

from jiazhu.text.han import HAN
from jiazhu.text.tags import split_tags

_run = cache(
    partial(
        re.compile,
        f"[{HAN}](?:[{HAN}\u3000-\u303f\uff00-\uff65·]*[{HAN}\u3001\u3002\u300b\u300d\u300f\uff01\uff09\uff1f])?",
    )
)
"""Made when it is needed, as it takes long."""


QUOTED = "zh-Hans"
"""The language of Han in other text, where nobody knows better."""


def mark_han(html: str, lang: str = QUOTED) -> str:
    """Wrap each run of Han in the text of well-formed HTML in a `span` with its language.

    A reader's browser then takes a Chinese font for it, and a screen reader a Chinese voice. Tags are left alone.
    """
    run = _run()
    if not run.search(html):
        return html
    parts = split_tags(html)
    parts[::2] = [run.sub(lambda found: f'<span lang="{lang}">{found[0]}</span>', text) for text in parts[::2]]
    return "".join(parts)
