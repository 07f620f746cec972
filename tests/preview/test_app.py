"""The application of the preview: a site as GitHub Pages would serve it, and what every page of it is given."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest

from jiazhu.errors import JiazhuError, Problem
from jiazhu.preview.app import preview_app
from jiazhu.preview.changes import Changes, Outcome
from jiazhu.preview.guard import Hosts
from jiazhu.preview.page import EVENTS

URL = "https://example.org/repo/"
HOSTS = Hosts(name="127.0.0.1", address="127.0.0.1", port=8000)
PAGES = {
    "index.html": "<html><body><p>door</p></body></html>",
    "en/index.html": "<html><body><p>home</p></body></html>",
    "en/about.html": "<html><body><p>about</p></body></html>",
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


def after(*problems: Problem, base_url: str = URL) -> Changes:
    """Give what is kept after a build that found some problems."""
    changes = Changes(URL)
    changes.take(Outcome(base_url=base_url, problems=problems))
    return changes


class Answer(NamedTuple):
    """What the preview sends back."""

    status: int
    headers: dict[str, str]
    text: str


class Browser:
    """Asks the preview of a folder for pages, without a network."""

    def __init__(self, folder: Path, changes: Changes | None = None, **shown) -> None:
        self.app = preview_app(folder, changes or Changes(URL), hosts=HOSTS, **shown)

    def get(self, path: str, host: str = "127.0.0.1:8000", method: str = "GET", **headers: str) -> Answer:
        """Ask for a path; `if_none_match` is the header If-None-Match."""
        sent = []

        async def receive():
            return {"type": "http.request", "body": b""}

        async def send(message):
            sent.append(message)

        asked, _, query = path.partition("?")
        given = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {
            "type": "http",
            "asgi": {"spec_version": "2.4"},
            "method": method,
            "scheme": "http",
            "path": unquote(asked),
            "raw_path": asked.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        }
        asyncio.run(self.app(scope, receive, send))
        given = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], given, b"".join(message.get("body", b"") for message in sent[1:]).decode())


@pytest.mark.parametrize("base", ["/", "/repo/", "/a/b/", "/中/"])
@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("", 200, "door"),
        ("en/", 200, "home"),
        ("en/about", 200, "about"),
        ("en/feeds/atom.xml", 200, "<feed/>"),
        ("static/style.css", 200, "body {}"),
        ("nope/", 404, "nothing here"),
        ("en/nope", 404, "nothing here"),
        ("en/about.html/", 404, "nothing here"),
    ],
)
def test_site_is_at_its_base_path(folder, base, path, status, words):
    """Each file is served below the base path, and the site's own 404 page for what is not there."""
    response = Browser(folder, Changes(f"https://example.org{base}")).get(base + path)
    assert status == response.status
    assert words in response.text


def test_the_themes_components_are_on_a_page_of_the_preview(folder):
    """It is at `/_style/` below the base path, made anew each time it is asked for, and no file of the site."""
    made = []
    browser = Browser(folder, specimen=lambda: made.append(1) or "<body><p>all</body>")
    assert ["<p>all" in browser.get("/repo/_style/").text for _ in range(2)] == [True, True]
    assert len(made) == 2
    assert not (folder / "_style").exists()


def test_components_that_cannot_be_shown_say_why(folder):
    """Where the theme is at fault, its page shows the last build's problems and waits for the next one."""

    def faulty() -> str:
        raise JiazhuError("nope", Path("x.html"))

    answer = Browser(folder, after(Problem(kind="t", path=Path("x.html"), text="nope")), specimen=faulty).get(
        "/repo/_style/"
    )
    assert (500, True, True) == (answer.status, "nope" in answer.text, "reload.js" in answer.text)


def test_outside_the_base_path_there_is_nothing(folder):
    """The root leads to the base path; anything else outside it is not there."""
    assert Browser(folder).get("/").headers["location"] == "/repo/"
    assert Browser(folder).get("/repo").headers["location"] == "/repo/"
    assert Browser(folder).get("/en/").status == 404


def test_folder_without_slash_is_redirected(folder):
    """A folder's address gets its slash, as on GitHub Pages, and keeps what was asked."""
    response = Browser(folder).get("/repo/en?q=%E5%86%9B")
    assert response.status == 301
    assert response.headers["location"].endswith("/repo/en/?q=%E5%86%9B")
    assert response.headers["cache-control"] == "no-cache"


