"""The content in, everything that an editor wants to know of it before publishing out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from jiazhu.check.alternatives import silent_images
from jiazhu.check.articles import long_quotes, untagged, without_rule
from jiazhu.check.external import Asked, external_links
from jiazhu.check.feeds import feed_faults
from jiazhu.check.fragments import unread_fragments
from jiazhu.check.links import Links, broken_links, read_marks
from jiazhu.check.notes import note_faults
from jiazhu.check.pictures import large_pictures, picture_faults
from jiazhu.check.places import Places
from jiazhu.check.reach import unreached_pages
from jiazhu.check.translations import states, untranslated
from jiazhu.errors import Problem, Problems
from jiazhu.ingest.rule_tests import rule_faults
from jiazhu.ingest.rules import check_source
from jiazhu.library.coverage import Coverages
from jiazhu.library.load import load_library
from jiazhu.model import Config, Library
from jiazhu.record import Record
from jiazhu.site.builder import site_files
from jiazhu.site.mail import ALONE, BOTH
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls


class Checked(Record):
    """What was looked at."""

    pages: int
    asked: Asked | None
    """None where other servers were not to be asked."""


def check_content(
    content: Path,
    config: Config,
    problems: Problems,
    *,
    theme: Path | None = None,
    now: datetime | None = None,
    cache: Path | None = None,
    jobs: int = 1,
    ask: Callable[[str], None] | None = None,
) -> Checked:
    """Collect what is wrong with the content and what is missing; tell what was looked at.

    The site is rendered, but not written. `ask` asks other servers for what links lead to, as `external_links` says;
    without it none is asked.
    """
    library = load_library(content, config, problems, now=now)
    for source in library.sources.values():
        path = content / "sources" / f"{source.id}.toml"
        if path.exists():
            with problems.collect():
                check_source(source, path)
                problems.add(*rule_faults(source, path, content / "raw"))
    with problems.collect():
        problems.add(*unread_fragments(library, content))
    problems.add(*without_rule(library), *untagged(library), *long_quotes(library))
    coverages = Coverages(cache)
    problems.add(*untranslated(library), *states(library, coverages), *note_faults(library))
    coverages.save()
    problems.add(*silent_images(library), *picture_faults(content, config), *large_pictures(content, config))

    urls = Urls(config.base_url)

    def files() -> Iterator[tuple[str, bytes | Path]]:
        shown = _without_cards(library)
        for name, data in site_files(shown, Theme(theme), cache=cache, jobs=jobs, index=False):
            problems.add(*feed_faults(name, data, urls.absolute(urls.file(*name.split("/")))))
            yield name, data

    marks, places = read_marks(files()), Places(content, library)
    links = Links(marks, urls)
    problems.add(*_dead_ends(broken_links(marks, urls), places), *unreached_pages(links, places))
    return Checked(
        pages=sum(name.endswith(".html") for name in marks),
        asked=external_links(links, places, ask, problems) if ask else None,
    )


def _without_cards(library: Library) -> Library:
    """Let no picture be drawn for pages that are not written: nothing on them can be at fault."""
    metadata = replace(library.config.metadata, cards=False)
    return replace(library, config=replace(library.config, metadata=metadata))


def _dead_ends(broken: Iterable[tuple[str, str]], places: Places) -> Iterator[Problem]:
    """Tell of links that lead nowhere, where they were written."""
    for page, link in broken:
        if Path(page).name in {BOTH, ALONE}:  # it repeats its digest's page, with whole addresses
            continue
        path, line = places.link(page, link) or (Path(page), 0)
        hint = "mend what it stands in"
        yield Problem(kind="link", path=path, line=line, text=f"the link `{link}` leads nowhere", hint=hint)
