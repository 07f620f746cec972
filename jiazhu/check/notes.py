"""Articles in; what is wrong with their notes out."""

from __future__ import annotations

from collections.abc import Iterator

from jiazhu.errors import Problem
from jiazhu.library.anchors import Anchor, anchor_notes, lost_words
from jiazhu.library.note_entries import entry_line
from jiazhu.library.notes import KIND, NOTES_FILE
from jiazhu.library.wording import Wordings
from jiazhu.model import Article, Library
from jiazhu.text.anchor import bare


def note_faults(library: Library) -> Iterator[Problem]:
    """Tell of notes whose words are gone, or stand otherwise or elsewhere, and of those that lack a language."""
    for article in library.articles:
        if not article.notes:
            continue
        path = article.path.with_name(NOTES_FILE)
        wordings = Wordings(article)
        for anchor in anchor_notes(article, wordings.plain):
            note = anchor.note
            faults = [("quote", *fault) for fault in _faults_of_place(anchor, article, wordings)]
            faults += [
                ("note", f"the note `{note.id}` is not in `{code}`", f"write `{code}: …` under its `note`")
                for code in library.config.languages
                if not bare(note.note.get(code, ""))
            ]
            for key, text, hint in faults:
                line = entry_line(path, note.id, key)
                yield Problem(kind=KIND, path=path, line=line, text=text, hint=hint, severity="warning")


def _faults_of_place(anchor: Anchor, article: Article, wordings: Wordings) -> Iterator[tuple[str, str]]:
    """Say where the words of a note are, unless they are where they were: fault and hint."""
    note, found = anchor.note, anchor.found
    accept = f"notes accept {article.slug} {note.id}"
    if note.in_ not in wordings.languages:
        yield f"the note `{note.id}` quotes `{note.in_}`, which the article is not in", _languages(wordings)
    elif found is None:
        yield lost_words(article, note, wordings.plain(note.in_, note.at))
    elif found.how != "exact":
        before, words, after = wordings.of(note.in_, note.at).around(found.start, found.end)
        hint = f"see that it still fits, then `{accept}`"
        if found.how == "approximate":
            yield f"`{note.id}` is found as “{words}” instead of “{note.quote.strip()}”", hint
        else:
            was = f"{note.before.strip()}[{note.quote.strip()}]{note.after.strip()}"
            yield f"the words of `{note.id}` stand elsewhere: “{before}[{words}]{after}” instead of “{was}”", hint


def _languages(wordings: Wordings) -> str:
    return f"it has {', '.join(wordings.languages)}: mend `in`, or translate the article"
