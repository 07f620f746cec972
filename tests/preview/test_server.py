"""The preview: the site as GitHub Pages would serve it, built again on each change."""

from __future__ import annotations

import asyncio
import re
import socket
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from running import PATIENCE_S, serving, until
from watchfiles import Change
from written import original, translation

from jiazhu.errors import Problem
from jiazhu.preview.page import EVENTS
from jiazhu.preview.server import Changes, _is_source, preview_app

PAGES = {
    "index.html": "<html><body><p>door</p></body></html>",
    "en/index.html": "<html><body><p>home</p></body></html>",
    "404.html": "<html><body><p>nothing here</p></body></html>",
    "en/feeds/atom.xml": "<feed/>",
    "static/style.css": "body {}",
}


@pytest.fixture
def folder(tmp_path):
    """Give a folder with a small built site."""
    for name, text in PAGES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "site"


class Answer(NamedTuple):
    """What the preview sends back."""

    status: int
    headers: dict[str, str]
    text: str


class Browser:
    """Asks the preview of a folder for pages, without a network."""

    def __init__(self, folder: Path, base: str = "/repo/", changes: Changes | None = None) -> None:
        self.app = preview_app(folder, f"https://example.org{base}", changes or Changes())

    def get(self, path: str, host: str = "127.0.0.1:8000") -> Answer:
        """Ask for a path."""
        sent = []

        async def receive():
            return {"type": "http.request", "body": b""}

        async def send(message):
            sent.append(message)

        scope = {
            "type": "http",
            "asgi": {"spec_version": "2.4"},
            "method": "GET",
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", host.encode())],
        }
        asyncio.run(self.app(scope, receive, send))
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]).decode())


@pytest.mark.parametrize("base", ["/", "/repo/", "/a/b/"])
@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("", 200, "door"),
        ("en/", 200, "home"),
        ("en/feeds/atom.xml", 200, "<feed/>"),
        ("static/style.css", 200, "body {}"),
        ("nope/", 404, "nothing here"),
        ("en/nope", 404, "nothing here"),
    ],
)
def test_site_is_at_its_base_path(folder, base, path, status, words):
    """Each file is served below the base path, and the site's own 404 page for what is not there."""
    response = Browser(folder, base).get(base + path)
    assert status == response.status
    assert words in response.text


def test_the_themes_components_are_on_a_page_of_the_preview(folder):
    """It is at `/_style/` below the base path, made anew each time it is asked for, and no file of the site."""
    made = []
    browser = Browser(folder)
    browser.app = preview_app(
        folder, "https://example.org/repo/", Changes(), specimen=lambda: made.append(1) or "<p>all"
    )
    assert [browser.get("/repo/_style/").text for _ in range(2)] == ["<p>all", "<p>all"]
    assert len(made) == 2
    assert not (folder / "_style").exists()


def test_outside_the_base_path_there_is_nothing(folder):
    """The root leads to the base path; anything else outside it is not there."""
    assert Browser(folder).get("/").headers["location"] == "/repo/"
    assert Browser(folder).get("/en/").status == 404


@pytest.mark.parametrize("path", ["/repo", "/repo/en"])
def test_folder_without_slash_is_redirected(folder, path):
    """A folder's address gets its slash, as on GitHub Pages."""
    response = Browser(folder).get(path)
    assert response.status == 307
    assert response.headers["location"].endswith(f"{path}/")


@pytest.mark.parametrize(
    ("host", "status"), [("127.0.0.1", 200), ("localhost", 200), ("evil.example", 400), ("127.0.0.1.evil.example", 400)]
)
def test_only_this_machines_names_are_answered(folder, host, status):
    """A foreign name that resolves to this machine gets nothing."""
    assert status == Browser(folder).get("/repo/en/", host).status


@pytest.mark.parametrize("path", ["/repo/../secret.txt", "/repo/%2e%2e/secret.txt", "/repo//etc/passwd"])
def test_nothing_outside_the_folder_is_served(folder, path):
    """No path leads out of the site."""
    (folder.parent / "secret.txt").write_text("secret")
    assert Browser(folder).get(path).status == 404


def test_script_is_in_the_response_and_never_in_the_file(folder):
    """A page reloads itself; the file, the feeds and the styles stay as they are."""
    for path in ("en/", "nope/"):
        response = Browser(folder).get(f"/repo/{path}")
        assert response.text.count('<script src="/.jiazhu/reload.js"></script>') == 1
        assert response.text.endswith("</body></html>")
        assert response.headers["cache-control"] == "no-store"
    assert PAGES["static/style.css"] == Browser(folder).get("/repo/static/style.css").text
    assert {name: (folder / name).read_text() for name in PAGES} == PAGES


