"""A browser in; its tabs, each used again by the next test as if it were new, out: to begin one takes half a second."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

BLANK = "about:blank"
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def answer_with_picture(route: Route) -> None:
    """Answer whatever is asked for with an empty picture."""
    route.fulfill(status=200, content_type="image/svg+xml", body=EMPTY)


class Tabs:
    """Those of a site at an address: with script and without."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._site = browser, address
        self._free: dict[bool, list[Page]] = {True: [], False: []}
        self._taken: list[tuple[bool, Page]] = []

    def take(self, *, width: int, scheme: str, script: bool, pictures: bool) -> Page:
        """Give an empty tab, whose `errors` are what its console will say; what it asks of other hosts is a picture.

        Without `pictures` it gets no answer at all.
        """
        tab = self._free[script].pop() if self._free[script] else self._begin(script)
        self._taken.append((script, tab))
        tab.errors = []
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(media="null", color_scheme=scheme, forced_colors="null")
        elsewhere = re.compile(f"^(?!{re.escape(self._site)})")
        tab.context.route(elsewhere, answer_with_picture if pictures else lambda route: route.abort())
        return tab

    def put_back(self) -> None:
        """Forget what was done in the tabs that were taken: pages, routes, what is stored, where the pointer was."""
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(self._site))
        for script, tab in self._taken:
            tab.unroute_all()
            tab.context.unroute_all()
            tab.goto(BLANK)
            tab.mouse.move(0, 0)
            session = tab.context.new_cdp_session(tab)
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
            session.detach()
            self._free[script].append(tab)
        self._taken.clear()

    def _begin(self, script: bool) -> Page:
        tab = self._browser.new_context(java_script_enabled=script).new_page()
        tab.on("console", lambda message: tab.errors.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: tab.errors.append(str(error)))
        return tab
