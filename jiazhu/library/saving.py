"""A file of the editor's and its new text in; the file, whole or not at all, out. Lines that stay are not touched."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from pathlib import Path
from typing import Final

from jiazhu.errors import JiazhuError
from jiazhu.text.characters import writable
from jiazhu.text.quotes import shared_beginning

KIND: Final = "article"

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


class ChangedError(JiazhuError):
    """Raised where a file is another than it was when somebody began to write: nothing is overwritten."""


def file_hash(path: Path) -> str:
    """Name what a file holds by the SHA-256 of its bytes; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def write_file(path: Path, text: str, *, was: str | None = None) -> None:
    """Write a file of the content, whole or not at all, without control characters, which none may hold.

    Lines that are the same keep the bytes they had, line ends and a byte order mark too; others end as the file's first
    does. `was` is the hash that the file must still have. Raises ChangedError where it has another, and JiazhuError
    where it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        old = path.read_bytes() if path.exists() else b""
        temporary.unlink(missing_ok=True)  # left by a program that was killed; or a link, which would lead elsewhere
        with temporary.open("xb") as file:
            if path.exists():
                os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
            file.write(_with_ends_of(old, writable(text)))
            file.flush()
            os.fsync(file.fileno())
        if was is not None and file_hash(path) != was:
            temporary.unlink()
            hint = "look at it again, then save once more"
            raise ChangedError("the file has changed on disk meanwhile", path, hint=hint, kind=KIND)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from None


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it, unless it is there. Raises JiazhuError where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None


def unwritable(path: Path, error: OSError) -> JiazhuError:
    """Word what the system says against writing a file."""
    hint = "see to its rights and to space on the disk"
    return JiazhuError(f"cannot be written: {error.strerror}", path, hint=hint, kind=KIND)


def _with_ends_of(old: bytes, text: str) -> bytes:
    """Encode a text with the line ends of an earlier one: line by line at both ends, where the lines are the same."""
    mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    if b"\r\n" not in old:
        return mark + text.encode()
    before, after = _LINE.findall(old.removeprefix(mark)), _LINE.findall(text.encode())
    same = [line.replace(b"\r\n", b"\n") for line in before]
    head = shared_beginning(same, after)
    tail = shared_beginning(same[head:][::-1], after[head:][::-1])
    end = b"\r\n" if before[0].endswith(b"\r\n") else b"\n"
    middle = [line.replace(b"\n", end) for line in after[head : len(after) - tail]]
    return mark + b"".join([*before[:head], *middle, *before[len(before) - tail :]])


def _sync_folder(folder: Path) -> None:
    """Have the system keep a rename, too; where it cannot (Windows), there is no need."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
