"""`digest.toml` in, Config out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jiazhu.errors import JiazhuError
from jiazhu.model import Config
from jiazhu.schema import read_toml
from jiazhu.text.languages import CODE


def load_config(path: Path, *, base_url: str = "") -> Config:
    """Read and check the settings.

    `base_url` takes the place of the file's. Raises JiazhuError with file, line and key.
    """
    config = read_toml(path, Config, kind="settings")
    if base_url:
        config = replace(config, base_url=base_url)
    url = urlsplit(config.base_url)
    if url.scheme not in {"http", "https"} or not url.netloc or url.query or url.fragment:
        raise _fault(
            path, "base_url", f"`{config.base_url}` is no absolute address", "such as https://example.org/watch/"
        )
    if not config.base_url.endswith("/"):
        config = replace(config, base_url=config.base_url + "/")
    if not config.languages:
        raise _fault(path, "languages", "there is no language", 'such as languages = ["zh", "en"]')
    for code in (*config.languages, *config.variants):
        if not CODE.fullmatch(code.lower()):
            raise _fault(path, "languages", f"`{code}` is no language code", "such as zh, en or zh-Hant")
    if config.languages[0] not in config.title:
        raise _fault(
            path, "title", f"there is no title in `{config.languages[0]}`", "add it: the default language needs one"
        )
    try:
        ZoneInfo(config.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _fault(path, "timezone", f"`{config.timezone}` is no time zone", "such as Asia/Shanghai") from None
    return config


def _fault(path: Path, key: str, text: str, hint: str) -> JiazhuError:
    lines = path.read_text(encoding="utf-8").split("\n")
    line = next((number for number, line in enumerate(lines, 1) if line.lstrip().startswith(key)), 0)
    return JiazhuError(f"`{key}`: {text}", path, line, hint)
