"""What a build made in, what the next one need not make again out: kept in a file of the cache."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from pathlib import Path
from typing import cast

from jiazhu.cache import Plain, Store, state_of
from jiazhu.model import record
from jiazhu.site.folders import Stamp
from jiazhu.site.step import Step

_KEY = b"site"
LEFT = "left"
"""The key of a step that was left for the next build: it is that of none."""
_Steps = tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], Plain, bool], ...]
_States = tuple[tuple[str, str], ...]
_Stamps = tuple[tuple[str, Stamp], ...]


@record
class Made:
    """A step that was taken."""

    key: str
    used: tuple[str, ...]
    """The ingredients it used."""
    files: tuple[str, ...]
    told: Plain
    """What it told of itself."""
    seen: bool
    """Whether it is a page."""


class Manifest:
    """What is in an output folder, and of what it was made."""

    def __init__(
        self,
        whole: str = "",
        steps: Mapping[str, Made] | None = None,
        states: Mapping[str, str] | None = None,
        stamps: Mapping[str, Stamp] | None = None,
    ) -> None:
        self.whole = whole
        """The state of what all of it hangs on."""
        self.steps = steps or {}
        self.states = states or {}
        """Of each ingredient."""
        self.stamps = stamps or {}
        """Of each file."""

    def fresh(self, state: Callable[[str], str], intact: Container[str]) -> Callable[[Step], bool]:
        """Find out what tells of a step whether it need not be taken again.

        `state` is that of an ingredient now, and `intact` are the files that are as they were written.
        """
        changed = {name for name, was in self.states.items() if state(name) != was}

        def is_fresh(step: Step) -> bool:
            made = self.steps.get(step.name)
            return (
                made is not None
                and made.key == key_of_step(step)
                and changed.isdisjoint(made.used)
                and all(name in intact for name in made.files)
            )

        return is_fresh

    def plain(self) -> Plain:
        """Write it as what can be kept."""
        steps = tuple(
            (name, made.key, made.used, made.files, made.told, made.seen) for name, made in self.steps.items()
        )
        return self.whole, steps, tuple(self.states.items()), tuple(self.stamps.items())


def load(path: Path | None) -> Manifest:
    """Read what a build kept; nothing where there is no such file, or one of another version of the program."""
    kept = Store(path).get(_KEY)
    if kept is None:
        return Manifest()
    whole, steps, states, stamps = cast("tuple[str, _Steps, _States, _Stamps]", kept)
    made = {
        name: Made(key=key, used=used, files=files, told=told, seen=seen)
        for name, key, used, files, told, seen in steps
    }
    return Manifest(whole, made, dict(states), dict(stamps))


def save(manifest: Manifest, path: Path | None) -> tuple[Path, Path] | None:
    """Write what the next build shall know beside where it belongs: give both, or None where nothing is kept."""
    if path is None:
        return None
    part = path.with_name(f"{path.name}.next")
    store = Store(part)
    store.put(_KEY, manifest.plain())
    store.save()
    return part, path


def key_of_step(step: Step) -> str:
    """Name what a step is made of beside its ingredients."""
    return state_of(step.key) if step.key is not None else ""
