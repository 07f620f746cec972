"""`check`: content in, what is wrong with it and what is missing out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from jiazhu.commands.ending import fails_clearly, leave, show
from jiazhu.errors import Problem, Problems
from jiazhu.limits import LINK_SECONDS
from jiazhu.options import Options, with_options

if TYPE_CHECKING:
    from jiazhu.check import Checked


@click.command()
@click.option("--external", is_flag=True, help="Ask other servers, too, whether what links lead to is there.")
@click.option("--json", "as_json", is_flag=True, help="An array of objects on standard output, for programs.")
@with_options("content", "base_url", "theme", "jobs", "no_cache", "strict", "now", "quiet")
@fails_clearly
def check(options: Options, *, external: bool, as_json: bool) -> None:
    """List what is wrong with the content, and what is missing: nothing is written.

    File by file: links and fragments that lead nowhere, notes and translations that lack something, articles without
    tags, pictures that no words tell of or that are too large, what rights forbid, fragments that cannot be imported,
    feeds that readers would refuse, pages that nothing leads to.
    """
    import json

    problems = Problems()
    said = ["checked 0 pages"]
    with problems.collect():
        said = [*_said(_check(options, problems, external=external))]
    ordered = sorted(problems, key=lambda problem: (problem.path, problem.line))
    if as_json:
        click.echo(json.dumps([*map(_as_data, ordered)], ensure_ascii=False, indent=2))
    else:
        show(*ordered)
        if not options.quiet:
            click.echo(" · ".join([*said, f"problems {len(problems)}"]))
    leave(options, problems)


def _check(options: Options, problems: Problems, *, external: bool) -> Checked:
    from jiazhu.check import check_content
    from jiazhu.ingest.download import Downloader

    config = options.config()
    return check_content(
        options.content,
        config,
        problems,
        theme=options.theme,
        now=options.moment(config),
        cache=options.cache,
        jobs=options.jobs,
        ask=Downloader(config.base_url, accept="*/*", most_seconds=LINK_SECONDS).look if external else None,
    )


def _said(checked: Checked) -> Iterator[str]:
    yield f"checked {checked.pages} pages"
    if checked.asked:
        yield f"links to other servers {checked.asked.links}"
        yield from [f"not asked {checked.asked.left}"] if checked.asked.left else []


def _as_data(problem: Problem) -> dict[str, str | int]:
    """Give what `check --json` says of a problem: its keys stay (docs/cli.md)."""
    return {
        "kind": problem.kind,
        "severity": problem.severity,
        "file": str(problem.path),
        "line": problem.line,
        "text": problem.text,
        "hint": problem.hint,
    }
