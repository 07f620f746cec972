"""A request that would read or write for the forms in; its body out, or why it is refused."""

from __future__ import annotations

import asyncio
import secrets

from starlette.requests import ClientDisconnect, Request

from jiazhu.limits import FORM_BYTES, FORM_SECONDS

TOKEN = "x-jiazhu-token"  # noqa: S105 -- the name of the header


class RefusedError(Exception):
    """Raised where a request is none of our own pages'."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class Gate:
    """Knows the token of this run, which only our own pages are given."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)

    def check_read(self, request: Request) -> None:
        """Let a request in that knows the token. Raises RefusedError.

        A page of another site cannot have it: it cannot read our pages, and no request across sites may carry a header
        of ours unless we say so (CORS).
        """
        given = request.headers.getlist(TOKEN)
        if len(given) != 1 or not secrets.compare_digest(given[0].encode(), self.token.encode()):
            raise RefusedError(403, "the token is missing or that of an earlier run: load the page again")
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise RefusedError(403, "from another site")

    async def read_write(self, request: Request) -> bytes:
        """Read the body of a request that may write. Raises RefusedError."""
        self.check_read(request)
        if request.headers.getlist("origin") != [f"http://{request.headers['host']}"]:
            raise RefusedError(403, "from another site")
        if request.headers.getlist("content-type") not in (["application/json"], ["application/json; charset=utf-8"]):
            raise RefusedError(415, "expected application/json")
        body = bytearray()
        try:
            async with asyncio.timeout(FORM_SECONDS):
                async for piece in request.stream():
                    body += piece
                    if len(body) > FORM_BYTES:
                        raise RefusedError(413, f"more than {FORM_BYTES // 1024} KB")
        except TimeoutError:
            raise RefusedError(408, "the form did not come in time") from None
        except ClientDisconnect:
            raise RefusedError(400, "half a form") from None
        return bytes(body)
