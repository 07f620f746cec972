"""Downloads from servers of every kind, all on the loopback interface."""

from __future__ import annotations

import time

import pytest
from servers import OK, server

from jiazhu.ingest.download import Downloader, DownloadError, is_public
from jiazhu.limits import DOWNLOAD_SECONDS, REDIRECTS


def downloader(**bounds):
    """Make one that may ask this machine."""
    return Downloader("https://example.org/watch/", accept="image/*", may_ask=lambda _address: True, **bounds)


def test_a_file_comes_as_it_is():
    """Asked for once, by a name that says who asks; the address goes out in ASCII, and is not encoded twice."""
    with server(OK) as (base, heard):
        assert downloader().get(f"{base}/图%E5%9B%BE.jpg?a=1&b=二#part") == b"DATA"
    request = heard[0].decode("ascii")
    assert request.startswith("GET /%E5%9B%BE%E5%9B%BE.jpg?a=1&b=%E4%BA%8C HTTP/1.1\r\n")
    assert "User-Agent: jiazhu/" in request
    assert "(+https://example.org/watch/)" in request
    assert len(heard) == 1
    assert "Referer" not in request
    assert "Cookie" not in request


def test_redirects_are_followed():
    """Relative ones, too."""
    moved = b"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"
    with server(moved, OK) as (base, heard):
        assert downloader().get(f"{base}/1") == b"DATA"
    assert heard[1].startswith(b"GET /other ")


def test_all_addresses_of_a_host_are_tried(monkeypatch):
    """`localhost` has two; where a server listens at one of them only, that is the one."""
    addresses = [(*["any"] * 4, (address, 0)) for address in ("::1", "127.0.0.2", "127.0.0.1")]
    monkeypatch.setattr("jiazhu.ingest.download.getaddrinfo", lambda *_, **__: addresses)
    with server(OK) as (base, _):
        assert downloader().get(f"{base}/1") == b"DATA"
        asked = []
        picky = Downloader(
            "https://example.org/", accept="image/*", may_ask=lambda address: asked.append(address) or address == "::1"
        )
        with pytest.raises(DownloadError):
            picky.get(f"{base}/1")
        assert asked == ["::1", "127.0.0.2", "127.0.0.1"]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"HTTP/1.1 301 Moved\r\nLocation: BASE/again\r\nContent-Length: 0\r\n\r\n", "more than 5 redirects"),
        (b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n", "no address of the web"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n", "no address of the web"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nDATA", "the server says 404 Not Found"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nDATA", "ended after 4 of 9 bytes"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1001, "is larger than 1,000 bytes"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nDATA\r\n9\r\nDA", "IncompleteRead"),
        (b"nonsense\r\n\r\n", "nonsense"),
        (b"", "closed connection"),
    ],
)
def test_what_servers_do_wrong_is_told(answer, fault):
    """One that sends readers round and round, or elsewhere, too little, too much, or what is no HTTP."""
    with server(answer) as (base, heard), pytest.raises(DownloadError, match=fault):
        downloader(most_bytes=1000).get(f"{base}/1")
    assert len(heard) <= REDIRECTS + 1


@pytest.mark.parametrize(
    ("answer", "then"),
    [
        (b"HTTP/1.1 200 OK\r\n", b""),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", b"x"),
    ],
    ids=["silent", "headers without end", "bytes without end", "a byte now and then"],
)
def test_nobody_keeps_an_import_waiting(answer, then):
    """However little a server sends, and however often."""
    start = time.monotonic()
    slow = pytest.raises(DownloadError, match=r"took more than 0\.4 seconds")
    with server(answer, pause=0.05, then=then) as (base, _), slow:
        downloader(most_seconds=0.4).get(f"{base}/1")
    assert time.monotonic() - start < DOWNLOAD_SECONDS


def test_what_is_no_tls_is_told():
    """A server that talks plainly where it should not, and one that never begins to talk."""
    with server(OK) as (base, _), pytest.raises(DownloadError, match=r"(?i)wrong.version.number"):
        downloader().get(f"https{base.removeprefix('http')}/1")
    slow = pytest.raises(DownloadError, match=r"took more than 0\.4 seconds")
    with server(b"\x16", pause=0.05, then=b"") as (base, _), slow:
        downloader(most_seconds=0.4).get(f"https{base.removeprefix('http')}/1")


