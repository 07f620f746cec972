"""An application in; the same out, for this machine's own names only, and in nobody's frame."""

from __future__ import annotations

from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jiazhu.record import Record

HEADERS = {
    "content-security-policy": "frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""No other site may show what is answered, load it, or hold a window of it. There are no CORS headers at all."""


def is_loopback(address: str) -> bool:
    """Tell whether nothing but this machine reaches an address."""
    return ip_address(address).is_loopback


class Hosts(Record):
    """What `Host` may say: a page elsewhere may have a name of its own resolve to this machine (DNS rebinding)."""

    name: str
    """What somebody asked to listen on, by name or address."""
    address: str
    """What that is."""
    port: int

    def knows(self, asked: str) -> bool:
        """Tell whether a request is for this preview."""
        name, colon, port = asked.lower().rpartition(":")
        if not colon or port.endswith("]"):  # HTTP's own port, which browsers leave out
            name, port = asked.lower(), "80"
        if port != str(self.port):
            return False
        name = name.removeprefix("[").removesuffix("]") if name.startswith("[") else name
        known = {self.name, self.address, *(["localhost"] if is_loopback(self.address) else [])}
        return name in known or (ip_address(self.address).is_unspecified and _is_address(name))


def _is_address(name: str) -> bool:
    """Tell whether a name is an address, which nobody's name server can have a say in."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class Guarded:
    """Answers requests for known hosts only, and puts the headers on all answers."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if scope["type"] != "http":
            return
        asked = Headers(scope=scope).getlist("host")
        refused = PlainTextResponse("This is a preview, and not the host that you ask for.\n", 421)
        known = len(asked) == 1 and self._hosts.knows(asked[0])
        await (self._app if known else refused)(scope, receive, send_on)
