"""What can go wrong: a Problem is a fault with its place; JiazhuError carries one up to the command line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal

from jiazhu.record import Record

Severity = Literal["error", "warning"]
# fmt: off
Kind = Literal[
    "settings", "front-matter", "article", "notes", "tags", "entities", "source", "digest", "page", "id", "address",
    "translation", "rule", "rule-test", "link", "unreachable", "alt", "image", "rights", "feed", "external",
    "duplicate", "edited", "fetch", "fragment", "lossy", "new", "output", "po", "provider", "publish", "verify",
]
# fmt: on
"""The sorts of fault: those that `check` tells (docs/cli.md), then those that only other commands meet."""

_BREAK = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What would end a line, or tell a terminal what to do: a problem is one line, whatever it quotes."""


def _written(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]


class Problem(Record):
    """One fault in the content, with its place and the way out."""

    kind: Kind
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
        return _BREAK.sub(_written, f"{place}: {self.severity}: {self.text}{hint}")


class JiazhuError(Exception):
    """A fault that ends what was being done: raised where it is found, shown by the command line."""

    def __init__(self, message: str, path: Path, line: int = 0, hint: str = "", kind: Kind = "settings") -> None:
        super().__init__(message)
        self.problems = [Problem(kind=kind, path=path, line=line, text=message, hint=hint)]

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))

    def __reduce__(self) -> tuple[type[JiazhuError], tuple[list[Problem]]]:
        """Let one come back from another process."""
        return SchemaError, (self.problems,)


class SchemaError(JiazhuError):
    """Raised when files are not what they should be; holds every fault found in them."""

    def __init__(self, problems: list[Problem]) -> None:
        first = problems[0]
        super().__init__(first.text, first.path, first.line, first.hint, first.kind)
        self.problems = problems


class Problems:
    """The faults met in one run, each once, in the order they were met."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, *problems: Problem) -> None:
        """Note faults."""
        self._found.update(dict.fromkeys(problems))

    def collect(self) -> AbstractContextManager[None]:
        """Collect the problems of a JiazhuError raised inside, and go on after it."""
        return _Collecting(self)

    def raise_all(self) -> None:
        """Raise a SchemaError that holds all of them, if there are any."""
        if self._found:
            raise SchemaError(list(self._found))

    @property
    def errors(self) -> int:
        """How many are errors, not warnings."""
        return sum(problem.severity == "error" for problem in self)


def nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """Word a hint for an unknown name: the known one that it is close to, else something else to do."""
    close = difflib.get_close_matches(name, list(known), 1)
    return f"did you mean `{close[0]}`?" if close else otherwise


class _Collecting(AbstractContextManager[None]):
    """A class, since thousands of articles are read inside: to make a generator of each takes four times as long."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, JiazhuError):
            self._problems.add(*error.problems)
            return True
        return False
