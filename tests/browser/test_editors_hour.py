"""An editor's hour, from the first look at the preview to the published site."""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from conftest import copy_sample
from playwright.sync_api import expect
from publish.repositories import git
from running import PATIENCE_S, REPOSITORY, serving
from test_links import Served

from browser.conftest import BASE, _AtBase
from browser.selecting import select
from browser.test_pages import ARTICLE

expect.set_options(timeout=PATIENCE_S * 1000)

NOTES = ("First of three.", "Second of three.", "Third of three.")
PLACES = (
    ("卢卡申科周四", "中国的军事援助", "original"),
    ("visited Belarus", "Russia before", "translation"),
    ("next year", "Li had visited", "translation"),
)
"""Where the words begin that they are on, where these end, and in which text."""
GONE = "白俄罗斯军队没有参与乌克兰战争，卢卡申科周四表示，中国的军事援助不会针对第三国。"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Give an editor's clone of a digest, whose remote is a bare repository, with git's settings its own."""
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    git(tmp_path, "clone", "--quiet", str(tmp_path / "remote.git"), "desk")
    folder = tmp_path / "desk"
    for key, value in (("user.name", "Ed"), ("user.email", "ed@example.org")):
        git(folder, "config", key, value)
    copy_sample(folder / "content")
    (folder / ".gitignore").write_text("site/\n.cache/\n.*.lock\n")
    save(folder, "Begin")
    return folder


def save(folder, message: str) -> None:
    """Commit all there is, and push it."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", f"--message={message}")
    git(folder, "push", "--quiet", "origin", "HEAD:main")


def run(folder, *arguments: str) -> str:
    """Run a command of the program; it must end well."""
    command = [sys.executable, str(REPOSITORY / "build.py"), *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def translate(tab, english) -> None:
    """Edit a translation on disk, and see it in the page that is open."""
    text = english.read_text("utf-8")
    english.write_text(text.replace("Neither side disclosed", "Neither party disclosed"), "utf-8")
    expect(tab.locator(".translation", has_text="Neither party disclosed")).to_have_count(1)


def annotate(tab) -> None:
    """Write three notes, on Chinese and on English words, across names, earlier notes, bold and paragraphs."""
    for said, (start, end, text) in zip(NOTES, PLACES, strict=True):
        select(tab, start, end, within=f".pair .{text}")
        tab.locator(".pen").click()
        sheet = tab.get_by_role("dialog")
        sheet.get_by_label("The note · English").fill(said)
        sheet.get_by_label("The note · Chinese").fill(f"中文：{said}")
        sheet.get_by_role("button", name="Save").click()
        expect(tab.locator(".beside .note-text", has_text=said)).to_have_count(1)


def anchor_anew(tab, chinese) -> None:
    """Take words from the original, and a note with them; anchor it to others, and put the words back."""
    text = chinese.read_text("utf-8")
    assert GONE in text
    chinese.write_text(text.replace(GONE, ""), "utf-8")
    expect(tab.locator(".other-notes", has_text=NOTES[0])).to_have_count(1)
    select(tab, "俄罗斯军队和武器", "仍留在那里")
    tab.locator(".pen").click()
    sheet = tab.get_by_role("dialog")
    sheet.get_by_role("radio", name="Anchor").check(force=True)
    sheet.get_by_role("radio", name=PLACES[0][0]).check()
    sheet.get_by_role("button", name="Save").click()
    expect(tab.locator(".beside", has_text=NOTES[0])).to_have_count(1)
    chinese.write_text(text, "utf-8")


def break_and_mend(tab, english) -> None:
    """Break front matter, read what is wrong with it, and mend it."""
    text = english.read_text("utf-8")
    english.write_text(text.replace("\nstate:", "\nstaet:"), "utf-8")
    expect(tab.locator("#jiazhu-problems")).to_contain_text("staet")
    english.write_text(text, "utf-8")
    expect(tab.locator("#jiazhu-problems")).to_have_count(0)


def read(browser, host) -> None:
    """Read the article, in both languages, at a host that serves what was published."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_AtBase, directory=str(host))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tab = browser.new_page()
        tab.route(lambda url: f":{server.server_port}/" not in url, lambda route: route.abort())
        tab.goto(f"http://127.0.0.1:{server.server_port}{BASE}en/articles/{ARTICLE}/")
        for said in NOTES:
            expect(tab.locator(".beside .note-text", has_text=said)).to_have_count(1)
        expect(tab.locator(".translation", has_text="Neither party disclosed")).to_have_count(1)
        assert "jiazhu" not in tab.content()
        tab.locator(".languages a", has_text="简体中文").click()
        expect(tab.locator(".beside .note-text", has_text=f"中文：{NOTES[1]}")).to_have_count(1)
        tab.close()
        server.shutdown()


@pytest.mark.slow
def test_an_editors_hour(browser, desk):
    """Look, translate, annotate, mend, check, publish: and what a host clones is the site, whole."""
    folder = desk / "content" / "articles" / ARTICLE
    with serving(desk / "content", "--port", "0", "--no-search") as preview:
        tab = browser.new_page()
        tab.route(lambda url: f":{preview.port}/" not in url, lambda route: route.abort())
        tab.goto(f"http://127.0.0.1:{preview.port}{BASE}en/articles/{ARTICLE}/")
        tab.evaluate("window.loadedOnce = true")
        translate(tab, folder / "en.md")
        annotate(tab)
        anchor_anew(tab, folder / "zh.md")
        break_and_mend(tab, folder / "en.md")
        assert tab.evaluate("window.loadedOnce")
        tab.close()
    save(desk, "An hour's work")
    run(desk, "check")
    run(desk, "publish")
    git(desk.parent, "clone", "--quiet", "--branch=gh-pages", str(desk.parent / "remote.git"), "host")
    assert Served(desk.parent / "host", BASE).dead_links() == []
    read(browser, desk.parent / "host")
