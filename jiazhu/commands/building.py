"""`build`, `serve`, and what is done without a command: content in, a site out."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Collection
from pathlib import Path

import click
from msgspec.structs import replace

from jiazhu.cache import name_of
from jiazhu.commands.ending import end, fails_clearly, show
from jiazhu.commands.importing import import_fragments, mirror_images
from jiazhu.errors import Problems
from jiazhu.glance import Glance, Look
from jiazhu.model import Article, Library
from jiazhu.options import ALL, Options, with_options

DEFAULT_PORT = 8000
LOOPBACK = "127.0.0.1"
_with_search = click.option(
    "--no-search", "search", flag_value=False, default=True, help="Leave out the search page and its index."
)


class _Nameless(click.Context):
    @property
    def command_path(self) -> str:
        return self.parent.command_path if self.parent else ""


class _Whole(click.Command):
    """What is done without a command: help and wrong usage name none."""

    context_class = _Nameless


@click.command("all", hidden=True, cls=_Whole)
@_with_search
@with_options(*ALL)
@fails_clearly
def all_(options: Options, search: bool) -> None:
    """Import what is new, then build the site."""
    problems = Problems()
    if options.strict:
        # What is wrong already stops the import, too.
        _load(options, problems)
    said = [*import_fragments(options, (), problems), *mirror_images(options, problems)]
    end(options, problems, [*said, *_build(options, problems, search=search)])


@click.command()
@_with_search
@click.option("--verify", is_flag=True, help="Build it again aside, without cache, and compare byte by byte.")
@with_options(*ALL)
@fails_clearly
def build(options: Options, search: bool, verify: bool) -> None:
    """Build the site: what changed since the last time.

    A fault in an article leaves that article out: the rest is built, and the exit status is 1. A fault in the
    settings, the theme or the output, and with --strict any at all, leaves the site as it was.
    """
    problems = Problems()
    gc.disable()  # hardly anything goes before the end, and looking for it takes a tenth of the time
    try:
        glance = _glance(options, search=search)
        look, known = glance.look() if glance else (Look(), None)
        if known is None or verify:
            known = _build(options, problems, search=search, glance=glance, look=look)
        if verify:
            known.append(_verified(options, problems, search=search))
    finally:
        gc.freeze()  # else it would all be looked at now, for nothing
        gc.enable()
        gc.unfreeze()
    end(options, problems, known)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="To listen on.")
@click.option("--host", default=LOOPBACK, show_default=True, help="To listen on; others than this machine only read.")
@click.option("--read-only", is_flag=True, help="Let nothing be written from the pages.")
@click.option("--drafts", is_flag=True, help="Show drafts, and articles dated after --now, marked as such.")
@_with_search
@with_options(*ALL)
@fails_clearly
def serve(options: Options, *, port: int, host: str, read_only: bool, drafts: bool, search: bool) -> None:
    """Build the site, show it in a browser, and build it again when something changes.

    On its pages you write notes and translations: what you save is a plain change of the content's files. It is served
    under the path of its base URL, where /_style/ shows every component of the theme. Another free port is taken where
    this one is in use. Ctrl-C ends it.
    """
    from jiazhu.preview.changes import Outcome, Part
    from jiazhu.preview.server import listen
    from jiazhu.preview.server import serve as serve_site
    from jiazhu.preview.writing.written import Writing
    from jiazhu.site.theme import Theme

    if drafts:  # beside the site, so that nobody publishes them
        output = options.output.resolve()
        options = replace(options, output=output.with_name(f".{output.name}.drafts"))
    last: dict[str, Article] = {}
    outcomes: deque[Outcome] = deque(maxlen=1)

    def rebuild(part: Part, touched: set[Path] | None) -> Outcome:
        problems, base_url = Problems(), ""
        if part != "pages":
            gc.collect()
        if part == "rest" and options.no_cache:  # without one, everything is made each time
            return outcomes[-1]
        with problems.collect():
            base_url = options.config().base_url
            library = _load(options, problems, last=last, drafts=drafts, touched=touched)
            said = _write(options, library, problems, search=search, seen=part == "pages")
            if part != "rest" and not options.quiet:
                click.echo(" · ".join(said))
        if part != "rest":
            show(*problems)
        outcomes.append(Outcome(base_url=base_url, problems=tuple(problems)))
        return outcomes[-1]

    def specimen() -> str:
        from jiazhu.site.specimen import specimen as specimen_of

        return specimen_of(_load(options, Problems(), drafts=drafts), Theme(options.theme))

    gc.disable()  # it would take longest while somebody waits for a page: there is time when it is quiet
    base_url = options.config().base_url
    try:
        listening = listen(host, port)
    except OSError as error:
        told = f"cannot listen on {host!r}, port {port}: {error.strerror}"
        raise click.BadParameter(told, param_hint=["--host", "--port"]) from None
    serve_site(
        options.output,
        base_url,
        watched=[options.content, *Theme(options.theme).folders],
        rebuild=rebuild,
        specimen=specimen,
        writing=None if read_only else Writing(options.content, options.config),
        listening=listening,
        host=host,
        port=port,
        say=click.echo,
    )


def _verified(options: Options, problems: Problems, *, search: bool) -> str:
    from jiazhu.site.theme import Theme
    from jiazhu.site.verify import differences

    library = _load(replace(options, no_cache=True), Problems())
    found = list(differences(library, Theme(options.theme), options.output, jobs=options.jobs, search=search))
    problems.add(*found)
    return f"differences {len(found)}"


def _load(
    options: Options,
    problems: Problems,
    *,
    last: dict[str, Article] | None = None,
    drafts: bool = False,
    touched: Collection[Path] | None = None,
    look: Look | None = None,
) -> Library:
    from jiazhu.library.load import load_library

    config = options.config()
    return load_library(
        options.content,
        config,
        problems,
        now=options.moment(config),
        last=last,
        drafts=drafts,
        cache=options.cache,
        jobs=options.jobs,
        touched=touched,
        look=look,
    )


def _glance(options: Options, *, search: bool) -> Glance | None:
    """Give what knows, without opening a file, that a build would change nothing."""
    if not options.cache:
        return None
    return Glance(options.cache / "glances" / name_of(options.output), f"{search} {Path.cwd()} {options}")


def _build(
    options: Options, problems: Problems, *, search: bool, glance: Glance | None = None, look: Look | None = None
) -> list[str]:
    library = _load(options, problems, look=look)
    return _write(options, library, problems, search=search, glance=glance, look=look)


def _write(
    options: Options,
    library: Library,
    problems: Problems,
    *,
    search: bool,
    glance: Glance | None = None,
    seen: bool = False,
    look: Look | None = None,
) -> list[str]:
    from jiazhu.site.builder import build as build_site
    from jiazhu.site.metadata.machines import LACKS_FONTS, font_files, lacks_fonts
    from jiazhu.site.theme import Theme

    if options.strict and len(problems):
        return ["nothing was changed"]
    theme = Theme(options.theme)
    built = build_site(
        library,
        theme,
        options.output,
        cache=options.cache,
        jobs=options.jobs,
        search=search,
        seen=seen,
        look=look,
    )
    articles, where = f"articles {len(library.articles)}", f"{options.output}/"
    lacks = [LACKS_FONTS] if lacks_fonts(library.config) else []
    # After an edit there will be another: only what has settled is worth a look at every file.
    if glance and not len(problems) and not lacks and (built.whole or not built.written):
        said = [articles, "written 0", f"unchanged {built.written + built.unchanged}", "removed 0", where]
        glance.keep(said, [options.content, *theme.folders, *font_files(library.config)], options.output.resolve())
    return [
        articles,
        f"written {built.written}",
        f"unchanged {built.unchanged}",
        f"removed {built.removed}",
        *lacks,
        where,
    ]
