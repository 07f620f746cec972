"""`status`: content in, how far each translation is out."""

from __future__ import annotations

import click

from jiazhu.commands.ending import fails_clearly, leave, show
from jiazhu.errors import Problems
from jiazhu.options import Options, with_options


@click.command()
@click.option("--json", "as_json", is_flag=True, help="An array of objects, for programs.")
@with_options("content", "no_cache", "strict", "now")
@fails_clearly
def status(options: Options, *, as_json: bool) -> None:
    """Show how far each article is in each language.

    Newest first: the share of its blocks that are up to date and reviewed; how many are stale, missing, or orphan;
    how many of title, summary and caption are stale or missing; how many notes lack one of the two languages.
    """
    import json

    from jiazhu.library.coverage import Coverages
    from jiazhu.library.load import load_library
    from jiazhu.status import as_data, statuses, table

    problems = Problems()
    config = options.config()
    library = load_library(options.content, config, problems, now=options.moment(config))
    coverages = Coverages(options.cache)
    found = list(statuses(library, coverages))
    coverages.save()
    show(*problems)
    if as_json:
        click.echo(json.dumps([as_data(each) for each in found], ensure_ascii=False, indent=2))
    elif found:
        click.echo(table(found))
    else:
        click.echo("no articles to translate" if library.articles else "no articles")
    leave(options, problems)
