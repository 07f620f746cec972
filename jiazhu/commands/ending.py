"""What a command has to say in; its words on the terminal, and the exit status, out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import click

from jiazhu.errors import JiazhuError, Problem, Problems
from jiazhu.options import Options


def fails_clearly(command: Callable[..., None]) -> Callable[..., None]:
    """Show a fault that ends a command as what it is: a place, a reason, a way out."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except JiazhuError as error:
            show(*error.problems)
            raise SystemExit(1) from None

    return wrapped


def show(*problems: Problem) -> None:
    """Say what is wrong, on standard error."""
    colours = {"error": "red", "warning": "yellow"}
    for problem in problems:
        click.secho(str(problem), fg=colours[problem.severity], err=True)


def end(options: Options, problems: Problems, said: Sequence[str]) -> None:
    """Show the problems, then one line that sums up; leave with the status that they call for."""
    show(*problems)
    if not options.quiet:
        click.echo(" · ".join([*said, f"problems {len(problems)}"]))
    leave(options, problems)


def leave(options: Options, problems: Problems) -> None:
    """Leave with the status that problems call for, if it is not 0."""
    if problems.errors or (options.strict and len(problems)):
        raise SystemExit(1)
