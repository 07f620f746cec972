"""How an archive is taken in and built, once: time, peak memory, articles a second, and what was wrong.

    make benchmark-fragments FRAGMENTS=folder [COUNT=100000]

The fragments of the folder are varied until there are enough: each has another character in the place of one in four
of its Chinese ones, and another letter in that of each, so that none is the copy of another; an address of its own, and
an hour of its own within ten years. The other characters are drawn as often as they stand in the fragments: with rare
ones, no two texts would share a word, and the index of the search were larger than any language makes it. It is all
written where TMPDIR says, else to memory where there is such a folder.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import ascii_lowercase

from jiazhu.errors import JiazhuError
from jiazhu.ingest.convert import convert_fragment
from jiazhu.ingest.fragment import parse_fragment
from jiazhu.model import Fragment

REPOSITORY = Path(__file__).parents[1]
HOSTS = 12
SHARE = 0.25
START, END = 1_420_070_400, 1_735_689_600  # 2015 to 2024
DIGEST = """\
title = { zh = "档案", en = "Archive" }
base_url = "https://example.org/archive/"
languages = ["zh", "en"]
authority = "example.org,2023"
feeds = "summary"
topic_feeds = false
metadata.cards = false
"""
"""Feeds are as an archive of that size would have them: with all texts in each of them, they were the largest part."""
_MARKUP = re.compile(r"(<[^>]*>|&#?\w+;)")
_HAN = re.compile("[\u4e00-\u9fff]")
_KIND = re.compile(r": (error|warning): (.*?)(?: \(.*)?$")


def main(folder: Path, count: int) -> None:
    """Write fragments, import and build them."""
    given = list(readable(folder))
    every = "".join(_HAN.findall("".join(fragment.html for fragment in given)))
    memory = "/dev/shm"  # noqa: S108 -- so that the disk is not what is measured
    is_there = "TMPDIR" not in os.environ and os.access(memory, os.W_OK)
    place = Path(tempfile.mkdtemp(dir=memory if is_there else None))
    try:
        raw = place / "content" / "raw"
        raw.mkdir(parents=True)
        (place / "content" / "digest.toml").write_text(DIGEST, encoding="utf-8")
        size = sum(write(raw, number, given[number % len(given)], every, count) for number in range(count))
        print(f"{count:,} fragments of {size / count / 1000:.0f} KB on average, made of {len(given)}, in {place}")
        for command in ("import", "build"):
            run(place, command, count)
        articles = sum(1 for _ in (place / "content" / "articles").iterdir())
        files = sum(len(names) for _, _, names in os.walk(place / "site"))
        print(f"{articles:,} articles, {files:,} files of the site")
    finally:
        shutil.rmtree(place)


def readable(folder: Path) -> Iterator[Fragment]:
    """Go through the fragments of a folder that become articles."""
    for path in sorted(folder.rglob("*.txt")):
        try:
            convert_fragment(path.read_bytes(), path, [])
        except JiazhuError:
            continue
        yield parse_fragment(path.read_bytes(), path.name, path)


def write(raw: Path, number: int, fragment: Fragment, every: str, count: int) -> int:
    """Write a variation of a fragment, with characters of `every` one; give its size."""
    chance = random.Random(number)  # noqa: S311 -- the same each time
    written = [char for char in sorted(set(_HAN.findall(fragment.title + fragment.html))) if chance.random() < SHARE]
    others = [chance.choice(every) for _ in written]
    letters = chance.sample(ascii_lowercase, len(ascii_lowercase))
    table = str.maketrans(dict(zip([*written, *ascii_lowercase], [*others, *letters], strict=True)))
    parts = _MARKUP.split(fragment.html)
    parts[::2] = [part.translate(table) for part in parts[::2]]
    epoch = START + (END - START) * number // count
    title = fragment.title.translate(table) or "题"
    url = f"https://n{number % HOSTS}.example.org/{number}"
    data = f"<!--{epoch}000-->\n[{title}]({url})\n------\n\n{''.join(parts)}\n".encode()
    (raw / f"{number:06}.txt").write_bytes(data)
    return len(data)


def run(place: Path, command: str, count: int) -> None:
    """Run a command of the program, and print what it took."""
    options = ["--content", str(place / "content")]
    if command == "build":
        options += ["--output", str(place / "site")]
    start = time.perf_counter()
    arguments = [sys.executable, str(REPOSITORY / "build.py"), command, *options]
    done = subprocess.run(arguments, cwd=place, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{command:8}{seconds:9.1f} s{count / seconds:9.1f} a second, status {done.returncode}, {peak:.0f} MB at most"
    )
    print(f"        {done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr[-300:]}")
    faults = Counter(
        f"{found[1]}: {_words(found[2])}" for found in map(_KIND.search, done.stderr.splitlines()) if found
    )
    for fault, times in faults.most_common(12):
        print(f"        {times:7,} × {fault}")


def _words(text: str) -> str:
    """Reduce a fault to what many have in common."""
    return re.sub(r"`[^`]*`|“[^”]*”|\d[\d.,]*", "…", text)[:90]


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit("usage: make benchmark-fragments FRAGMENTS=folder [COUNT=100000]")
    main(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 100_000)
