"""Folders under `content/articles` in, articles out; new ones in, folders out."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from jiazhu.errors import JiazhuError, Problem, Problems, SchemaError, nearest
from jiazhu.files import files_in, is_there, read_text
from jiazhu.forks import mapped
from jiazhu.glance import Look
from jiazhu.library.frontmatter import LineOf, lines_above, read_mapping
from jiazhu.library.markers import find_slips, is_blank, read_segments
from jiazhu.library.matter import check_original
from jiazhu.library.notes import NOTES_FILE, load_notes
from jiazhu.library.raw import ignore_fragment
from jiazhu.library.saving import unwritable
from jiazhu.library.shelf import Shelf, Signature, signature_of, version_of_files
from jiazhu.model import Article, OriginalMatter, Translation, TranslationMatter
from jiazhu.schema import convert
from jiazhu.text.addresses import is_slug
from jiazhu.text.languages import CODE

KIND: Final = "article"

_TEMPORARY = ".new-"
_NAME = re.compile(r"\"([^\"\n]+)\"|'([^'\n]+)'|([^\s\"',\[\]]+)")
"""A value in front matter, quoted or not."""


def load_articles(
    folder: Path,
    problems: Problems,
    *,
    cache: Path | None = None,
    jobs: int = 1,
    touched: Collection[Path] | None = None,
    look: Look | None = None,
    slugs: Sequence[str] | None = None,
) -> list[Article]:
    """Read every article, by slug; a faulty one is left out and reported.

    `cache` is a folder that keeps what was read before; what was not is read in so many processes. `touched` are the
    files that may be others than when this process read them last, where somebody watches; None where nobody does.
    `look` is what the command that asks has seen of the files, `slugs` are those of the folders where that is known.
    """
    shelf = Shelf(folder, cache, look or Look())
    slugs = article_slugs(folder) if slugs is None else slugs
    watched = folder.parent.resolve() / folder.name
    is_watched = touched is not None and not any(path == watched or path in watched.parents for path in touched)
    unsure = {path.relative_to(watched).parts[0] for path in touched or () if watched in path.parents}
    articles = {}
    for slug in slugs if cache else ():
        article = shelf.get(slug, is_same=is_watched and slug not in unsure)
        if article:
            articles[slug] = article
    unread = [folder / slug for slug in slugs if slug not in articles]
    for path, (article, signature, found) in zip(unread, mapped(_read, unread, jobs, "articles"), strict=True):
        problems.add(*found)
        if article:
            articles[path.name] = article
            if signature and not found:
                shelf.put(article, signature)
    shelf.save(later=touched is not None)
    return [articles[slug] for slug in slugs if slug in articles]


def _read(folder: Path) -> tuple[Article | None, Signature, tuple[Problem, ...]]:
    problems = Problems()
    with problems.collect():
        try:
            signature, version = signature_of(str(folder)), version_of_files(folder)
            article = load_article(folder, problems)
            if signature_of(str(folder)) != signature:  # what was read may be of another version
                signature, version = (), ""
        except OSError:  # told below, with what cannot be read
            article, signature, version = load_article(folder, problems), (), ""
        return replace(article, version=version), signature, tuple(problems)
    return None, (), tuple(problems)


def article_slugs(folder: Path) -> list[str]:
    """List the articles' folders, faulty ones too, by name; what a killed import left is none. Raises JiazhuError."""
    if not is_there(folder):
        return []
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("."))


def load_article(folder: Path, note_problems: Problems | None = None) -> Article:
    """Read one article: the original, which is the file with `epoch`, its translations and its notes.

    A faulty note is left out, and reported in `note_problems`; who works on texts alone need not be told.
    Raises SchemaError with every fault of its texts, or where not exactly one is the original.
    """
    problems = Problems()
    if not is_slug(folder.name):
        raise JiazhuError(
            f"`{folder.name}` is no address", folder, hint="rename the folder: letters, digits, `-`", kind="address"
        )
    files = {}
    for path in files_in(folder, "*.md"):
        with problems.collect():
            if not CODE.fullmatch(path.stem):
                raise JiazhuError(f"`{path.stem}` is no language code", path, hint="such as zh.md or en.md", kind=KIND)
            text = read_text(path, KIND)
            files[path.stem] = (path, text, *read_mapping(text, path))
    problems.raise_all()  # which file is the original is known once all can be read
    language = _original(folder, [code for code, (_, _, raw, *_) in files.items() if "epoch" in raw])
    translations = {}
    for code, (path, text, raw, body, line_of) in files.items():
        with problems.collect():
            if code == language:
                matter = convert(raw, OriginalMatter, path=path, line_of=line_of, kind="front-matter")
                check_original(matter, path, line_of)
            else:
                translations[code] = _translation(path, text, raw, body, line_of)
    problems.raise_all()
    path, _, _, body, _ = files[language]
    return Article(
        slug=folder.name,
        path=path,
        language=language,
        matter=matter,
        body=body,
        translations=translations,
        notes=load_notes(folder / NOTES_FILE, note_problems if note_problems is not None else Problems()),
    )


