"""Feeds asked for news, on servers of every kind: all on the loopback interface."""

from __future__ import annotations

import time

import pytest
from servers import server
from written import original

from jiazhu.config import load_config
from jiazhu.errors import JiazhuError, Problems
from jiazhu.ingest.feeds import poll
from jiazhu.ingest.feeds.poll import PAUSE, Poll
from jiazhu.limits import FEED_SECONDS

ENTRY = "<item><title>题{0}</title><link>https://e.org/{0}</link><description>文{0}</description></item>"


def feed(*numbers: int, end: str = "</channel></rss>") -> str:
    """Write a feed with entries."""
    return f'<rss version="2.0"><channel><title>x</title>{"".join(map(ENTRY.format, numbers))}{end}'


def ok(body: str, *headers: str, length: int | None = None) -> bytes:
    """Write an answer that holds a body."""
    data = body.encode()
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(data) if length is None else length}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + data


class Round:
    """One fetch, with what it did, said and waited for."""

    def __init__(self, content, cache=None):
        self.waits: list[float] = []
        self.problems = Problems()
        config = load_config(content / "digest.toml")
        self.done = Poll(
            content, config, self.problems, cache=cache, clock=lambda: 1700000000.25, sleep=self.waits.append
        ).run()
        self.said = [str(problem) for problem in self.problems]


@pytest.fixture
def content_of(make_content):
    """Give a function that makes a content folder whose settings name feeds."""

    def make(*urls, files=None, **keys):
        content = make_content(files or {})
        with (content / "digest.toml").open("a", encoding="utf-8") as settings:
            for url in urls:
                more = "".join(f"{key} = {value}\n" for key, value in keys.items())
                settings.write(f'\n[[fetch]]\nurl = "{url}"\n{more}')
        return content

    return make


def raw(content):
    """Read the fragments."""
    return {path.name: path.read_text(encoding="utf-8") for path in (content / "raw").iterdir()}


def test_each_entry_becomes_a_fragment_once(content_of):
    """Saved as an archiver would; the next time it is known, and its file not touched."""
    with server(ok(feed(1, 2))) as (base, heard):
        content = content_of(f"{base}/feed")
        first = Round(content)
        assert first.said == []
        before = raw(content)
        assert len(first.done.saved) == 2
        assert set(first.done.saved) == before.keys()
        assert "<!--1700000000250-->\n[题1](https://e.org/1)\n------\n\n文1\n" in before.values()
        (content / "raw" / first.done.saved[0]).write_text("mine")
        again = Round(content)
    assert (again.done.saved, again.done.known) == ([], 2)
    assert raw(content)[first.done.saved[0]] == "mine"
    assert b"User-Agent: jiazhu/" in heard[0]
    assert b"(+https://example.org/watch/)" in heard[0]


def test_what_an_editor_has_or_dropped_does_not_come_again(content_of):
    """Neither a page that is an article already, however it came, nor one that is to be ignored."""
    with server(ok(feed(1, 2, 3))) as (base, _):
        content = content_of(base, files={"articles/a/zh.md": original(url="http://www.e.org/1/?utm_source=x")})
        first = Round(content)
        assert (len(first.done.saved), first.done.known) == (2, 1)
        dropped = first.done.saved[0]
        (content / "raw" / dropped).unlink()
        (content / "raw" / "ignore.txt").write_text(f"{dropped}\tno\n")
        assert (Round(content).done.saved, (content / "raw" / dropped).exists()) == ([], False)


def test_a_server_is_asked_only_for_news(content_of, tmp_path):
    """By the ETag and date that it gave, once all entries are saved; a lost cache costs a download, and no more."""
    dated = ('ETag: "one"', "Last-Modified: Sat, 04 Mar 2024 09:30:00 GMT")
    answers = [ok(feed(1, 2), *dated), ok(feed(1, 2), *dated), b"HTTP/1.1 304 Not Modified\r\n\r\n", ok(feed(1, 2))]
    with server(*answers) as (base, heard):
        content = content_of(base, limit=1)
        first = Round(content, tmp_path / "cache").done
        assert (len(first.saved), first.left) == (1, 1)
        second = Round(content, tmp_path / "cache").done
        assert (len(second.saved), second.known, second.left) == (1, 1, 0)
        third = Round(content, tmp_path / "cache").done
        assert (third.saved, third.unchanged) == ([], 1)
        assert Round(content).done.known == 2
    asked = [b"If-None-Match" in request for request in heard]
    assert asked == [False, False, True, False]
    assert b'If-None-Match: "one"\r\nIf-Modified-Since: Sat, 04 Mar 2024 09:30:00 GMT\r\n' in heard[2]


