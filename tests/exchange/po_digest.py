"""A content folder with one article in, its PO file out and back in: what tests of the exchange do with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from jiazhu.errors import Problems
from jiazhu.exchange.po import Entry, write_po
from jiazhu.exchange.po_export import entries_of_all, moment_of
from jiazhu.exchange.po_import import take_file
from jiazhu.library.articles import load_article, load_articles
from jiazhu.library.blocks import read_blocks
from jiazhu.library.entities import load_entities
from jiazhu.library.markers import read_segments
from jiazhu.library.saving import write_file
from jiazhu.library.translations import pair_blocks

SLUG = "one"
BODY = "甲甲\n\n乙乙\n\n丙丙"
A, B, C = (block.id for block in read_blocks(BODY))


class Digest:
    """A content folder with one article, and what is done with it."""

    def __init__(self, folder: Path, zh: str, en: str | None) -> None:
        self.content = folder
        self.article = folder / "articles" / SLUG
        self.article.mkdir(parents=True, exist_ok=True)
        self.po = folder / "x.po"
        self.write("zh", zh)
        if en is not None:
            self.write("en", en)

    def write(self, code: str, text: str) -> None:
        """Write a file as it is."""
        (self.article / f"{code}.md").write_bytes(text.encode())

    def read(self, code: str = "en") -> str:
        """Read a file as it is."""
        return (self.article / f"{code}.md").read_bytes().decode()

    def export(self, change: Callable[[Entry], Entry] = lambda entry: entry) -> list[Entry]:
        """Write a PO file, with each entry changed; give them as they were."""
        articles = load_articles(self.content / "articles", Problems())
        entities = load_entities(self.content / "entities.yaml", Problems())
        self.problems = Problems()
        entries = entries_of_all(articles, "en", entities, self.problems)
        changed = [change(entry) for entry in entries]
        self.po.write_bytes(write_po(changed, code="en", project="Watch", moment=moment_of(articles)))
        return entries

    def take(self) -> list[str]:
        """Import the PO file; give what is wrong."""
        problems = Problems()
        for taken in take_file(self.content, ("zh", "en"), self.po, problems):
            write_file(taken.path, taken.text)
        return [str(problem).removeprefix(f"{self.content}/") for problem in problems]

    def states(self) -> list[tuple[str, str]]:
        """Give the text of each row, and its state; behind them the orphans."""
        article = load_article(self.article)
        segments = read_segments(article.translations["en"].body)[1]
        pairing = pair_blocks([block.id for block in read_blocks(article.body)], segments)
        rows = [(pair.segment.text if pair.segment else "", pair.freshness) for pair in pairing.pairs]
        return rows + [(segment.text, "orphan") for segment in pairing.orphans]


def reviewed(texts: dict[str, str]) -> Callable[[Entry], Entry]:
    """Give a function that translates some parts, and takes their flag away."""

    def change(entry: Entry) -> Entry:
        return replace(entry, text=texts[entry.part], fuzzy=False) if entry.part in texts else entry

    return change
