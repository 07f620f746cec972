"""How long it takes to find a thousand names in a million characters of articles.

    make benchmark-names FRAGMENTS=folder

The fragments are imported and rendered as a build does it once; what is measured is the search for names in the HTML
of the blocks. The names are the strings of two to five Han that stand most often between punctuation and the like, so
that each is found. Prints seconds (the median of the rounds) and how many mentions there are.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections import Counter
from itertools import cycle
from pathlib import Path

from jiazhu.errors import JiazhuError
from jiazhu.ingest.convert import convert_fragment
from jiazhu.library.blocks import read_blocks
from jiazhu.library.entities import names_of
from jiazhu.library.mentions import find_mentions, text_of
from jiazhu.library.sources import load_sources
from jiazhu.model import Entity

ROUNDS = 5
CHARACTERS = 1_000_000
NAMES = 1_000
SOURCES = Path(__file__).parents[1] / "content" / "sources"
_CANDIDATE = re.compile("[\u4e00-\u9fff]{2,5}")


def main(folder: Path) -> None:
    """Measure on the fragments of a folder; they are repeated where they are too few."""
    texts = articles(folder)
    articles_read, size = [], 0
    for blocks in cycle(texts):
        articles_read.append(blocks)
        size += sum(len(text_of(html)) for html in blocks)
        if size >= CHARACTERS:
            break
    found = Counter(name for blocks in texts for html in blocks for name in _CANDIDATE.findall(text_of(html)))
    entities = {
        f"e{number}": Entity(id=f"e{number}", type="Concept", name={"zh": name})
        for number, (name, _) in enumerate(found.most_common(NAMES))
    }
    print(f"{len(articles_read)} articles of {size} characters, {len(entities)} names, median of {ROUNDS} rounds")
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        names = names_of(entities, "zh")
        mentions = sum(len(find_mentions(names, blocks=blocks)) for blocks in articles_read)
        times.append(time.perf_counter() - start)
    print(f"{'names found in':24}{statistics.median(times):8.3f} s")
    print(f"{'mentions':24}{mentions:8}")


def articles(folder: Path) -> list[list[str]]:
    """Import the fragments of a folder; give the HTML of each article's blocks."""
    sources = list(load_sources(SOURCES).values())
    texts = []
    for path in sorted(folder.glob("*.txt")):
        try:
            converted = convert_fragment(path.read_bytes(), path, sources)
        except JiazhuError:
            continue
        texts.append([block.text.html for block in read_blocks(converted.body)])
    return texts


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else SOURCES.parent / "raw")
