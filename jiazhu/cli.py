"""The command line: a list of arguments in, the command that it names run."""

from __future__ import annotations

import atexit
import os
import sys
import threading

import click

from jiazhu import __version__
from jiazhu.commands import (
    building,
    checking,
    fetching,
    importing,
    noting,
    po,
    publishing,
    starting,
    status,
    suggesting,
    translating,
)


class _Door(click.Group):
    """Without a command, its options are those of `all`: import, then build."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in {"-h", "--help", "--version"}):
            args = ["all", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jiazhu")
def main() -> None:
    """Make an annotated, bilingual news digest out of raw fragments of Chinese news articles.

    Without a command: import what is new, then build the site.
    """


for command in (
    starting.new,
    fetching.fetch,
    importing.import_,
    importing.drop,
    building.all_,
    building.build,
    building.serve,
    checking.check,
    publishing.publish,
    translating.translate,
    noting.notes,
    status.status,
    suggesting.suggest,
    po.po,
):
    main.add_command(command)


def run(name: str | None = None) -> None:
    """Run the command that this process was called with, by its program's name, and end it.

    Where no thread has anything left to do, it ends at once: to give back the memory of a library piece by piece takes
    as long as to build what an edit has changed.
    """
    try:
        main(prog_name=name)
    except SystemExit as ended:
        if threading.active_count() > 1 or not isinstance(ended.code, int):
            raise
        # Pools of processes and temporary folders are given back here; `os._exit` alone would leave them, and there is
        # no public name for it.
        atexit._run_exitfuncs()  # noqa: SLF001 -- see above
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended.code)
