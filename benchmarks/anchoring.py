"""How well words that a note quotes are found again in a text that was edited, and how long that takes.

    make benchmark-anchoring FRAGMENTS=folder

The folder holds fragments, or articles. From each text quotes are drawn that stand, with 16 characters of context on
each side, in one place only; not from pictures and addresses, which nobody quotes. Then the text is edited, and the
benchmark keeps track of where each character goes. Of the place that is found and the true one,

* right: both hold at least 80 % of the longer one's characters (of 8 characters, it may be off by one);
* wrong: they hold less than 50 %, or there is a place though the words were deleted, or others put in their place;
* orphan: no place is found, or several that are as good; of deleted words, that is as it should be.

Prints these in percent of the quotes, how places were found, and the milliseconds of CPU that a note took: the median,
and the 95th percentile.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from jiazhu.errors import JiazhuError
from jiazhu.ingest.convert import convert_fragment
from jiazhu.library.frontmatter import split
from jiazhu.library.sources import load_sources
from jiazhu.text.blocks import split_blocks
from jiazhu.text.quotes import CONTEXT, Found, exact_places, find_quote

SOURCES = Path(__file__).parents[1] / "content" / "sources"
SEED = 1
NEW = -1
ADDRESS = re.compile(r"https?://[!-~]+")
LENGTHS = ((2, 3), (4, 7), (8, 15), (16, 40))
ROUNDS = 4
"""Quotes of each length a text."""
COLUMNS = ("right", "wrong", "orphan", "exact", "moved", "approximate")
RIGHT, WRONG = 0.8, 0.5
LEAST = 200
"""Characters of a text worth drawing from."""


class Block(NamedTuple):
    """A block of a text."""

    words: str
    is_image: bool


class Text(NamedTuple):
    """The characters of a text, each with its place in the text it was made from, or `NEW`."""

    chars: list[str]
    places: list[int]
    blocks: list[int]
    """Where each block begins, and the end of the last; no more once the text was edited."""


class Quote(NamedTuple):
    """Words of a text."""

    start: int
    end: int


Edit = Callable[[Text, Quote, str, random.Random], Text]


def main(folder: Path) -> None:
    """Measure on the texts of a folder."""
    texts = list(load(folder))
    plains = ["".join(block.words for block in blocks) for blocks in texts]
    pool, size = "".join(plains), statistics.median(map(len, plains))
    print(f"{len(texts)} texts, {size:.0f} characters in the median; seed {SEED}")
    print(f"{'':34}" + "".join(f"{name:>8.7}" for name in ("quotes", *COLUMNS, "ms", "p95")))
    for name, edit in EDITS.items():
        for least, most in LENGTHS:
            rng = random.Random(f"{SEED} {name} {least}")  # noqa: S311 -- no secret
            print(f"{name:26}{f'{least}-{most}':>8}{measure(texts, pool, edit, (least, most), rng)}")


def load(folder: Path) -> Iterator[list[Block]]:
    """Read the blocks of each fragment, or of each text of an article."""
    sources = list(load_sources(SOURCES).values())
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*/*.md")]):
        try:
            body = (
                convert_fragment(path.read_bytes(), path, sources).body
                if path.suffix == ".txt"
                else split(path.read_text(encoding="utf-8"), path)[1]
            )
        except JiazhuError:
            continue  # there are fragments from which no article can be made
        blocks = [Block(block.plain, "<img" in block.html) for block in split_blocks(body)]
        if sum(len(block.words) for block in blocks if not block.is_image) >= LEAST:
            yield [block for block in blocks if block.words]


def measure(texts: list[list[Block]], pool: str, edit: Edit, lengths: tuple[int, int], rng: random.Random) -> str:
    """Edit each text for each quote drawn from it, and write the row of what was found."""
    results: Counter[str] = Counter()
    times: list[float] = []
    for blocks in texts:
        plain = "".join(block.words for block in blocks)
        quotable = mask(blocks)
        for _ in range(ROUNDS):
            quote = draw(plain, quotable, lengths, rng)
            if not quote:
                continue
            before, after = plain[max(0, quote.start - CONTEXT) : quote.start], plain[quote.end : quote.end + CONTEXT]
            edited = edit(fresh(blocks), quote, pool, rng)
            text = "".join(edited.chars)
            begin = time.process_time()
            found = find_quote(text, plain[quote.start : quote.end], before, after)
            times.append(1000 * (time.process_time() - begin))
            results[judge(found, edited, quote)] += 1
            if found:
                results[found.how] += 1
    shares = "".join(f"{100 * results[name] / len(times):8.1f}" for name in COLUMNS)
    return f"{len(times):8}{shares}{statistics.median(times):8.2f}{statistics.quantiles(times, n=20)[-1]:8.2f}"


def mask(blocks: list[Block]) -> str:
    """Write NULs for what nobody quotes: pictures, and addresses."""
    parts = ["\0" * len(block.words) if block.is_image else block.words for block in blocks]
    return ADDRESS.sub(lambda address: "\0" * len(address[0]), "".join(parts))


def draw(plain: str, quotable: str, lengths: tuple[int, int], rng: random.Random) -> Quote | None:
    """Draw words that, with their context, stand in one place."""
    for _ in range(20):
        length = rng.randint(*lengths)
        start = rng.randrange(len(plain) - length)
        quote = Quote(start, start + length)
        if "\0" in quotable[start : quote.end]:
            continue
        context = plain[max(0, start - CONTEXT) : start], plain[quote.end : quote.end + CONTEXT]
        if len(exact_places(plain, plain[start : quote.end], *context)) == 1:
            return quote
    return None


def judge(found: Found | None, edited: Text, quote: Quote) -> str:
    """Compare the place found with the true one."""
    true = [at for at, place in enumerate(edited.places) if quote.start <= place < quote.end]
    if not true:
        return "wrong" if found else "orphan"
    if not found:
        return "orphan"
    start, end = true[0], true[-1] + 1
    shared = max(0, min(end, found.end) - max(start, found.start))
    share = shared / max(end - start, found.end - found.start)
    return "right" if share >= RIGHT else "wrong" if share < WRONG else "askew"


def fresh(blocks: list[Block]) -> Text:
    """Take a text as it is."""
    chars = [char for block in blocks for char in block.words]
    starts = [0, *accumulate(len(block.words) for block in blocks)]
    return Text(chars, list(range(len(chars))), starts)


def characters(share: float) -> Edit:
    """Replace, put in or leave out a share of the characters."""

    def edit(text: Text, _: Quote, pool: str, rng: random.Random) -> Text:
        chars, places = [], []
        for char, place in zip(text.chars, text.places, strict=True):
            what = rng.choice(("replace", "leave out", "put in")) if rng.random() < share else "keep"
            if what != "leave out":
                chars.append(rng.choice(pool) if what == "replace" else char)
                places.append(place)
            if what == "put in":
                chars.append(rng.choice(pool))
                places.append(NEW)
        return Text(chars, places, [])

    return edit


def spliced(text: Text, start: int, end: int, words: str) -> Text:
    """Put words in the place of others."""
    chars = [*text.chars[:start], *words, *text.chars[end:]]
    return Text(chars, [*text.places[:start], *[NEW] * len(words), *text.places[end:]], [])


def some(pool: str, length: int, rng: random.Random) -> str:
    """Take words from anywhere."""
    start = rng.randrange(len(pool) - length)
    return pool[start : start + length]


def block_of(text: Text, quote: Quote) -> Quote:
    """Find the block that holds a quote; where it crosses into another, both."""
    start = max(start for start in text.blocks if start <= quote.start)
    return Quote(start, min(end for end in text.blocks if end >= quote.end))


def block_inserted(text: Text, quote: Quote, pool: str, rng: random.Random) -> Text:
    """Put a block before that of the quote."""
    start = block_of(text, quote).start
    return spliced(text, start, start, some(pool, 80, rng))


def words_inserted(text: Text, quote: Quote, pool: str, rng: random.Random) -> Text:
    """Put words into the quote."""
    start = rng.randrange(quote.start + 1, quote.end)
    return spliced(text, start, start, some(pool, rng.randint(3, 12), rng))


def block_moved(text: Text, quote: Quote, _: str, rng: random.Random) -> Text:
    """Move the block of the quote to another place."""
    start, end = block_of(text, quote)
    rest = [*range(start), *range(end, len(text.chars))]
    to = rng.choice([to for to in text.blocks if not start < to < end])
    order = [*(place for place in rest if place < to), *range(start, end), *(place for place in rest if place >= to)]
    return Text([text.chars[place] for place in order], order, [])


def words_deleted(text: Text, quote: Quote, _: str, __: random.Random) -> Text:
    """Leave out the words quoted."""
    return spliced(text, *quote, "")


def words_replaced(text: Text, quote: Quote, pool: str, rng: random.Random) -> Text:
    """Put other words, from anywhere, in the place of those quoted."""
    return spliced(text, *quote, some(pool, quote.end - quote.start, rng))


def block_deleted(text: Text, quote: Quote, _: str, __: random.Random) -> Text:
    """Leave out the block of the quote."""
    return spliced(text, *block_of(text, quote), "")


def both(one: Edit, other: Edit) -> Edit:
    """Do one after the other."""
    return lambda text, quote, pool, rng: other(one(text, quote, pool, rng), quote, pool, rng)


EDITS: dict[str, Edit] = {
    "2 % of characters": characters(0.02),
    "10 % of characters": characters(0.10),
    "25 % of characters": characters(0.25),
    "block inserted": block_inserted,
    "block inserted, 10 %": both(block_inserted, characters(0.10)),
    "block moved": block_moved,
    "block moved, 2 %": both(block_moved, characters(0.02)),
    "words inserted in it": words_inserted,
    "words deleted": words_deleted,
    "words replaced": words_replaced,
    "block deleted": block_deleted,
    "words deleted, 10 %": both(words_deleted, characters(0.10)),
    "words replaced, 10 %": both(words_replaced, characters(0.10)),
    "block deleted, 10 %": both(block_deleted, characters(0.10)),
}

if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else SOURCES.parent / "raw")
