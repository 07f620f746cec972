"""A site and how to build it in; the same served on 127.0.0.1, and built again on each change, until Ctrl-C."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import socket
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

import uvicorn

from jiazhu.preview.app import LOOPBACK, preview_app
from jiazhu.preview.changes import Changes, Outcome
from jiazhu.preview.watch import changes_in


def serve(
    site: Path,
    base_url: str,
    *,
    watched: Sequence[Path],
    rebuild: Callable[[], Outcome],
    specimen: Callable[[], str],
    port: int,
    say: Callable[[str], None],
) -> None:
    """Serve a site until Ctrl-C, calling `rebuild` at first, and on each change under `watched`."""
    changes = Changes(base_url)
    listening = _socket(port)
    taken = listening.getsockname()[1]
    app = preview_app(site, changes, specimen=specimen)
    config = uvicorn.Config(app, log_level="warning", lifespan="off", timeout_graceful_shutdown=1)
    server = _Server(config, changes)

    def say_where() -> None:
        say(f"http://{LOOPBACK}:{taken}{changes.base} (Ctrl-C ends)")

    async def follow(signs: AsyncIterator[object], next_sign: Awaitable[object]) -> None:
        try:
            while True:
                await next_sign
                base = changes.base
                changes.take(await _aside(rebuild))
                changes.tell()
                if base != changes.base:
                    say_where()
                next_sign = anext(signs)
        finally:
            server.should_exit = True

    async def run() -> None:
        signs = changes_in(watched, site)
        first = asyncio.ensure_future(anext(signs))
        await asyncio.sleep(0)  # now it watches: what is saved during the first build is not missed
        changes.take(await _aside(rebuild))
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
