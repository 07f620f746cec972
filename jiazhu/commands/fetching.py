"""`fetch`: the feeds that the settings name in, new fragments in `content/raw` out."""

from __future__ import annotations

import click

from jiazhu.commands.ending import end, fails_clearly
from jiazhu.commands.importing import NAMED
from jiazhu.errors import Problems
from jiazhu.options import Options, with_options


@click.command()
@with_options("content", "no_cache", "strict", "quiet")
@fails_clearly
def fetch(options: Options) -> None:
    """Save the new entries of feeds as fragments.

    The feeds are those of `[[fetch]]` in digest.toml. What is a fragment or an article already, or is named in
    raw/ignore.txt, is passed over; nothing is overwritten. `import` then makes articles of them. What one feed gave is
    saved even if another fails and the command is --strict: it may be gone from that feed the next time.
    """
    from jiazhu.ingest.feeds.poll import Poll

    problems = Problems()
    done = Poll(options.content, options.config(), problems, cache=options.cache).run()
    if not options.quiet:
        for name in done.saved[:NAMED]:
            click.echo(options.content / "raw" / name)
    counts = {
        "feeds without news": done.unchanged,
        "left for the next time": done.left,
    }
    said = [f"new fragments {len(done.saved)}", f"known already {done.known}"]
    end(options, problems, said + [f"{what} {count}" for what, count in counts.items() if count])
