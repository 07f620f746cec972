"""An article and its entries of a PO file in, the text of its translation's file out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from jiazhu.errors import JiazhuError, Problems, nearest
from jiazhu.exchange.comments import show_above
from jiazhu.exchange.po import KIND, Entry, conflict, portable, read_po, refusal
from jiazhu.exchange.po_blocks import block_targets, order_of, with_blocks
from jiazhu.exchange.po_export import is_fuzzy
from jiazhu.library.articles import article_slugs, find_article, parse_translation, read_translation
from jiazhu.library.blocks import read_blocks
from jiazhu.library.coverage import WORDS, coverage_of, freshness_of, words_hash
from jiazhu.library.frontmatter import dump, line_in, rewrite_body, rewrite_matter
from jiazhu.library.markers import is_blank
from jiazhu.model import Article, Translation, TranslationMatter
from jiazhu.record import Record
from jiazhu.text.characters import first_control
from jiazhu.text.languages import closest


class Taken(Record):
    """A translation's file with what was taken from a PO file."""

    path: Path
    text: str
    entries: int
    """How many were taken."""


def take_file(content: Path, languages: Sequence[str], file: Path, problems: Problems) -> list[Taken]:
    """Read a PO file, and put what was changed in it into the translations of a content folder; nothing is written.

    What cannot be taken is reported. Raises JiazhuError where it is no PO file for one of the digest's languages.
    """
    language, entries = read_po(file, problems)
    code = closest(language.replace("_", "-"), languages)
    if code is None:
        hint = f"its languages are {', '.join(languages)}"
        raise JiazhuError(f"`{language}` is no language of the digest", file, 1, hint, KIND)
    by_article: dict[str, list[Entry]] = {}
    for entry in entries:
        by_article.setdefault(entry.article, []).append(entry)
    taken = []
    for name, group in by_article.items():
        with problems.collect():
            article = _article(content, name, file, group[0].line)
            if article.language == code:
                hint = "see to the `Language` of its header"
                raise JiazhuError(f"`{name}` is in `{code}` already", file, group[0].line, hint, KIND)
            found = take_entries(article, code, group, file, problems)
            if found:
                taken.append(found)
    return taken


def _article(content: Path, name: str, file: Path, line: int) -> Article:
    """Read an article that a PO file names; that there is none is the file's fault."""
    try:
        return find_article(content, name)
    except JiazhuError:
        slugs = article_slugs(content / "articles")
        if name in slugs:
            raise
        hint = nearest(name, slugs, "is its folder gone?")
        raise JiazhuError(f"there is no article `{name}`", file, line, hint, KIND) from None


def take_entries(article: Article, code: str, entries: Sequence[Entry], po: Path, problems: Problems) -> Taken | None:
    """Put an article's entries of a PO file into its translation; None where nothing changes.

    Only what has words and was changed is taken. What cannot be, or would overwrite what a hand wrote since the export,
    is reported. Raises JiazhuError where the outcome could not be read.
    """
    path, before = read_translation(article, code)
    translation = article.translations.get(code)
    matter = translation.matter if translation else TranslationMatter(title="")
    translation = translation or Translation(path=path, matter=matter, body="")
    blocks = [entry for entry in entries if entry.part not in WORDS]
    words = _changed_words(article, translation, entries, po, problems)
    targets = block_targets(article, translation, [e for e in blocks if not is_blank(e.text)], po, problems)
    if not words and not targets:
        return None
    text = before
    if not text:
        blank = {name: "" for name in WORDS if name == "title" or name in {entry.part for entry in words}}
        text = dump({**blank, **({"of": {}} if words else {}), "state": matter.state}, "")
    text = _with_words(article, matter, words, path, text)
    if targets:
        order = order_of([block.id for block in read_blocks(article.body)], blocks)
        text = rewrite_body(text, path, with_blocks(translation, targets, order))
    text = _with_state(article, code, entries, path, text)
    if text == before:  # all of it is there already, as from an earlier import
        return None
    return Taken(path=path, text=text, entries=len(words) + len(targets))


def _changed_words(
    article: Article, translation: Translation, entries: Iterable[Entry], po: Path, problems: Problems
) -> list[Entry]:
    """List the entries of title, summary and caption to take; what cannot be taken is reported."""
    taken = []
    matter = translation.matter
    for entry in entries:
        if entry.part not in WORDS or not entry.text.strip():
            continue
        present = portable(getattr(matter, entry.part))
        freshness = freshness_of(entry.part, article.matter, matter) or "stale"  # where the original has none any more
        if not entry.is_changed(present, fuzzy=is_fuzzy(present, freshness, matter.state)):
            continue
        if control := first_control(entry.text):
            problems.add(refusal(entry, po, f"the character U+{ord(control[0]):04X}", "leave it out"))
        elif entry.overwrites(present, reviewed=matter.state == "reviewed"):
            problems.add(conflict(entry, translation.path, line_in(translation.path, entry.part), po))
        else:
            taken.append(entry)
    return taken


def _with_words(article: Article, matter: TranslationMatter, entries: Iterable[Entry], path: Path, text: str) -> str:
    """Put titles and the like into a file's front matter, and into `of` which wording they translate."""
    keys: dict[str, object] = {}
    of = dict(matter.of)
    for entry in entries:
        name, original = entry.part, getattr(article.matter, entry.part)
        if entry.text != portable(getattr(matter, name)):
            keys[name] = " ".join(entry.text.split())
        if not (entry.fuzzy and freshness_of(name, article.matter, matter) == "stale"):
            # Control characters are lost on the way: what is the same without them is the same.
            of[name] = words_hash(original if portable(original) == entry.source else entry.source)
        text = show_above(text, name, "", matter.of.get(name, ""))
    if of != matter.of:
        keys["of"] = of
    return rewrite_matter(text, path, keys) if keys else text


def _with_state(article: Article, code: str, entries: Iterable[Entry], path: Path, text: str) -> str:
    """Let a translation be `reviewed` as a whole once all of it is: titles and the like have no state of their own.

    Raises JiazhuError where the text is no translation's.
    """
    translation = parse_translation(path, text)
    coverage = coverage_of(replace(article, translations={code: translation}), code)
    looked_at = {entry.part for entry in entries if entry.text and not entry.fuzzy}
    words = {name for name in WORDS if getattr(coverage, name)}
    whole = coverage.reviewed == coverage.blocks and all(getattr(coverage, name) == "fresh" for name in words)
    if not whole or not words <= looked_at or translation.matter.state == "reviewed":
        return text
    return rewrite_matter(text, path, {"state": "reviewed"})
