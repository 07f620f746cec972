"""The running preview: built again on each change, and gone at once."""

from __future__ import annotations

import asyncio
import errno
import re
import socket
import time
from contextlib import suppress
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import DIGEST
from running import PATIENCE_S, serving, until
from written import days, original, translation

from jiazhu.config import load_config
from jiazhu.errors import Problem
from jiazhu.preview import server
from jiazhu.preview.changes import Changes, Outcome
from jiazhu.preview.page import EVENTS
from jiazhu.preview.server import desk_at, listen
from jiazhu.preview.watch import QUIET_MS, SETTLE_MS
from jiazhu.preview.writing.written import Writing


@pytest.fixture
def small(make_content):
    """Give a content folder with one article in two languages."""
    return make_content({"articles/one/zh.md": original(), "articles/one/en.md": translation("Before")})


def _heard(stream) -> int:
    """Wait for the next event: the number of a build. The same is told again and again."""
    return next(int(line.split()[1]) for line in iter(stream.readline, b"") if line.startswith(b"data"))


def test_change_is_built_and_told(small):
    """An edit reaches an open page, a fault is shown over the last good page and goes when it is mended."""
    article = small / "articles" / "one" / "en.md"
    with serving(small, "--port", "0") as preview:
        events = HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE_S)
        events.request("GET", EVENTS)
        stream = events.getresponse()
        first = _heard(stream)
        page = "/watch/en/articles/one/"
        assert "Before" in preview.get(page)

        article.write_text(translation("After"), encoding="utf-8")
        assert until(lambda: _heard(stream) > first)
        assert until(lambda: "After" in preview.get(page))

        (small / "digest.toml").write_text("title = 1", encoding="utf-8")
        assert until(lambda: "digest.toml:1<" in preview.get(page) and "After" in preview.get(page))

        (small / "digest.toml").write_text(DIGEST, encoding="utf-8")
        assert until(lambda: "digest.toml:1<" not in preview.get(page))
        assert "jiazhu" not in (small.parent / "site" / "en" / "index.html").read_text(encoding="utf-8")
        events.close()


def test_files_are_looked_at_until_a_build_has_come_to_them(monkeypatch):
    """A build that stopped at a fault has not read what was touched before; pages are told of the rest, too."""
    monkeypatch.setattr(server, "QUIET_S", 0.05)
    fault = Problem(kind="tags", path=Path("tags.yaml"), line=1, text="x", hint="y")
    outcomes = {"pages": (), "rest": (fault,)}
    asked, told = [], []

    def rebuild(part, touched):
        asked.append((part, touched and {path.name for path in touched}))
        return Outcome(base_url="https://e.org/", problems=outcomes[part])

    async def signs():
        yield {Path("a")}
        await asyncio.sleep(0.5)
        yield {Path("b")}
        outcomes["rest"] = ()
        await asyncio.sleep(0.5)
        yield {Path("c")}
        await asyncio.Event().wait()

    async def run():
        following = signs()
        changes = Changes("https://e.org/")
        monkeypatch.setattr(changes, "tell", lambda: told.append(len(asked)))
        first = asyncio.ensure_future(anext(following))
        with suppress(TimeoutError):
            async with asyncio.timeout(1.5):
                await server._follow(following, first, changes, rebuild, lambda: None)

    asyncio.run(run())
    assert asked == [
        ("pages", {"a"}),
        ("rest", None),
        ("pages", {"a", "b"}),
        ("rest", None),
        ("pages", {"c"}),
        ("rest", None),
    ]
    assert told == [1, 2, 3, 4, 5, 6]


def test_ctrl_c_ends_at_once(small):
    """Ctrl-C ends the preview with status 0 and without a word, though a page is listening."""
    with serving(small, "--port", "0") as preview:
        events = HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE_S)
        events.request("GET", EVENTS)
        events.getresponse().readline()
        assert preview.end() == 0
        assert [re.match(r"[a-z]+:?", line)[0] for line in preview.said] == ["articles", "http:"]
        events.close()


