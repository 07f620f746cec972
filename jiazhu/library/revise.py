"""An article and another wording of its original in, the files that change out.

The translations' markers follow: where a block has other words, its marker keeps the hash of the earlier ones under
`was`. They are written before the original: if an import is killed in between, the next one finds the earlier original
and comes to the same end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jiazhu.errors import JiazhuError
from jiazhu.files import read_text
from jiazhu.library.articles import KIND
from jiazhu.library.blocks import changed_blocks, read_blocks
from jiazhu.library.markers import follow_changes
from jiazhu.library.originals import rewritten_original
from jiazhu.model import Article, OriginalMatter


def revised_files(article: Article, matter: OriginalMatter, body: str) -> Iterator[tuple[Path, str]]:
    """Go through the files that change with the original's importer's keys and body: path and new text, in order."""
    if article.translations and body.strip("\n") != article.body:
        changed = changed_blocks(read_blocks(article.body), read_blocks(body))
        for translation in article.translations.values():
            text = read_text(translation.path, KIND)
            followed = follow_changes(text, changed)
            if followed != text:
                yield translation.path, followed
    text = read_text(article.path, KIND)
    rewritten = rewritten_original(text, article.path, matter, body)
    if rewritten != text:
        yield article.path, rewritten


def revise_article(article: Article, matter: OriginalMatter, body: str) -> bool:
    """Write an original's other wording; tell whether that changed any file. Raises JiazhuError where it cannot."""
    changed = False
    for path, text in revised_files(article, matter, body):
        changed = True
        temporary = path.with_name(f".{path.name}.new")
        try:
            temporary.write_text(text, encoding="utf-8", newline="\n")
            temporary.replace(path)
        except OSError as error:
            hint = "see to its rights and to space on the disk"
            raise JiazhuError(f"cannot be written: {error.strerror}", path, hint=hint, kind=KIND) from None
    return changed
