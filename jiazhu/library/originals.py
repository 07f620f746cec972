"""What the importer found out about an article in, its file's text out; and whether a hand changed one since."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec.structs import replace

from jiazhu.library.frontmatter import dump, rewrite
from jiazhu.model import Article, OriginalMatter


def original_text(matter: OriginalMatter, body: str) -> str:
    """Write the file of a newly imported original."""
    matter = replace(matter, imported=imported_hash(matter, body))
    return dump({**_importer_keys(matter), "imported": matter.imported, "tags": list(matter.tags)}, body)


def rewritten_original(text: str, path: Path, matter: OriginalMatter, body: str) -> str:
    """Write an imported original again, in its file's `text`: what the editor added stays where it is."""
    keys = _importer_keys(matter)
    gone = dict.fromkeys(set(_IMPORTERS) - keys.keys())
    return rewrite(text, path, {**keys, **gone, "imported": imported_hash(matter, body)}, body)


def imported_hash(matter: OriginalMatter, body: str) -> str:
    """Hash the importer's keys and the body: the first 8 hex digits of SHA-256."""
    text = dump(_importer_keys(matter), body)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def is_edited(article: Article) -> bool:
    """Tell whether a hand changed what the importer wrote: then all of it is the hand's."""
    return article.matter.imported != imported_hash(article.matter, article.body)


_IMPORTERS = "id title lang epoch published source url authors image caption fragment also".split()


def _importer_keys(matter: OriginalMatter) -> dict[str, object]:
    """List the keys that the importer owns, in the order in which they stand in the file; empty ones do not."""
    keys: dict[str, object] = {
        "id": matter.id,
        "title": matter.title,
        "lang": matter.lang,
        "epoch": matter.epoch,
        "published": matter.published,
        "source": matter.source,
        "url": matter.url,
        "authors": list(matter.authors),
        "image": {name: value for name, value in (("src", matter.image.src), ("alt", matter.image.alt)) if value}
        if matter.image
        else None,
        "caption": matter.caption,
        "fragment": matter.fragment,
        "also": list(matter.also),
    }
    return {key: value for key, value in keys.items() if value or key in {"title", "epoch"}}
