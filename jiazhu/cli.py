"""The command line: one thin function a command."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from jiazhu import __version__
from jiazhu.errors import JiazhuError, Problem, Problems
from jiazhu.model import Library
from jiazhu.options import Options, with_options

DEFAULT_PORT = 8000
NAMED = 20
"""So many of the articles that an import made are named; more would hide the rest."""


class _Door(click.Group):
    """Without a command, its options are those of `all`: import, then build."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in {"-h", "--help", "--version"}):
            args = ["all", *args]
        return super().parse_args(ctx, args)


def _fails_clearly(command: Callable[..., None]) -> Callable[..., None]:
    """Show a fault that ends a command as what it is: a place, a reason, a way out."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except JiazhuError as error:
            _show(*error.problems)
            raise SystemExit(1) from None

    return wrapped


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jiazhu")
def main() -> None:
    """Make an annotated, bilingual news digest out of raw fragments of Chinese news articles.

    Without a command: import what is new, then build the site.
    """


@main.command("all", hidden=True)
@with_options
@_fails_clearly
def all_(options: Options) -> None:
    """Import what is new, then build the site."""
    problems = Problems()
    if options.strict:
        # What is wrong already stops the import, too.
        _load(options, problems)
    said = _import(options, (), problems)
    _end(options, problems, [*said, *_build(options, problems)])


@main.command("import")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FRAGMENT|FOLDER]...")
@click.option(
    "--explain",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FRAGMENT",
    help="Show step by step what becomes of a fragment; write nothing.",
)
@click.option("--again", is_flag=True, help="Clean the fragments of all articles again, after a rule changed.")
@click.option("--dask", default="", metavar="ADDRESS", help="Clean on a Dask cluster, such as tcp://127.0.0.1:8786.")
@with_options
@_fails_clearly
def import_(options: Options, paths: tuple[Path, ...], explain: Path | None, dask: str, *, again: bool) -> None:
    """Make an article of each new fragment.

    Without arguments these are the files of content/raw; fragments from elsewhere are copied there as they become
    articles. What is an article already, or named in raw/ignore.txt, is passed over. A later version of a page takes
    the place of the earlier one, and a copy of a text is noted in its article; an article that a hand changed is left
    alone.
    """
    if explain:
        from jiazhu.ingest.explain import explain as explained
        from jiazhu.ingest.importer import usable_sources

        click.echo(explained(explain.read_bytes(), explain, usable_sources(options.content / "sources")))
        return
    problems = Problems()
    _end(options, problems, _clean_again(options, dask, problems) if again else _import(options, paths, problems, dask))


@main.command()
@with_options
@_fails_clearly
def build(options: Options) -> None:
    """Build the site.

    A fault in an article leaves that article out: the rest is built, and the exit status is 1. A fault in the
    settings, the theme or the output, and with --strict any at all, leaves the site as it was.
    """
    problems = Problems()
    _end(options, problems, _build(options, problems))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="On 127.0.0.1.")
@with_options
@_fails_clearly
def serve(options: Options, port: int) -> None:
    """Build the site, show it in a browser, and build it again when something changes.

    It is served under the path of its base URL. Another free port is taken where this one is in use. Ctrl-C ends it.
    """
    from jiazhu.preview.server import serve as serve_site
    from jiazhu.site.theme import Theme

    def rebuild() -> list[Problem]:
        problems = Problems()
        with problems.collect():
            said = _build(options, problems)
            if not options.quiet:
                click.echo(" · ".join(said))
        _show(*problems)
        return list(problems)

    watched = [options.content, *Theme(options.theme).folders]
    serve_site(options.output, options.config().base_url, watched=watched, rebuild=rebuild, port=port, say=click.echo)


@main.command()
@with_options
@_fails_clearly
def check(options: Options) -> None:
    """List what is wrong with the content, and what is missing: nothing is written."""
    from jiazhu.check import check_content

    problems = Problems()
    config = options.config()
    pages = check_content(
        options.content,
        config,
        problems,
        theme=options.theme,
        now=options.moment(config),
        cache=options.cache,
        jobs=options.jobs,
    )
    _end(options, problems, [f"checked {pages} pages"])


@main.command()
@click.argument("article")
@click.option("--reason", default="dropped", show_default=True, help="Why, for raw/ignore.txt.")
@with_options
@_fails_clearly
def drop(options: Options, article: str, reason: str) -> None:
    """Take an article away for good.

    ARTICLE is its folder's name. Its fragments stay in content/raw, and are named in raw/ignore.txt so that they do
    not come back.
    """
    from jiazhu.library.articles import drop_article

    dropped = drop_article(options.content, article, reason)
    _end(options, Problems(), [f"dropped {article}", f"ignored {len(dropped)} fragments"])


def _import(options: Options, paths: tuple[Path, ...], problems: Problems, dask: str = "") -> list[str]:
    from jiazhu.ingest.importer import Importer
    from jiazhu.library.raw import fragment_files

    importer = Importer(options.content, options.config(), problems, cache=options.cache)
    files = importer.take_in(paths) if paths else fragment_files(options.content / "raw")
    done = importer.run(files, jobs=options.jobs, strict=options.strict, dask=dask)
    if not options.quiet:
        for slug in [*done.new, *done.versions, *done.copies][:NAMED]:
            click.echo(options.content / "articles" / slug)
    counts = {
        "new versions": len(done.versions),
        "copies": len(done.copies),
        "ignored": done.ignored,
        "edited by hand, left alone": len(done.edited),
    }
    said = [f"imported {len(done.new)}", f"already articles {done.known}"]
    return said + [f"{what} {count}" for what, count in counts.items() if count]


def _clean_again(options: Options, dask: str, problems: Problems) -> list[str]:
    from jiazhu.ingest.importer import Importer

    importer = Importer(options.content, options.config(), problems, cache=options.cache)
    done = importer.clean_again(jobs=options.jobs, strict=options.strict, dask=dask)
    for difference in done.differences:
        click.echo(difference)
    return [f"written again {len(done.again)}", f"edited by hand, left alone {len(done.edited)}"]


def _load(options: Options, problems: Problems) -> Library:
    from jiazhu.library.load import load_library

    config = options.config()
    return load_library(options.content, config, problems, now=options.moment(config))


def _build(options: Options, problems: Problems) -> list[str]:
    from jiazhu.site.builder import build as build_site
    from jiazhu.site.theme import Theme

    library = _load(options, problems)
    if options.strict and len(problems):
        return ["nothing was changed"]
    built = build_site(library, Theme(options.theme), options.output, cache=options.cache, jobs=options.jobs)
    return [
        f"articles {len(library.articles)}",
        f"written {built.written}",
        f"unchanged {built.unchanged}",
        f"removed {built.removed}",
        f"{options.output}/",
    ]


def _show(*problems: Problem) -> None:
    """Say what is wrong, on standard error."""
    colours = {"error": "red", "warning": "yellow"}
    for problem in problems:
        click.secho(str(problem), fg=colours[problem.severity], err=True)


def _end(options: Options, problems: Problems, said: list[str]) -> None:
    """Show the problems, then one line that sums up; leave with the status that they call for."""
    _show(*problems)
    if not options.quiet:
        click.echo(" · ".join([*said, f"problems {len(problems)}"]))
    if problems.errors or (options.strict and len(problems)):
        raise SystemExit(1)
