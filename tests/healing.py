"""A place in; builds in this process there, and whether the next one heals what befell, out."""

from __future__ import annotations

from click.testing import CliRunner
from written import files_in

from jiazhu.cli import main


def build(place, *options, site=None):
    """Build in this process; give the status, and what is wrong."""
    arguments = [*map(str, place.building("--jobs", "1", *options, output=site))]
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stderr.strip()


def check_healed(place, site=None):
    """Make sure that the next build makes what one from nothing makes, and nothing lies beside it."""
    site = site or place.site
    assert build(place, site=site) == (0, "")
    afresh = place.site.with_name("afresh")
    assert build(place, "--no-cache", site=afresh) == (0, "")
    assert files_in(site) == files_in(afresh)
    assert [path.name for path in site.parent.iterdir() if path.name.startswith(f".{site.name}")] == []
