"""How fast the import is, beside bare markdownify on the same raw HTML, in one run.

    make benchmark-import FRAGMENTS=folder

Prints fragments a second (medians of the rounds), their ratios, and the peak memory of this process's children.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from markdownify import markdownify
from rounds import medians

from jiazhu.errors import JiazhuError
from jiazhu.ingest.convert import convert_fragment
from jiazhu.ingest.fragment import parse_fragment
from jiazhu.library.articles import create_article
from jiazhu.library.originals import original_text
from jiazhu.library.sources import load_sources
from jiazhu.model import Source

ROUNDS = 3
SOURCES = Path(__file__).parents[1] / "content" / "sources"


def main(folder: Path) -> None:
    """Measure on the fragments of a folder."""
    sources = list(load_sources(SOURCES).values())
    paths, htmls = [], []
    for path in sorted(folder.glob("*.txt")):
        try:
            htmls.append(parse_fragment(path.read_bytes(), path.name, path).html)
            convert_fragment(path.read_bytes(), path, sources)
        except JiazhuError:
            htmls = htmls[: len(paths)]
            continue
        paths.append(path)
    size = sum(map(len, htmls)) / len(htmls) / 1000
    print(f"{len(paths)} fragments of {size:.0f} thousand characters on average, medians of {ROUNDS} rounds")
    contenders: dict[str, Callable[[], None]] = {
        "markdownify": lambda: [markdownify(html) for html in htmls] and None,
        "import": lambda: one_process(paths, sources),
        "import, two processes": lambda: two_processes(paths, sources),
    }
    rates = {name: len(paths) / seconds for name, seconds in medians(contenders, ROUNDS).items()}
    for name, rate in rates.items():
        print(f"{name:24}{rate:8.1f} a second")
    print(f"{'import / markdownify':24}{rates['import'] / rates['markdownify']:8.2f}")
    print(f"{'two processes / one':24}{rates['import, two processes'] / rates['import']:8.2f}")
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{'peak of a process':24}{peak / 1024:8.0f} MB")


def one_process(paths: list[Path], sources: list[Source]) -> None:
    """Parse, clean, write, check and save every fragment."""
    shared = Path("/dev/shm")  # noqa: S108 -- memory, so that the disk is not what is measured
    folder = Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else None))
    for number, path in enumerate(paths):
        converted = convert_fragment(path.read_bytes(), path, sources)
        create_article(folder, f"a{number}", {"zh.md": original_text(converted.matter, converted.body)})
    shutil.rmtree(folder)


def two_processes(paths: list[Path], sources: list[Source]) -> None:
    """Do the same in two processes, the second half in the other."""
    with ProcessPoolExecutor(2) as pool:
        for half in [pool.submit(one_process, paths[start::2], sources) for start in (0, 1)]:
            half.result()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else SOURCES.parent / "raw")
