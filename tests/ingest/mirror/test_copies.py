"""Copies of the pictures of articles."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from running import PATIENCE_S
from test_sizes import picture
from written import load, original

from jiazhu.errors import JiazhuError, Problems
from jiazhu.ingest.download import DownloadError
from jiazhu.ingest.mirror import copies
from jiazhu.ingest.mirror.copies import mirror_pictures
from jiazhu.library.pictures import load_pictures, picture_name


@pytest.fixture
def mirror(make_content):
    """Give a function that keeps copies of pictures at some addresses, each in an article, with what answers."""

    def run(addresses, fetch):
        content = make_content(
            {
                f"articles/a{number:03}/zh.md": original(f"a{number:03}", body=f"一\n\n![图]({address})\\\n说明")
                for number, address in enumerate(addresses)
            }
        )
        problems = Problems()
        done = mirror_pictures(content, reversed(load(content).articles), fetch, problems)
        return content, done, list(problems)

    return run


def test_each_picture_is_kept_once(mirror):
    """One that two articles show is asked for once, and never again."""
    asked = []

    def fetch(url):
        asked.append(url)
        return picture((600, 300))

    content, done, problems = mirror(["https://e.org/1.jpg", "https://e.org/1.jpg", "https://e.org/2.jpg"], fetch)
    assert (done.kept, done.failed, done.left, problems) == (2, 0, 0, [])
    assert sorted(asked) == ["https://e.org/1.jpg", "https://e.org/2.jpg"]
    sizes = load_pictures(content)[picture_name("https://e.org/1.jpg")]
    assert [(size.width, size.height) for size in sizes] == [(480, 240), (600, 300)]
    mirror_pictures(content, load(content).articles, fetch, Problems())
    assert len(asked) == 2


def test_what_fails_is_told_with_its_place_and_the_others_go_on(mirror):
    """A server that says no, and one that sends a page: a warning each, in the file and line of the picture."""

    def fetch(url):
        if "gone" in url:
            raise DownloadError("the server says 404 Not Found")
        return b"<html>" if "page" in url else picture()

    content, done, problems = mirror(["https://e.org/gone", "https://e.org/page", "https://e.org/1"], fetch)
    assert (done.kept, done.failed) == (1, 2)
    assert [problem.severity for problem in problems] == ["warning", "warning"]
    assert str(problems[0]).startswith(
        f"{content}/articles/a000/zh.md:11: warning: no copy of the picture https://e.org/gone: "
    )
    assert "the server says 404" in problems[0].text
    assert "cannot be read as JPEG" in problems[1].text


def test_a_host_is_asked_for_one_picture_at_a_time(mirror):
    """Others meanwhile."""
    now, most, lock = Counter(), Counter(), threading.Lock()
    three_at_once = threading.Barrier(3, timeout=PATIENCE_S)

    def fetch(url):
        host = url.split("/")[2]
        with lock:
            now[host] += 1
            now["all"] += 1
            for key in (host, "all"):
                most[key] = max(most[key], now[key])
        three_at_once.wait()
        time.sleep(0.01)
        with lock:
            now[host] -= 1
            now["all"] -= 1
        return picture()

    mirror([f"https://{host}.org/{number}" for number in range(4) for host in "abc"], fetch)
    assert most.pop("all") == 3
    assert set(most.values()) == {1}


def test_a_host_that_fails_is_left_in_peace(mirror):
    """After three failures in a row; its other pictures wait for the next import."""

    def fetch(url):
        asked.append(url)
        raise DownloadError("no")

    asked = []
    _, done, problems = mirror([f"https://e.org/{number}" for number in range(9)], fetch)
    assert (len(asked), done.failed, done.left, len(problems)) == (3, 3, 6, 3)


def test_an_import_asks_for_so_many(mirror, monkeypatch):
    """The rest is for the next."""
    monkeypatch.setattr(copies, "PICTURES_AT_ONCE", 2)
    _, done, _ = mirror([f"https://e.org/{number}" for number in range(5)], lambda _url: picture())
    assert (done.kept, done.left) == (2, 3)


def test_an_import_that_is_stopped_asks_for_nothing_more(mirror, monkeypatch):
    """What is on its way may come; the error is told."""
    asked = []

    def fetch(url):
        asked.append(url)
        time.sleep(0.05)
        return picture()

    def full(*_):
        raise JiazhuError("no space", Path("images"))

    monkeypatch.setattr(copies, "keep_picture", full)
    with pytest.raises(JiazhuError, match="no space"):
        mirror([f"https://{host}.org/{number}" for host in "ab" for number in range(20)], fetch)
    assert len(asked) <= 6
