"""`publish`: content in, its site on the branch that a host serves out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiazhu.commands.ending import end, fails_clearly
from jiazhu.errors import Problems
from jiazhu.model import Library
from jiazhu.options import Options, with_options

if TYPE_CHECKING:
    from jiazhu.publish.github_pages import Prepared, Target
    from jiazhu.publish.repository import Repository


@click.command()
@click.option("--branch", default="gh-pages", show_default=True, help="The branch that holds the site.")
@click.option("--remote", default="origin", show_default=True, help="The remote that has it.")
@click.option("--message", default="Publish the site", show_default=True, help="Of the commit.")
@click.option("--dry-run", is_flag=True, help="Show what would change; push nothing.")
@click.option("--allow-dirty", is_flag=True, help="Publish what is not committed, too.")
@click.option("--force", is_flag=True, help="Take the place of what was not published from here.")
@with_options("content", "base_url", "theme", "jobs", "no_cache", "strict", "now", "quiet")
@fails_clearly
def publish(
    options: Options, *, branch: str, remote: str, message: str, dry_run: bool, allow_dirty: bool, force: bool
) -> None:
    """Build the site afresh, check it, and push it to a branch for GitHub Pages.

    Any error stops it, of the content and of `check`; with --strict, any warning too. Where the branch holds these very
    files already, nothing is pushed.
    """
    from jiazhu.publish.github_pages import Target, fetch, require_target
    from jiazhu.publish.repository import Repository
    from jiazhu.site.metadata.machines import LACKS_FONTS, lacks_fonts

    if not message.strip():
        raise click.BadParameter("it has no words", param_hint="--message")
    options.config()  # its faults come before those of the repository
    repository = Repository(options.content)
    target = Target(remote=remote, branch=branch)
    require_target(repository, target)
    if not allow_dirty:
        repository.require_clean()
    before = fetch(repository, target)
    library, warnings = _checked(options)
    ready = _prepared(options, library, repository, before, message)
    said = _published(ready, repository, target, dry_run=dry_run, force=force, quiet=options.quiet)
    if lacks_fonts(library.config):
        said.append(LACKS_FONTS)
    if warnings:
        said.append(f"warnings {warnings}: `check` lists them")
    if not options.quiet:
        click.echo(" · ".join(said))


def _checked(options: Options) -> tuple[Library, int]:
    """Load the content and check it: leave where something is wrong, else tell how many warnings there are."""
    from jiazhu.check import check_content
    from jiazhu.library.load import load_library

    problems = Problems()
    config = options.config()
    now = options.moment(config)
    library = load_library(options.content, config, problems, now=now)
    if not problems.errors:
        check_content(
            options.content, config, problems, theme=options.theme, now=now, cache=options.cache, jobs=options.jobs
        )
    stopping = Problems()
    stopping.add(*(problem for problem in problems if options.strict or problem.severity == "error"))
    if len(stopping):
        end(options, stopping, ["nothing was published"])
    return library, len(problems)


def _prepared(options: Options, library: Library, repository: Repository, before: str, message: str) -> Prepared:
    """Build the site aside, with nothing of an earlier build, and make its commit."""
    from tempfile import TemporaryDirectory

    from jiazhu.publish.github_pages import own_domain, prepare
    from jiazhu.site.builder import build
    from jiazhu.site.theme import Theme

    with TemporaryDirectory(prefix="jiazhu-") as folder:
        site = Path(folder) / "site"
        build(library, Theme(options.theme), site, jobs=options.jobs)
        domain = own_domain(library.config.base_url)
        return prepare(repository, site, before, message=message, domain=domain)


def _published(
    ready: Prepared, repository: Repository, target: Target, *, dry_run: bool, force: bool, quiet: bool
) -> list[str]:
    """Push the commit, or show what it would change; give the words that sum up."""
    from jiazhu.publish.github_pages import push, require_ours

    if not ready.changes:
        return [f"nothing has changed on {target}"]
    if dry_run and not quiet:
        for how, name in ready.changes:
            click.echo(f"{how} {name}")
    if not force:
        require_ours(repository, target, ready)
    for earlier in ready.overwritten:
        click.echo(f"taking the place of {earlier}")
    if not dry_run:
        push(repository, target, ready)
    counts = [f"{what} {ready.count(how)}" for how, what in (("A", "added"), ("M", "changed"), ("D", "removed"))]
    return [*counts, "dry run: nothing was pushed" if dry_run else f"pushed to {target}"]
