"""A Library and a theme in, the files of the site out: only those made again whose ingredients have changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from jiazhu.cache import name_of
from jiazhu.errors import JiazhuError
from jiazhu.glance import Look
from jiazhu.model import Library
from jiazhu.site.folders import Stamp
from jiazhu.site.manifest import LEFT, NOTHING, Made, Manifest, key_of_step, load, save
from jiazhu.site.material import ARTICLE_KINDS, ArticleState
from jiazhu.site.output import Built, Staging, staging
from jiazhu.site.step import Step
from jiazhu.site.steps import Site
from jiazhu.site.taking import Taken, check_name, made_by, two_at
from jiazhu.site.theme import Theme


def site_files(
    library: Library, theme: Theme, *, cache: Path | None = None, jobs: int = 1, search: bool = True, index: bool = True
) -> Iterator[tuple[str, bytes | Path]]:
    """Go through the files of the site: each path below the output folder, with its bytes, or the file it is.

    `cache` is a folder for what makes the next build cheap; without `search` there is no index, and no page for it;
    without `index` alone, the page has nothing to search, which does for who only looks at pages.
    Raises JiazhuError for a fault in the theme, for two files of one name, and for a name that leads out of the folder.
    """
    site = Site(library, theme, cache=cache, jobs=jobs, search=search, index=index)
    used: set[str] = set()
    seen: set[str] = set()
    told: list[tuple[str, bytes]] = []

    def files(steps: Iterable[Step]) -> Iterator[tuple[str, bytes | Path]]:
        for step in steps:
            made, of_step = site.material.ingredients.gathered(partial(made_by, step))
            used.update(of_step)
            told.extend(site.taken())
            for name, data in made:
                check_name(name, seen)
                yield name, data

    yield from files(site.steps())
    yield from files(site.last_steps(told, used))
    site.save()


def build(
    library: Library,
    theme: Theme,
    output: Path,
    *,
    cache: Path | None = None,
    jobs: int = 1,
    search: bool = True,
    seen: bool = False,
    look: Look | None = None,
) -> Built:
    """Write the site, whole or not at all.

    With `seen`, only the pages of a site that is there already are brought up to date: what else there is of it (feeds,
    mails, cards, the index of the search) stays as it is until the next build. `look` is what the command has seen of
    the last site. Raises JiazhuError for a fault in the theme or the output; the last site is then left as it was.
    """
    try:
        with staging(output, look or Look()) as new:
            site = Site(library, theme, cache=cache, jobs=jobs, search=search, index=search)
            return _Build(site, new, cache and cache / "sites" / name_of(output), jobs, seen=seen).run()
    except OSError as error:  # of what a build reads beside the library: the theme, copies of pictures, fonts
        hint = "see that it is there, and may be read"
        place = Path(os.fsdecode(error.filename or output))
        raise JiazhuError(f"cannot be read: {error.strerror}", place, hint=hint) from error


class _Build:
    """One build of a site."""

    def __init__(self, site: Site, new: Staging, kept: Path | None, jobs: int, *, seen: bool) -> None:
        """`kept` is the file that tells what the last one made."""
        self._only_seen = seen
        self._site = site
        self._new = new
        self._kept = kept
        self._jobs = jobs
        last = load(kept)
        self._whole = last.whole != site.whole
        """Whether nothing that is known of the last site is of use."""
        self._last = NOTHING if self._whole else last
        self._stale: set[str] = set()
        self._taken = Taken(site, new, jobs, self._last.names)
        self._made: dict[str, Made] = {}
        self._stamps: dict[str, Stamp] = {}
        """What the site is made of, and all of its files."""

    def run(self) -> Built:
        """Make what has changed, and publish it."""
        later = self._only_seen and not self._whole and self._new.trust(self._last.stamps)
        articles = self._site.material.article_states(self._last.articles)
        plan = self._site.material.plan(articles)
        if plan == self._last.plan:
            others = {slug for slug, was in self._last.articles.items() if articles[slug] != was}
            self._site.material.trust(self._last.states, others)
        changed = self._changed(articles)
        self._stale = self._last.stale(changed, self._new.intact(self._last.stamps))
        self._new.start(whole=self._whole)
        states: Iterable[str] = self._last.states
        if plan != self._last.plan or not self._mend(later=later):
            self._plan(later=later)
            plan = "" if later else plan
            of_articles = tuple(f"{kind} " for kind in ARTICLE_KINDS)
            states = sorted(name for name in self._used() if not name.startswith(of_articles))
        self._site.save(later=later)
        manifest = Manifest(
            whole=self._site.whole,
            plan=plan,
            names=self._taken.names,
            steps=self._made,
            articles=articles,
            states={name: self._site.material.state(name) for name in states},
            stamps=self._stamps,
        )
        kept = None if later else save(manifest, self._kept)
        removed = self._new.publish(self._stamps.keys(), self._taken.written, kept)
        manifest.remember(self._kept)
        unchanged = len(self._stamps) - len(self._taken.written)
        return Built(written=len(self._taken.written), unchanged=unchanged, removed=removed, whole=self._whole)

    def _mend(self, *, later: bool) -> bool:
        """Take the stale steps of a site that has the same pages as before; tell whether that is all there is to do.

        It is not where one of them uses, makes or tells something else now: other steps may hang on that.
        """
        steps = {name: self._last.steps[name] for name in self._stale}
        wanted = {name for name, made in steps.items() if made.seen or not later}
        self._taken.take(list(_named(wanted, self._site.steps())))
        if wanted != self._taken.made.keys() or any(
            (made.used, made.files, made.told) != (steps[name].used, steps[name].files, steps[name].told)
            for name, made in self._taken.made.items()
        ):
            return False
        self._site.material.stories.trust()
        left = {name: made._replace(key=LEFT) for name, made in steps.items() if name not in wanted}
        self._made = {**self._last.steps, **left, **self._taken.made}
        self._stamps = {**self._last.stamps, **self._taken.stamps}
        return True

    def _plan(self, *, later: bool) -> None:
        """Plan all steps, and take those that are stale."""
        self._site.prepare(self._jobs)
        if later:
            self._note([step for step in self._site.steps() if step.seen])
            for name, made in self._last.steps.items():
                if name not in self._made and not made.seen:
                    self._made[name] = made._replace(key=LEFT) if name in self._stale else made
                    self._stamps.update((file, self._last.stamps[file]) for file in made.files)
        else:
            self._note(list(self._site.steps()))
            told = (made.told for made in self._made.values() if made.told)
            self._note(list(self._site.last_steps(told, self._used())))

    def _note(self, steps: Sequence[Step]) -> None:
        """Take the steps whose files are not those of the last site, and note all in their order."""
        self._taken.take([step for step in steps if not self._is_fresh(step)])
        for step in steps:
            taken = self._taken.made.get(step.name)
            made, stamps = taken or self._last.steps[step.name], (self._taken if taken else self._last).stamps
            for name in made.files:
                if name in self._stamps:
                    raise two_at(name)
                self._stamps[name] = stamps[name]
            self._made[step.name] = made

    def _is_fresh(self, step: Step) -> bool:
        name = step.name
        made = self._taken.made.get(name) or (None if name in self._stale else self._last.steps.get(name))
        return made is not None and made.key == key_of_step(step)

    def _changed(self, articles: Mapping[str, ArticleState]) -> set[str]:
        """Name the ingredients of the last site that are others now."""
        last, state = self._last, self._site.material.state
        changed = {name for name, was in last.states.items() if state(name) != was}
        none = ("",) * (1 + len(ARTICLE_KINDS))
        for slug, was in last.articles.items():
            now = articles.get(slug, none)
            if now != was:
                kinds = zip(ARTICLE_KINDS, was[1:], now[1:], strict=True)
                changed.update(f"{kind} {slug}" for kind, before, after in kinds if before != after)
        return changed

    def _used(self) -> set[str]:
        names = self._taken.names
        return {names[number] for number in set().union(*(made.used for made in self._made.values()))}


def _named(names: set[str], steps: Iterable[Step]) -> Iterator[Step]:
    """Go through the steps of some names, as far as they are found."""
    left = len(names)
    for step in steps if left else ():
        if step.name in names:
            yield step
            left -= 1
            if not left:
                return
