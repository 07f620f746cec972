"""Folders under `content/articles` in, articles out; new ones in, folders out."""

from __future__ import annotations

import difflib
import os
import re
import shutil
from collections.abc import Container, Mapping
from pathlib import Path

from jiazhu.errors import JiazhuError, Problems
from jiazhu.library.frontmatter import read_mapping, read_text
from jiazhu.library.raw import ignore_fragment
from jiazhu.model import Article, OriginalMatter, Translation, TranslationMatter
from jiazhu.schema import convert
from jiazhu.text.languages import CODE

_TEMPORARY = ".new-"
_SLUG = re.compile(r"[\w-][\w.-]*")


def load_articles(folder: Path, problems: Problems) -> list[Article]:
    """Read every article, by slug; a faulty one is left out and reported."""
    articles = []
    for entry in _folders(folder):
        with problems.collect():
            articles.append(load_article(entry))
    return articles


def load_article(folder: Path) -> Article:
    """Read one article: the original, which is the file with `epoch`, and its translations.

    Raises JiazhuError where a file is faulty, or not exactly one is the original.
    """
    if not _SLUG.fullmatch(folder.name):
        raise JiazhuError(
            f"`{folder.name}` is no address", folder, hint="rename the folder: letters, digits, `-`", kind="address"
        )
    files = {}
    for path in sorted(folder.glob("*.md")):
        if not CODE.fullmatch(path.stem):
            raise JiazhuError(f"`{path.stem}` is no language code", path, hint="such as zh.md or en.md", kind="article")
        files[path.stem] = (path, *read_mapping(read_text(path, "article"), path))
    originals = [code for code, (_, raw, *_) in files.items() if "epoch" in raw]
    if len(originals) != 1:
        found = " and ".join(f"{code}.md" for code in originals) or "none"
        raise JiazhuError(
            f"exactly one file must be the original, with `epoch`: found {found}",
            folder,
            hint="give `epoch` to the original alone",
            kind="article",
        )
    language = originals[0]
    path, raw, body, line_of = files.pop(language)
    matter = convert(raw, OriginalMatter, path=path, line_of=line_of, kind="front-matter")
    return Article(
        slug=folder.name,
        path=path,
        language=language,
        matter=matter,
        body=body,
        translations={
            code: Translation(
                path=path,
                matter=convert(raw, TranslationMatter, path=path, line_of=line_of, kind="front-matter"),
                body=body,
            )
            for code, (path, raw, body, line_of) in files.items()
        },
    )


def faulty_texts(folder: Path, loaded: Container[str]) -> list[str]:
    """Read the files of the articles that could not be loaded, as far as they can be read."""
    folders = [entry for entry in _folders(folder) if entry.name not in loaded]
    return [path.read_text(encoding="utf-8", errors="replace") for entry in folders for path in entry.glob("*.md")]


def create_article(folder: Path, slug: str, files: Mapping[str, str]) -> None:
    """Write a new article's folder, whole or not at all.

    `files` maps file names to their text. Raises FileExistsError where the slug is taken.
    """
    target = folder / slug
    if target.exists():
        raise FileExistsError(target)
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{_TEMPORARY}{slug}"
    temporary.mkdir(exist_ok=True)
    for name, text in files.items():
        (temporary / name).write_text(text, encoding="utf-8", newline="\n")
    temporary.rename(target)


def drop_article(content: Path, slug: str, reason: str) -> list[str]:
    """Take an article's folder away, and name its fragments in `raw/ignore.txt`; give their names.

    Raises JiazhuError where there is no such article, or it is faulty: its fragments must be known.
    """
    folder = content / "articles" / slug
    names = [entry.name for entry in _folders(content / "articles")]
    if slug not in names:
        close = difflib.get_close_matches(slug, names, 1)
        hint = f"did you mean `{close[0]}`?" if close else "give the name of a folder there"
        raise JiazhuError(f"there is no article `{slug}`", content / "articles", hint=hint, kind="article")
    matter = load_article(folder).matter
    fragments = [name for name in (matter.fragment, *matter.also) if name]
    for name in fragments:
        ignore_fragment(content / "raw", name, f"{reason}: {slug}")
    shutil.rmtree(folder)
    return fragments


def _folders(folder: Path) -> list[Path]:
    """List the articles' folders, by name; what a killed import left is none."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("."))
    return [folder / name for name in names]
