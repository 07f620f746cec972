"""Files of a site in; the output folder, with all of them or as it was, out.

A whole site is written to a folder beside the output, and the two are exchanged in one step. Where few files change,
only those are written there, and moved one by one. A journal says what is to be moved: a build that is killed before it
is written changes nothing, and after that the next build ends what was begun.
"""

from __future__ import annotations

import errno
import filecmp
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from jiazhu.errors import JiazhuError
from jiazhu.glance import Look
from jiazhu.record import Record
from jiazhu.site.folders import (
    Stamp,
    aside_of,
    exchange,
    is_file_with,
    link,
    make_folder,
    remove,
    stamp,
    write,
)
from jiazhu.site.journal import Journal, Kept, take
from jiazhu.site.lock import locked

MARK = ".nojekyll"
"""The file by which GitHub Pages knows a finished site, and by what is in it we know one of ours."""
MARK_WORDS = b"This folder is built by jiazhu: each build takes the place of all that is in it.\n"

_HINTS = dict.fromkeys(
    [errno.EBUSY, errno.EXDEV], "it is where another disk is mounted: build into a folder on that disk"
)
"""What to do, where it is nothing of the usual: a site is made beside its folder, and then put into its place."""


class Built(Record):
    """What a build did to the output folder, counted in files."""

    written: int
    unchanged: int
    removed: int
    whole: bool = False
    """Whether all files were made, for want of knowledge of the last site."""


class Put(Record):
    """A file that was made."""

    stamp: Stamp
    written: bool
    """Whether the last site had another, or none."""


class Staging:
    """A site being written, and the folder it will take the place of."""

    def __init__(self, output: Path, look: Look) -> None:
        self._output = output
        self._look = look
        self._folder = output.with_name(f".{output.name}.new")
        self._begun = output.with_name(f".{output.name}.journal")
        self._journal = Journal(self._begun, self._folder, output)
        self._whole = True
        self._folders: set[str] = set()
        self._has_last = False
        self._last: set[str] | None = None
        """The files of the last site as the build found it."""
        self._is_known_by: tuple[int, int] | None = None
        """What identifies its folder."""

    def check(self) -> None:
        """Make sure that the output is ours to replace. Raises JiazhuError where it is not."""
        if self._output.is_symlink():  # it was none when the build began
            raise _fault("has become a link while the site was built", self._output, "build again")
        if self._output.exists() and not self._output.is_dir():
            raise _fault("is no folder", self._output, "choose another --output")
        if self._output.is_dir() and any(self._output.iterdir()) and not self._is_ours():
            raise _fault("holds files, and none of a site built here", self._output, "choose an empty --output folder")

    def heal(self) -> None:
        """End what a build was killed at."""
        last = aside_of(self._output)
        if last.exists() and not self._output.exists():
            last.rename(self._output)
        remove(last)
        if self._journal.exists() and self._is_ours():
            self._journal.carry_out()
        remove(self._begun)
        remove(self._folder)

    def trust(self, stamps: Mapping[str, Stamp]) -> bool:
        """Take the last site for what it was written as, without a look at its files; tell whether there is one."""
        if not self._is_ours():
            return False
        self._last = set(stamps)
        return True

    def intact(self, stamps: Mapping[str, Stamp]) -> set[str]:
        """Tell which files of the last site are as they were written."""
        if self._last is not None:
            return self._last
        output, entry = str(self._output), self._look.entry
        self._last = self._look.files(output)
        return {name for name in self._last & stamps.keys() if entry(f"{output}/{name}")[:2] == stamps[name]}

    def start(self, *, whole: bool) -> None:
        """Make the folder to write to: for all files, or for those that changed."""
        self._whole = whole
        self._has_last = self._output.exists()
        self._is_known_by = self._identity()
        with _writing(self._output):
            self._folder.mkdir(parents=True)

    def put(self, name: str, data: bytes | Path) -> Put:
        """Write a file, or make it one from elsewhere; one that the last site has with the same bytes is that file.

        Raises JiazhuError where it cannot be written, or the one from elsewhere is gone.
        """
        if isinstance(data, Path) and not data.is_file():
            raise JiazhuError("is gone", data, hint="build again", kind="output")
        with _writing(self._output):
            return self._put(name, data)

    def _put(self, name: str, data: bytes | Path) -> Put:
        last, target, above = f"{self._output}/{name}", f"{self._folder}/{name}", name.rpartition("/")[0]
        same = self._has_last and (
            is_file_with(last, data) if isinstance(data, bytes) else Path(last).is_file() and filecmp.cmp(data, last)
        )
        if same and not self._whole:
            return Put(stamp=stamp(Path(last)), written=False)
        if above not in self._folders:
            make_folder(f"{self._folder}/{above}")
            self._folders.add(above)
        if same:
            link(Path(last), Path(target))
        elif isinstance(data, bytes):
            return Put(stamp=write(target, data), written=True)
        else:
            link(data, Path(target))
        return Put(stamp=stamp(Path(target)), written=not same)

    def publish(self, files: Collection[str], changed: Collection[str], manifest: Kept | None) -> int:
        """Put the new site in the place of the last one, and give how many files that had are no more.

        `files` are all of the new site, `changed` those that were written, `manifest` is a file that tells of them,
        with the place where it belongs from then on. Raises JiazhuError where it cannot be put there, or files of the
        last site that belong to the new one are gone.
        """
        self.check()
        with _writing(self._output):
            return self._publish(files, set(changed), manifest)

    def _publish(self, files: Collection[str], changed: Collection[str], manifest: Kept | None) -> int:
        last = self._look.files(str(self._output)) if self._last is None else self._last
        gone = sorted(last.difference(files))
        if self._whole:
            if self._output.exists():
                exchange(self._folder, self._output)
                shutil.rmtree(self._folder, ignore_errors=True)
            else:
                self._folder.rename(self._output)
            if manifest:
                take(manifest)
            return len(gone)
        if self._identity() != self._is_known_by:
            raise _fault("has lost files while the site was built", self._output, "build again")
        self._journal.write(changed, last, gone, manifest)
        self._journal.carry_out()
        self._begun.unlink()
        remove(self._folder)
        return len(gone)

    def _identity(self) -> tuple[int, int] | None:
        with suppress(OSError):
            stat = self._output.stat()
            return stat.st_dev, stat.st_ino
        return None

    def _is_ours(self) -> bool:
        mark = self._output / MARK
        return mark.is_file() and mark.read_bytes() == MARK_WORDS

    def abandon(self) -> None:
        """Leave the last site as it is."""
        if not self._journal.exists():
            remove(self._folder)


@contextmanager
def staging(output: Path, look: Look) -> Iterator[Staging]:
    """Write a site aside; abandon it where an error is raised inside. `look` is what was seen of the last site.

    Raises JiazhuError where another build is writing the same site, or the output cannot be written.
    """
    # A link stays: what it leads to is exchanged.
    output = output.resolve()
    new = Staging(output, look)
    with ExitStack() as until_the_end:
        with _writing(output):
            output.parent.mkdir(parents=True, exist_ok=True)
            until_the_end.enter_context(locked(output.with_name(f".{output.name}.lock"), output))
            new.heal()
            new.check()
        try:
            yield new
        except BaseException:
            new.abandon()
            raise


@contextmanager
def _writing(output: Path) -> Iterator[None]:
    """Say what the system has against writing, as a fault of the output."""
    try:
        yield
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "see to its rights and to space on the disk")
        raise _fault(f"cannot be written: {error.strerror}", output, hint) from error


def _fault(text: str, path: Path, hint: str) -> JiazhuError:
    return JiazhuError(text, path, hint=hint, kind="output")
