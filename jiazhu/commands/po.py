"""`po export` and `po import`: translations out as a gettext PO file, and back in."""

from __future__ import annotations

from pathlib import Path

import click

from jiazhu.commands.ending import end, fails_clearly, show
from jiazhu.commands.translating import target_of
from jiazhu.errors import Problems
from jiazhu.options import Options, with_options


@click.group()
def po() -> None:
    """Exchange translations with Poedit, Weblate and other programs that work on gettext's PO files."""


@po.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--to", "language", default="", metavar="LANGUAGE", help="One of the digest's languages.")
@click.option(
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the PO file goes.  [default: what is printed]",
)
@with_options("content", "strict", "now", "quiet")
@fails_clearly
def export(options: Options, articles: tuple[str, ...], language: str, file: Path | None) -> None:
    """Write what there is to translate, with the translations that there are.

    ARTICLE is a folder's name; without one, it is all articles. --to may be left out where there is one language to
    translate into.
    """
    from jiazhu.exchange.po import write_po
    from jiazhu.exchange.po_export import entries_of_all, moment_of
    from jiazhu.library.articles import find_article
    from jiazhu.library.load import load_library
    from jiazhu.library.saving import make_folder, write_file

    problems = Problems()
    config = options.config()
    library = load_library(options.content, config, problems, now=options.moment(config))
    found = [find_article(options.content, name) for name in articles] or list(library.articles)
    code = target_of(config, found, language)
    found = [article for article in found if article.language != code]
    entries = entries_of_all(found, code, library.entities, problems)
    title = config.title.get(code) or next(iter(config.title.values()))
    data = write_po(entries, code=code, project=title, moment=moment_of(found))
    if options.strict and len(problems):
        end(options, problems, ["nothing was changed"])
    if file is None:
        click.echo(data, nl=False)
        show(*problems)
        raise SystemExit(1 if problems.errors else 0)
    make_folder(file.parent)
    write_file(file, data.decode())
    said = [f"{file}", f"articles {len(found)}", f"entries {len(entries)}"]
    said += [f"to translate {sum(not entry.text for entry in entries)}", f"fuzzy {sum(e.fuzzy for e in entries)}"]
    end(options, problems, said)


@po.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_options("content", "strict", "quiet")
@fails_clearly
def import_(options: Options, file: Path) -> None:
    """Take the translations of a PO file that have changed since it was exported.

    What is no longer marked as fuzzy is reviewed. What somebody else changed in the meantime is left as it is, and
    named.
    """
    from jiazhu.exchange.po_import import take_file
    from jiazhu.library.saving import write_file

    problems = Problems()
    taken = take_file(options.content, options.config().languages, file, problems)
    if options.strict and len(problems):
        end(options, problems, ["nothing was changed"])
    for each in taken:
        write_file(each.path, each.text)
        if not options.quiet:
            click.echo(each.path)
    end(options, problems, [f"taken {sum(each.entries for each in taken)}", f"files {len(taken)}"])
