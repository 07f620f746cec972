"""The golden content in, `expected/` out: run it, and read the difference before you commit it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.load import load_library
from jiazhu.site.builder import site_files
from jiazhu.site.theme import Theme

GOLDEN = Path(__file__).parent
COMPARED = [
    "en/articles/2024-03-04-he-gang-xin-qiao/index.html",
    "en/feeds/both/atom.xml",
    "en/feeds/feed.json",
    "zh/feeds/atom.xml",
    "zh/feeds/feeds.opml",
    "zh/feeds/rss.xml",
    "sitemap.xml",
    "zh-hant/articles/2024-03-04-he-gang-xin-qiao/index.html",
]
"""Beside these whole files, the list of all files is compared."""

_HASHED = re.compile(r"(static/[\w-]+)\.[0-9a-f]{8}\.")
_INDEX = re.compile(r"(/search/(?:articles-)?)[0-9a-f]{10}\b")


def golden_files() -> dict[str, str]:
    """Make the golden site: what is compared, by its path below `expected/`.

    The hashes in names of static files, and of the index's, are left out: the look of the site may change, and so may
    what zlib makes of the index.
    """
    problems = Problems()
    library = load_library(GOLDEN / "content", load_config(GOLDEN / "content" / "digest.toml"), problems)
    assert not list(problems), [str(problem) for problem in problems]
    made = site_files(library, Theme())
    files = {_without_hash(name): data.decode(errors="replace") for name, data in made if isinstance(data, bytes)}
    listed = "".join(f"{name}\n" for name in sorted(files))
    return {"files.txt": listed, **{name: _without_hash(files[name]) for name in COMPARED}}


def _without_hash(text: str) -> str:
    return _INDEX.sub(r"\1…", _HASHED.sub(r"\1.", text))


if __name__ == "__main__":
    shutil.rmtree(GOLDEN / "expected", ignore_errors=True)
    for name, text in golden_files().items():
        path = GOLDEN / "expected" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
