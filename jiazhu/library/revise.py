"""An article and another wording of its original in, the files that change out.

The translations' markers follow: where a block has other words, its marker keeps the hash of the earlier ones under
`was`; where a title or caption has, `of` keeps it. They are written before the original: if an import is killed in
between, the next one finds the earlier original and comes to the same end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jiazhu.files import read_text
from jiazhu.library.articles import KIND
from jiazhu.library.blocks import changed_blocks, read_blocks
from jiazhu.library.coverage import words_hash
from jiazhu.library.frontmatter import rewrite_matter
from jiazhu.library.markers import follow_changes
from jiazhu.library.originals import rewritten_original
from jiazhu.library.saving import write_file
from jiazhu.model import Article, OriginalMatter, TranslationMatter

IMPORTED_WORDS = ("title", "caption")
"""What the importer writes of the words that are translated beside the body."""


def revised_files(article: Article, matter: OriginalMatter, body: str) -> Iterator[tuple[Path, str]]:
    """Go through the files that change with the original's importer's keys and body: path and new text, in order."""
    changed: Mapping[str, str] = {}
    if article.translations and body.strip("\n") != article.body:
        changed = changed_blocks(read_blocks(article.body), read_blocks(body))
    for translation in article.translations.values():
        text = read_text(translation.path, KIND)
        followed = follow_changes(text, changed) if changed else text
        of = {**_earlier_words(article.matter, matter, translation.matter), **translation.matter.of}
        if of != translation.matter.of:
            followed = rewrite_matter(followed, translation.path, {"of": of})
        if followed != text:
            yield translation.path, followed
    text = read_text(article.path, KIND)
    rewritten = rewritten_original(text, article.path, matter, body)
    if rewritten != text:
        yield article.path, rewritten


def _earlier_words(old: OriginalMatter, new: OriginalMatter, words: TranslationMatter) -> dict[str, str]:
    """Name the wording, where it changes, that a translation's words were written for."""
    earlier = {name: words_hash(getattr(old, name)) for name in IMPORTED_WORDS if getattr(words, name)}
    return {name: hash_ for name, hash_ in earlier.items() if hash_ != words_hash(getattr(new, name))}


def revise_article(article: Article, matter: OriginalMatter, body: str) -> bool:
    """Write an original's other wording; tell whether that changed any file. Raises JiazhuError where it cannot."""
    changed = False
    for path, text in revised_files(article, matter, body):
        changed = True
        write_file(path, text)
    return changed
