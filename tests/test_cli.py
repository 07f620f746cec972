"""The command line: `build`, the options that commands share, what is said and how it ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from written import files_in, original, translation

from jiazhu import __version__

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture
def small(make_content):
    """Give a content folder with one article in two languages."""
    return make_content({"articles/one/zh.md": original(), "articles/one/en.md": translation()})


def test_build_writes_a_site_and_sums_up(run, small):
    """`build` says how many articles and files there are, and where; the second time nothing is written."""
    first = run("build")
    assert (first.exit_code, first.stderr) == (0, "")
    count = len(files_in(Path("site")))
    assert f"articles 1 · written {count} · unchanged 0 · removed 0 · site/ · problems 0\n" == first.stdout
    assert f"articles 1 · written 0 · unchanged {count} · removed 0 · site/ · problems 0\n" == run("build").stdout


def test_faulty_article_is_left_out_and_the_rest_built(run, small):
    """One fault makes status 1, says its place, and stops nothing else."""
    (small / "articles" / "two").mkdir()
    (small / "articles" / "two" / "zh.md").write_text(original("a2", tags="[nope]"), encoding="utf-8")
    done = run("build")
    assert done.exit_code == 1
    line = "content/articles/two/zh.md:7: error: there is no tag `nope` (add it to content/tags.yaml)\n"
    assert line == done.stderr
    assert "articles 1 · " in done.stdout
    assert done.stdout.endswith(" · problems 1\n")
    assert Path("site/zh/articles/one/index.html").exists()
    assert not Path("site/zh/articles/two").exists()


@pytest.mark.parametrize("command", [["build"], []])
def test_strict_changes_nothing_where_anything_is_wrong(run, small, command):
    """With --strict a fault leaves site and content as they were: nothing is imported either."""
    run("build")
    before = files_in(Path("site"))
    (small / "raw").mkdir()
    (small / "raw" / "1.txt").write_text("<!--1690125304000-->\n[题](https://e.org/x)\n------\n\n<p>文</p>")
    (small / "articles" / "one" / "zh.md").write_text(original(tags="[nope]"), encoding="utf-8")
    done = run(*command, "--strict")
    assert done.exit_code == 1
    assert "nothing was changed" in done.stdout
    assert before == files_in(Path("site"))
    assert [path.name for path in (small / "articles").iterdir()] == ["one"]


def test_faulty_settings_leave_the_site(run, small):
    """A fault in digest.toml is status 1, with its line, and the last site stays."""
    run("build")
    before = files_in(Path("site"))
    toml = (small / "digest.toml").read_text(encoding="utf-8")
    (small / "digest.toml").write_text(f"{toml}titel = 1\n", encoding="utf-8")
    done = run("build")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "content/digest.toml:7: error: unknown key `titel`" in done.stderr
    assert before == files_in(Path("site"))


def test_faulty_theme_leaves_the_site(run, small, tmp_path):
    """A fault in a template is status 1, with its place, and the last site stays."""
    run("build")
    before = files_in(Path("site"))
    (tmp_path / "mine" / "templates").mkdir(parents=True)
    (tmp_path / "mine" / "templates" / "tags.html").write_text("\n{{ nope }}")
    done = run("build", "--theme", "mine")
    assert done.exit_code == 1
    assert done.stderr == "mine/templates/tags.html:2: error: template: 'nope' is undefined (mend the template)\n"
    assert before == files_in(Path("site"))


def test_foreign_output_is_refused(run, small):
    """A folder that holds something else is not written to."""
    Path("docs").mkdir()
    Path("docs/thesis.txt").write_text("x")
    done = run("build", "--output", "docs")
    assert done.exit_code == 1
    assert {"thesis.txt"} == set(files_in(Path("docs")))


@pytest.mark.parametrize(
    "arguments",
    [
        ("nope",),
        ("build", "--nope"),
        ("build", "extra"),
        ("build", "--jobs", "0"),
        ("build", "--now", "tomorrow"),
        ("build", "--base-url", "example.org/x"),
        ("drop",),
        ("drop", "x", "--now", "2023-08-18"),
        ("import", "--theme", "mine"),
        ("serve", "--port", "70000"),
        ("import", "nope.txt"),
    ],
)
def test_wrong_usage_is_status_2(run, small, arguments):
    """What the command line does not know is status 2, with a word on what it knows."""
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Usage:" in done.stderr


def test_wrong_usage_without_a_command_names_none(run, small):
    """What is not typed is not in the answer."""
    done = run("--nope")
    assert done.exit_code == 2
    assert " all " not in done.stderr
    assert re.match(r"Usage: \S+ \[OPTIONS\]\nTry '\S+ --help' for help\.\n", done.stderr)


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("build", "--help"), ("build", "-h")])
def test_help_is_status_0(run, arguments):
    """Help is given for the whole and for each command."""
    done = run(*arguments)
    assert done.exit_code == 0
    assert ("Commands:" in done.stdout) == (len(arguments) == 1)


def test_version(run):
    """The version is the package's."""
    assert f"jiazhu, version {__version__}\n" == run("--version").stdout