@pytest.mark.parametrize(
    "url", ["ftp://e.org/1", "javascript:x", "https://", "http://e.org:99999/", "https://[/", "1.jpg"]
)
def test_other_addresses_are_none(url):
    """No file, no script, no place on this machine."""
    with pytest.raises(DownloadError, match="no address of the web"):
        downloader().get(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
    ],
)
def test_public_is_what_is_not_ours(address, public):
    """This machine, its network and what stands for either are not."""
    assert is_public(address) == public


def test_private_networks_are_not_asked():
    """Neither at once nor by a redirect: nothing arrives there."""
    with server(OK) as (base, heard):
        with pytest.raises(DownloadError, match="its host is in a private network"):
            Downloader("https://example.org/", accept="*/*").get(f"{base}/1")
        asked = []
        moved = f"HTTP/1.1 302 Found\r\nLocation: {base.replace('127.0.0.1', 'localhost')}/1\r\n\r\n".encode()
        with server(moved) as (other, _), pytest.raises(DownloadError, match="private network"):
            Downloader(
                "https://example.org/",
                accept="*/*",
                may_ask=lambda address: not asked.append(address) and len(asked) == 1,
            ).get(other)
    assert heard == []


def test_the_editors_own_word_is_trusted():
    """A feed on this machine is asked, and may redirect on its own host; it leads to no other in a private network."""
    moved = b"HTTP/1.1 302 Found\r\nLocation: /2\r\nContent-Length: 0\r\n\r\n"
    ours = Downloader("https://example.org/", accept="text/xml")
    with server(moved, OK) as (base, heard):
        answer = ours.ask(f"{base}/1", {}, trusted=True)
        assert (answer.url, answer.data, answer.changed) == (f"{base}/2", b"DATA", True)
        assert b"\r\nAccept: text/xml\r\n" in heard[0]
    with server(OK) as (base, heard):
        moved = f"HTTP/1.1 302 Found\r\nLocation: {base}/1\r\nContent-Length: 0\r\n\r\n".encode()
        with server(moved) as (other, _), pytest.raises(DownloadError, match="its host is in a private network"):
            ours.ask(other, {}, trusted=True)
    assert heard == []


def test_what_is_as_it_was_is_not_sent_again():
    """Only who asks on a condition may be told so."""
    answer = b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n'
    with server(answer) as (base, heard):
        again = downloader().ask(f"{base}/1", {"If-None-Match": '"x"'})
        assert (again.changed, again.data, again.headers["etag"]) == (False, b"", '"x"')
        assert b'\r\nIf-None-Match: "x"\r\n' in heard[0]
        with pytest.raises(DownloadError, match="the server says 304"):
            downloader().get(f"{base}/1")


def test_to_look_takes_nothing():
    """A page that is there is asked for by HEAD alone, redirects too, however much it holds."""
    endless = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"
    with server(moved, endless) as (base, heard):
        downloader(most_bytes=10).look(f"{base}/1")
    assert [request.split(b" HTTP")[0] for request in heard] == [b"HEAD /1", b"HEAD /other"]


def test_who_knows_no_head_is_asked_by_get():
    """Once, and none of what it sends is read."""
    with server(b"HTTP/1.1 405 No\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n") as (base, heard):
        downloader().look(f"{base}/1")
    assert [request.split(b" ")[0] for request in heard] == [b"HEAD", b"GET"]
    with server(b"HTTP/1.1 404 Not Found\r\n\r\n") as (base, _), pytest.raises(DownloadError, match="404 Not Found"):
        downloader().look(f"{base}/1")


def test_who_does_not_answer_is_asked_once():
    """A host that is not there is not there for GET either."""
    with server(b"") as (base, heard), pytest.raises(DownloadError, match="closed connection"):
        downloader().look(f"{base}/1")
    assert len(heard) == 1
