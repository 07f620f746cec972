"""An address of the web in, what a server sends for it out: whoever that server is, within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv6Address, ip_address
from socket import SHUT_RDWR, SOCK_STREAM, create_connection, getaddrinfo, socket
from ssl import SSLSocket, create_default_context
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from msgspec import field
from msgspec.structs import replace

from jiazhu import __version__
from jiazhu.limits import DOWNLOAD_BYTES, DOWNLOAD_SECONDS, REDIRECTS
from jiazhu.record import Record

_CHUNK = 65_536
_MOVED = frozenset({301, 302, 303, 307, 308})
_OK = 200
_NOT_MODIFIED = 304
_KEPT_IN_URL = "%/:=&?~#+!$,;'@()*[]|"


class DownloadError(Exception):
    """Raised where a file could not be had; says why, for the editor."""


class RefusedError(DownloadError):
    """Raised where a server answers, and says no."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"the server says {status} {reason}".rstrip())
        self.status = status


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return ip.is_global and not ip.is_multicast


class Answer(Record):
    """What a server sent."""

    url: str
    """Where it was in the end."""
    data: bytes = b""
    changed: bool = True
    """False where nothing was sent, since what was asked about is as it was (RFC 9110, 13.1)."""
    headers: Mapping[str, str]
    """By name in lower case."""


class _Question(Record):
    """What a server is asked."""

    method: str = "GET"
    conditions: Mapping[str, str] = field(default_factory=dict)
    trusted: bool = False
    """Whether the host may be in a private network."""
    whole: bool = True
    """Whether the answer's body is read."""


