"""A folder of the editor's in, its files out; a file in, its text out; what comes with the program."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from jiazhu.errors import JiazhuError, Kind
from jiazhu.limits import TEXT_BYTES
from jiazhu.text.characters import first_control

_PACKAGE = Path(__file__).parent


def shipped(in_wheel: str, in_repository: str) -> Path:
    """Give a file or folder that comes with the program: the one in the wheel's package, else the repository's."""
    packed = _PACKAGE / in_wheel
    return packed if packed.exists() else _PACKAGE.parent / in_repository


def files_in(folder: Path, pattern: str) -> list[Path]:
    """List what matches a pattern in a folder, by name; nothing where there is no such folder.

    Hidden files are those of editors and systems, and no content. A folder that is named as a file is listed, so that
    it is told when it is read. Raises JiazhuError where there is a file in the folder's place.
    """
    if not is_there(folder):
        return []
    return sorted(path for path in folder.glob(pattern) if not path.name.startswith("."))


def is_there(folder: Path) -> bool:
    """Tell whether there is such a folder. Raises JiazhuError where something else stands in its place."""
    if folder.is_dir():
        return True
    if os.path.lexists(folder):
        raise JiazhuError("no folder", folder, hint="take the file away, and put the folder in its place")
    return False


def beneath(folder: str | Path, *, but: str = "") -> Iterator[os.DirEntry[str]]:
    """Go through the files and folders beneath a folder, whatever their depth; not through what links lead to.

    Folders of one name can be left out. Raises OSError where one cannot be looked into; one that goes meanwhile has
    nothing in it. Of tens of thousands of files, this takes half of the time of `os.walk`.
    """
    with os.scandir(folder) as entries:
        left = [*entries]
    while left:
        entry = left.pop()
        if entry.is_dir(follow_symlinks=False):
            if entry.name == but:
                continue
            with suppress(FileNotFoundError), os.scandir(entry.path) as entries:
                left += entries
        yield entry


def files_of(folder: str | Path) -> set[str]:
    """List all files beneath a folder, by their paths in it."""
    start = len(str(folder)) + 1
    with suppress(FileNotFoundError):  # there is none
        return {entry.path[start:] for entry in beneath(folder) if not leads_to_folder(entry)}
    return set()


def leads_to_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a folder, or a link to one."""
    with suppress(OSError):  # such as a link to itself
        return entry.is_dir()
    return False


def read_text(path: Path, kind: Kind, *, controls: bool = False) -> str:
    """Read a file as UTF-8, without a byte order mark and with `\\n` line ends.

    Raises JiazhuError of that kind where it cannot be read, is too large, is not UTF-8, or holds control characters;
    with `controls` these are let through.
    """
    try:
        if path.stat().st_size > TEXT_BYTES:
            raise JiazhuError(f"larger than {TEXT_BYTES // 1_000_000} MB", path, hint="split it", kind=kind)
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise JiazhuError("not UTF-8", path, line, "save the file as UTF-8", kind) from None
    except OSError as error:
        raise JiazhuError(
            f"cannot be read: {error.strerror}", path, hint="see that it is there, and may be read", kind=kind
        ) from None
    control = None if controls else first_control(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise JiazhuError(f"a control character, U+{ord(control[0]):04X}", path, line, "remove it", kind)
    return text
