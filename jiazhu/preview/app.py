"""A built site and what came of its builds in; the application that serves both below the base path out."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from email.utils import formatdate
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from jiazhu.errors import JiazhuError
from jiazhu.preview.changes import Changes
from jiazhu.preview.guard import Guarded, Hosts
from jiazhu.preview.hosting import find_file, needs_slash, type_of
from jiazhu.preview.page import EVENTS, FILES, previewed
from jiazhu.preview.writing.routes import Desk

STYLE = "_style/"
_FRESH = {"cache-control": "no-cache"}
"""Kept by a browser, and asked for again each time: mostly the answer is 304."""


def preview_app(
    site: Path,
    changes: Changes,
    *,
    hosts: Hosts,
    desk: Desk | None = None,
    specimen: Callable[[], str] = str,
) -> Starlette:
    """Make the application that serves a site as GitHub Pages does, under these `hosts` only.

    Nothing can be written without a `desk`. `specimen` gives the page that shows every component of the theme: it is in
    the preview, and in no site.
    """

    async def events(_request: Request) -> StreamingResponse:
        return StreamingResponse(
            changes.stream(), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    async def own(request: Request) -> Response:
        path = request.scope["path"]
        return Response(FILES[path], media_type=type_of(Path(path)), headers=_FRESH)

    async def any_other(request: Request) -> Response:
        path: str = request.scope["path"]
        if not path.startswith(changes.base):
            known = path in {"/", changes.base.rstrip("/")}
            moved = changes.base if known else changes.moved(path)
            return RedirectResponse(moved, headers=_FRESH) if moved else _missing(site, changes)
        path = path.removeprefix(changes.base)
        if path == STYLE:
            return await asyncio.to_thread(_specimen, request, specimen, changes)
        return await asyncio.to_thread(_sent, request, site, path, changes, desk)

    routes = [
        Route(EVENTS, events),
        *(Route(path, own) for path in FILES),
        *(desk.routes if desk else []),
        Route("/{path:path}", any_other),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guarded, hosts=hosts)])


def _sent(request: Request, site: Path, path: str, changes: Changes, desk: Desk | None) -> Response:
    """Answer with the file of a path below the base."""
    file = find_file(site, path)
    if file is None:
        return _missing(site, changes)
    if needs_slash(site, path, file):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{changes.base}{path}/{query}", 301, _FRESH)
    if file.suffix == ".html":
        scripts = desk.scripts(file.relative_to(site).parts) if desk else ""
        return _page(request, file, changes, scripts)
    sent = FileResponse(file, headers=_FRESH, media_type=type_of(file), stat_result=file.stat())
    return _not_modified(sent.headers) if _has(request, sent.headers) else sent


def _missing(site: Path, changes: Changes) -> Response:
    """Answer with the site's own page for what is not there; the first build may have failed, and there is none."""
    file = find_file(site, "404.html")
    html = file.read_text(encoding="utf-8") if file else "<!doctype html><title>404</title><body><p>Not Found"
    return HTMLResponse(previewed(html, changes), 404, _FRESH)


def _specimen(request: Request, specimen: Callable[[], str], changes: Changes) -> Response:
    try:
        html = specimen()
    except JiazhuError:  # what is wrong with the theme or the settings stopped the last build, too: the panel shows it
        return HTMLResponse(previewed("<!doctype html><title>500</title><body>", changes), 500, _FRESH)
    return _html(request, previewed(html, changes), {})


def _page(request: Request, file: Path, changes: Changes, scripts: str) -> Response:
    html = previewed(file.read_text(encoding="utf-8"), changes, scripts)
    return _html(request, html, {"last-modified": formatdate(file.stat().st_mtime, usegmt=True)})


def _html(request: Request, html: str, headers: Mapping[str, str]) -> Response:
    """Send a page, known by its own bytes: the problems shown on it may be others than when its file was written."""
    tag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    sent = HTMLResponse(html, headers={**_FRESH, **headers, "etag": tag})
    return _not_modified(sent.headers) if _has(request, {"etag": tag}) else sent


def _has(request: Request, headers: Mapping[str, str]) -> bool:
    """Tell whether who asks has it already (RFC 9110, 13.1): a tag is believed before a date."""
    tags = request.headers.get("if-none-match")
    if tags is None:
        return headers.get("last-modified", "") == request.headers.get("if-modified-since")  # as nginx: that very date
    return any(tag.strip().removeprefix("W/") in {headers["etag"], "*"} for tag in tags.split(","))


def _not_modified(headers: Mapping[str, str]) -> Response:
    kept = {name: headers[name] for name in ("cache-control", "etag", "last-modified") if name in headers}
    return Response(status_code=304, headers=kept)
