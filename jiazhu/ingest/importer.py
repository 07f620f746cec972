"""Fragments under `content/raw` in; articles under `content/articles`, new ones and newer versions, out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from jiazhu.errors import JiazhuError, Problems
from jiazhu.ingest.archive import Archive, Known, merged
from jiazhu.ingest.convert import Converted
from jiazhu.ingest.duplicates import body_fingerprint
from jiazhu.ingest.remarks import difference, left_alone, lossy, untitled
from jiazhu.ingest.rules import check_source
from jiazhu.ingest.silence import Silence
from jiazhu.ingest.slugs import make_slug
from jiazhu.ingest.workers import Conversion, convert_all
from jiazhu.library.articles import article_slugs, create_article, faulty_fragments, load_article, load_articles
from jiazhu.library.originals import is_edited, original_text
from jiazhu.library.raw import fragment_files, ignored_fragments, is_kept, keep_fragment
from jiazhu.library.revise import revise_article
from jiazhu.library.sources import load_sources
from jiazhu.model import Config, OriginalMatter, Source
from jiazhu.progress import told
from jiazhu.text.languages import code_of

_LEAST_MS = 10_000_000_000
"""An epoch below it is in seconds: in ms it would be in April 1970."""
_STAMP = re.compile(rb"\s*<!--\s*(\d{9,14})")


@dataclass(slots=True)
class Imported:
    """What an import did: slugs of articles, and names of fragments."""

    new: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    """Articles of which another version came."""
    copies: list[str] = field(default_factory=list)
    """Articles of whose text a copy came."""
    again: list[str] = field(default_factory=list)
    """Articles that are other than they were after they were cleaned again."""
    known: int = 0
    """How many fragments are articles already."""
    ignored: int = 0
    edited: list[str] = field(default_factory=list)
    """Articles that a hand changed: they are left alone."""
    differences: list[str] = field(default_factory=list)
    """How these differ from what cleaning their fragments again gives."""


class Importer:
    """An import of the fragments under one content folder."""

    def __init__(self, content: Path, config: Config, problems: Problems, *, cache: Path | None = None) -> None:
        """Read what is there. Raises JiazhuError for faults in sources: without its rule, nothing is taken out."""
        self._raw, self._folder = content / "raw", content / "articles"
        self._zone = ZoneInfo(config.timezone)
        self._problems = problems
        self._sources = usable_sources(content / "sources")
        self._silence = Silence(content / "sources", self._sources)
        self._archive = Archive(load_articles(self._folder, problems), cache)
        self._slugs = set(article_slugs(self._folder))
        self._faulty = self._slugs - self._archive.articles.keys()

    def take_in(self, paths: Sequence[Path]) -> list[Path]:
        """List the fragments that are given: files, or the `*.txt` files of folders.

        One whose name another fragment under `content/raw` has is a problem. They are copied there as they become
        articles.
        """
        taken = []
        for path in paths:
            for file in fragment_files(path) if path.is_dir() else [path]:
                with self._problems.collect():
                    is_kept(file, self._raw)
                    taken.append(file)
        return taken

    def run(self, paths: Sequence[Path], *, jobs: int = 1, strict: bool = False, dask: str = "") -> Imported:
        """Make an article of each fragment that is none yet, the earliest first; if `strict`, none if any is faulty."""
        articles = self._archive.articles.values()
        report = Imported(edited=[known.slug for known in articles if known.edited])
        known = {name for article in articles for name in article.fragments}
        known |= faulty_fragments(self._folder, self._archive.articles)  # what they become is up to who mends them
        ignored = ignored_fragments(self._raw)
        new = []
        for path in paths:
            if path.name in known:
                report.known += 1
            elif path.name in ignored:
                report.ignored += 1
            else:
                new.append(path)
        new.sort(key=lambda path: (_stamp(path), path.name))
        for path, converted in self._made(new, jobs, dask, strict=strict):
            with self._problems.collect():
                self._take(path, converted, report)
        if new:
            self._archive.save()
        return report

    def clean_again(self, *, jobs: int = 1, strict: bool = False, dask: str = "") -> Imported:
        """Clean the fragments of all articles again, and write what comes out otherwise than it did.

        An article that a hand changed is kept, and the difference told. If `strict`, nothing is written where there
        is any problem.
        """
        report = Imported()
        fragments = {self._raw / known.fragments[0]: slug for slug, known in self._by_fragment()}
        paths = [path for path in fragments if path.is_file()]
        for path, converted in self._made(paths, jobs, dask, strict=strict):
            with self._problems.collect():
                self._revise(fragments[path], converted, report)
        self._archive.save()
        return report

    def _by_fragment(self) -> Iterator[tuple[str, Known]]:
        return ((slug, known) for slug, known in self._archive.articles.items() if known.fragments)

    def _made(self, paths: Sequence[Path], jobs: int, dask: str, *, strict: bool) -> Iterable[tuple[Path, Converted]]:
        """Convert fragments; if `strict`, give none where there is any problem."""
        outcomes = told(convert_all(paths, self._sources, jobs=jobs, dask=dask), "imported", len(paths))
        made = self._faultless(zip(paths, outcomes, strict=True))
        if not strict:
            return made
        all_made = list(made)  # with all of their problems
        return [] if len(self._problems) else all_made

    def _faultless(self, made: Iterable[tuple[Path, Conversion]]) -> Iterator[tuple[Path, Converted]]:
        """Go through what could be converted, and report what could not."""
        for path, outcome in made:
            if isinstance(outcome, list):
                self._problems.add(*outcome)
                continue
            self._silence.note(path, outcome.matter.source, outcome.missing)
            if outcome.difference:
                self._problems.add(lossy(path, outcome.difference))
            if outcome.untitled:
                self._problems.add(untitled(path))
            yield path, outcome
        self._problems.add(*self._silence.problems())

    def _take(self, path: Path, converted: Converted, report: Imported) -> None:
        """Make a fragment an article, or a part of the one it belongs to."""
        match = self._archive.find(converted.matter, converted.body, converted.print, self._body)
        if match is None:
            report.new.append(self._create(path, converted))
        elif self._archive.articles[match.slug].edited:
            self._problems.add(left_alone(path, match, self._folder))
        else:
            keep_fragment(path, self._raw)
            article = load_article(self._folder / match.slug)
            matter, body = merged(article.matter, article.body, converted.matter, converted.body, copy=match.copy)
            revise_article(article, matter, body)
            print_ = converted.print if body == converted.body else body_fingerprint(body)
            self._archive.add(match.slug, matter, body, print_)
            (report.copies if match.copy else report.versions).append(match.slug)

    def _create(self, path: Path, converted: Converted) -> str:
        """Write a new article's folder."""
        matter = converted.matter
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
        keep_fragment(path, self._raw)
        create_article(self._folder, slug, {f"{code_of(matter.lang)}.md": original_text(matter, converted.body)})
        self._slugs.add(slug)
        self._archive.add(slug, matter, converted.body, converted.print)
        return slug

    def _revise(self, slug: str, converted: Converted, report: Imported) -> None:
        """Write an article as its fragment is cleaned now."""
        article = load_article(self._folder / slug)
        matter = _with_identity(converted.matter, article.matter)
        if is_edited(article):
            report.edited.append(slug)
            if found := difference(article, matter, converted.body):
                report.differences.append(found)
        elif revise_article(article, matter, converted.body):
            report.again.append(slug)
            self._archive.add(slug, matter, converted.body, converted.print)

    def _body(self, slug: str) -> str:
        return load_article(self._folder / slug).body


def usable_sources(folder: Path) -> list[Source]:
    """Read the sources, and make sure that their rules can be applied. Raises SchemaError with what is wrong."""
    problems = Problems()
    sources = list(load_sources(folder).values())
    for source in sources:
        with problems.collect():
            check_source(source, folder / f"{source.id}.toml")
    problems.raise_all()
    return sources


def _with_identity(new: OriginalMatter, known: OriginalMatter) -> OriginalMatter:
    """Give what cleaning found out the identity of the article it belongs to."""
    return replace(new, id=known.id, also=known.also)


def _stamp(path: Path) -> int:
    """Read a fragment's epoch without reading the fragment; 0 where the first line has none."""
    try:
        with path.open("rb") as file:
            found = _STAMP.match(file.read(64).removeprefix(b"\xef\xbb\xbf"))
    except OSError:  # reported when it is read
        return 0
    stamp = int(found[1]) if found else 0
    return stamp if stamp > _LEAST_MS else stamp * 1000
