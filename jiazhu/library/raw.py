"""The folder `content/raw`: which fragments there are, and which shall never become articles."""

from __future__ import annotations

from pathlib import Path

from jiazhu.errors import JiazhuError
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


def is_kept(file: Path, raw: Path) -> bool:
    """Tell whether a fragment is under `content/raw`. Raises JiazhuError where its name is that of another."""
    target = raw / file.name
    try:
        if file.name == IGNORED:
            raise JiazhuError("it has the name of a list", file, hint="rename it", kind="fragment")
        if target.exists() and target.read_bytes() != file.read_bytes():
            raise JiazhuError(f"{target} is another fragment of that name", file, hint="rename it", kind="fragment")
    except OSError as error:
        raise unreadable(file, error) from None
    return target.exists()


def keep_fragment(file: Path, raw: Path) -> None:
    """Copy a fragment to `content/raw`, whole or not at all."""
    if not is_kept(file, raw):
        save_fragment(raw, file.name, file.read_bytes())


def save_fragment(raw: Path, name: str, data: bytes) -> None:
    """Write a new fragment, whole or not at all. Raises JiazhuError where it is there, or cannot be written."""
    target = raw / name
    if target.exists():
        raise JiazhuError("it is there already", target, hint="a fragment is never changed", kind="fragment")
    try:
        raw.mkdir(parents=True, exist_ok=True)
        temporary = raw / f".{name}.part"
        temporary.write_bytes(data)
        temporary.rename(target)
    except OSError as error:
        hint = "see to its rights and to space on the disk"
        raise JiazhuError(f"cannot be written: {error.strerror}", target, hint=hint, kind="fragment") from None


def unreadable(path: Path, error: OSError) -> JiazhuError:
    """Word what the system says against reading a fragment."""
    hint = "see that it is there, and may be read"
    return JiazhuError(f"cannot be read: {error.strerror}", path, hint=hint, kind="fragment")
