"""The workflows, that of this repository and those in the documentation: valid, safe, and with what a site needs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).parent.parent.parent
PAGES = REPOSITORY / ".github" / "workflows" / "pages.yml"
DOCUMENTED = re.findall(
    r"^```yaml\n(.*?)^```",
    (REPOSITORY / "docs" / "publishing.md").read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)
NEWEST = {
    "actions/checkout": "v7",
    "actions/setup-python": "v7",
    "actions/cache": "v6",
    "actions/configure-pages": "v6",
    "actions/upload-pages-artifact": "v5",
    "actions/deploy-pages": "v5",
}
"""Versions that were seen in use: one that does not exist is found by nobody but GitHub."""


def read(text):
    """Read a workflow, every scalar as a string: YAML 1.1 would take `on` for a truth."""
    return yaml.load(text, yaml.BaseLoader)


def steps(workflow):
    """List the steps of all jobs."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.fixture(params=[PAGES.read_text(encoding="utf-8"), *DOCUMENTED], ids=["pages", "scheduled import"])
def text(request):
    """Give the text of each workflow."""
    return request.param


@pytest.fixture
def pages():
    """Give the workflow of this repository."""
    return read(PAGES.read_text(encoding="utf-8"))


def test_workflow_is_valid_and_safe(text, tmp_path):
    """GitHub's schema takes it, and zizmor finds nothing in it."""
    path = tmp_path / ".github" / "workflows" / "it.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    shutil.copy(REPOSITORY / ".github" / "zizmor.yml", path.parent.parent)
    bin_ = Path(sys.executable).parent
    for command in (
        [bin_ / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", path],
        [bin_ / "zizmor", "--offline", "--quiet", path],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert 0 == done.returncode, done.stdout + done.stderr


def test_actions_have_versions_that_exist(text):
    """Each action stands at the newest version that was seen."""
    used = [step["uses"].split("@") for step in steps(read(text)) if "uses" in step]
    assert used
    assert all(NEWEST[name] == version for name, version in used)


def test_rights_are_the_least(text):
    """The workflow has no right by itself, and no step keeps the token that read the repository."""
    workflow = read(text)
    assert {} == workflow["permissions"]
    checkouts = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert ["false"] == [step["with"]["persist-credentials"] for step in checkouts]


def test_pages_alone_may_be_written_to(pages):
    """The build may read, and the deployment may write to Pages."""
    rights = {name: job["permissions"] for name, job in pages["jobs"].items()}
    assert {"contents": "read", "pages": "read"} == rights["build"]
    assert {"pages": "write", "id-token": "write"} == rights["deploy"]


def test_pull_requests_are_built_and_not_deployed(pages):
    """What asks for Pages and what deploys leaves pull requests out; the build does not."""
    assert "pull_request" in pages["on"]
    assert "if" not in pages["jobs"]["build"]
    assert pages["jobs"]["deploy"]["if"].startswith("github.event_name != 'pull_request' && ")
    asks = next(step for step in pages["jobs"]["build"]["steps"] if "configure-pages" in step.get("uses", ""))
    assert "github.event_name != 'pull_request'" == asks["if"]


def test_build_comes_before_check_and_check_before_upload(pages):
    """What is uploaded was checked, at the address that it will have; dotfiles are among it."""
    done = pages["jobs"]["build"]["steps"]
    names = [step.get("name") or step["uses"].partition("@")[0] for step in done]
    order = ["actions/cache", "Build", "Check", "actions/upload-pages-artifact"]
    assert order == [name for name in names if name in order]
    by_name = dict(zip(names, done, strict=True))
    for name in ("Build", "Check"):
        assert '--base-url "$BASE_URL/"' in by_name[name]["run"]
        assert "${{ steps.pages.outputs.base_url }}" == by_name[name]["env"]["BASE_URL"]
    assert {"path": "site", "include-hidden-files": "true"} == by_name["actions/upload-pages-artifact"]["with"]


def test_cache_is_of_this_program_and_found_again_for_other_content(pages):
    """A run takes what the same program left of other content, and leaves its own under both."""
    given = next(step["with"] for step in steps(pages) if step.get("uses", "").startswith("actions/cache@"))
    assert ".cache" == given["path"]
    assert given["key"] == given["restore-keys"] + "${{ hashFiles('content/**') }}"
    assert "hashFiles('jiazhu/**', 'theme/**'" in given["restore-keys"]


def test_build_is_told_the_address_that_github_gives(pages):
    """It is given with the slash that it lacks, and left out where there is none, as in a pull request."""
    line = next(step["run"] for step in steps(pages) if step.get("name") == "Build").removeprefix("python build.py ")
    for url, expected in (("https://e.github.io/x", ["--base-url", "https://e.github.io/x/"]), ("", [])):
        command = ["bash", "-euc", f"printf '%s\\n' {line}"]
        done = subprocess.run(command, env={"BASE_URL": url}, capture_output=True, text=True, check=True)
        assert ["build", *expected] == done.stdout.split()


def test_import_is_scheduled_and_starts_pages():
    """The documented workflow runs by the clock, commits content alone, and starts the one that publishes."""
    (documented,) = map(read, DOCUMENTED)
    assert documented["on"]["schedule"]
    last = documented["jobs"]["import"]["steps"][-1]["run"]
    assert "git add content\n" in last
    assert last.rstrip().endswith(f"gh workflow run {PAGES.name}")
    assert "write" == documented["jobs"]["import"]["permissions"]["actions"]
