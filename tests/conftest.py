"""Fixtures: content folders to work on, apart from the repository's own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import CodeType

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from jinja2 import Environment

from jiazhu.cli import main
from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.load import load_library
from jiazhu.site.builder import build
from jiazhu.site.theme import Theme

# What is found by chance belongs to the change that looks for it: in CI the same examples are tried each time. How long
# one takes tells of the machine and what else it does.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

CONTENT = Path(__file__).parent.parent / "content"

DIGEST = """\
title = { zh = "中俄观察", en = "China–Russia Watch" }
base_url = "https://example.org/watch/"
languages = ["zh", "en"]
timezone = "Asia/Shanghai"
authority = "example.org,2023"
metadata.cards = false
"""

MakeContent = Callable[[Mapping[str, str | bytes]], Path]


SAMPLE = (
    "digest.toml",
    "tags.yaml",
    "entities.yaml",
    "sources/*.toml",
    "pages/about.*.md",
    "digests/russia-china-2023.*.md",
    "raw/00[0-4]_*.txt",
    "articles/20[0-9][0-9]-*-zhong-e-*/*",
    "articles/2023-08-18-li-shang-fu-*/*",
    "articles/2023-10-26-mei-ri-han-*/*",
    "articles/2023-11-09-zhang-you-xia-*/*",
)
"""The sample digest within `content/`: what an editor adds there is no concern of the tests."""


def copy_sample(target: Path) -> Path:
    """Copy the sample digest."""
    for pattern in SAMPLE:
        for path in CONTENT.glob(pattern):
            copy = target / path.relative_to(CONTENT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    return target


@contextmanager
def templates_compiled_once() -> Iterator[None]:
    """Compile each template once, not with each of some thousand builds: of a small one it is three quarters."""
    by_jinja, known = Environment.compile, {}

    def compiled(environment: Environment, *given: str | None) -> CodeType:
        if given not in known:
            known[given] = by_jinja(environment, *given)
        return known[given]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compiled)
        yield


@pytest.fixture(scope="session", autouse=True)
def _templates_are_compiled_once() -> Iterator[None]:
    with templates_compiled_once():
        yield


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Give a copy of the sample digest's content folder."""
    return copy_sample(tmp_path / "content")


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


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Give a function that runs the program beside the content folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample digest's site, built once: look, and change nothing."""
    problems = Problems()
    folder = tmp_path_factory.mktemp("sample")
    content = copy_sample(folder / "content")
    library = load_library(content, load_config(content / "digest.toml"), problems)
    site = folder / "site"
    build(library, Theme(), site)
    assert not problems.errors
    return site
