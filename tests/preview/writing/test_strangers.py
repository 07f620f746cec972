"""What others may try against a preview in which an editor writes, sent as bytes over the loopback interface."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from contextlib import closing
from http.client import HTTPConnection
from typing import NamedTuple

import pytest
import uvicorn
from conftest import DIGEST
from written import marked, original, translation

from jiazhu.config import load_config
from jiazhu.library.saving import file_hash
from jiazhu.limits import FORM_BYTES
from jiazhu.preview import patience
from jiazhu.preview.app import preview_app
from jiazhu.preview.changes import Changes
from jiazhu.preview.guard import HEADERS, Hosts
from jiazhu.preview.patience import PatientProtocol
from jiazhu.preview.writing import gate
from jiazhu.preview.writing.routes import Desk
from jiazhu.preview.writing.written import Writing

PATIENCE_S = 0.3
TRAVERSALS = [
    "..",
    "../two",
    "../../secret",
    "..%2f..%2fsecret",
    "%2e%2e/%2e%2e/secret",
    "%2e%2e%2f%2e%2e%2fsecret",
    "%252e%252e%252f%252e%252e%252fsecret",
    "..\\..\\secret",
    "..%5c..%5csecret",
    "%c0%ae%c0%ae%c0%af%c0%ae%c0%ae%c0%afsecret",
    "%e0%80%ae%e0%80%ae%e0%80%afsecret",
    "one%00",
    "one%00/../../secret",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "//etc/passwd",
    "one/../one",
    "one%2f..%2fone",
    "./one",
    "one.",
    "ONE",
    "%ef%bc%8e%ef%bc%8e%ef%bc%8fsecret",
    "%e2%80%a5%e2%88%95secret",
    "%ef%bd%8f%ef%bd%8e%ef%bd%85",
    "linked",
    "linkedfile",
    ".hidden",
]


class Running(NamedTuple):
    """A preview in a thread of the test."""

    port: int
    token: str
    content: object

    @property
    def host(self) -> str:
        """What `Host` says."""
        return f"127.0.0.1:{self.port}"

    @property
    def own(self) -> dict[str, str]:
        """The headers that our own page sends."""
        origin = f"http://{self.host}"
        return {"Origin": origin, "X-Jiazhu-Token": self.token, "Content-Type": "application/json"}

    def ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> tuple[int, dict, bytes]:
        """Send a request, with the path as it is."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.putrequest(method, "/x", skip_host="Host" in headers, skip_accept_encoding=True)
            connection._buffer[0] = f"{method} {path} HTTP/1.1".encode("latin-1")
            given = {**headers, **({"Content-Length": str(len(body))} if body is not None else {})}
            for name, value in given.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()

    def note(self, **changed: object) -> bytes:
        """Write a form that our own page would send."""
        form = {
            "hash": file_hash(self.content / "articles" / "one" / "notes.yaml"),
            "place": {"quote": "正文"},
            "kind": "context",
            "note": {"en": "Words"},
            **changed,
        }
        return json.dumps(form).encode()


