"""A page of another site, in a real browser, against a preview in which an editor writes."""

from __future__ import annotations

import json
import re
import threading
from contextlib import closing
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from conftest import copy_sample
from playwright.sync_api import Error, expect
from running import PATIENCE_S, serving

from browser.conftest import CHROMIUM, OPTIONS
from browser.test_pages import ARTICLE
from jiazhu.library.saving import file_hash

expect.set_options(timeout=PATIENCE_S * 1000)

WRITE = f".jiazhu/write/{ARTICLE}/note"


class _Elsewhere(BaseHTTPRequestHandler):
    """Another site: an empty page at each address, without any policy that would hold it back."""

    def do_GET(self) -> None:
        body = b"<!doctype html><title>Elsewhere</title><body></body>"
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: tests speak."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """Serve a copy of the sample digest; give its content folder and its port."""
    content = copy_sample(tmp_path_factory.mktemp("cross") / "content")
    with serving(content, "--port", "0", "--no-search") as running:
        yield content, running.port


@pytest.fixture(scope="module")
def elsewhere():
    """Serve another site; give its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(params=["127.0.0.1", "localhost"])
def tab(request, browser, preview, elsewhere):
    """Give a tab that shows the other site, whose files of the preview must be as they were in the end."""
    files = {path: path.read_bytes() for path in preview[0].rglob("*") if path.is_file()}
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://{request.param}:{elsewhere}/")
    yield page
    context.close()
    assert files == {path: path.read_bytes() for path in preview[0].rglob("*") if path.is_file()}


def home(preview, path: str = "") -> str:
    """Give an address of the preview."""
    return f"http://127.0.0.1:{preview[1]}/{path}"


def token_of(preview) -> str:
    """Read the token as a page of the preview does: the other site is given it in some tests, to be sure."""
    with closing(HTTPConnection("127.0.0.1", preview[1])) as connection:
        connection.request("GET", f"/watch/en/articles/{ARTICLE}/")
        return re.search(r'data-token="([^"]+)"', connection.getresponse().read().decode())[1]


def form(preview) -> str:
    """Write a form that would be taken of our own page."""
    hash_ = file_hash(preview[0] / "articles" / ARTICLE / "notes.yaml")
    said = {"hash": hash_, "place": {"quote": "进一步加强双边"}, "kind": "context", "note": {"en": "Not mine"}}
    return json.dumps(said)


@pytest.mark.parametrize(
    "path", [f"watch/en/articles/{ARTICLE}/", f".jiazhu/article/{ARTICLE}", ".jiazhu/words.js", ""]
)
@pytest.mark.parametrize("mode", ["cors", "no-cors"])
def test_it_reads_nothing(tab, preview, path, mode):
    """Neither pages, with the token in them, nor scripts, nor what forms are made from, with cookies or without."""
    read = "([url, mode]) => fetch(url, { mode, credentials: 'include' }).then((answer) => answer.text())"
    try:
        assert tab.evaluate(read, [home(preview, path), mode]) == ""
    except Error as error:
        assert "Failed to fetch" in str(error)


def test_it_loads_and_shows_nothing(tab, preview):
    """No script of the preview runs there; no style, picture or stream of events is taken; no page is in a frame."""
    loaded = tab.evaluate(
        """async (home) => {
          const add = (name, given) => new Promise((done) => {
            const element = Object.assign(document.createElement(name), given);
            element.onload = () => done(`${name} loaded`);
            element.onerror = () => done("");
            document.body.append(element);
            setTimeout(() => done(""), 3000);
          });
          const events = new Promise((done) => {
            const source = new EventSource(`${home}.jiazhu/events`);
            source.onmessage = () => done("heard");
            source.onerror = () => { source.close(); done(""); };
          });
          return [
            await add("script", { src: `${home}.jiazhu/words.js` }),
            await add("link", { rel: "stylesheet", href: `${home}.jiazhu/writing.css` }),
            await add("img", { src: `${home}watch/static/icon.svg` }),
            await events,
            String(globalThis.jiazhu),
          ];
        }""",
        home(preview),
    )
    assert loaded == ["", "", "", "", "undefined"]
    tab.evaluate(
        """(url) => new Promise((done) => {
          const frame = Object.assign(document.createElement("iframe"), { src: url, onload: done });
          document.body.append(frame);
        })""",
        home(preview, "watch/en/"),
    )
    assert all("masthead" not in frame.content() for frame in tab.frames)


