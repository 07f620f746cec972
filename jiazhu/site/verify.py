"""A built site in; the files that a build from nothing would make otherwise, out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from jiazhu.errors import Problem
from jiazhu.files import files_of
from jiazhu.model import Library
from jiazhu.site.builder import build
from jiazhu.site.theme import Theme


def differences(
    library: Library, theme: Theme, output: Path, *, jobs: int = 1, search: bool = True
) -> Iterator[Problem]:
    """Build the site again aside, without any cache, and compare byte by byte.

    `library` has to be read without a cache, too.
    """
    output = output.resolve()
    with tempfile.TemporaryDirectory(prefix=f".{output.name}.verify-", dir=output.parent) as aside:
        afresh = Path(aside) / output.name
        build(library, theme, afresh, jobs=jobs, search=search)
        built, expected = files_of(output), files_of(afresh)
        for name in sorted(built | expected):
            if name not in expected:
                yield _problem(output / name, "a build without cache does not make it")
            elif name not in built:
                yield _problem(output / name, "a build without cache makes it, and it is not there")
            elif (output / name).read_bytes() != (afresh / name).read_bytes():
                yield _problem(output / name, "a build without cache makes it otherwise")


def _problem(path: Path, text: str) -> Problem:
    return Problem(kind="verify", path=path, text=text, hint="remove .cache, and report this as a fault of the program")
