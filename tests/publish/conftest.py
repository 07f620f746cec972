"""Fixtures: a clone with content, and the bare repository that it is published to."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from written import original, translation

from jiazhu.library.coverage import words_hash
from publish.repositories import Desk, git

OF = f"{{title: {words_hash('标题')}}}"
"""What a translation says that is of the default title: without it, `check` would warn."""


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch, tmp_path):
    """Let no setting of the machine's git, nor of who runs the tests, have a say."""
    for name in ("AUTHOR", "COMMITTER"):
        for what in ("NAME", "EMAIL", "DATE"):
            monkeypatch.delenv(f"GIT_{name}_{what}", raising=False)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no.gitconfig"))
    monkeypatch.setenv("GIT_TERMINAL_PROMPT", "0")


@pytest.fixture
def clone(tmp_path) -> Callable[..., Desk]:
    """Give a function that clones the remote to a desk of its own."""

    def make(name: str, inside: str = "content") -> Desk:
        folder = tmp_path / name
        git(tmp_path, "clone", "--quiet", str(tmp_path / "remote.git"), name)
        git(folder, "config", "user.name", f"Editor at {name}")
        git(folder, "config", "user.email", f"{name}@example.org")
        return Desk(folder, tmp_path / "remote.git", folder / inside)

    return make


@pytest.fixture
def start(tmp_path, make_content, clone) -> Callable[..., Desk]:
    """Give a function that makes a remote with the content of one article in two languages, and a desk that has it."""

    def make(inside: str = "content") -> Desk:
        git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
        desk = clone("desk", inside)
        given = make_content({"articles/one/zh.md": original(), "articles/one/en.md": translation(of=OF)})
        shutil.copytree(given, desk.content, dirs_exist_ok=True)
        (desk.folder / ".gitignore").write_text(".cache/\n.*.lock\n")
        desk.commit()
        git(desk.folder, "push", "--quiet", "origin", "HEAD:main")
        return desk

    return make


@pytest.fixture
def desk(start) -> Desk:
    """Give a desk whose content is in a folder of its repository, pushed to the remote."""
    return start()
