"""A folder of content in; what its files are after each of many saves that were killed at a random moment, out.

A program of its own: it forks, which a process with threads, such as that of the tests, had better not.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from jiazhu.config import load_config
from jiazhu.library.saving import file_hash
from jiazhu.preview.writing.written import Writing

SLUG = "one"
SAVES = 3
"""A child is killed within the time that so many of its rounds take on this machine, now."""


def saves(content: Path, block: str) -> Iterator[None]:
    """Save for ever: a long translation that says how often it was saved, and each time a note more."""
    folder = content / "articles" / SLUG
    writing = Writing(content, lambda: load_config(content / "digest.toml"))
    number = 0
    while True:
        number += 1
        words = f"{number} " * 5_000
        said = {"language": "en", "part": block, "text": words, "state": "draft"}
        writing.save(SLUG, "translation", _form(folder / "en.md", **said))
        place = {"quote": "正文", "language": "zh", "at": "body"}
        note = {"place": place, "kind": "context", "note": {"en": f"Note {number}. {words}"}}
        writing.save(SLUG, "note", _form(folder / "notes.yaml", **note))
        yield


def _form(path: Path, **said: object) -> bytes:
    return json.dumps({"hash": file_hash(path), **said}).encode()


def seconds_of(content: Path, block: str) -> float:
    """Tell how long a round of saves takes, its process being begun with it."""
    heard, saying = os.pipe()
    start = time.monotonic()
    child = os.fork()
    if not child:
        next(saves(content, block))
        os.write(saying, b".")
        os._exit(0)
    os.read(heard, 1)
    os.waitpid(child, 0)
    os.close(heard)
    os.close(saying)
    return time.monotonic() - start


def killed_save(content: Path, block: str, after: float) -> int:
    """Begin to save in a process, kill it after so many seconds; give how many saves it said were done."""
    heard, saying = os.pipe()
    child = os.fork()
    if not child:
        os.close(heard)
        for _ in saves(content, block):
            os.write(saying, b".")
        os._exit(1)
    os.close(saying)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(heard, "rb") as pipe:
        return len(pipe.read())


def main(folder: str, block: str, times: str) -> None:
    """Kill so many saves, each into files that begin anew, and print what became of them."""
    content = Path(folder)
    article = content / "articles" / SLUG
    start = {path.name: path.read_bytes() for path in article.iterdir()}
    chance = random.Random(20231118)
    found = []
    longest = SAVES * seconds_of(content, block)
    for _ in range(int(times)):
        for path in article.iterdir():
            if path.name not in start and not path.name.endswith(".new"):  # what a killed save left may stay
                path.unlink()
        for name, data in start.items():
            (article / name).write_bytes(data)
        done = killed_save(content, block, chance.uniform(0, longest))
        names = ("en.md", "notes.yaml")
        texts = {name: (article / name).read_text("utf-8") if (article / name).exists() else "" for name in names}
        found.append({"done": done, **texts})
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
