"""From a save to the changed words in a browser: `serve` beside `hugo server`, in one run.

    make benchmark-preview PEERS=folder [EDITS=15] [POSTS="100 5000"]

`folder` holds the peers (`install.sh` has been run, and the posts are made); the posts are those of the build's
benchmark, in this project with everything on. A paragraph is written to the end of a post's file, and the open page of
that post is asked every 2 ms until it shows the words. Prints the median, the fastest and the slowest, in ms, and how
long each takes from its start until it answers, with what an earlier run has left.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from build import MEMORY, REPOSITORY, write_content

CHROMIUM = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE_S = 300.0
LOST_S = 10.0
"""A page that does not show an edit after so long was not told of it."""
PAUSE_S = 0.4
"""Between two edits: what the one before has left to do is not that of the next."""


def main(peers: Path, edits: int, *sizes: int) -> None:
    """Measure sites of so many posts each, one after the other."""
    for posts in sizes:
        measure(peers, edits, posts)


def measure(peers: Path, edits: int, posts: int) -> None:
    """Measure both previews, one after the other."""
    home = Path(os.environ.get("PEERS_HOME", Path.home() / ".peers"))
    source = home / "content" / str(max(1000, posts))
    if not any(source.glob("*.md")):
        raise SystemExit(f"{source} holds no posts: make them as {peers}/make_content.py says, and set PEERS_HOME")
    with (
        tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as scratch,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        page = browser.new_page()
        slug = f"post-{posts // 2:05}"

        content = Path(scratch) / "jiazhu" / "content"
        write_content(chosen(source, Path(scratch) / "posts", posts), content, "", ("zh",))
        port = free_port()
        command = [sys.executable, str(REPOSITORY / "build.py"), "serve", "--quiet", "--port", str(port)]
        address = f"http://127.0.0.1:{port}/zh/articles/{slug}/"
        with serving(command, content.parent, address):
            pass  # the cache is warm now
        with serving(command, content.parent, address) as started:
            show("jiazhu serve", posts, started, edit(page, address, content / "articles" / slug / "zh.md", edits))

        folder = Path(scratch) / "hugo"
        shutil.copytree(peers / "hugo", folder)
        shutil.copytree(Path(scratch) / "posts", folder / "content" / "posts")
        port = free_port()
        hugo = next(home.glob("hugo/lib/python3.*/site-packages/hugo/binaries/hugo"), Path("hugo"))
        command = [str(hugo), "server", "--quiet", "--port", str(port), "--baseURL", f"http://127.0.0.1:{port}/"]
        address = f"http://127.0.0.1:{port}/posts/{slug}/"
        with serving(command, folder, address) as started:
            show("hugo server", posts, started, edit(page, address, folder / "content/posts" / f"{slug}.md", edits))
        browser.close()


def chosen(source: Path, folder: Path, posts: int) -> Path:
    """Copy the first posts."""
    folder.mkdir()
    for path in sorted(source.glob("*.md"))[:posts]:
        shutil.copy(path, folder)
    return folder


@contextmanager
def serving(command: Sequence[str], folder: Path, address: str) -> Iterator[float]:
    """Run a server; give the seconds until it answered."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    try:
        while time.monotonic() < start + PATIENCE_S:
            try:
                urllib.request.urlopen(address).close()  # noqa: S310 -- this machine's own
                break
            except OSError:
                time.sleep(0.01)
        yield time.monotonic() - start
    finally:
        process.terminate()
        process.wait()


def edit(page: Page, address: str, file: Path, edits: int) -> list[float]:
    """Edit a file so many times; give the seconds until the open page shows each edit, the first left out.

    A page that is not told of an edit is opened again; such edits are left out, too.
    """
    page.goto(address)
    page.wait_for_timeout(1500)
    found = []
    for number in range(edits + 1):
        words = f"Edited for the time {number}."
        with file.open("a", encoding="utf-8") as text:
            text.write(f"\n\n{words}\n")
        start = time.monotonic()
        while not shows(page, words) and time.monotonic() < start + LOST_S:
            time.sleep(0.002)
        if time.monotonic() < start + LOST_S:
            found.append(time.monotonic() - start)
        else:
            page.goto(address)
        time.sleep(PAUSE_S)
    return found[1:]


def shows(page: Page, words: str) -> bool:
    """Tell whether an open page shows words; none is while it loads."""
    try:
        return bool(page.evaluate("words => document.body.textContent.includes(words)", words))
    except Error:
        return False


def free_port() -> int:
    """Find a port that is free now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def show(name: str, posts: int, started: float, found: Sequence[float]) -> None:
    """Print what was found."""
    median, fast, slow = (1000 * value for value in (statistics.median(found), min(found), max(found)))
    span = f"{median:.0f} ms ({fast:.0f}-{slow:.0f}, {len(found)} edits)"
    print(f"{name:13} {posts} posts: median {span}, answers after {started:.2f} s", flush=True)


if __name__ == "__main__":
    given = list(map(int, sys.argv[2:]))
    main(Path(sys.argv[1]), *(given[:1] or [15]), *(given[1:] or [100, 5000]))
