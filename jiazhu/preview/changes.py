"""What came of each build in; what every open page is told of it, as server-sent events, out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Literal
from urllib.parse import unquote

from jiazhu.errors import Problem
from jiazhu.preview.problems import problems_panel
from jiazhu.record import Record
from jiazhu.site.urls import Urls

KEEP_ALIVE_S = 5.0
"""So often a stream says which build there is: a page that missed one is behind no longer than that."""


Part = Literal["all", "pages", "rest"]
"""What a build makes: everything; after a change what a reader sees; and when it is quiet again, what was left then."""


class Outcome(Record):
    """What came of a build."""

    base_url: str
    """Of the settings as they are now; empty where they could not be read."""
    problems: tuple[Problem, ...]


class Changes:
    """Keeps what came of the last build, and tells every listening page of each."""

    def __init__(self, base_url: str) -> None:
        self.base = unquote(Urls(base_url).base_path)
        """The path that the site is below, with a slash at both ends."""
        self.panel = ""
        """HTML that shows what is wrong; empty where nothing is."""
        self.build = time.time_ns() // 1_000_000
        """Grows with each build, and from one run of the preview to the next."""
        self._bases = {self.base}
        self._listeners: set[asyncio.Queue[bool]] = set()

    def take(self, outcome: Outcome) -> None:
        """Take what came of a build; a site whose settings cannot be read stays where it is."""
        if outcome.base_url:
            self.base = unquote(Urls(outcome.base_url).base_path)
            self._bases.add(self.base)
        self.panel = problems_panel(outcome.problems)
        self.build += 1

    def tell(self) -> None:
        """Tell of the last build."""
        for queue in self._listeners:
            queue.put_nowait(True)

    def end(self) -> None:
        """End all streams."""
        for queue in self._listeners:
            queue.put_nowait(False)

    def moved(self, path: str) -> str:
        """Give the address of a page that was below an earlier base path; empty where it was below none."""
        for base in sorted(self._bases - {self.base}, key=len, reverse=True):
            if path.startswith(base):
                return self.base + path.removeprefix(base)
        return ""

    async def stream(self) -> AsyncIterator[str]:
        """Give events, each the number of the last build, until the page goes away or the server does."""
        queue: asyncio.Queue[bool] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield f"retry: 500\ndata: {self.build}\n\n"
            while True:
                try:
                    if not await asyncio.wait_for(queue.get(), KEEP_ALIVE_S):
                        return
                except TimeoutError:
                    pass
                yield f"data: {self.build}\n\n"
        finally:
            self._listeners.discard(queue)
