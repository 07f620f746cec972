"""The folder `content/raw`: which fragments there are, and which shall never become articles."""

from __future__ import annotations

from pathlib import Path

from jiazhu.files import files_in, read_text

IGNORED = "ignore.txt"


def fragment_files(raw: Path) -> list[Path]:
    """List the fragments, by name."""
    return [path for path in files_in(raw, "*.txt") if path.name != IGNORED]


def ignored_fragments(raw: Path) -> frozenset[str]:
    """Read the names of the fragments that shall never become articles: a line each, the reason behind a tab.

    Raises JiazhuError where the list cannot be read.
    """
    path = raw / IGNORED
    if not path.exists():
        return frozenset()
    lines = read_text(path, "fragment").split("\n")
    return frozenset(line.partition("\t")[0].strip() for line in lines if line.strip() and not line.startswith("#"))


def ignore_fragment(raw: Path, name: str, reason: str) -> None:
    """Note that a fragment shall never become an article, and why; what the list holds already is left as it is."""
    path = raw / IGNORED
    before = path.read_bytes() if path.exists() else b""
    start = "" if before.endswith(b"\n") else "\n" if before else "# Fragments that shall never become articles.\n"
    raw.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as list_:
        list_.write(f"{start}{name}\t{' '.join(reason.split())}\n")
