"""One small site, kept whole: what it looks like, and that it looks so each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from golden.update import COMPARED, GOLDEN, golden_files

REPOSITORY = Path(__file__).parent.parent
UPDATE = "if this is what you want: python tests/golden/update.py"


@pytest.fixture(scope="module")
def found():
    """Give the golden site as it is now."""
    return golden_files()


@pytest.mark.parametrize("name", ["files.txt", *COMPARED])
def test_golden_site_is_as_expected(found, name):
    """Pages, feeds, sitemap and the list of files are those that were looked at and kept."""
    assert (GOLDEN / "expected" / name).read_text(encoding="utf-8") == found[name], UPDATE


def test_nothing_else_is_expected(found):
    """Each kept file is compared."""
    kept = {path.relative_to(GOLDEN / "expected").as_posix() for path in (GOLDEN / "expected").rglob("*.*")}
    assert kept == set(found)


def test_draft_is_nowhere(found):
    """What is no draft is listed, a draft is not."""
    assert "harbour-letter" in found["files.txt"]
    assert "cao-gao" not in "".join(found.values())


def test_built_twice_is_the_same_bytes(tmp_path):
    """Order of hashing, place, number of processes and cache leave no trace in the site."""
    sites = []
    for seed, options in [("1", ["--jobs", "1", "--no-cache"]), ("2", ["--jobs", "4"]), ("3", [])]:
        folder = tmp_path / seed
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
        folder.mkdir()
        (folder / "content").symlink_to(GOLDEN / "content")
        command = [sys.executable, str(REPOSITORY / "build.py"), "build", "--quiet", *options]
        subprocess.run(command, cwd=folder, env=environment, check=True)
        files = (path for path in (folder / "site").rglob("*") if path.is_file())
        sites.append({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
    assert sites[0] == sites[1] == sites[2]
    assert len(sites[0]) > 50
