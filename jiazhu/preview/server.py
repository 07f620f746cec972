"""A site and how to build it in; the same served, and built again on each change, until Ctrl-C, out."""

from __future__ import annotations

import asyncio
import errno
import multiprocessing
import os
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import uvicorn

from jiazhu.preview.app import preview_app
from jiazhu.preview.changes import Changes, Outcome, Part
from jiazhu.preview.guard import Hosts, is_loopback
from jiazhu.preview.patience import PatientProtocol
from jiazhu.preview.watch import changes_in
from jiazhu.preview.writing.routes import Desk
from jiazhu.preview.writing.written import Writing

Signs = AsyncIterator[set[Path]]
"""The files that have changed, each time that some have."""
Rebuild = Callable[[Part, "set[Path] | None"], Outcome]
"""Builds a part of a site again, given the files that may be others now; None where nobody knows."""
QUIET_S = 2.0
"""When nothing has changed for so long, feeds, mails and the index of the search follow the pages."""


def serve(
    site: Path,
    base_url: str,
    *,
    watched: Sequence[Path],
    rebuild: Rebuild,
    specimen: Callable[[], str],
    writing: Writing | None,
    listening: socket.socket,
    host: str,
    port: int,
    say: Callable[[str], None],
) -> None:
    """Serve a site until Ctrl-C, calling `rebuild` at first, on each change of `watched`, and when it is quiet again.

    It is told which files may be others than at the last build but one of the pages alone; else it has to look. What
    pages send is written by `writing`, if there is such, and nobody else reaches the preview. `host` and `port`
    are those that were asked for.
    """
    changes = Changes(base_url)
    address, taken = listening.getsockname()[:2]
    desk = desk_at(address, writing)
    app = preview_app(site, changes, hosts=Hosts(name=host, address=address, port=taken), desk=desk, specimen=specimen)
    config = uvicorn.Config(
        app, log_level="warning", lifespan="off", timeout_graceful_shutdown=1, http=PatientProtocol, ws="none"
    )
    server = _Server(config, changes)

    def say_where() -> None:
        shown = f"[{address}]" if ":" in address else address
        only = "" if desk or not writing else "; only to read, since others reach it"
        say(f"http://{shown}:{taken}{changes.base} (Ctrl-C ends{only})")

    async def follow(signs: Signs, first: asyncio.Future[set[Path]]) -> None:
        try:
            await _follow(signs, first, changes, rebuild, say_where)
        finally:
            server.should_exit = True

    async def run() -> None:
        signs = changes_in(watched, site)
        first = asyncio.ensure_future(anext(signs))
        await asyncio.sleep(0)  # now it watches: what is saved during the first build is not missed
        changes.take(await _aside(partial(rebuild, "all", None)))
        if port not in {0, taken}:
            say(f"port {port} is in use: {taken} instead")
        say_where()
        following = asyncio.create_task(follow(signs, first))
        try:
            await server.serve(sockets=[listening])
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following

    with suppress(KeyboardInterrupt):
        asyncio.run(run())
    _leave_builds()


def desk_at(address: str, writing: Writing | None) -> Desk | None:
    """Give what the pages write at; nothing where others than this machine reach the address."""
    return Desk(writing) if writing and is_loopback(address) else None


async def _follow(
    signs: Signs, sign: asyncio.Future[set[Path]], changes: Changes, rebuild: Rebuild, moved: Callable[[], None]
) -> None:
    """Build again at each sign, and when it is quiet; call `moved` where the site is at another address then."""
    touched: set[Path] = set()
    while True:
        touched |= await sign
        base = changes.base
        changes.take(await _aside(partial(rebuild, "pages", touched)))
        changes.tell()
        if base != changes.base:
            moved()
        sign = asyncio.ensure_future(anext(signs))
        await asyncio.wait([sign], timeout=QUIET_S)
        if not sign.done():
            rest = await _aside(partial(rebuild, "rest", None))
            if not rest.problems:  # else there may be files that it has not come to
                touched.clear()
            changes.take(rest)
            changes.tell()


class _Server(uvicorn.Server):
    """Ends at once: the open pages would go on listening for ever."""

    def __init__(self, config: uvicorn.Config, changes: Changes) -> None:
        super().__init__(config)
        self._changes = changes

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._changes.end()
        await super().shutdown(sockets)


_BUILD = "build"


async def _aside(rebuild: Callable[[], Outcome]) -> Outcome:
    """Build in a thread that nobody waits for where the preview ends."""
    loop = asyncio.get_running_loop()
    built: asyncio.Future[Outcome] = loop.create_future()

    def end(outcome: Outcome | None, error: BaseException | None) -> None:
        if built.cancelled():
            return
        if error or outcome is None:
            built.set_exception(error or RuntimeError("no outcome"))
        else:
            built.set_result(outcome)

    def build() -> None:
        outcome, error = None, None
        try:
            outcome = rebuild()
        except BaseException as raised:  # noqa: BLE001 -- raised again where the outcome is awaited
            error = raised
        with suppress(RuntimeError):  # the preview has ended meanwhile
            loop.call_soon_threadsafe(end, outcome, error)

    threading.Thread(target=build, name=_BUILD, daemon=True).start()
    return await built


def _leave_builds() -> None:
    """End now, where a build is under way: it leaves the last good site in place, as any build that is killed does."""
    if any(thread.name == _BUILD for thread in threading.enumerate()):
        for process in multiprocessing.active_children():
            process.kill()
        sys.stdout.flush()
        os._exit(0)


def listen(host: str, port: int) -> socket.socket:
    """Listen on a port of an interface, by its name or address, or on a free one where the port is in use.

    Raises OSError where there is no such interface, or nobody may listen on the port.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    for wanted in (port, 0):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address[0], wanted))
            listening.listen()
        except OSError as error:
            listening.close()
            if not wanted or error.errno != errno.EADDRINUSE:
                raise
        else:
            return listening
    raise AssertionError("the last try returns or raises")
