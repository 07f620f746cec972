"""The folders of a system's fonts in, the files that a card is written with out. Nothing is drawn or opened here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from jiazhu.record import Record

KNOWN = (
    ("NotoSerifCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc"),
    ("SourceHanSerif-Bold.ttc", "SourceHanSerif-Regular.ttc"),
    ("SourceHanSerif.ttc", "SourceHanSerif.ttc"),
    ("NotoSerifCJKsc-Bold.otf", "NotoSerifCJKsc-Regular.otf"),
    ("NotoSerifSC-Bold.otf", "NotoSerifSC-Regular.otf"),
    ("SourceHanSerifSC-Bold.otf", "SourceHanSerifSC-Regular.otf"),
    ("SourceHanSerifCN-Bold.otf", "SourceHanSerifCN-Regular.otf"),
    ("Songti.ttc", "Songti.ttc"),
    ("simsun.ttc", "simsun.ttc"),
    ("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc"),
    ("SourceHanSans-Bold.ttc", "SourceHanSans-Regular.ttc"),
    ("SourceHanSansSC-Bold.otf", "SourceHanSansSC-Regular.otf"),
    ("msyhbd.ttc", "msyh.ttc"),
    ("PingFang.ttc", "PingFang.ttc"),
    ("uming.ttc", "uming.ttc"),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc"),
    ("wqy-microhei.ttc", "wqy-microhei.ttc"),
)
"""Fonts that write Chinese, the best first: files for titles and for all else. Serif comes before sans, as on pages."""


class Fonts(Record):
    """The files that a card is written with."""

    bold: Path
    regular: Path

    @property
    def identity(self) -> str:
        """Tell these files from others of the same names."""
        told = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in (self.bold, self.regular)]
        return repr(told)


@cache
def system_fonts() -> Fonts | None:
    """Find the best fonts of this system; None where none that is known writes Chinese."""
    return find_fonts(_folders())


def find_fonts(folders: Iterable[Path]) -> Fonts | None:
    """Find the best fonts below some folders."""
    wanted = {name for pair in KNOWN for name in pair}
    found: dict[str, Path] = {}
    for folder in folders:
        for above, inner, names in os.walk(folder):
            inner.sort()
            for name in wanted.intersection(names):
                found.setdefault(name, Path(above, name))
    return next(
        (Fonts(bold=found[bold], regular=found[plain]) for bold, plain in KNOWN if bold in found and plain in found),
        None,
    )


def _folders() -> Iterator[Path]:
    """Go through where systems keep fonts: the XDG base directories, and those of macOS and Windows."""
    home = Path.home()
    if sys.platform == "darwin":
        yield from (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
        yield Path("/System/Library/AssetsV2")  # fonts that macOS fetched when they were first asked for
    elif sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    else:
        yield Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "fonts"
        yield home / ".fonts"
        for folder in (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":"):
            yield Path(folder) / "fonts"
