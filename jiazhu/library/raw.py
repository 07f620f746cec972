"""The folder `content/raw`: which fragments there are, and which shall never become articles."""

from __future__ import annotations

from pathlib import Path

IGNORED = "ignore.txt"


def fragment_files(raw: Path) -> list[Path]:
    """List the fragments, by name."""
    return sorted(path for path in raw.glob("*.txt") if path.name != IGNORED)


def ignored_fragments(raw: Path) -> frozenset[str]:
    """Read the names of the fragments that shall never become articles: a line each, the reason behind a tab."""
    path = raw / IGNORED
    if not path.exists():
        return frozenset()
    lines = path.read_text(encoding="utf-8").split("\n")
    return frozenset(line.partition("\t")[0].strip() for line in lines if line.strip() and not line.startswith("#"))


def ignore_fragment(raw: Path, name: str, reason: str) -> None:
    """Note that a fragment shall never become an article, and why."""
    path = raw / IGNORED
    before = path.read_text(encoding="utf-8") if path.exists() else "# Fragments that shall never become articles.\n"
    gap = "" if before.endswith("\n") else "\n"
    path.write_text(f"{before}{gap}{name}\t{reason}\n", encoding="utf-8", newline="\n")
