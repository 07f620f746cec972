"""The address of a picture in, what a server sends for it out: whoever that server is, within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv6Address, ip_address
from socket import SHUT_RDWR, SOCK_STREAM, create_connection, getaddrinfo, socket
from ssl import SSLSocket, create_default_context
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from jiazhu import __version__

MOST_BYTES = 20_000_000
MOST_SECONDS = 30.0
MOST_REDIRECTS = 5

_CHUNK = 65_536
_MOVED = frozenset({301, 302, 303, 307, 308})
_OK = 200
_KEPT_IN_URL = "%/:=&?~#+!$,;'@()*[]|"


class FetchError(Exception):
    """Raised where a picture could not be had; says why, for the editor."""


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return ip.is_global and not ip.is_multicast


class Fetcher:
    """Downloads files, one connection each."""

    def __init__(
        self,
        contact: str,
        *,
        may_ask: Callable[[str], bool] = is_public,
        most_bytes: int = MOST_BYTES,
        most_seconds: float = MOST_SECONDS,
    ) -> None:
        """Say who asks: `contact` is a web address. `may_ask` tells of an IP address whether it may be connected to."""
        self._agent = f"jiazhu/{__version__} (+{contact})"
        self._may_ask = may_ask
        self._most_bytes = most_bytes
        self._most_seconds = most_seconds

    def get(self, url: str) -> bytes:
        """Download a file. Raises FetchError."""
        deadline = time.monotonic() + self._most_seconds
        parts = _split(url, "https:")
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._ask(parts, deadline)
            if isinstance(answer, bytes):
                return answer
            parts = _split(answer, parts.geturl())
        raise FetchError(f"more than {MOST_REDIRECTS} redirects")

    def _ask(self, url: SplitResult, deadline: float) -> bytes | str:
        """Give what a server sends, or to where it redirects."""
        try:
            connection = self._connection(url, max(deadline - time.monotonic(), 0.01))
            # A time-out bounds the wait for the next byte only; this ends a server that sends one now and then.
            alarm = Timer(max(deadline - time.monotonic(), 0), _hang_up, [connection.sock])
            alarm.daemon = True
            alarm.start()
            try:
                if isinstance(connection.sock, SSLSocket):
                    connection.sock.do_handshake()
                path = f"{url.path or '/'}{'?' + url.query if url.query else ''}"
                connection.request("GET", path, headers={"User-Agent": self._agent, "Accept": "image/*"})
                answer = self._read(connection.getresponse())
            finally:
                alarm.cancel()
                connection.close()
        except (FetchError, OSError, HTTPException, ValueError) as error:
            if time.monotonic() < deadline:
                raise FetchError(getattr(error, "strerror", "") or str(error) or type(error).__name__) from None
        else:
            if time.monotonic() < deadline:
                return answer
        raise FetchError(f"took more than {self._most_seconds:g} seconds")

    def _read(self, response: HTTPResponse) -> bytes | str:
        where = response.getheader("Location")
        if response.status in _MOVED and where:
            return where
        if response.status != _OK:
            raise FetchError(f"the server says {response.status} {response.reason}".rstrip())
        expected = response.length
        data = bytearray()
        while chunk := response.read1(_CHUNK):
            data += chunk
            if len(data) > self._most_bytes:
                raise FetchError(f"is larger than {self._most_bytes:,} bytes")
        if expected is not None and len(data) < expected:
            raise FetchError(f"ended after {len(data):,} of {expected:,} bytes")
        return bytes(data)

    def _connection(self, url: SplitResult, seconds: float) -> HTTPConnection:
        """Connect to a host by an address that was looked at: to ask by its name again might lead to another."""
        host = str(url.hostname)
        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = [str(found[4][0]) for found in getaddrinfo(host, port, type=SOCK_STREAM)]
        allowed = [address for address in addresses if self._may_ask(address)]
        if not allowed:
            raise FetchError("its host is in a private network")
        sock = create_connection((allowed[0], port), seconds)
        if url.scheme == "http":
            plain = HTTPConnection(host, port)
            plain.sock = sock
            return plain
        secured = HTTPSConnection(host, port)
        context = create_default_context()
        secured.sock = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
        return secured


def _split(url: str, base: str) -> SplitResult:
    """Read an address as a server expects it: in ASCII. Raises FetchError where it is none of the web."""
    try:
        parts = urlsplit(urljoin(base, url))
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise FetchError("no address of the web") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchError("no address of the web")
    netloc = f"[{host}]{port}" if ":" in host else f"{host}{port}"
    path, query = (quote(part, safe=_KEPT_IN_URL) for part in (parts.path, parts.query))
    return SplitResult(parts.scheme, netloc, path, query, "")


def _hang_up(sock: socket) -> None:
    try:
        sock.shutdown(SHUT_RDWR)
    except OSError:  # it is over already
        return
