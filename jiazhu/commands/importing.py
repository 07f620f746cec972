"""`import` and `drop`: fragments in, articles out; and the way back."""

from __future__ import annotations

from pathlib import Path

import click

from jiazhu.commands.ending import end, fails_clearly
from jiazhu.errors import Problems
from jiazhu.options import Options, with_options

NAMED = 20
"""So many of the articles that an import made are named; more would hide the rest."""


@click.command("import")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FRAGMENT|FOLDER]...")
@click.option(
    "--explain",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FRAGMENT",
    help="Show step by step what becomes of a fragment; write nothing.",
)
@click.option("--again", is_flag=True, help="Clean the fragments of all articles again, after a rule changed.")
@click.option("--dask", default="", metavar="ADDRESS", help="Clean on a Dask cluster, such as tcp://127.0.0.1:8786.")
@with_options("content", "jobs", "no_cache", "strict", "quiet")
@fails_clearly
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
    said = _clean_again(options, dask, problems) if again else import_fragments(options, paths, problems, dask)
    end(options, problems, [*said, *mirror_images(options, problems)])


@click.command()
@click.argument("article")
@click.option("--reason", default="dropped", show_default=True, help="Why, for raw/ignore.txt.")
@with_options("content", "strict", "quiet")
@fails_clearly
def drop(options: Options, article: str, reason: str) -> None:
    """Take an article away for good.

    ARTICLE is its folder's name, an earlier one, or a path. Its fragments stay in content/raw, and are named in
    raw/ignore.txt so that they do not come back. Where digests name it is told; with --strict it then stays.
    """
    from jiazhu.library.articles import drop_article, find_article
    from jiazhu.library.digest_words import naming
    from jiazhu.library.digests import load_texts

    problems = Problems()
    found = find_article(options.content, article)
    digests = load_texts(options.content / "digests", options.config().languages, Problems())
    for texts in digests.values():
        problems.add(*naming(texts.values(), {found.slug, *found.matter.aliases}))
    if options.strict and len(problems):
        end(options, problems, ["dropped nothing"])
    dropped = drop_article(options.content, found, reason)
    end(options, problems, [f"dropped {found.slug}", f"ignored {len(dropped)} fragments"])


def import_fragments(options: Options, paths: tuple[Path, ...], problems: Problems, dask: str = "") -> list[str]:
    """Import what is new, name the articles, and give the words that sum up."""
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


def mirror_images(options: Options, problems: Problems) -> list[str]:
    """Keep copies of the pictures of all articles, where the settings say so, and give the words that sum up.

    If `strict`, none is kept where anything is wrong.
    """
    config = options.config()
    if config.images != "mirror" or (options.strict and len(problems)):
        return []
    from jiazhu.ingest.download import Downloader
    from jiazhu.ingest.mirror.copies import mirror_pictures
    from jiazhu.library.pictures import pictured_articles

    articles = pictured_articles(options.content, config, problems)
    done = mirror_pictures(options.content, articles, Downloader(config.base_url, accept="image/*").get, problems)
    counts = {"copied": done.kept, "not to be had": done.failed, "left for the next import": done.left}
    return [f"pictures {what} {count}" for what, count in counts.items() if count]


def _clean_again(options: Options, dask: str, problems: Problems) -> list[str]:
    from jiazhu.ingest.importer import Importer

    importer = Importer(options.content, options.config(), problems, cache=options.cache)
    done = importer.clean_again(jobs=options.jobs, strict=options.strict, dask=dask)
    for difference in done.differences:
        click.echo(difference)
    return [f"written again {len(done.again)}", f"edited by hand, left alone {len(done.edited)}"]
