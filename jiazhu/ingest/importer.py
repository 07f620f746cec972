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
from jiazhu.ingest.silence import Silence
from jiazhu.ingest.slugs import make_slug
from jiazhu.library.articles import article_slugs, create_article, faulty_fragments, load_articles
from jiazhu.library.originals import is_edited, original_text
from jiazhu.library.raw import IGNORED, fragment_files, ignored_fragments
from jiazhu.library.sources import load_sources
from jiazhu.model import Article, Config, Source, record
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


@record
class _Plan:
    """An article to be written."""

    fragment: Path
    slug: str
    name: str
    """The name of the original's file."""
    text: str


class Importer:
    """An import of the fragments under one content folder."""

    def __init__(self, content: Path, config: Config, problems: Problems) -> None:
        """Read what is there. Raises JiazhuError for faults in sources: without its rule, nothing is taken out."""
        self._raw, self._folder = content / "raw", content / "articles"
        self._zone = ZoneInfo(config.timezone)
        self._problems = problems
        self._sources = usable_sources(content / "sources")
        self._silence = Silence(content / "sources", self._sources)
        self._articles = {article.slug: article for article in load_articles(self._folder, problems)}
        self._ids = {article.matter.id: article.slug for article in self._articles.values()}
        self._slugs = set(article_slugs(self._folder))
        self._faulty = self._slugs - self._articles.keys()

    def take_in(self, paths: Sequence[Path]) -> list[Path]:
        """List the fragments that are given: files, or the `*.txt` files of folders.

        One whose name another fragment under `content/raw` has is a problem. They are copied there as they become
        articles.
        """
        taken = []
        for path in paths:
            for file in fragment_files(path) if path.is_dir() else [path]:
                with self._problems.collect():
                    _is_kept(file, self._raw)
                    taken.append(file)
        return taken

    def run(self, paths: Sequence[Path], *, jobs: int = 1, strict: bool = False) -> Imported:
        """Make an article of each fragment that is none yet; if `strict`, of none where there is any problem."""
        report = Imported(edited=[slug for slug, article in self._articles.items() if is_edited(article)])
        known = {name for article in self._articles.values() for name in _fragments(article)}
        known |= faulty_fragments(self._folder, self._articles)  # what they become is up to who mends them
        ignored = ignored_fragments(self._raw)
        new = []
        for path in paths:
            if path.name in known:
                report.known += 1
            elif path.name in ignored:
                report.ignored += 1
            else:
                new.append(path)
        plans: Iterable[_Plan] = self._plans(
            zip(new, told(self._converted(new, jobs), "imported", len(new)), strict=True)
        )
        if strict:
            all_plans = list(plans)  # with all of their problems
            plans = [] if len(self._problems) else all_plans
        for plan in plans:
            with self._problems.collect():
                self._write(plan)
                report.new.append(plan.slug)
        return report

    def _converted(self, paths: Sequence[Path], jobs: int) -> Iterator[_Outcome]:
        if jobs == 1 or len(paths) < WORTH_A_PROCESS:
            yield from map(_convert, paths, repeat(self._sources))
            return
        with ProcessPoolExecutor(jobs) as pool:
            yield from pool.map(_convert, paths, repeat(self._sources), chunksize=16)

    def _plans(self, made: Iterable[tuple[Path, _Outcome]]) -> Iterator[_Plan]:
        """Go through what can be written, and report what cannot."""
        for path, outcome in made:
            if isinstance(outcome, list):
                self._problems.add(*outcome)
                continue
            self._silence.note(path, outcome.matter.source, outcome.missing)
            with self._problems.collect():
                yield self._plan(path, outcome)
        self._problems.add(*self._silence.problems())

    def _plan(self, path: Path, converted: Converted) -> _Plan:
        """Choose a new article's address. Raises JiazhuError where it is an article already."""
        matter = converted.matter
        if matter.id in self._ids:
            raise JiazhuError(
                f"it has the same address on the web, or the same text, as the article `{self._ids[matter.id]}`",
                path,
                converted.line,
                f"name it in raw/{IGNORED}, or under `also` of that article",
                "duplicate",
            )
        slug = make_slug(converted.moment.astimezone(self._zone).date(), matter.title)
        if slug in self._faulty:
            raise JiazhuError(
                f"its folder would be `{slug}`, and the article there cannot be read",
                path,
                hint="mend that article first: perhaps it is this one",
                kind="duplicate",
            )
        if slug in self._slugs:
            slug += f"-{hashlib.sha256(path.read_bytes()).hexdigest()[:4]}"
        if converted.difference:
            self._problems.add(_lossy(path, converted.difference))
        self._slugs.add(slug)
        self._ids[matter.id] = slug
        return _Plan(
            fragment=path, slug=slug, name=f"{code_of(matter.lang)}.md", text=original_text(matter, converted.body)
        )

    def _write(self, plan: _Plan) -> None:
        _keep(plan.fragment, self._raw)
        create_article(self._folder, plan.slug, {plan.name: plan.text})


def usable_sources(folder: Path) -> list[Source]:
    """Read the sources, and make sure that their rules can be applied. Raises SchemaError with what is wrong."""
    problems = Problems()
    sources = list(load_sources(folder).values())
    for source in sources:
        with problems.collect():
            check_source(source, folder / f"{source.id}.toml")
    problems.raise_all()
    return sources


def _convert(path: Path, sources: Sequence[Source]) -> _Outcome:
    """Convert a file; its problems where it is no fragment."""
    try:
        path.name.encode()
        return convert_fragment(path.read_bytes(), path, sources)
    except JiazhuError as error:
        return error.problems
    except UnicodeEncodeError:
        return [Problem(kind="fragment", path=path, text="its name is not UTF-8", hint="rename it")]
    except OSError as error:
        return _unreadable(path, error).problems


def _lossy(path: Path, difference: str) -> Problem:
    return Problem(
        kind="lossy",
        path=path,
        text=f"the Markdown does not come back the same: {difference}",
        hint="mend the article by hand",
        severity="warning",
    )


def _unreadable(path: Path, error: OSError) -> JiazhuError:
    hint = "see that it is there, and may be read"
    return JiazhuError(f"cannot be read: {error.strerror}", path, hint=hint, kind="fragment")


def _fragments(article: Article) -> tuple[str, ...]:
    return article.matter.fragment, *article.matter.also


def _is_kept(file: Path, raw: Path) -> bool:
    """Tell whether a fragment is under `content/raw`. Raises JiazhuError where its name is that of another."""
    target = raw / file.name
    try:
        if file.name == IGNORED:
            raise JiazhuError("it has the name of a list", file, hint="rename it", kind="fragment")
        if target.exists() and target.read_bytes() != file.read_bytes():
            raise JiazhuError(f"{target} is another fragment of that name", file, hint="rename it", kind="fragment")
    except OSError as error:
        raise _unreadable(file, error) from None
    return target.exists()


def _keep(file: Path, raw: Path) -> None:
    """Copy a fragment to `content/raw`, whole or not at all."""
    if _is_kept(file, raw):
        return
    target = raw / file.name
    try:
        raw.mkdir(parents=True, exist_ok=True)
        temporary = raw / f".{file.name}.part"
        temporary.write_bytes(file.read_bytes())
        temporary.rename(target)
    except OSError as error:
        hint = "see to its rights and to space on the disk"
        raise JiazhuError(f"cannot be written: {error.strerror}", target, hint=hint, kind="fragment") from None