def test_port_in_use_is_replaced(small):
    """Where the port is taken another is found, and said."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving(small, "--port", str(port)) as preview:
            assert port != preview.port
            assert f"port {port} is in use: {preview.port} instead" in "".join(preview.said)


def test_a_port_that_may_not_be_listened_on_is_not_replaced(monkeypatch):
    """It is not in use: what is wrong is told, and nobody listens elsewhere."""

    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(PermissionError):
        listen("127.0.0.1", 80)


def test_faulty_settings_at_the_start_are_status_1(small):
    """Without readable settings there is no base path to serve under."""
    (small / "digest.toml").write_text("title = 1", encoding="utf-8")
    with serving(small, "--port", "0") as preview:
        assert preview.process.wait(PATIENCE_S) == 1
        assert preview.wait_for(r"digest\.toml:1: error")


def test_faulty_theme_at_the_start_is_shown_and_mended(small, tmp_path):
    """A first build that fails is shown in the browser, and the next one takes its place."""
    template = tmp_path / "mine" / "templates" / "tags.html"
    template.parent.mkdir(parents=True)
    template.write_text("{{ nope }}")
    with serving(small, "--port", "0", "--theme", "mine") as preview:
        assert "&#x27;nope&#x27; is undefined" in preview.get("/watch/")
        template.write_text("mended")
        assert until(lambda: "mended" in preview.get("/watch/en/tags/"))


def test_quick_saves_make_few_builds(small):
    """Saves that follow each other closely are built together, and the last one is shown."""
    article = small / "articles" / "one" / "en.md"
    with serving(small, "--port", "0") as preview:
        assert "Title" not in preview.get("/watch/en/")
        saves = []
        for number in range(20):
            saves.append(time.monotonic() * 1000)
            article.write_text(translation(f"Title {number}"), encoding="utf-8")
            time.sleep(0.01)
        settled = (time.monotonic() * 1000 - saves[0]) / SETTLE_MS
        # Where the machine had other work, some did not follow so closely.
        quiet = sum(after - before >= QUIET_MS for before, after in pairwise(saves))
        assert until(lambda: "Title 19" in preview.get("/watch/en/articles/one/"))
        time.sleep(0.3)
        first, last = 1, 2
        assert sum(line.startswith("articles") for line in preview.said) <= first + settled + quiet + last


def test_settings_are_read_again(small):
    """The site moves with the base URL of its settings, and says where it is."""
    with serving(small, "--port", "0") as preview:
        assert "Before" in preview.get("/watch/en/")
        (small / "digest.toml").write_text(DIGEST.replace("/watch/", "/new/"), encoding="utf-8")
        assert preview.wait_for(rf"http://127\.0\.0\.1:{preview.port}/new/")
        assert "Before" in preview.get("/new/en/")


def test_ctrl_c_ends_a_build_under_way(make_content):
    """Nobody waits for the site that is being built, and the last one stays as it was."""
    content = make_content(days(300))
    with serving(content, "--port", "0", "--jobs", "2") as preview:
        preview.wait_for("http://")
        home = content.parent / "site" / "en" / "index.html"
        before = home.read_text(encoding="utf-8")
        (content / "digest.toml").write_text(DIGEST.replace("Watch", "Another"), encoding="utf-8")
        assert until((content.parent / ".site.new").exists)
        assert preview.end() == 0
        assert home.read_text(encoding="utf-8") == before


def test_drafts_are_shown_and_marked_apart_from_the_site(small):
    """With `--drafts` they are on pages and in lists, with a mark in the page's language; no site is written."""
    for name, id_, day, keys in (("draft", "b2", "2023-08-18", {"draft": "true"}), ("late", "c3", "2023-08-25", {})):
        folder = small / "articles" / name
        folder.mkdir()
        (folder / "zh.md").write_text(original(id_, title=name, day=day, **keys), encoding="utf-8")
    with serving(small, "--port", "0", "--drafts", "--now", "2023-08-20") as preview:
        for language, draft, late in (("en", "draft", "not yet published"), ("zh", "草稿", "尚未发布")):
            marks = [f'<span class="badge unpublished">{mark}</span>' for mark in (draft, late)]
            assert marks[0] in preview.get(f"/watch/{language}/articles/draft/")
            assert marks[1] in preview.get(f"/watch/{language}/articles/late/")
            assert "unpublished" not in preview.get(f"/watch/{language}/articles/one/")
            home = preview.get(f"/watch/{language}/archive/2023/08/")
            assert [mark in home for mark in marks] == [True, True]
    assert not (small.parent / "site").exists()


def test_what_is_saved_during_the_first_build_is_built(make_content):
    """It watches before it reads: no save falls between the two."""
    content = make_content({**days(100), "articles/one/zh.md": original(), "articles/one/en.md": translation("Old")})
    with serving(content, "--port", "0") as preview:
        assert until((content.parent / ".site.new").exists)
        (content / "articles" / "one" / "en.md").write_text(translation("New"), encoding="utf-8")
        assert until(lambda: "New" in preview.get("/watch/en/articles/one/"))


def test_ctrl_c_ends_the_first_build(make_content):
    """Nobody waits for that one either."""
    content = make_content(days(300))
    with serving(content, "--port", "0") as preview:
        assert until((content.parent / ".site.new").exists)
        assert preview.end() == 0
        assert not (content.parent / "site").exists()


def test_read_only_there_is_nothing_to_write_with(small):
    """With `--read-only` pages are given no token, and there is no address to write to."""
    page = "/watch/en/articles/one/"
    with serving(small, "--port", "0") as preview:
        assert "data-token" in preview.get(page)
    with serving(small, "--port", "0", "--read-only") as preview:
        assert "data-token" not in preview.get(page)
        assert "no form of ours" not in preview.get("/.jiazhu/write/one/note")
        connection = HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE_S)
        for method, path in (("POST", "/.jiazhu/write/one/note"), ("GET", "/.jiazhu/article/one")):
            connection.request(method, path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status in {404, 405}
        connection.close()


@pytest.mark.parametrize(
    ("address", "expected"), [("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("192.168.1.5", False)]
)
def test_nothing_is_written_where_others_reach_the_preview(small, address, expected):
    """Whatever was asked for."""
    writing = Writing(small, lambda: load_config(small / "digest.toml"))
    assert expected == (desk_at(address, writing) is not None)
    assert desk_at(address, None) is None


def test_a_host_that_is_not_here_is_wrong_usage(small):
    """It is said which, with status 2."""
    with serving(small, "--port", "0", "--host", "192.0.2.1") as preview:
        assert preview.process.wait(PATIENCE_S) == 2
        assert preview.wait_for(r"cannot listen on '192\.0\.2\.1'")


def test_a_name_of_this_machine_is_listened_on(small):
    """`localhost` is as good as its address."""
    with serving(small, "--port", "0", "--host", "localhost") as preview:
        assert preview.wait_for(r"http://(127\.0\.0\.1|\[::1\]):\d+/watch/ \(Ctrl-C ends\)")
