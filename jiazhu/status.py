"""The library in, how far each article is in each language out: as a table for the editor, or as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jiazhu.library.coverage import WORDS, Coverage, Coverages
from jiazhu.model import Article, Library, Translation, TranslationMatter
from jiazhu.record import Record
from jiazhu.text.anchor import bare
from jiazhu.text.measure import width

COLUMNS = 80
"""How wide the table is at most."""

_HEADER = ("article", "lang", "done", "stale", "missing", "orphan", "words", "notes")
_NOTHING = "-"
"""Stands for 0, so that what is to do meets the eye."""


class Status(Record):
    """How far an article is in a language."""

    article: str
    """Its slug."""
    language: str
    coverage: Coverage
    notes: int
    """How many of its notes lack words in this language, or in the original's."""

    @property
    def words(self) -> int:
        """How many of title, summary and caption are stale or missing."""
        return sum(getattr(self.coverage, name) in {"stale", "missing"} for name in WORDS)


def statuses(library: Library, coverages: Coverages) -> Iterator[Status]:
    """Go through the articles, newest first, with each language that they are not written in."""
    for article in library.articles:
        for code in library.config.languages:
            if code != article.language:
                yield Status(
                    article=article.slug,
                    language=code,
                    coverage=coverages.of(_with_translation(article, code), code),
                    notes=sum(
                        not all(bare(note.note.get(needed, "")) for needed in (code, article.language))
                        for note in article.notes
                    ),
                )


def as_data(status: Status) -> dict[str, object]:
    """Give plain keys and raw numbers."""
    coverage = status.coverage
    return {
        "article": status.article,
        "language": status.language,
        "coverage": coverage.share,
        "blocks": coverage.blocks,
        "reviewed": coverage.reviewed,
        "fresh": coverage.fresh,
        "stale": coverage.stale,
        "missing": coverage.missing,
        "orphans": coverage.orphans,
        "marked": coverage.marked,
        **{name: getattr(coverage, name) for name in WORDS},
        "notes": status.notes,
    }


def table(found: Sequence[Status]) -> str:
    """Write a line for each, below a header and above the totals; it fits into 80 columns."""
    rows = [_row(status.article, status.language, [status]) for status in found]
    articles = len({status.article for status in found})
    lines = [_HEADER, *rows, _row(f"articles {articles}", "", found)]
    widths = [max(width(line[column]) for line in lines) for column in range(len(_HEADER))]
    widths[0] = min(widths[0], COLUMNS - sum(widths[1:]) - 2 * (len(widths) - 1))
    return "\n".join(_line(line, widths) for line in lines)


def shortened(text: str, columns: int) -> str:
    """Take words out of the middle of a text that is wider than so many columns."""
    if width(text) <= columns:
        return text
    start, end = "", ""
    for index in range(len(text)):
        longer = (start + text[index // 2], end) if index % 2 == 0 else (start, text[-1 - index // 2] + end)
        if width("".join(longer)) >= columns:
            break
        start, end = longer
    return f"{start}…{end}"


def _with_translation(article: Article, code: str) -> Article:
    """Give the article with a translation into a language: an empty one where there is none."""
    if code in article.translations:
        return article
    empty = Translation(path=article.path.with_name(f"{code}.md"), matter=TranslationMatter(title=""), body="")
    return replace(article, translations={**article.translations, code: empty})


def _row(name: str, language: str, found: Sequence[Status]) -> tuple[str, ...]:
    coverages = [status.coverage for status in found]
    blocks, reviewed = sum(each.blocks for each in coverages), sum(each.reviewed for each in coverages)
    counts = [
        *(sum(getattr(each, state) for each in coverages) for state in ("stale", "missing", "orphans")),
        sum(status.words for status in found),
        sum(status.notes for status in found),
    ]
    share = 100 * reviewed // blocks if blocks else 100  # 100 % only where nothing is left to do
    return name, language, f"{share}%", *(str(count) if count else _NOTHING for count in counts)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, language, *numbers = cells
    name = shortened(first, widths[0])
    texts = [name + " " * (widths[0] - width(name)), language.ljust(widths[1])]
    return "  ".join([*texts, *(number.rjust(columns) for number, columns in zip(numbers, widths[2:], strict=True))])
