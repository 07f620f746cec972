"""What can go wrong: a Problem is a fault with its place; JiazhuError carries one up to the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault in the content, with its place and the way out."""

    kind: str
    """A short name for the sort of fault, such as `front-matter` or `unknown-tag`."""
    path: Path
    """The file that has to change."""
    line: int = 0
    """The line in it, counted from 1; 0 where the whole file is meant."""
    text: str
    """What is wrong and what was expected."""
    hint: str = ""
    """What to do."""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else f"{self.path}"
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.severity}: {self.text}{hint}"


class JiazhuError(Exception):
    """A fault that ends what was being done: raised where it is found, shown by the command line."""

    def __init__(self, message: str, path: Path, line: int = 0, hint: str = "", kind: str = "settings") -> None:
        super().__init__(message)
        self.problem = Problem(kind=kind, path=path, line=line, text=message, hint=hint)

    def __str__(self) -> str:
        return str(self.problem)


@dataclass(slots=True)
class Problems:
    """The faults met in one run, in the order they were met."""

    found: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.found.append(problem)

    def extend(self, problems: list[Problem]) -> None:
        self.found.extend(problems)

    @contextmanager
    def collect(self) -> Iterator[None]:
        """Turn a JiazhuError raised inside into a collected problem, and go on after it."""
        try:
            yield
        except JiazhuError as error:
            self.add(error.problem)

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.found)
