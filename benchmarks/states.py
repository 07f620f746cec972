"""How long it takes to tell the state of 1,000 translations: beside a bare parse of the same files, in one run.

    make benchmark-states FRAGMENTS=folder

The fragments are imported, again and again until there are 1,000 articles, and each gets a made-up translation: the
characters of its own blocks from last to first, below the right markers. Prints the seconds (medians of the rounds) of
(a) one parse of every body by the rules for blocks alone, (b) telling all states without a cache, (c) with it; b / a.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from rounds import medians

from jiazhu.errors import JiazhuError
from jiazhu.ingest.convert import convert_fragment
from jiazhu.library.blocks import read_blocks
from jiazhu.library.coverage import Coverages
from jiazhu.library.sources import load_sources
from jiazhu.model import Article, Translation, TranslationMatter
from jiazhu.text.markdown import PARSER

ROUNDS = 5
ARTICLES = 1_000
SOURCES = Path(__file__).parents[1] / "content" / "sources"


def main(folder: Path) -> None:
    """Measure on the fragments of a folder."""
    found = list(articles(folder))
    made = [varied(found[number % len(found)], number) for number in range(ARTICLES)]
    bodies = [body for article in made for body in (article.body, article.translations["en"].body)]
    size = sum(map(len, bodies)) / len(bodies) / 1000
    print(f"{ARTICLES} articles, bodies of {size:.1f} thousand characters on average, medians of {ROUNDS} rounds")
    with tempfile.TemporaryDirectory() as cache:
        tell(made, Path(cache))
        contenders: dict[str, Callable[[], None]] = {
            "a: parse of blocks": lambda: parse_blocks(bodies),
            "b: states, no cache": lambda: tell(made, None),
            "c: states, cached": lambda: tell(made, Path(cache)),
        }
        taken = medians(contenders, ROUNDS)
    for name, seconds in taken.items():
        print(f"{name:24}{seconds:8.3f} s")
    parsed, told, _ = taken.values()
    print(f"{'b / a':24}{told / parsed:8.2f}")


def articles(folder: Path) -> Iterator[Article]:
    """Import the fragments of a folder, and translate each by turning it round."""
    sources = list(load_sources(SOURCES).values())
    for path in sorted(folder.glob("*.txt")):
        try:
            converted = convert_fragment(path.read_bytes(), path, sources)
        except JiazhuError:
            continue
        yield Article(
            slug=path.stem,
            path=path,
            language="zh",
            matter=converted.matter,
            body=converted.body,
            translations={},
        )


def varied(article: Article, number: int) -> Article:
    """Make another article of one: a paragraph more, so that no cache takes the two for the same."""
    body = f"{article.body}\n\n第{number}段。"
    segments = [f"<!-- {block.id} -->\n{block.plain[::-1]}" for block in read_blocks(body)]
    translation = Translation(path=article.path, matter=TranslationMatter(title="Title"), body="\n\n".join(segments))
    return Article(
        slug=f"{article.slug}-{number}",
        path=article.path,
        language=article.language,
        matter=article.matter,
        body=body,
        translations={"en": translation},
    )


def parse_blocks(bodies: list[str]) -> None:
    """Parse by the rules for blocks alone: no inline, no plugins' ends."""
    with PARSER.reset_rules():
        PARSER.core.ruler.enableOnly(["normalize", "block"])
        for body in bodies:
            PARSER.parse(body)


def tell(made: list[Article], cache: Path | None) -> None:
    """Tell how much of each article its translation covers."""
    coverages = Coverages(cache)
    for article in made:
        coverages.of(article, "en")
    coverages.save()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else SOURCES.parent / "raw")