def test_base_url_takes_the_place_of_the_settings(run, small):
    """Every link is under the path that is given, with one slash at its end."""
    for given in ("https://a.example/x", "https://a.example/x//"):
        assert run("build", "--base-url", given).exit_code == 0
        page = Path("site/zh/index.html").read_text(encoding="utf-8")
        assert '<link rel="canonical" href="https://a.example/x/zh/">' in page
        assert 'href="/x/zh/tags/"' in page
        assert "/watch/" not in page


@pytest.mark.parametrize(
    ("now", "shown"),
    [("2023-08-18T11:59", 0), ("2023-08-18T12:00", 1), ("2023-08-18T04:00+00:00", 1), ("2023-08-18T03:59Z", 0)],
)
def test_now_leaves_out_what_is_dated_later(run, small, now, shown):
    """An article is shown from its date on; a time without a zone is in the digest's."""
    done = run("build", "--now", now)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"articles {shown} · ")


def test_draft_is_left_out(run, small):
    """A draft is in no page."""
    (small / "articles" / "one" / "zh.md").write_text(original(draft="true"), encoding="utf-8")
    assert run("build").stdout.startswith("articles 0 · ")


def test_quiet_says_nothing_but_what_is_wrong(run, small):
    """--quiet leaves problems alone to speak."""
    assert run("build", "--quiet").output == ""
    (small / "articles" / "one" / "zh.md").write_text(original(tags="[nope]"), encoding="utf-8")
    done = run("build", "--quiet")
    assert done.stdout == ""
    assert "there is no tag `nope`" in done.stderr


def test_cache_is_beside_the_content(run, small):
    """What makes the next build cheap is in .cache, and not written where that is not wanted."""
    run("build", "--no-cache")
    assert not Path(".cache").exists()
    run("build")
    assert Path(".cache").is_dir()


def test_folders_may_be_elsewhere(run, small, tmp_path):
    """--content and --output say where to read and to write."""
    small.rename(tmp_path / "words")
    assert run("build", "--content", "words", "--output", "out/site").exit_code == 0
    assert Path("out/site/index.html").exists()


def test_jobs_change_nothing(run, sample):
    """One process and several build the same site."""
    run("build", "--jobs", "1", "--output", "one")
    run("build", "--jobs", "3", "--output", "three")
    assert files_in(Path("one")) == files_in(Path("three"))


def test_no_digest_is_a_fault(run):
    """A folder without digest.toml is answered with what to do."""
    done = run("build")
    assert done.exit_code == 1
    assert "content/digest.toml: error: cannot be read" in done.stderr


def test_door_is_the_command_line(tmp_path, small):
    """`python build.py` in any folder is the same program, with the same statuses, and shows no bar off a terminal."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, str(REPOSITORY / "build.py"), "build"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("articles 1 · written ")
