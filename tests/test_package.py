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
    for name in ("jiazhu", "theme"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, folder / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", "dist", "."]
    subprocess.run(command, cwd=folder, check=True)
    (built,) = (folder / "dist").glob("*.whl")
    return built


def test_wheel_holds_code_and_theme(wheel):
    """Every module and every file of the theme is in the wheel, and nothing of content or tests."""
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [path for path in (REPOSITORY / "jiazhu").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    code = {path.relative_to(REPOSITORY).as_posix() for path in files}
    theme = {
        f"jiazhu/_theme/{path.relative_to(REPOSITORY / 'theme').as_posix()}"
        for path in (REPOSITORY / "theme").rglob("*")
        if path.is_file()
    }
    assert code | theme == {name for name in names if ".dist-info/" not in name}


def test_installed_program_builds_a_site(wheel, make_content, tmp_path):
    """In an environment of its own, away from the repository, `jiazhu` explains itself and builds a site."""
    content = make_content({"articles/one/zh.md": original()})
    venv.create(tmp_path / "v", with_pip=True)
    bin_ = tmp_path / "v" / "bin"
    install = [bin_ / "pip", "install", "--quiet", "-c", REPOSITORY / "constraints.txt", wheel]
    subprocess.run(install, check=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*arguments):
        command = [bin_ / "jiazhu", *arguments]
        return subprocess.run(command, cwd=content.parent, env=environment, capture_output=True, text=True, check=True)

    assert "drop" in run("--help").stdout
    assert run("build").stdout.startswith("articles 1 · written ")
    assert (content.parent / "site" / "zh" / "articles" / "one" / "index.html").exists()
