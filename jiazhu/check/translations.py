"""Articles in; what their translations lack out."""

from __future__ import annotations

from collections.abc import Iterator

from jiazhu.errors import Problem
from jiazhu.library.coverage import WORDS, Coverages
from jiazhu.model import Library


def untranslated(library: Library) -> Iterator[Problem]:
    """Name the languages of the digest that an article lacks."""
    for article in library.articles:
        for code in library.config.languages:
            if code != article.language and code not in article.translations:
                yield Problem(
                    kind="translation",
                    path=article.path,
                    text=f"not translated into `{code}`",
                    hint=f"write {code}.md beside it",
                    severity="warning",
                )


def states(library: Library, coverages: Coverages) -> Iterator[Problem]:
    """Tell what of each translation is stale, missing or orphan, and what nobody can tell."""
    for article in library.articles:
        for code, translation in article.translations.items():
            if code not in library.config.languages:
                continue
            coverage = coverages.of(article, code)
            counts = {"stale": coverage.stale, "missing": coverage.missing, "orphan": coverage.orphans}
            words = {name: getattr(coverage, name) for name in WORDS}
            faults = []
            if not coverage.marked:
                faults.append(
                    ("no markers tell which blocks it translates", f"`translate {article.slug}` puts them there")
                )
            elif any(counts.values()):
                told = ", ".join(f"{state} {count}" for state, count in counts.items() if count)
                faults.append(
                    (
                        f"not as the original is now: {told} of {coverage.blocks} blocks",
                        "translate what the page marks so, then remove the `was` of its marker",
                    )
                )
            faults += [
                (f"the {name} is {state}", f"translate it, and write its hash under `of`: `translate {article.slug}`")
                for name, state in words.items()
                if state in {"stale", "missing"}
            ]
            for text, hint in faults:
                yield Problem(kind="translation", path=translation.path, text=text, hint=hint, severity="warning")
