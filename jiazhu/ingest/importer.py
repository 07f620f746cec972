"""Fragments under `content/raw` in, new articles under `content/articles` out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from zoneinfo import ZoneInfo

from jiazhu.errors import JiazhuError, Problem, Problems
from jiazhu.ingest.convert import Converted, convert_fragment
from jiazhu.ingest.rules import check_source
from jiazhu.ingest.slugs import make_slug
from jiazhu.library.articles import create_article, faulty_texts, load_articles
from jiazhu.library.originals import is_edited, original_text
from jiazhu.library.raw import IGNORED, fragment_files, ignored_fragments
from jiazhu.library.sources import load_sources
from jiazhu.model import Article, Config, Source
from jiazhu.progress import told
from jiazhu.text.languages import code_of

WORTH_A_PROCESS = 32
"""From so many new fragments on, several processes take less time than starting them."""

_Outcome = Converted | list[Problem]


@dataclass(slots=True)
class Imported:
    """What an import did."""

    new: list[str] = field(default_factory=list)
    """The slugs of new articles."""
    known: int = 0
    """How many fragments are articles already."""
    ignored: int = 0
    edited: list[str] = field(default_factory=list)
    """The slugs of articles that a hand changed: they are left alone."""


class Importer:
    """An import of the fragments under one content folder."""

    def __init__(self, content: Path, config: Config, problems: Problems) -> None:
        self._content = content
        self._zone = ZoneInfo(config.timezone)
        self._problems = problems
        self._sources = self._usable_sources()
        self._articles = {article.slug: article for article in load_articles(content / "articles", problems)}
        self._ids = {article.matter.id: article.slug for article in self._articles.values()}

    def take_in(self, paths: Sequence[Path]) -> list[Path]:
        """Copy fragments from elsewhere into `content/raw`; give the paths they have there.

        A path may be a file, or a folder of `*.txt` files. Another fragment of the same name is a problem.
        """
        raw = self._content / "raw"
        taken = []
        for path in paths:
            for file in fragment_files(path) if path.is_dir() else [path]:
                with self._problems.collect():
                    taken.append(_copied(file, raw))
        return taken

    def run(self, paths: Sequence[Path], *, jobs: int = 1, strict: bool = False) -> Imported:
        """Make an article of each fragment that is none yet; if `strict`, of none where there is any problem."""
        report = Imported(edited=[slug for slug, article in self._articles.items() if is_edited(article)])
        known = self._known(path.name for path in paths)
        ignored = ignored_fragments(self._content / "raw")
        new = []
        for path in paths:
            if path.name in known:
                report.known += 1
            elif path.name in ignored:
                report.ignored += 1
            else:
                new.append(path)
        made = zip(new, told(self._converted(new, jobs), "imported", len(new)), strict=True)
        for path, converted in self._all_faultless(made) if strict else made:
            if isinstance(converted, list):
                self._problems.add(*converted)
                continue
            with self._problems.collect():
                report.new.append(self._save(path, converted))
        return report

    def _all_faultless(self, made: Iterable[tuple[Path, _Outcome]]) -> list[tuple[Path, _Outcome]]:
        """Wait for all conversions; give none back where any has a problem."""
        done = list(made)
        for path, converted in done:
            if isinstance(converted, list):
                self._problems.add(*converted)
            elif converted.difference:
                self._problems.add(_lossy(path, converted.difference))
        return [] if len(self._problems) else done

    def _known(self, names: Iterable[str]) -> set[str]:
        """Tell which fragments are articles already; a faulty article keeps each fragment that its files name."""
        known = {name for article in self._articles.values() for name in _fragments(article)}
        faulty = faulty_texts(self._content / "articles", self._articles)
        return known | {name for name in names if any(name in text for text in faulty)}

    def _usable_sources(self) -> list[Source]:
        sources = []
        folder = self._content / "sources"
        for source in load_sources(folder, self._problems).values():
            with self._problems.collect():
                check_source(source, folder / f"{source.id}.toml")
                sources.append(source)
        return sources

    def _converted(self, paths: Sequence[Path], jobs: int) -> Iterator[_Outcome]:
        if jobs == 1 or len(paths) < WORTH_A_PROCESS:
            yield from map(_convert, paths, repeat(self._sources))
            return
        with ProcessPoolExecutor(jobs) as pool:
            yield from pool.map(_convert, paths, repeat(self._sources), chunksize=16)

    def _save(self, path: Path, converted: Converted) -> str:
        """Write a new article's folder."""
        matter = converted.matter
        if matter.id in self._ids:
            raise JiazhuError(
                f"its URL is also that of the article `{self._ids[matter.id]}`",
                path,
                2,
                f"name it in raw/{IGNORED}, or drop that article",
                "duplicate",
            )
        if converted.difference:
            self._problems.add(_lossy(path, converted.difference))
        slug = make_slug(converted.moment.astimezone(self._zone).date(), matter.title)
        if (self._content / "articles" / slug).exists():
            slug += f"-{hashlib.sha256(path.read_bytes()).hexdigest()[:4]}"
        text = original_text(matter, converted.body)
        create_article(self._content / "articles", slug, {f"{code_of(matter.lang)}.md": text})
        self._ids[matter.id] = slug
        return slug


def _convert(path: Path, sources: Sequence[Source]) -> _Outcome:
    """Convert a file; its problems where it is no fragment."""
    try:
        return convert_fragment(path.read_bytes(), path, sources)
    except JiazhuError as error:
        return error.problems
    except OSError as error:
        return [Problem(kind="fragment", path=path, text=f"cannot be read: {error.strerror}")]


def _lossy(path: Path, difference: str) -> Problem:
    return Problem(
        kind="lossy",
        path=path,
        text=f"the Markdown does not come back the same: {difference}",
        hint="mend the article by hand",
        severity="warning",
    )


def _fragments(article: Article) -> tuple[str, ...]:
    return article.matter.fragment, *article.matter.also


def _copied(file: Path, raw: Path) -> Path:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise JiazhuError(f"cannot be read: {error.strerror}", file, hint="give a fragment or a folder") from None
    target = raw / file.name
    if target.exists() and target.read_bytes() != data:
        raise JiazhuError(f"{target} is another fragment of that name", file, hint="rename it", kind="fragment")
    if not target.exists():
        raw.mkdir(parents=True, exist_ok=True)
        temporary = target.with_suffix(".part")
        temporary.write_bytes(data)
        temporary.rename(target)
    return target
