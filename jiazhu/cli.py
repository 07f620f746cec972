"""The command line: a list of arguments in, the command that it names run."""

from __future__ import annotations

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
