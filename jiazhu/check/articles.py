"""A Library in; the articles that no rule cleaned, that have no tag, or quote what may not be published, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jiazhu.errors import Problem
from jiazhu.library.note_entries import entry_line
from jiazhu.library.notes import NOTES_FILE
from jiazhu.library.sources import rights_of
from jiazhu.model import Article, Library
from jiazhu.site.columns import SUMMARY_COLUMNS
from jiazhu.text.addresses import host_of
from jiazhu.text.measure import width


def without_rule(library: Library) -> Iterator[Problem]:
    """Name each host whose fragments no rule cleans, with an article of it."""
    ruled = {source.id for source in library.sources.values() if "" not in source.name}
    hosts: dict[str, list[Article]] = defaultdict(list)
    for article in library.articles:
        if article.matter.fragment and article.matter.source not in ruled:  # what a hand wrote needs no rule
            hosts[host_of(article.matter.url) or "what has no host"].append(article)
    for host, articles in sorted(hosts.items()):
        yield Problem(
            kind="rule",
            path=articles[0].path,
            text=f"no rule cleans {host} (articles: {len(articles)}): everything was kept",
            hint="write a rule under content/sources, then `import --again`",
            severity="warning",
        )


def untagged(library: Library) -> Iterator[Problem]:
    """Name the articles without a tag, in a digest that has tags."""
    for article in library.articles if library.tags else ():
        if not article.matter.tags:
            yield Problem(
                kind="tags",
                path=article.path,
                text="the article has no tag",
                hint=f"write `tags: […]` in its front matter; `suggest {article.slug}` names likely ones",
                severity="warning",
            )


def long_quotes(library: Library) -> Iterator[Problem]:
    """Name the notes that quote more of an article than may be shown of its text.

    What a note quotes is published, also where the rights of its article are `excerpt` or `link`. It should not be more
    than an excerpt is.
    """
    for article in library.articles:
        rights = rights_of(article, library.sources, library.config)
        for note in article.notes if rights != "full" else ():
            columns = width(note.quote.strip())
            if columns > SUMMARY_COLUMNS:
                path = article.path.with_name(NOTES_FILE)
                yield Problem(
                    kind="rights",
                    path=path,
                    line=entry_line(path, note.id, "quote"),
                    text=f"`{note.id}` publishes {columns} columns of an article whose rights are `{rights}`: "
                    f"an excerpt has at most {SUMMARY_COLUMNS}",
                    hint="anchor the note to fewer words",
                    severity="warning",
                )