def test_problems_are_shown_over_the_page(folder):
    """What the last build found stands in each page, escaped, until a build finds nothing."""
    changes = Changes()
    browser = Browser(folder, changes=changes)
    assert "alert" not in browser.get("/repo/en/").text
    changes.problems = [Problem(kind="tag", path=Path("zh.md"), line=3, text="no tag `<b>`")]
    for path in ("en/", "nope/"):
        assert "zh.md:3: error: no tag `&lt;b&gt;`</pre>" in browser.get(f"/repo/{path}").text
    changes.problems = []
    assert "zh.md" not in browser.get("/repo/en/").text


def test_first_build_that_failed_is_shown(tmp_path):
    """Where there is no site yet, a page says why, and reloads when there is one."""
    changes = Changes()
    changes.problems = [Problem(kind="settings", path=Path("digest.toml"), text="no valid TOML")]
    response = Browser(tmp_path / "none", changes=changes).get("/repo/")
    assert response.status == 404
    assert "digest.toml: error: no valid TOML" in response.text
    assert "/.jiazhu/reload.js" in response.text


def test_previews_own_files_are_served(folder):
    """The script and the style that the preview adds are there, apart from the site's, and of their types."""
    script = Browser(folder).get("/.jiazhu/reload.js")
    assert (200, True) == (script.status, f'new EventSource("{EVENTS}")' in script.text)
    assert script.headers["content-type"].startswith("text/javascript")
    assert Browser(folder).get("/.jiazhu/problems.css").headers["content-type"].startswith("text/css")


def test_every_listener_is_told_of_a_build():
    """Each open page hears of a build once, and its stream ends with the server."""

    async def listen():
        changes = Changes()
        streams = [changes.stream(), changes.stream()]
        heard = [[await anext(stream)] for stream in streams]
        changes.tell()
        for stream, said in zip(streams, heard, strict=True):
            said.append(await anext(stream))
        changes.end()
        for stream, said in zip(streams, heard, strict=True):
            said.extend([event async for event in stream])
        return heard

    assert asyncio.run(listen()) == [[": listening\n\n", "data: built\n\n"]] * 2


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/digest.toml", True),
        ("sitemap-notes.md", True),
        ("site/index.html", False),
        ("site", False),
        (".site.new/index.html", False),
        (".site.lock", False),
        (".git/index", False),
    ],
)
def test_the_site_itself_is_no_source(tmp_path, path, expected):
    """A site that is written among its sources does not make itself be built again."""
    assert expected == _is_source(tmp_path / "site")(Change.modified, str(tmp_path / path))


@pytest.fixture
def small(make_content):
    """Give a content folder with one article in two languages."""
    return make_content({"articles/one/zh.md": original(), "articles/one/en.md": translation("Before")})


def test_change_is_built_and_told(small):
    """An edit reaches an open page, a fault is shown over the last good page and goes when it is mended."""
    article = small / "articles" / "one" / "en.md"
    with serving(small, "--port", "0") as preview:
        events = HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE_S)
        events.request("GET", EVENTS)
        stream = events.getresponse()
        assert stream.readline() == b": listening\n"
        page = "/watch/en/articles/one/"
        assert "Before" in preview.get(page)

        article.write_text(translation("After"), encoding="utf-8")
        assert next(line for line in iter(stream.readline, b"") if line.startswith(b"data")) == b"data: built\n"
        assert "After" in preview.get(page)

        (small / "digest.toml").write_text("title = 1", encoding="utf-8")
        assert until(lambda: "digest.toml:1: error" in preview.get(page) and "After" in preview.get(page))

        (small / "digest.toml").write_text(DIGEST_TOML, encoding="utf-8")
        assert until(lambda: "digest.toml:1: error" not in preview.get(page))
        assert "jiazhu" not in (small.parent / "site" / "en" / "index.html").read_text(encoding="utf-8")
        events.close()


DIGEST_TOML = """\
title = { zh = "中俄观察", en = "China–Russia Watch" }
base_url = "https://example.org/watch/"
languages = ["zh", "en"]
timezone = "Asia/Shanghai"
authority = "example.org,2023"
"""


def test_ctrl_c_ends_at_once(small):
    """Ctrl-C ends the preview with status 0 and without a word, though a page is listening."""
    with serving(small, "--port", "0") as preview:
        events = HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE_S)
        events.request("GET", EVENTS)
        events.getresponse().readline()
        status, seconds = preview.end()
        assert status == 0
        assert seconds < 3
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
