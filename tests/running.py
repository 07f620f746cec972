"""A content folder in; a preview of it, as a process of its own, out."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
PATIENCE_S = 60.0
"""How long to wait for what takes a moment on an idle machine: no test is to fail because others run beside it."""


class Running:
    """A preview as its own process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self._reader = threading.Thread(target=lambda: self.said.extend(iter(process.stdout.readline, "")), daemon=True)
        self._reader.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.wait_for(r"http://127\.0\.0\.1:(\d+)/watch/")[1])

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait until it has said something."""
        return until(lambda: re.search(pattern, "".join(self.said)))

    def get(self, path: str) -> str:
        """Ask for a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        connection.request("GET", path)
        text = connection.getresponse().read().decode()
        connection.close()
        return text

    def end(self) -> int:
        """Press Ctrl-C; give its status."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        return status


def until(condition):
    """Wait until something holds; give what it gave."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("waited in vain")


@contextmanager
def serving(content, *options):
    """Serve a content folder as an editor does."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"}
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests run with `&` ignore it: so would this
    process = subprocess.Popen(
        [sys.executable, str(REPOSITORY / "build.py"), "serve", *options],
        cwd=content.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    signal.signal(signal.SIGINT, before)
    try:
        yield Running(process)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