FILES = {
    "digest.toml": DIGEST,
    "articles/one/zh.md": original(body="正文在此。"),
    "articles/one/en.md": translation(body=marked("Words here.", "正文在此。")),
    "articles/two/zh.md": original("b2"),
    "articles/linkedfile/zh.md": original("b3"),
}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Serve a small content folder in which links lead outside."""
    tmp_path = tmp_path_factory.mktemp("strangers")
    content = tmp_path / "content"
    for name, text in FILES.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    outside = tmp_path / "secret"
    outside.mkdir()
    (outside / "zh.md").write_text(original("c3", title="secret words"), encoding="utf-8")
    (content / "articles" / "linked").symlink_to(outside)
    (content / "articles" / "linkedfile" / "en.md").symlink_to(outside / "zh.md")
    (content / "articles" / ".hidden").mkdir()
    site = tmp_path / "site"
    (site / "en" / "articles" / "one").mkdir(parents=True)
    (site / "en" / "articles" / "one" / "index.html").write_text("<body>one</body>")
    (site / "out").symlink_to(outside)
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    desk = Desk(Writing(content, lambda: load_config(content / "digest.toml")))
    hosts = Hosts(name="127.0.0.1", address="127.0.0.1", port=port)
    app = preview_app(site, Changes("https://e.org/watch/"), hosts=hosts, desk=desk)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", http=PatientProtocol, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "FORM_SECONDS", PATIENCE_S)
        patch.setattr(patience, "REQUEST_SECONDS", PATIENCE_S)
        thread.start()
        given = Running(port=port, token="", content=content)
        page = given.ask("GET", "/watch/en/articles/one/", {"Host": given.host})[2].decode()
        yield given._replace(token=re.search('data-token="([^"]+)"', page)[1])
        server.should_exit = True
        thread.join(5)


@pytest.fixture
def unchanged(running):
    """See that nothing below the folder of the test is another afterwards."""

    def state():
        root = running.content.parent
        return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}

    before = state()
    yield
    assert state() == before


def test_our_own_page_may_write(running):
    """With token, origin and type, a note is written; all that follows differs from this in one thing."""
    status, headers, body = running.ask("POST", "/.jiazhu/write/one/note", running.own, running.note())
    assert (status, json.loads(body)["line"]) == (200, 1)
    assert 'quote: "正文"' in (running.content / "articles/one/notes.yaml").read_text("utf-8")
    assert headers["cache-control"] == "no-store"
    status, _, body = running.ask("GET", "/.jiazhu/article/one", {"X-Jiazhu-Token": running.token})
    assert (status, json.loads(body)["slug"]) == (200, "one")


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "localhost:1", "127.0.0.1", ""])
@pytest.mark.parametrize("path", ["/", "/watch/en/articles/one/", "/.jiazhu/article/one", "/.jiazhu/events"])
def test_another_host_gets_nothing(running, host, path):
    """Neither pages nor what forms are made from; nor can it write."""
    given = {**running.own, "Host": host.format(port=running.port)}
    assert running.ask("GET", path, given)[0] in {400, 421}
    assert running.ask("POST", "/.jiazhu/write/one/note", given, running.note())[0] in {400, 421}


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Origin": None}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "https://{host}"}, 403),
        ({"Origin": "http://{host}.evil.example"}, 403),
        ({"Origin": "http://{host}/"}, 403),
        ({"X-Jiazhu-Token": None}, 403),
        ({"X-Jiazhu-Token": ""}, 403),
        ({"X-Jiazhu-Token": "x" * 43}, 403),
        ({"X-Jiazhu-Token": "{token}x"}, 403),
        ({"X-Jiazhu-Token": "\xff"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Content-Type": None}, 415),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content-Type": "text/plain, application/json"}, 415),
        ({"Content-Type": "application/json+x"}, 415),
    ],
)
def test_whoever_is_not_our_own_page_is_refused(running, changed, status):
    """One header that differs is enough, whatever else is right."""
    words = {"host": running.host, "token": running.token}
    given = {**running.own, **{name: value and value.format(**words) for name, value in changed.items()}}
    given = {name: value for name, value in given.items() if value is not None}
    assert running.ask("POST", "/.jiazhu/write/one/note", given, running.note())[0] == status


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_nobody_reads_for_forms_without_the_token(running, token):
    """What forms are made from is for our own pages."""
    headers = {} if token is None else {"X-Jiazhu-Token": token}
    assert running.ask("GET", "/.jiazhu/article/one", headers)[0] == 403


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_nothing_but_post_writes(running, method):
    """And a preflight (OPTIONS) is granted nothing."""
    status, headers, _ = running.ask(method, "/.jiazhu/write/one/note", running.own, running.note())
    assert status in {404, 405}
    assert not [name for name in headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "path", ["/", "/watch/en/articles/one/", "/.jiazhu/reload.js", "/.jiazhu/article/one", "/none"]
)
def test_no_other_site_may_show_or_load_an_answer(running, path):
    """Each answer says so, whatever its status; none speaks of CORS."""
    _, headers, _ = running.ask("GET", path, {"Origin": "http://evil.example"})
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert not [name for name in headers if name.lower().startswith("access-control")]


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("slug", TRAVERSALS)
def test_no_way_leads_out_of_the_content(running, slug):
    """However it is written, a name that is no article's is none; and a link that leads outside is not followed."""
    status, _, body = running.ask("GET", f"/.jiazhu/article/{slug}", running.own)
    assert status in {400, 404}
    assert b"secret words" not in body
    status, _, body = running.ask("POST", f"/.jiazhu/write/{slug}/note", running.own, running.note(hash=""))
    assert status in {400, 404, 405}
    status, _, body = running.ask("GET", f"/watch/{slug}", running.own)
    assert status in {400, 404}
    assert b"secret words" not in body


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("path", ["/watch/out/zh.md", "/watch/en/../../secret/zh.md", "/watch/%2e%2e/secret/zh.md"])
def test_no_way_leads_out_of_the_site(running, path):
    """Neither by a link nor by its parents."""
    status, _, body = running.ask("GET", path, running.own)
    assert (status, b"secret words" in body) == (404, False)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("language", ["../two/zh", "zh", "..", "en/../../two/zh", "fr", "", "en\x00", "EN"])
