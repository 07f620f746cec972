"""`content/sources/*.toml` in, sources out; and a source for every host that has none."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from jiazhu.errors import Problems
from jiazhu.model import Article, Source
from jiazhu.schema import read_toml

UNKNOWN = "unknown"


def load_sources(folder: Path, problems: Problems) -> dict[str, Source]:
    """Read every source, by id; a faulty one is left out and reported."""
    sources = {}
    for path in sorted(folder.glob("*.toml")):
        with problems.collect():
            sources[path.stem] = replace(read_toml(path, Source, kind="source"), id=path.stem)
    return sources


def source_id(article: Article) -> str:
    """Give the id of an article's source, known or generated."""
    return article.matter.source or generated_source(article.matter.url).id


def generated_source(url: str) -> Source:
    """Make the source of an article whose host has no rule: `https://www.example.org/a` gives `example-org`."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    id_ = re.sub(r"[^a-z0-9]+", "-", host).strip("-") or UNKNOWN
    return Source(id=id_, hosts=(host,) if host else (), name={"": host or UNKNOWN})
