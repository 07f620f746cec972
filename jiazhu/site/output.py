"""Files of a site in; the output folder, exchanged as a whole, out.

A site is written to a folder beside the output, and the two are exchanged in one step, so that a build which fails
or is killed leaves the last good site in place.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import filecmp
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jiazhu.errors import JiazhuError
from jiazhu.model import record

PATIENCE_S = 10.0
"""So long a build waits for another one of the same output: a preview may have begun one."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""From linux/fs.h: the flag of renameat2(2) that exchanges two names atomically."""

MARK = ".nojekyll"
"""The file by which GitHub Pages knows a finished site, and by what is in it we know one of ours."""
MARK_WORDS = b"This folder is built by jiazhu: each build takes the place of all that is in it.\n"


@record
class Built:
    """What a build did to the output folder, counted in files."""

    written: int
    unchanged: int
    removed: int


class Staging:
    """A site being written, and the folder it will take the place of."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._folder = output.with_name(f".{output.name}.new")
        self._seen: set[str] = set()
        self._folders: set[Path] = set()
        self._unchanged = 0

    def check(self) -> None:
        """Make sure that the output is ours to replace. Raises JiazhuError where it is not."""
        if self._output.exists() and not self._output.is_dir():
            raise _fault("is no folder", self._output, "choose another --output")
        if self._output.is_dir() and any(self._output.iterdir()) and not self._is_ours():
            raise _fault("holds files, and none of a site built here", self._output, "choose an empty --output folder")

    def start(self) -> None:
        """Make the folder to write to."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)

    def write(self, name: str, data: bytes) -> None:
        """Write a file; one that the last site has with the same bytes is that file."""
        target, last = self._place(name)
        if last.is_file() and last.stat().st_size == len(data) and last.read_bytes() == data:
            _link(last, target)
            self._unchanged += 1
        else:
            target.write_bytes(data)

    def link(self, name: str, source: Path) -> None:
        """Make a file that is one from elsewhere; where the last site has the same, it is that file."""
        target, last = self._place(name)
        if last.is_file() and filecmp.cmp(source, last):
            _link(last, target)
            self._unchanged += 1
        else:
            _link(source, target)

    def _place(self, name: str) -> tuple[Path, Path]:
        """Make room for a file: where it goes, and where the last site may have it."""
        self._seen.add(name)
        target = self._folder / name
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        return target, self._output / name

    def publish(self) -> Built:
        """Put the new site in the place of the last one."""
        removed = 0
        if self._output.exists():
            last = {path.relative_to(self._output).as_posix() for path in self._output.rglob("*") if path.is_file()}
            removed = len(last - self._seen)
            _exchange(self._folder, self._output)
            shutil.rmtree(self._folder)
        else:
            self._folder.rename(self._output)
        return Built(written=len(self._seen) - self._unchanged, unchanged=self._unchanged, removed=removed)

    def _is_ours(self) -> bool:
        mark = self._output / MARK
        return mark.is_file() and mark.read_bytes() == MARK_WORDS

    def abandon(self) -> None:
        """Leave the last site as it is."""
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def staging(output: Path) -> Iterator[Staging]:
    """Write a site aside; abandon it where an error is raised inside.

    Raises JiazhuError where another build is writing the same site, or the output cannot be written.
    """
    # A link stays: what it leads to is exchanged.
    output = output.resolve()
    new = Staging(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        new.check()
        with _locked(output):
            new.start()
            try:
                yield new
            except BaseException:
                new.abandon()
                raise
    except OSError as error:
        raise _fault(
            f"cannot be written: {error.strerror}", output, "see to its rights and to space on the disk"
        ) from error


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Let nobody else write the same output meanwhile; a build that has just begun elsewhere is waited for."""
    path = output.with_name(f".{output.name}.lock")
    deadline = time.monotonic() + PATIENCE_S
    while True:
        with path.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise _fault("is being written by another build", output, "wait for that one to end") from None
                time.sleep(0.05)
                continue
            if not (path.exists() and os.path.samestat(path.stat(), os.fstat(lock.fileno()))):
                continue  # the other build took its lock away between the two lines above
            try:
                yield
            finally:
                path.unlink()
            return


def _link(source: Path, target: Path) -> None:
    """Make a file that is another, or where the file system has no links a copy of it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)  # with its time, by which `filecmp` sees that both are the same


def _exchange(new: Path, last: Path) -> None:
    """Exchange two folders in one step, or in two where the system cannot."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 and renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(last), _RENAME_EXCHANGE) == 0:
        return
    if renameat2 and ctypes.get_errno() not in {errno.EINVAL, errno.ENOSYS}:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(last))
    aside = last.with_name(f".{last.name}.last")
    shutil.rmtree(aside, ignore_errors=True)
    last.rename(aside)
    new.rename(last)
    aside.rename(new)


def _fault(text: str, path: Path, hint: str) -> JiazhuError:
    return JiazhuError(text, path, hint=hint, kind="output")
