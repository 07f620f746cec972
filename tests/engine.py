"""What a reader looks for in, what the theme's search engine finds in an index out: run by node."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from jiazhu.site.theme import DEFAULT_THEME

DRIVER = Path(__file__).with_suffix(".mjs")
NODE = shutil.which("node")


class Engine:
    """The search engine of the search page, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        assert NODE
        # By this ending node knows a module.
        script = folder / "search-index.mjs"
        shutil.copyfile(DEFAULT_THEME / "static" / "search-index.js", script)
        command = [NODE, str(DRIVER), str(script)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def find(self, index: Path, query: str, **more: object) -> Any:
        """Look for something in the index in a folder: see the driver."""
        return self._ask({"find": query, "in": str(index), **more})

    def units(self, text: str, tokens: dict[str, object]) -> list[tuple[int, str]]:
        """Give the units of a text with their places, as the page reads a query."""
        return [(place, unit) for place, unit in self._ask({"units": text, "tokens": tokens})]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _ask(self, question: dict[str, object]) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())
