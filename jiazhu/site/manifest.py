"""What a build made in, what the next one need not make again out: kept in a file of the cache."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, cast

from msgspec.msgpack import decode, encode

from jiazhu.cache import read_kept, remember, remembered, state_of, write_kept
from jiazhu.record import Record
from jiazhu.site.folders import Stamp
from jiazhu.site.material import ArticleState
from jiazhu.site.step import Step

_KEY = b"site"
LEFT = "left"
"""The key of a step that was left for the next build: it is that of none."""


class Made(NamedTuple):
    """A step that was taken; there are as many as files, and each build reads all of them."""

    key: str
    used: tuple[int, ...]
    """The numbers of the ingredients that it used, among the names of its manifest."""
    files: tuple[str, ...]
    told: tuple[str, bytes] | None
    """What it told of itself, after its kind."""
    seen: bool
    """Whether it is a page."""


class Manifest(Record):
    """What is in an output folder, and of what it was made."""

    whole: str = ""
    """The state of what all of it hangs on."""
    plan: str = ""
    """The state of what it hangs on which steps there are."""
    names: tuple[str, ...]
    """Of all ingredients: most steps use many that others use, too."""
    steps: Mapping[str, Made]
    articles: Mapping[str, ArticleState]
    """The states of each article's ingredients, by slug."""
    states: Mapping[str, str]
    """Those of all other ingredients."""
    stamps: Mapping[str, Stamp]
    """Of each file."""

    def stale(self, changed: set[str], intact: set[str]) -> set[str]:
        """Name the steps that have to be taken again, whatever their keys are.

        `changed` are the ingredients that are others now, `intact` the files that are as they were written.
        """
        others = {number for number, name in enumerate(self.names) if name in changed}
        return {
            name
            for name, made in self.steps.items()
            if made.key == LEFT or not others.isdisjoint(made.used) or not intact.issuperset(made.files)
        }

    def remember(self, path: Path | None) -> None:
        """Know it in this process; what is in the file tells of fewer files then, or of others, which is no harm."""
        if path:
            remember(path, self, written=False)


NOTHING = Manifest(names=(), steps={}, articles={}, states={}, stamps={})


def load(path: Path | None) -> Manifest:
    """Read what a build kept; nothing where there is no such file, or one of another version of the program."""
    known = remembered(path) if path else None
    if known and isinstance(known.thing, Manifest):
        return known.thing
    kept = read_kept(path).get(_KEY) if path else None
    if kept is None:
        return NOTHING
    return decode(cast("bytes", kept), type=Manifest)


def save(manifest: Manifest, path: Path | None) -> tuple[Path, Path] | None:
    """Write what the next build shall know beside where it belongs: give both, or None where nothing is kept."""
    if path is None:
        return None
    part = path.with_name(f"{path.name}.next")
    write_kept(part, {_KEY: encode(manifest)})
    return part, path


def key_of_step(step: Step) -> str:
    """Name what a step is made of beside its ingredients."""
    return state_of(step.key) if step.key is not None else ""
