"""A name and few words of an editor's in, the settings of a new digest, and its `digest.toml`, out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from jiazhu.model import Config, Words
from jiazhu.text.addresses import host_of

TITLES = {"zh": "新闻夹注", "en": "Annotated news"}
"""What a digest may be called until its editor knows better."""
_DOMAIN = re.compile(r"[\w.-]+", re.ASCII)
LANGUAGES = tuple(TITLES)
"""The languages that a digest can begin in: the sample has words in them."""


def default_base_url(name: str) -> str:
    """Guess where a digest will be of which only the folder's name is known: on a host that nobody has."""
    return f"https://example.org/{re.sub('[^A-Za-z0-9_-]+', '-', name).strip('-') or 'news'}/"


def default_timezone(languages: Sequence[str]) -> str:
    """Guess the zone of a digest's dates."""
    return "Asia/Shanghai" if "zh" in languages else "UTC"


def default_authority(base_url: str, year: int) -> str:
    """Make an authority (RFC 4151) of the site's host, which must be the editor's in that year.

    It is ASCII, as domains are asked for; of a host that is no domain, it is one that nobody has.
    """
    try:
        host = host_of(base_url).encode("idna").decode()
    except UnicodeError:  # such as a part of more than 63 letters
        host = ""
    return f"{host if _DOMAIN.fullmatch(host) else 'example.org'},{year}"


def digest_toml(config: Config) -> str:
    """Write the settings of a new digest, with a word on what they are."""
    url = config.base_url.rstrip("/") + "/"
    lines = [
        f"title = {_words(config.title)}",
        f"base_url = {_text(url)}    # where the site will be, path included",
        f"languages = [{', '.join(map(_text, config.languages))}]    # the first is the default",
        f"timezone = {_text(config.timezone)}    # of dates, folder names, digests and archive",
        f"period = {_text(config.period)}    # of digests: day | week | month",
        f"authority = {_text(config.authority)}    # of feed ids: never change it",
        f"rights = {_text(config.rights)}    # of sources that say nothing: full | excerpt | link",
        f"# description = {_words(dict.fromkeys(config.languages, '…'))}",
    ]
    if "zh" in config.languages:
        lines.append('# variants = ["zh-Hant"]    # pages in Traditional characters, converted')
    return "\n".join([*lines, ""])


def _text(value: str) -> str:
    """Write a basic string of TOML: as JSON's, but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _words(words: Words) -> str:
    return f"{{ {', '.join(f'{code} = {_text(value)}' for code, value in words.items())} }}"