def test_what_a_server_gives_to_be_asked_by_is_not_trusted(content_of, tmp_path):
    """An ETag that could not be sent is forgotten, so that the feed can be asked again."""
    with server(ok(feed(1), f"ETag: {'x' * 999}", "Last-Modified: \x07")) as (base, heard):
        content = content_of(base)
        for _ in range(2):
            assert Round(content, tmp_path / "cache").said == []
    assert all(b"If-" not in request for request in heard)


def test_feeds_are_asked_one_by_one_with_a_pause_for_their_host(content_of):
    """A fault in one keeps nobody from the next; each is told with its line."""
    with server(ok("<html>"), ok(feed(1)), ok(feed(2))) as (base, _), server(ok(feed(3))) as (other, _):
        elsewhere = other.replace("127.0.0.1", "localhost")
        content = content_of(f"{base}/1", f"{base}/2", elsewhere, f"{base}/3")
        done = Round(content)
    assert len(done.done.saved) == 3
    assert done.waits == [PAUSE, PAUSE]
    (said,) = done.said
    line = (content / "digest.toml").read_text(encoding="utf-8").split("\n").index("[[fetch]]") + 1
    assert said.startswith(f"{content}/digest.toml:{line}: warning: {base}/1: is no feed: ")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (ok(feed(1), length=9999), "ended after"),
        (ok(feed(1), length=40), "breaks off"),
        (ok(feed(1, end="")), "breaks off"),
        (ok("<rss version='2.0'><channel><item>" + "x" * 200_000), "is larger than 100,000 bytes"),
        (ok("<html><title>x</title>", "Content-Type: text/html"), "is no feed: the server calls it `text/html`"),
        (b"HTTP/1.1 302 Found\r\nLocation: BASE/again\r\nContent-Length: 0\r\n\r\n", "more than 5 redirects"),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", "the server says 304"),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "the server says 503 Busy"),
        (b"", "closed connection"),
    ],
    ids=["lies: longer", "lies: shorter", "cut", "huge", "a page", "a loop", "unasked", "busy", "silent"],
)
def test_a_bad_server_costs_a_warning(content_of, monkeypatch, answer, fault):
    """Nothing is saved of what may not be whole, and nothing is remembered."""
    monkeypatch.setattr(poll, "FEED_BYTES", 100_000)
    with server(answer) as (base, _):
        content = content_of(base)
        done = Round(content)
    (said,) = done.said
    assert ": warning: " in said
    assert fault in said
    assert not (content / "raw").exists()


@pytest.mark.parametrize("then", [b"", b" "], ids=["slow", "endless"])
def test_nobody_keeps_a_fetch_waiting(content_of, monkeypatch, then):
    """A server that stops, and one that never does."""
    monkeypatch.setattr(poll, "FEED_SECONDS", 0.4)
    start = time.monotonic()
    with server(b"HTTP/1.1 200 OK\r\n\r\n<rss>", pause=0.05, then=then) as (base, _):
        done = Round(content_of(base))
    assert "took more than 0.4 seconds" in done.said[0]
    assert time.monotonic() - start < FEED_SECONDS


def test_nothing_to_fetch_is_a_fault(content_of):
    """With a word on where to name a feed."""
    with pytest.raises(JiazhuError, match="it names no feed to fetch"):
        Round(content_of())


def test_feedparser_is_an_extra(content_of, monkeypatch):
    """Where it is not installed, one is told what to install."""
    monkeypatch.setattr(poll, "find_spec", lambda _name: None)
    with pytest.raises(JiazhuError) as caught:
        Round(content_of("https://example.org/feed"))
    assert "feedparser is not installed (pip install 'jiazhu[fetch]')" in str(caught.value)