def test_pages_follow_the_site_to_another_base_path(folder):
    """When the settings move the site, earlier addresses lead to the new ones; faulty settings move nothing."""
    changes = after(base_url="https://example.org/new/")
    assert Browser(folder, changes).get("/new/en/").status == 200
    assert Browser(folder, changes).get("/repo/en/").headers["location"] == "/new/en/"
    changes.take(Outcome(base_url="", problems=()))
    assert Browser(folder, changes).get("/new/en/").status == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8000", 200), ("localhost:8000", 200), ("evil.example:8000", 421), ("127.0.0.1:8001", 421)],
)
def test_only_this_machines_names_are_answered(folder, host, status):
    """A foreign name that resolves to this machine gets nothing."""
    assert status == Browser(folder).get("/repo/en/", host).status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_is_written(folder, method):
    """Pages are asked for, and no more."""
    assert Browser(folder).get("/repo/en/", method=method).status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/repo/../secret.txt",
        "/repo/%2e%2e/secret.txt",
        "/repo/%2e%2e%2fsecret.txt",
        "/repo/en/..%2f..%2fsecret.txt",
        "/repo/%252e%252e/secret.txt",
        "/repo/..",
        "/repo//etc/passwd",
        "/repo/%00",
        "/repo/link.txt",
        "/repo/" + "x" * 5000,
    ],
)
def test_nothing_outside_the_folder_is_served(folder, path):
    """No path leads out of the site, however it is written, and no link does."""
    (folder.parent / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    assert Browser(folder).get(path).status == 404


def test_script_is_in_the_response_and_never_in_the_file(folder):
    """A page reloads itself; the file, the feeds and the styles stay as they are."""
    for path in ("en/", "nope/"):
        response = Browser(folder).get(f"/repo/{path}")
        assert response.text.count('<script src="/.jiazhu/reload.js"') == 1
        assert response.text.endswith("</body></html>")
        assert response.headers["cache-control"] == "no-cache"
    assert PAGES["static/style.css"] == Browser(folder).get("/repo/static/style.css").text
    assert {name: (folder / name).read_text() for name in PAGES} == PAGES


def test_script_knows_another_body_from_another_head(folder):
    """The hash it is told changes with the body of the page alone."""

    def told(html: str) -> str:
        (folder / "en/index.html").write_text(html)
        return re.search(r'data-body="(\w+)"', Browser(folder).get("/repo/en/").text)[1]

    first = told("<head><title>a</title></head><body>x</body>")
    assert first == told("<head><title>b</title></head><body>x</body>")
    assert first != told("<head><title>b</title></head><body>y</body>")


def test_problems_are_shown_over_the_page(folder, tmp_path):
    """What the last build found stands in each page with its line and the way out, escaped, until it is mended."""
    file = tmp_path / "zh.md"
    file.write_text("---\ntitle: x\ntags: [<b>]\n", encoding="utf-8")
    problem = Problem(kind="tags", path=file, line=3, text="no tag `<b>`", hint="add it & more")
    for path in ("en/", "nope/"):
        text = Browser(folder, after(problem)).get(f"/repo/{path}").text
        panel = text[text.index("<details") :]
        for part in (f"{file}:3", "no tag `&lt;b&gt;`", "<b>3</b> tags: [&lt;b&gt;]", "add it &amp; more", "1 error"):
            assert part in panel
    assert "<details" not in Browser(folder, after()).get("/repo/en/").text


def test_warnings_alone_are_folded(folder):
    """A panel with errors is open; one with warnings alone waits to be opened, and a file that is gone is no fault."""
    warning = Problem(kind="tags", path=Path("gone.md"), line=3, text="hm", severity="warning")
    error = Problem(kind="tags", path=Path("zh.md"), text="no")
    assert 'role="alert">' in Browser(folder, after(warning)).get("/repo/en/").text
    both = Browser(folder, after(warning, error)).get("/repo/en/").text
    assert 'role="alert" open>' in both
    assert "1 error, 1 warning" in both


def test_many_problems_are_cut_short(folder):
    """A panel shows the first fifty, and says how many more there are."""
    many = [Problem(kind="tags", path=Path(f"{number}.md"), text="no") for number in range(60)]
    text = Browser(folder, after(*many)).get("/repo/en/").text
    assert (text.count('<li class="error">'), "and 10 more" in text, "60 errors" in text) == (50, True, True)


def test_first_build_that_failed_is_shown(tmp_path):
    """Where there is no site yet, a page says why, and reloads when there is one."""
    changes = after(Problem(kind="settings", path=Path("digest.toml"), text="no valid TOML"))
    response = Browser(tmp_path / "none", changes).get("/repo/")
    assert response.status == 404
    assert "no valid TOML" in response.text
    assert "/.jiazhu/reload.js" in response.text


def test_previews_own_files_are_served(folder):
    """The script and the style that the preview adds are there, apart from the site's, and of their types."""
    script = Browser(folder).get("/.jiazhu/reload.js")
    assert (200, True) == (script.status, f'new EventSource("{EVENTS}")' in script.text)
    assert script.headers["content-type"].startswith("text/javascript")
    assert Browser(folder).get("/.jiazhu/problems.css").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("path", ["/repo/en/", "/repo/static/style.css"])
def test_what_a_browser_has_is_not_sent_again(folder, path):
    """A file and a page that the browser knows by its tag are answered with 304 and no words, until they change."""
    browser = Browser(folder)
    first = browser.get(path)
    tag = first.headers["etag"]
    assert "last-modified" in first.headers
    for asked in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = browser.get(path, if_none_match=asked)
        assert (again.status, again.text, again.headers["etag"]) == (304, "", tag)
    assert browser.get(path, if_none_match='"x"', if_modified_since=first.headers["last-modified"]).status == 200


def test_a_file_as_old_as_before_is_not_sent_again(folder):
    """Without a tag the date tells."""
    browser = Browser(folder)
    date = browser.get("/repo/static/style.css").headers["last-modified"]
    assert browser.get("/repo/static/style.css", if_modified_since=date).status == 304
    assert browser.get("/repo/static/style.css", if_modified_since="Fri, 18 Aug 2000 00:00:00 GMT").status == 200


def test_a_page_with_other_problems_is_sent_again(folder):
    """Its tag is that of what is shown, not of the file."""
    tag = Browser(folder, after()).get("/repo/en/").headers["etag"]
    changed = Browser(folder, after(Problem(kind="tags", path=Path("zh.md"), text="no")))
    assert changed.get("/repo/en/", if_none_match=tag).status == 200


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [("bytes=0-3", 206, "body"), ("bytes=-2", 206, "{}"), ("bytes=5-", 206, "{}"), ("bytes=99-", 416, None)],
)
def test_parts_of_a_file_are_sent(folder, asked, status, words):
    """Who asks for a range gets it, or is told that there is none."""
    answer = Browser(folder).get("/repo/static/style.css", range=asked)
    assert status == answer.status
    assert words in {None, answer.text}
    assert answer.headers["content-range"].endswith("/7")
