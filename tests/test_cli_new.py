"""`new`: the installed program makes a digest, and builds it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from jiazhu.config import load_config

JIAZHU = Path(sys.executable).with_name("jiazhu")


def run(*arguments, cwd):
    """Run the console script."""
    command = [JIAZHU, *arguments]
    return subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def site_of(folder):
    """Read the site of a digest."""
    site = folder / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "languages", ["en", *(pytest.param(one, marks=pytest.mark.slow) for one in ("zh", "zh,en")), "en, zh"]
)
def test_a_new_digest_builds_at_once(tmp_path, languages):
    """Nobody is asked where nobody sits; it builds and checks without a problem, and a second build changes nothing."""
    made = run("new", "mine/watch", "--languages", languages, cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith("mine/watch/ · files ")
    assert made.stdout.endswith(" · now build it: cd mine/watch && jiazhu\n")
    folder = tmp_path / "mine" / "watch"
    for command in ((), ("check", "--strict")):
        done = run(*command, cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith(" · problems 0\n")
    first = site_of(folder)
    for code in ("zh", "en"):
        assert (f"{code}/index.html" in first) == (code in languages)
    again = run(cwd=folder)
    assert " · written 0 · " in again.stdout
    assert first == site_of(folder)


def test_every_setting_can_be_given(tmp_path):
    """What the options say stands in digest.toml; the language that no title is given in has one, too."""
    titles = ("--title", 'en=Watch, “east” = "west" \\', "--title", "fr=x")
    settings = ("--base-url", "https://me.github.io/w", "--timezone", "Europe/Paris", "--authority", "me@e.org,2026-01")
    assert run("new", "mine", *titles[:2], "--languages", "en,zh", *settings, "--quiet", cwd=tmp_path).stdout == ""
    config = load_config(tmp_path / "mine" / "content" / "digest.toml")
    assert config.title == {"en": 'Watch, “east” = "west" \\', "zh": "新闻夹注"}
    assert (config.base_url, config.timezone) == ("https://me.github.io/w/", "Europe/Paris")
    assert (config.languages, config.authority) == (("en", "zh"), "me@e.org,2026-01")
    refused = run("new", "other", *titles, cwd=tmp_path)
    assert refused.returncode == 2
    assert "`fr` is not one of zh, en" in refused.stderr


@pytest.mark.parametrize(
    ("url", "authority"),
    [("https://例子.cn/新闻/", "xn--fsqu00a.cn,"), ("http://[::1]/", "example.org,")],
)
def test_authority_that_is_proposed_can_be_taken(tmp_path, url, authority):
    """A host in other letters is written as domains are; what is no domain is none of anybody's."""
    assert run("new", "mine", "--base-url", url, cwd=tmp_path).returncode == 0
    assert f'authority = "{authority}' in (tmp_path / "mine" / "content" / "digest.toml").read_text(encoding="utf-8")


def test_what_to_do_next_can_be_pasted(tmp_path):
    """The name of the folder is quoted where a shell would cut it."""
    said = run("new", "my digest 新闻", cwd=tmp_path).stdout
    assert said.endswith(" · now build it: cd 'my digest 新闻' && jiazhu\n")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--languages", "en,fr", "`fr`: a digest begins in zh and en; add others to digest.toml later"),
        ("--languages", ",", "there is no language"),
        ("--languages", "zh,zh", "`zh` stands twice"),
        ("--title", "标题", "LANGUAGE=TITLE"),
        ("--title", "zh= ", "no title in `zh`"),
        ("--title", b"zh=\xff", "no title in `zh`"),
        ("--title", "zh=a\x01", "no title in `zh`"),
        ("--base-url", "/watch/", "`/watch/` is no address of a site"),
        ("--base-url", "http://foo bar", "`http://foo bar` is no address of a site"),
        ("--timezone", "Mars/North", "`Mars/North` is no time zone"),
        ("--authority", "example.org", "`example.org` is no domain with a year"),
    ],
)
def test_wrong_settings_are_wrong_usage(tmp_path, option, value, said):
    """The option is named, with what it takes, and nothing is written."""
    done = run("new", "mine", option, value, cwd=tmp_path)
    assert done.returncode == 2
    assert f"Invalid value for {option}: " in done.stderr
    assert said in " ".join(done.stderr.split())
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_refused(tmp_path):
    """It is said before any question is asked, and nothing changes."""
    (tmp_path / "thesis.txt").write_text("mine")
    done = run("new", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == ".: error: it holds something already (name a new folder)\n"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_questions_are_asked_at_a_terminal(tmp_path):
    """Each proposes an answer; one that cannot be taken is asked for again."""
    ours, theirs = pty.openpty()
    answers = ["en", "", "nowhere", "https://me.github.io/watch/", "Europe/Paris", ""]
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    command = [JIAZHU, "new", "mine"]
    done = subprocess.run(command, cwd=tmp_path, stdin=theirs, capture_output=True, text=True, timeout=60, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0, done.stderr
    assert "Languages, the default one first [zh,en]: " in done.stdout
    assert "`nowhere` is no address of a site" in done.stdout + done.stderr
    config = load_config(tmp_path / "mine" / "content" / "digest.toml")
    assert (config.languages, config.title) == (("en",), {"en": "Annotated news"})
    assert (config.base_url, config.timezone) == ("https://me.github.io/watch/", "Europe/Paris")
    assert config.authority.startswith("me.github.io,20")
