"""A built site in, the same served on 127.0.0.1 at its base path, and built again on each change."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from watchfiles import Change, DefaultFilter, awatch

from jiazhu.errors import Problem
from jiazhu.preview.page import EVENTS, FILES, previewed

LOOPBACK = "127.0.0.1"
STYLE = "/_style/"
SETTLE_MS = 100
"""Several quick saves make one build: changes so close together count as one."""
KEEP_ALIVE_S = 15.0


class Changes:
    """Tells every listening page of each build, and keeps the problems of the last one."""

    def __init__(self) -> None:
        self.problems: Sequence[Problem] = ()
        self._listeners: set[asyncio.Queue[str | None]] = set()

    def tell(self) -> None:
        """Tell of a build."""
        for queue in self._listeners:
            queue.put_nowait("data: built\n\n")

    def end(self) -> None:
        """End all streams."""
        for queue in self._listeners:
            queue.put_nowait(None)

    async def stream(self) -> AsyncIterator[str]:
        """Give server-sent events until the page goes away, or the server does."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listeners.add(queue)
        event: str | None = ": listening\n\n"
        try:
            while event:
                yield event
                try:
                    event = await asyncio.wait_for(queue.get(), KEEP_ALIVE_S)
                except TimeoutError:
                    event = ": still here\n\n"
        finally:
            self._listeners.discard(queue)


class _Site(StaticFiles):
    """The output folder as GitHub Pages serves it, each page with the reloading script and what went wrong."""

    def __init__(self, folder: Path, changes: Changes) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self.config_checked = True  # the first build may have failed: then there is no folder yet
        self._changes = changes

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            return self._page(f"<!doctype html><title>{error.detail}</title><body><p>{error.detail}", error.status_code)
        file = getattr(response, "path", None)
        if response.media_type != "text/html" or file is None:
            return response
        html = await asyncio.to_thread(Path(file).read_text, "utf-8")
        return self._page(html, response.status_code)

    def _page(self, html: str, status: int) -> HTMLResponse:
        return HTMLResponse(previewed(html, self._changes.problems), status, {"cache-control": "no-store"})


def preview_app(
    site: Path,
    base_url: str,
    changes: Changes,
    *,
    specimen: Callable[[], str] = str,
    lifespan: Callable[..., object] | None = None,
) -> Starlette:
    """Make the application that serves a site under the path of its base URL, to this machine's own names only.

    `specimen` gives the page that shows every component of the theme: it is in the preview, and in no site.
    """
    base = urlsplit(base_url).path.rstrip("/")

    async def events(_request: Request) -> StreamingResponse:
        return StreamingResponse(
            changes.stream(), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    async def to_base(_request: Request) -> RedirectResponse:
        return RedirectResponse(f"{base}/")

    async def style(_request: Request) -> HTMLResponse:
        return HTMLResponse(await asyncio.to_thread(specimen), headers={"cache-control": "no-store"})

    async def own(request: Request) -> Response:
        return Response(FILES[request.url.path], media_type=guess_type(request.url.path)[0])

    routes: list[Route | Mount] = [Route(EVENTS, events), *(Route(path, own) for path in FILES)]
    routes.append(Route(f"{base}{STYLE}", style))
    if base:
        routes.append(Route("/", to_base))
    routes.append(Mount(base or "/", _Site(site, changes)))
    # A page elsewhere may have its name resolve to this machine: only these names are answered.
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[LOOPBACK, "localhost"])
    return Starlette(routes=routes, middleware=[hosts], lifespan=lifespan)  # type: ignore[arg-type]  # lifespan's protocol is private


def serve(
    site: Path,
    base_url: str,
    *,
    watched: Sequence[Path],
    rebuild: Callable[[], Sequence[Problem]],
    specimen: Callable[[], str],
    port: int,
    say: Callable[[str], None],
) -> None:
    """Serve a site until Ctrl-C, calling `rebuild` at first, and on each change under `watched`."""
    changes = Changes()
    changes.problems = rebuild()
    ended = asyncio.Event()
    sources = [path.resolve() for path in watched]
    filter_ = _is_source(site.resolve())

    async def watch() -> None:
        watching = awatch(*sources, watch_filter=filter_, debounce=SETTLE_MS, step=SETTLE_MS // 2, stop_event=ended)
        try:
            async for _ in watching:
                changes.problems = await asyncio.to_thread(rebuild)
                changes.tell()
        finally:
            server.should_exit = True

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(watch())
        yield
        ended.set()
        await task

    listening = _socket(port)
    taken = listening.getsockname()[1]
    if port not in {0, taken}:
        say(f"port {port} is in use: {taken} instead")
    say(f"http://{LOOPBACK}:{taken}{urlsplit(base_url).path or '/'} (Ctrl-C ends)")
    app = preview_app(site, base_url, changes, specimen=specimen, lifespan=lifespan)
    server = _Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1), changes)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """Ends at once: the open pages would go on listening for ever."""

    def __init__(self, config: uvicorn.Config, changes: Changes) -> None:
        super().__init__(config)
        self._changes = changes

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._changes.end()
        await super().shutdown(sockets)


def _is_source(site: Path) -> Callable[[Change, str], bool]:
    """Make the filter of what a site is made of: not the site itself, which may stand among its sources."""
    by_itself = DefaultFilter()

    def is_source(change: Change, name: str) -> bool:
        path = Path(name)
        first = path.relative_to(site.parent).parts[:1] if path.is_relative_to(site.parent) else ()
        written = any(step == site.name or step.startswith(f".{site.name}.") for step in first)
        return by_itself(change, name) and not written

    return is_source


def _socket(port: int) -> socket.socket:
    """Listen on a port of this machine's loopback interface, or on a free one where it is in use."""
    for wanted in (port, 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            listening.bind((LOOPBACK, wanted))
            listening.listen()
            return listening
        listening.close()
    raise AssertionError("the system always has a free port")
