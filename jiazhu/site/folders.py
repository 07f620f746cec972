"""Files and folders of a site in; compared, linked, exchanged and taken away, while others may be reading them, out."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""From linux/fs.h: the flag of renameat2(2) that exchanges two names atomically."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_RIGHTS = 0o666
"""Those of a new file, as `open` has them, before the umask."""

Stamp = tuple[int, int]
"""By which a file is known to be as it was written: its size in bytes, and when it was, in ns."""


def stamp(path: Path) -> Stamp:
    """Tell by what a file is known to be as it is now."""
    return _stamp_of(path.stat())


def write(path: str, data: bytes) -> Stamp:
    """Write a file, and tell by what it is known from now on."""
    try:
        file = os.open(path, _NEW, _RIGHTS)
    except FileExistsError:  # it may be a link to a file of the last site
        os.unlink(path)  # noqa: PTH108 -- of tens of thousands of files
        file = os.open(path, _NEW, _RIGHTS)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        return _stamp_of(os.fstat(file))
    finally:
        os.close(file)


def make_folder(path: str) -> None:
    """Make a folder, with those above it, unless it is there."""
    try:
        os.mkdir(path)  # noqa: PTH102 -- likewise
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103 -- likewise


def _stamp_of(stat: os.stat_result) -> Stamp:
    return stat.st_size, stat.st_mtime_ns


def is_file_with(path: str, data: bytes) -> bool:
    """Tell whether a file holds just these bytes."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 -- likewise
            return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    except OSError:
        return False


def link(source: Path, target: Path) -> None:
    """Make a file that is another, or where the file system has no links a copy of it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)  # with its time, by which `filecmp` sees that both are the same


def aside_of(output: Path) -> Path:
    """Give where the last site is for the moment in which an exchange takes two steps."""
    return output.with_name(f".{output.name}.last")


def exchange(new: Path, last: Path) -> None:
    """Exchange two folders in one step, or in two where the system cannot."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 and renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(last), _RENAME_EXCHANGE) == 0:
        return
    if renameat2 and ctypes.get_errno() not in {errno.EINVAL, errno.ENOSYS}:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(last))
    aside = aside_of(last)
    shutil.rmtree(aside, ignore_errors=True)
    last.rename(aside)
    new.rename(last)
    aside.rename(new)


def make_way(target: Path, output: Path) -> None:
    """Make the folders above a file; what stands in their place, or as a folder in its own, is no part of a site."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        for above in [*target.relative_to(output).parents][-2::-1]:
            if not (output / above).is_dir():
                (output / above).unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)


def remove(path: Path) -> None:
    """Take away what a build left beside the output, as far as that can be done."""
    shutil.rmtree(path, ignore_errors=True)
    with suppress(OSError):
        path.unlink()  # somebody's file, or a link


def remove_empty(folder: Path, output: Path) -> None:
    """Take a folder away where nothing is left in it, and those above it likewise."""
    while folder != output:
        try:
            folder.rmdir()
        except OSError:  # something is in it, or it is gone
            return
        folder = folder.parent
