"""`content/sources/*.toml` in, sources out; and a source for every host that has none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from jiazhu.errors import JiazhuError, Problems
from jiazhu.files import files_in, read_text
from jiazhu.library.clashes import Addresses
from jiazhu.model import Article, Config, Rights, Source
from jiazhu.schema import read_toml, toml_line
from jiazhu.text.addresses import host_of, is_slug
from jiazhu.text.languages import CODE

UNKNOWN = "unknown"
KIND: Final = "source"


def load_sources(folder: Path) -> dict[str, Source]:
    """Read every source, by id. Raises SchemaError with every fault of the files."""
    problems = Problems()
    addresses = Addresses("sources")
    sources = {}
    for path in files_in(folder, "*.toml"):
        with problems.collect():
            addresses.claim(path.stem, path)
            sources[path.stem] = _load(path)
    problems.raise_all()
    return sources


def _load(path: Path) -> Source:
    source = replace(read_toml(path, Source, kind=KIND), id=path.stem)
    if not is_slug(source.id):
        raise JiazhuError(f"`{source.id}` is no address", path, hint="rename it: letters, digits, `-`", kind=KIND)
    if not CODE.fullmatch(source.lang.lower()):
        line = toml_line(read_text(path, KIND), "lang")
        raise JiazhuError(f"`lang` is `{source.lang}`: no BCP 47 tag", path, line, "such as zh-Hans", KIND)
    return source


def source_id(article: Article) -> str:
    """Give the id of an article's source, known or generated."""
    return article.matter.source or generated_source(article.matter.url).id


def rights_of(article: Article, sources: Mapping[str, Source], config: Config) -> Rights:
    """Tell how much of an article may be shown: what it says itself, else its source, else the digest."""
    source = sources.get(source_id(article))
    return article.matter.rights or (source.rights if source else None) or config.rights


def generated_source(url: str) -> Source:
    """Make the source of an article whose host has no rule: `https://www.example.org/a` gives `example-org`."""
    return _of_host(host_of(url).removeprefix("www."))


@cache
def _of_host(host: str) -> Source:
    id_ = re.sub(r"[^a-z0-9]+", "-", host).strip("-") or UNKNOWN
    return Source(id=id_, hosts=(host,) if host else (), name={"": host or UNKNOWN})