class Downloader:
    """Downloads files, one connection each."""

    def __init__(
        self,
        contact: str,
        *,
        accept: str,
        may_ask: Callable[[str], bool] = is_public,
        most_bytes: int = DOWNLOAD_BYTES,
        most_seconds: float = DOWNLOAD_SECONDS,
    ) -> None:
        """Say who asks: `contact` is a web address; and for what: `accept` names types, as in the header.

        `may_ask` tells of an IP address whether it may be connected to.
        """
        self._headers = {"User-Agent": f"jiazhu/{__version__} (+{contact})", "Accept": accept}
        self._may_ask = may_ask
        self._most_bytes = most_bytes
        self._most_seconds = most_seconds

    def get(self, url: str) -> bytes:
        """Download a file. Raises DownloadError."""
        return self.ask(url, {}).data

    def ask(self, url: str, conditions: Mapping[str, str], *, trusted: bool = False) -> Answer:
        """Download a file, if it meets conditions: headers such as `If-None-Match`. Raises DownloadError.

        A `trusted` address is the editor's own word: its host is asked wherever it is.
        """
        return self._follow(url, _Question(conditions=conditions, trusted=trusted))

    def look(self, url: str) -> None:
        """See whether there is anything at an address, and take none of it. Raises DownloadError where there is not.

        Many a server knows no HEAD, or answers it wrongly: where it says no, it is asked once more, by GET.
        """
        try:
            self._follow(url, _Question(method="HEAD"))
        except RefusedError:
            self._follow(url, _Question(whole=False))

    def _follow(self, url: str, question: _Question) -> Answer:
        """Ask, here and where a redirect leads to."""
        deadline = time.monotonic() + self._most_seconds
        parts = first = _split(url, "https:")
        for _ in range(REDIRECTS + 1):
            known = question.trusted and parts.netloc == first.netloc
            answer = self._ask(parts, deadline, replace(question, trusted=known))
            if isinstance(answer, Answer):
                return answer
            parts = _split(answer, parts.geturl())
        raise DownloadError(f"more than {REDIRECTS} redirects")

    def _ask(self, url: SplitResult, deadline: float, question: _Question) -> Answer | str:
        """Give what a server sends, or to where it redirects."""
        try:
            connection = self._connection(url, max(deadline - time.monotonic(), 0.01), trusted=question.trusted)
            # A time-out bounds the wait for the next byte only; this ends a server that sends one now and then.
            alarm = Timer(max(deadline - time.monotonic(), 0), _hang_up, [connection.sock])
            alarm.daemon = True
            alarm.start()
            try:
                if isinstance(connection.sock, SSLSocket):
                    connection.sock.do_handshake()
                path = f"{url.path or '/'}{'?' + url.query if url.query else ''}"
                connection.request(question.method, path, headers={**self._headers, **question.conditions})
                answer = self._read(connection.getresponse(), url.geturl(), question)
            finally:
                alarm.cancel()
                connection.close()
        except RefusedError:
            raise
        except (DownloadError, OSError, HTTPException, ValueError) as error:
            if time.monotonic() < deadline:
                raise DownloadError(getattr(error, "strerror", "") or str(error) or type(error).__name__) from None
        else:
            if time.monotonic() < deadline:
                return answer
        raise DownloadError(f"took more than {self._most_seconds:g} seconds")

    def _read(self, response: HTTPResponse, url: str, question: _Question) -> Answer | str:
        where = response.getheader("Location")
        if response.status in _MOVED and where:
            return where
        headers = {name.lower(): value for name, value in response.getheaders()}
        if response.status == _NOT_MODIFIED and question.conditions:
            return Answer(url=url, changed=False, headers=headers)
        if response.status != _OK:
            raise RefusedError(response.status, response.reason)
        if not question.whole:
            return Answer(url=url, headers=headers)
        expected = response.length
        data = bytearray()
        while chunk := response.read1(_CHUNK):
            data += chunk
            if len(data) > self._most_bytes:
                raise DownloadError(f"is larger than {self._most_bytes:,} bytes")
        if expected is not None and len(data) < expected:
            raise DownloadError(f"ended after {len(data):,} of {expected:,} bytes")
        return Answer(url=url, data=bytes(data), headers=headers)

    def _connection(self, url: SplitResult, seconds: float, *, trusted: bool) -> HTTPConnection:
        """Connect to a host by an address that was looked at: to ask by its name again might lead to another."""
        host = str(url.hostname)
        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = [str(found[4][0]) for found in getaddrinfo(host, port, type=SOCK_STREAM)]
        allowed = [address for address in addresses if trusted or self._may_ask(address)]
        if not allowed:
            raise DownloadError("its host is in a private network")
        sock = _connected(allowed, port, seconds)
        if url.scheme == "http":
            plain = HTTPConnection(host, port)
            plain.sock = sock
            return plain
        secured = HTTPSConnection(host, port)
        context = create_default_context()
        secured.sock = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
        return secured


def _connected(addresses: Sequence[str], port: int, seconds: float) -> socket:
    """Connect to the first of a host's addresses that lets us. Raises OSError where none does.

    Each has the same share of the time: many a network knows IPv6 by name only.
    """
    fault = OSError("it has no address")
    for address in addresses:
        try:
            sock = create_connection((address, port), seconds / len(addresses))
        except OSError as error:
            fault = error
        else:
            sock.settimeout(seconds)
            return sock
    raise fault


def _split(url: str, base: str) -> SplitResult:
    """Read an address as a server expects it: in ASCII. Raises DownloadError where it is none of the web."""
    try:
        parts = urlsplit(urljoin(base, url))
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise DownloadError("no address of the web") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise DownloadError("no address of the web")
    netloc = f"[{host}]{port}" if ":" in host else f"{host}{port}"
    path, query = (quote(part, safe=_KEPT_IN_URL) for part in (parts.path, parts.query))
    return SplitResult(parts.scheme, netloc, path, query, "")


def _hang_up(sock: socket) -> None:
    try:
        socket.shutdown(sock, SHUT_RDWR)  # an SSLSocket's own would take its state away beneath a handshake
    except OSError:  # it is over already
        return