def find_article(content: Path, name: str) -> Article:
    """Read the article of a name: its folder's, one of its aliases, or a path to the folder or to a file in it.

    Raises JiazhuError where there is none, or it is faulty.
    """
    folder = content / "articles"
    slugs = article_slugs(folder)
    for slug in (name, Path(name).name, Path(name).parent.name):
        if slug in slugs:
            return load_article(folder / slug)
    for article in load_articles(folder, Problems()):
        if name in article.matter.aliases:
            return article
    raise _unknown(folder, name, slugs)


def read_translation(article: Article, code: str) -> tuple[Path, str]:
    """Give the file of an article's translation into a language, and its text: nothing where there is none."""
    path = article.path.with_name(f"{code}.md")
    return path, read_text(path, KIND) if code in article.translations else ""


def _unknown(folder: Path, name: str, slugs: Iterable[str]) -> JiazhuError:
    hint = nearest(name, slugs, "give the name of a folder there")
    return JiazhuError(f"there is no article `{name}`", folder, hint=hint, kind=KIND)


def parse_translation(path: Path, text: str) -> Translation:
    """Read a translation whose file has, or will have, a text. Raises JiazhuError or SchemaError for its faults."""
    return _translation(path, text, *read_mapping(text, path))


def _translation(path: Path, text: str, raw: Mapping[str, object], body: str, line_of: LineOf) -> Translation:
    matter = convert(raw, TranslationMatter, path=path, line_of=line_of, kind="front-matter")
    above = lines_above(text, body)
    problems = [
        Problem(kind=KIND, path=path, line=above + line + 1, text=fault, hint=hint)
        for line, fault, hint in _faults(body)
    ]
    if problems:
        raise SchemaError(problems)
    return Translation(path=path, matter=matter, body=body)


def _faults(body: str) -> Iterator[tuple[int, str, str]]:
    """Go through what is wrong with the markers of a translation: line of the body, counted from 0, fault and hint."""
    for line, slip in find_slips(body):
        yield line, f"`{slip}` looks like a marker, and is none", "write it as `<!-- ID… [was ID…] [STATE] -->`, alone"
    before, segments = read_segments(body)
    if segments and not is_blank(before):
        hint = "put it below the marker of the block that it translates"
        yield 0, "text before the first marker translates nothing", hint


def _original(folder: Path, originals: list[str]) -> str:
    if len(originals) != 1:
        found = " and ".join(f"{code}.md" for code in originals) or "none"
        raise JiazhuError(
            f"exactly one file must be the original, with `epoch`: found {found}",
            folder,
            hint="give `epoch` to the original alone",
            kind=KIND,
        )
    return originals[0]


def faulty_fragments(folder: Path, loaded: Container[str]) -> set[str]:
    """Gather whatever may be a fragment's name in the files of the articles that could not be loaded."""
    faulty = [folder / slug for slug in article_slugs(folder) if slug not in loaded]
    texts = [_as_far_as_readable(path) for entry in faulty for path in files_in(entry, "*.md")]
    return {name for text in texts for match in _NAME.finditer(text) for name in match.groups() if name}


def _as_far_as_readable(path: Path) -> str:
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError:  # reported when the article was loaded
        return ""


def create_article(folder: Path, slug: str, files: Mapping[str, str]) -> None:
    """Write a new article's folder, whole or not at all.

    `files` maps file names to their text. Raises JiazhuError where the slug is taken, or it cannot be written.
    """
    target = folder / slug
    temporary = folder / f"{_TEMPORARY}{slug}"
    if target.exists():
        raise JiazhuError("the folder is there already", target, hint="rename it", kind=KIND)
    try:
        shutil.rmtree(temporary, ignore_errors=True)  # left by an import that was killed
        temporary.mkdir(parents=True)
        for name, text in files.items():
            (temporary / name).write_text(text, encoding="utf-8", newline="\n")
        temporary.rename(target)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        raise unwritable(target, error) from None


def drop_article(content: Path, article: Article, reason: str) -> list[str]:
    """Take an article's folder away, and name its fragments in `raw/ignore.txt`; give their names.

    Raises JiazhuError where that cannot be done.
    """
    folder = article.path.parent
    fragments = [name for name in (article.matter.fragment, *article.matter.also) if name]
    try:
        for name in fragments:
            ignore_fragment(content / "raw", name, f"{reason}: {article.slug}")
        shutil.rmtree(folder)
    except OSError as error:
        raise unwritable(folder, error) from None
    return fragments
