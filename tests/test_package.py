"""The wheel: installed alone, it has all it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from written import original

REPOSITORY = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel, of a copy: building leaves traces."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("jiazhu", "theme", "content/sources", ".github"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, folder / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", "dist", "."]
    subprocess.run(command, cwd=folder, check=True)
    (built,) = (folder / "dist").glob("*.whl")
    return built


def test_wheel_holds_code_theme_and_what_a_new_digest_needs(wheel):
    """Every module, the theme, rules, workflow and sample are in the wheel; nothing of content or tests beside."""
    names = set(zipfile.ZipFile(wheel).namelist())
    folders = {"jiazhu": "jiazhu", "theme": "jiazhu/_theme", "content/sources": "jiazhu/_sources"}
    expected = {
        f"{packed}/{path.relative_to(REPOSITORY / folder).as_posix()}"
        for folder, packed in folders.items()
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }
    expected |= {"jiazhu/_pages.yml", "jiazhu/_zizmor.yml"}
    assert expected == {name for name in names if ".dist-info/" not in name}


def test_installed_program_builds_a_site(wheel, make_content, tmp_path):
    """In an environment of its own, away from the repository, `jiazhu` builds a site, and a digest of one's own."""
    content = make_content({"articles/one/zh.md": original()})
    venv.create(tmp_path / "v", with_pip=True)
    bin_ = tmp_path / "v" / "bin"
    install = [bin_ / "pip", "install", "--quiet", "-c", REPOSITORY / "constraints.txt", wheel]
    subprocess.run(install, check=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*arguments, cwd=content.parent):
        command = [bin_ / "jiazhu", *arguments]
        return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=True)

    assert "drop" in run("--help").stdout
    assert run("build").stdout.startswith("articles 1 · written ")
    assert (content.parent / "site" / "zh" / "articles" / "one" / "index.html").exists()
    run("new", "mine")
    assert run(cwd=content.parent / "mine").stdout.endswith(" · problems 0\n")
    assert run("check", "--strict", cwd=content.parent / "mine").stdout.endswith(" · problems 0\n")
