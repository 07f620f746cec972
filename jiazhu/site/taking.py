"""Steps in; their files written into a new site, and what is to be known of each, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from jiazhu.errors import JiazhuError
from jiazhu.forks import mapped
from jiazhu.site.folders import Stamp
from jiazhu.site.manifest import Made, key_of_step
from jiazhu.site.output import Put, Staging
from jiazhu.site.step import Step
from jiazhu.site.steps import Site


class Taken:
    """The steps of a site that were taken in this build."""

    def __init__(self, site: Site, new: Staging, jobs: int, names: Sequence[str]) -> None:
        """`names` are those of the ingredients that were used before, each of which has its place as its number."""
        self._site = site
        self._new = new
        self._jobs = jobs
        self._numbers = {name: number for number, name in enumerate(names)}
        self.made: dict[str, Made] = {}
        """By name."""
        self.stamps: dict[str, Stamp] = {}
        """Of all files that came of them."""
        self.written: list[str] = []
        """Those of which the last site had none, or another."""

    def take(self, steps: Iterable[Step]) -> None:
        """Take steps, in so many processes."""
        # In an order in which those that one process makes have most in common.
        ordered = sorted(steps, key=lambda step: step.age)
        for step, (made, used, puts) in zip(ordered, mapped(self._make, ordered, self._jobs, "files"), strict=True):
            self.made[step.name] = made._replace(used=self._numbered(used))
            for name, put in puts.items():
                if name in self.stamps:
                    raise two_at(name)
                self.stamps[name] = put.stamp
                if put.written:
                    self.written.append(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all ingredients, in the order of their numbers."""
        return tuple(self._numbers)

    def _numbered(self, names: Sequence[str]) -> tuple[int, ...]:
        numbers = self._numbers
        for name in names:
            if name not in numbers:
                numbers[name] = len(numbers)
        return tuple(map(numbers.__getitem__, names))

    def _make(self, step: Step) -> tuple[Made, tuple[str, ...], dict[str, Put]]:
        files, used = self._site.material.ingredients.gathered(partial(made_by, step))
        told = self._site.taken()
        names: set[str] = set()
        for name, _ in files:
            check_name(name, names)
        puts = {name: self._new.put(name, data) for name, data in files}
        made = Made(
            key=key_of_step(step),
            used=(),
            files=tuple(puts),
            told=told[0] if told else None,
            seen=step.seen,
        )
        return made, tuple(sorted(used)), puts


def made_by(step: Step) -> list[tuple[str, bytes | Path]]:
    """Make the files of a step."""
    return list(step.make())


def check_name(name: str, seen: set[str]) -> None:
    """Make sure that a file's name is its own, and leads nowhere else. Raises JiazhuError where not."""
    if name in seen:
        raise two_at(name)
    if any(step in {"", ".", ".."} for step in name.split("/")):
        hint = "rename the tag, page or alias it is made of"
        raise JiazhuError("no address of a page", Path(name), hint=hint, kind="address")
    seen.add(name)


def two_at(name: str) -> JiazhuError:
    """Say that two files have one name."""
    return JiazhuError("two pages at this address", Path(name), hint="rename one of them", kind="address")
