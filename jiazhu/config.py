"""`digest.toml` in, Config out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec.structs import replace

from jiazhu.errors import Problem, SchemaError, nearest
from jiazhu.files import read_text
from jiazhu.model import Config, Look, PolledFeed, Words
from jiazhu.schema import read_toml, toml_line
from jiazhu.text.addresses import is_site_url, is_web_url
from jiazhu.text.languages import CODE, code_of, shortest
from jiazhu.text.script import VARIANTS

_AUTHORITY = re.compile(r"[\w.@-]+,\d{4}(-\d\d){0,2}", re.ASCII)
"""A tagging entity of RFC 4151: a domain or mail address, and a day on which it was one's own."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FAMILIES = re.compile(r"[\w .-]+(,[\w .-]+)*")
PICTURES = (".svg", ".png", ".webp", ".jpg")


def load_config(path: Path, *, base_url: str = "") -> Config:
    """Read and check the settings.

    `base_url` takes the place of the file's. Raises JiazhuError with file, line and key of every fault.
    """
    config = read_toml(path, Config, kind="settings")
    if base_url:
        config = replace(config, base_url=base_url)
    text = read_text(path, "settings")
    problems = [
        Problem(kind="settings", path=path, line=toml_line(text, key), text=f"`{key}`: {fault}", hint=hint)
        for key, fault, hint in faults(config)
    ]
    if problems:
        raise SchemaError(problems)
    return config if config.base_url.endswith("/") else replace(config, base_url=config.base_url + "/")


def faults(config: Config) -> Iterator[tuple[str, str, str]]:
    """Go through what is wrong with settings that no type can say: key, fault and hint."""
    if not is_site_url(config.base_url):
        yield "base_url", f"`{config.base_url}` is no address of a site", "such as https://example.org/watch/"
    if not _AUTHORITY.fullmatch(config.authority):
        yield "authority", f"`{config.authority}` is no domain with a year", "such as example.org,2023"
    try:
        ZoneInfo(config.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield "timezone", f"`{config.timezone}` is no time zone", "such as Asia/Shanghai"
    yield from _faults_of_languages(config)
    look = config.theme
    for key, words in [
        ("title", config.title), ("description", config.description), ("fonts", look.fonts), ("footer", look.footer)
    ]:  # fmt: skip
        for code, fault, hint in faults_of_keys(words, config.codes):
            yield key, f"`{code}` {fault}", hint
    yield from _faults_of_look(config.theme)
    yield from _faults_of_fetch(config.fetch)


def faults_of_keys(words: Words, codes: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Go through the keys of words that are no language, neither one of `codes` nor another: key, fault and hint."""
    known = set(map(code_of, codes))
    for key in words:
        if CODE.fullmatch(key.lower()) and code_of(key) in known:
            continue
        tag = shortest(key)
        if not tag:
            yield key, "is no language", nearest(key, codes, "write its code, such as zh or en")
        elif len(code_of(tag)) < len(code_of(key)):
            yield key, "is no language code", f"did you mean `{tag}`?"


def _faults_of_look(look: Look) -> Iterator[tuple[str, str, str]]:
    if look.accent and not _COLOUR.fullmatch(look.accent):
        yield "accent", f"`{look.accent}` is no colour", "such as #b5301f"
    for families in look.fonts.values():
        if not _FAMILIES.fullmatch(families):
            yield "fonts", f"`{families}` is no list of font families", "such as LXGW WenKai, Songti SC"
    path = PurePosixPath(look.logo)
    if look.logo and (path.is_absolute() or ".." in path.parts or path.suffix.lower() not in PICTURES):
        hint = f"its path below content/, ending in {', '.join(PICTURES)}"
        yield "logo", f"`{look.logo}` is no picture of the digest", hint


def _faults_of_fetch(feeds: Sequence[PolledFeed]) -> Iterator[tuple[str, str, str]]:
    urls = [feed.url for feed in feeds]
    for place, feed in enumerate(feeds):
        if not is_web_url(feed.url):
            yield f"fetch[{place}]", f"`{feed.url}` is no address of the web", "such as https://example.org/feed.xml"
        if urls.index(feed.url) < place:
            yield f"fetch[{place}]", f"`{feed.url}` stands twice", "name each feed once"
        if feed.limit < 1:
            yield f"fetch[{place}]", f"a `limit` of {feed.limit} takes nothing", "leave it out, or make it 1 or more"


def _faults_of_languages(config: Config) -> Iterator[tuple[str, str, str]]:
    if not config.languages:
        yield "languages", "there is no language", 'such as languages = ["zh", "en"]'
    for code in dict.fromkeys(config.languages):
        if not CODE.fullmatch(code):
            yield "languages", f"`{code}` is no language code", "such as zh or en"
        if config.languages.count(code) > 1:
            yield "languages", f"`{code}` stands twice", "name each language once"
    for code in config.languages[:1]:
        if code not in config.title:
            yield "title", f"there is no title in `{code}`", "add it: the default language needs one"
    yield from _faults_of_variants(config)


def _faults_of_variants(config: Config) -> Iterator[tuple[str, str, str]]:
    for tag in dict.fromkeys(config.variants):
        if tag not in VARIANTS:
            yield "variants", f"`{tag}` cannot be derived", f"what can: {', '.join(VARIANTS)}"
        elif VARIANTS[tag] not in config.languages:
            yield "variants", f"`{tag}` is derived from `{VARIANTS[tag]}`", f"add `{VARIANTS[tag]}` to `languages`"
        elif tag.lower() in config.languages:
            yield "variants", f"`{tag.lower()}` is among `languages`", "it is either written or derived: keep one"
        if config.variants.count(tag) > 1:
            yield "variants", f"`{tag}` stands twice", "name it once"
