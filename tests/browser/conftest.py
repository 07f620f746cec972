"""Fixtures: the sample site in a browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from running import PATIENCE_S

from browser.axe import DESK, LOOKS, PHONE
from browser.tabs import Tabs

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BASE = "/watch/"

expect.set_options(timeout=PATIENCE_S * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder as those that drive a browser, and skip them where there is none."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"))


class _AtBase(SimpleHTTPRequestHandler):
    """Serves a folder below the base path."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BASE.rstrip("/")) if path.startswith(BASE) else "/none")

    def log_message(self, *_: object) -> None:
        """Say nothing: tests speak."""


@contextmanager
def serving_site(folder: Path) -> Iterator[str]:
    """Serve a site; give the address of its door."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_AtBase, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()


@pytest.fixture(scope="package")
def address(sample_site: Path) -> Iterator[str]:
    """Serve the sample site; give the address of its door."""
    with serving_site(sample_site) as door:
        yield door


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start the browser, once; it ends with the tests of this folder: what drives it lets no other loop run beside."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield started
        started.close()


@pytest.fixture(params=["telling", pytest.param("all", marks=pytest.mark.slow)])
def looks(request) -> list[tuple[str, int]]:
    """Give how a page is looked at to see whether everybody can read it: in which colours, at which width."""
    return LOOKS if request.param == "telling" else [*product(("light", "dark"), (PHONE, DESK))]


@pytest.fixture(scope="package")
def tabs(browser: Browser, address: str) -> Tabs:
    """Give the tabs of the sample site."""
    return Tabs(browser, address)


@pytest.fixture
def open_page(tabs: Tabs, address: str):
    """Give a function that opens a page of the site; what is asked of other hosts is answered with an empty picture.

    Without `pictures` it is not answered at all.
    """

    def opened(
        page: str, *, width: int = 1280, scheme: str = "light", script: bool = True, pictures: bool = True
    ) -> Page:
        tab = tabs.take(width=width, scheme=scheme, script=script, pictures=pictures)
        tab.goto(address + page)
        return tab

    yield opened
    tabs.put_back()