def test_a_form_names_no_file(running, language):
    """A language is one of the digest's, and not the original's own."""
    form = {"hash": "", "language": language, "part": "title", "text": "x", "state": "draft"}
    status = running.ask("POST", "/.jiazhu/write/one/translation", running.own, json.dumps(form).encode())[0]
    assert status in {409, 422}
    assert running.ask("POST", "/.jiazhu/write/one/..%2fnote", running.own, running.note())[0] == 405
    assert running.ask("POST", "/.jiazhu/write/one/nothing", running.own, running.note())[0] == 404


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"null", b"{", b"\xff", b'{"hash": 1}', b"[" * 100_000, b'{"a":' * 20_000, b'"\\ud800"']
)
def test_what_is_no_form_is_refused(running, body):
    """With 400, and the preview goes on."""
    assert running.ask("POST", "/.jiazhu/write/one/note", running.own, body)[0] == 400


def raw(running, data: bytes) -> socket.socket:
    """Open a connection and send bytes."""
    talk = socket.create_connection(("127.0.0.1", running.port), timeout=10)
    talk.sendall(data)
    return talk


def head(running, *more: str) -> bytes:
    """Write the head of a request that our own page would send, but for its end."""
    given = {"Host": running.host, **running.own}
    lines = ["POST /.jiazhu/write/one/note HTTP/1.1", *(f"{name}: {value}" for name, value in given.items()), *more]
    return "\r\n".join(lines).encode()


@pytest.mark.usefixtures("unchanged")
def test_a_huge_form_is_refused_while_it_comes_in(running):
    """By what came, not by what the head says: told right, told small, or in pieces without an end."""
    big = running.note(note={"en": "x" * FORM_BYTES})
    assert running.ask("POST", "/.jiazhu/write/one/note", running.own, big)[0] == 413
    with raw(running, head(running, "Content-Length: 99999999999", "", "") + b"x" * (FORM_BYTES + 1)) as talk:
        assert talk.recv(100).startswith(b"HTTP/1.1 413")
    piece = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    with raw(running, head(running, "Transfer-Encoding: chunked", "", "") + piece * 17) as talk:
        assert talk.recv(100).startswith(b"HTTP/1.1 413")
    with raw(running, head(running, "Content-Length: 5", "Transfer-Encoding: chunked", "", "")) as talk:
        assert talk.recv(100).startswith(b"HTTP/1.1 4")


@pytest.mark.usefixtures("unchanged")
def test_slow_clients_keep_nobody_waiting(running):
    """Fifty that send half a head or half a form are left after a while; meanwhile others are answered at once."""
    slow = [raw(running, head(running)) for _ in range(25)]
    slow += [raw(running, head(running, "Content-Length: 500", "", "{")) for _ in range(25)]
    start = time.monotonic()
    assert running.ask("GET", "/watch/en/articles/one/", {})[0] == 200
    assert time.monotonic() - start < 2
    answers = [talk.recv(100) for talk in slow]
    assert {answer[:12] for answer in answers[:25]} == {b""}
    assert {answer[:12] for answer in answers[25:]} == {b"HTTP/1.1 408"}
    for talk in slow:
        talk.close()


def test_whoever_waits_for_the_next_page_is_not_cut_off(running):
    """A connection is kept while requests come in, each whole."""
    with closing(HTTPConnection("127.0.0.1", running.port, timeout=10)) as connection:
        for _ in range(4):
            connection.request("GET", "/watch/en/articles/one/")
            assert connection.getresponse().read()
            held = connection.sock
            time.sleep(PATIENCE_S * 0.7)
        assert connection.sock is held
