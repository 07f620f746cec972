"""Fixtures: content folders to work on, apart from the repository's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.load import load_library
from jiazhu.site.builder import build
from jiazhu.site.theme import Theme

CONTENT = Path(__file__).parent.parent / "content"

DIGEST = """\
title = { zh = "中俄观察", en = "China–Russia Watch" }
base_url = "https://example.org/watch/"
languages = ["zh", "en"]
timezone = "Asia/Shanghai"
authority = "example.org,2023"
"""

MakeContent = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Give a copy of the repository's content folder."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
def make_content(tmp_path: Path) -> MakeContent:
    """Give a function that writes files (path below the content folder: text or bytes) beside a default digest.toml."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        content = tmp_path / "content"
        for name, text in {"digest.toml": DIGEST, **files}.items():
            path = content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return content

    return make


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample digest's site, built once: look, and change nothing."""
    problems = Problems()
    library = load_library(CONTENT, load_config(CONTENT / "digest.toml"), problems)
    site = tmp_path_factory.mktemp("sample") / "site"
    build(library, Theme(), site)
    assert not problems.errors
    return site