def test_it_holds_no_window_of_it(tab, preview):
    """A page that it opens is cut off from it."""
    with tab.expect_popup() as opening:
        tab.evaluate("(url) => { globalThis.other = open(url); }", home(preview, f"watch/en/articles/{ARTICLE}/"))
    opened = opening.value
    expect(opened.locator(".pen")).to_be_visible()
    assert opened.evaluate("opener") is None
    assert tab.evaluate(
        "(() => { try { return String(other.document); } catch (error) { return error.name; } })()"
    ) in {
        "SecurityError",
        "null",
    }
    assert tab.evaluate("other.closed") is True


@pytest.mark.parametrize("type_", ["application/json", "text/plain", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("mode", ["cors", "no-cors"])
def test_it_writes_nothing_by_fetch(tab, preview, type_, mode):
    """Even if it knew the token: the preview answers no question whether it may."""
    tab.evaluate(
        """([url, mode, type, body, token]) => fetch(url, {
          method: "POST", mode, body, credentials: "include",
          headers: { "Content-Type": type, "X-Jiazhu-Token": token },
        }).then(() => "answered", () => "refused")""",
        [home(preview, WRITE), mode, type_, form(preview), token_of(preview)],
    )


@pytest.mark.parametrize("enctype", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_it_writes_nothing_by_a_form(tab, preview, enctype):
    """A form of HTML goes to other sites unasked; this one would be JSON if its type were believed."""
    begin, end = form(preview).rsplit("Not mine", 1)
    answers = []
    tab.on("response", lambda answer: answers.append(answer.status) if "/write/" in answer.url else None)
    tab.evaluate(
        """([url, enctype, name, value]) => {
          const form = Object.assign(document.createElement("form"), { action: url, method: "post", enctype });
          form.append(Object.assign(document.createElement("input"), { name, value }));
          document.body.append(form);
          form.submit();
        }""",
        [home(preview, WRITE), enctype, f"{begin}Not mine", end],
    )
    tab.wait_for_url(home(preview, WRITE))
    assert answers == [403]


def test_it_writes_nothing_by_a_beacon(tab, preview):
    """That goes without a question, too."""
    sent = "([url, body]) => navigator.sendBeacon(url, new Blob([body], { type: 'text/plain' }))"
    with tab.expect_request("**/write/**"):
        tab.evaluate(sent, [home(preview, WRITE), form(preview)])


def test_a_name_that_was_made_to_lead_here_gets_nothing(browser, preview):
    """DNS rebinding: a page of `evil.example`, whose name is this machine's now, and so of its own origin."""
    rebound = f"--host-resolver-rules=MAP evil.example 127.0.0.1:{preview[1]}"
    started = browser.browser_type.launch(executable_path=str(CHROMIUM), args=[*OPTIONS, rebound])
    page = started.new_page()
    for address in ("http://evil.example/watch/en/", f"http://evil.example:{preview[1]}/watch/en/"):
        answer = page.goto(address)
        assert (answer.status, "masthead" in page.content()) == (421, False)
        assert page.evaluate("fetch('/.jiazhu/words.js').then((answer) => answer.status)") == 421
    started.close()


def test_our_own_page_can_do_what_the_other_site_could_not(browser, preview):
    """The same form, sent by a page of the preview, is taken: the tests above fail for no other reason."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(home(preview, f"watch/en/articles/{ARTICLE}/"))
    status = page.evaluate(
        """([url, body, token]) => fetch(url, {
          method: "POST", body, headers: { "Content-Type": "application/json", "X-Jiazhu-Token": token },
        }).then((answer) => answer.status)""",
        [home(preview, WRITE), form(preview), token_of(preview)],
    )
    assert status == 200
    context.close()
