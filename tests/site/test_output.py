"""The output folder: whole or not at all, and nobody else's."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
from written import files_in

from jiazhu.errors import JiazhuError
from jiazhu.glance import Look
from jiazhu.site import folders, lock
from jiazhu.site import output as module
from jiazhu.site.output import MARK, MARK_WORDS, Built, staging

FIRST = {MARK: MARK_WORDS, "index.html": b"one", "en/old.html": b"old", "same.txt": b"same"}
SECOND = {MARK: MARK_WORDS, "index.html": b"two", "en/new.html": b"new", "same.txt": b"same"}


def publish(folder, files):
    """Write and publish a site."""
    with staging(folder, Look()) as new:
        new.start(whole=True)
        puts = {name: new.put(name, data) for name, data in files.items()}
        written = [name for name, put in puts.items() if put.written]
        removed = new.publish(files.keys(), written, None)
    return Built(written=len(written), unchanged=len(files) - len(written), removed=removed)


def test_a_file_is_whole_though_the_system_writes_less_at_once(tmp_path, monkeypatch):
    """As it may on a disk that is nearly full, or where a signal comes."""
    write = os.write
    monkeypatch.setattr(folders.os, "write", lambda file, data: write(file, data[:3]))
    stamp = folders.write(f"{tmp_path}/a", b"whole and all")
    assert (tmp_path / "a").read_bytes() == b"whole and all"
    assert stamp == folders.stamp(tmp_path / "a")


def test_first_site_is_written_whole(tmp_path):
    """A site is written into a folder that is not there yet, parents included."""
    assert Built(written=4, unchanged=0, removed=0) == publish(tmp_path / "a" / "site", FIRST)
    assert files_in(tmp_path / "a" / "site") == FIRST


def test_second_site_takes_the_place_of_the_first(tmp_path):
    """What changed is written, what did not is the same file, what is gone is removed."""
    publish(tmp_path / "site", FIRST)
    kept = (tmp_path / "site" / "same.txt").stat()
    assert Built(written=2, unchanged=2, removed=1) == publish(tmp_path / "site", SECOND)
    assert files_in(tmp_path / "site") == SECOND
    assert (kept.st_ino, kept.st_mtime_ns) == (
        (tmp_path / "site" / "same.txt").stat().st_ino,
        (tmp_path / "site" / "same.txt").stat().st_mtime_ns,
    )


def test_nothing_is_left_beside(tmp_path):
    """No half-written folder stays beside a finished site."""
    publish(tmp_path / "site", FIRST)
    publish(tmp_path / "site", SECOND)
    assert {"site"} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("error", [JiazhuError, ValueError, KeyboardInterrupt])
def test_failed_build_leaves_the_last_site(tmp_path, error):
    """Whatever is raised while a site is written, the last one stays as it was."""
    publish(tmp_path / "site", FIRST)

    def fail():
        with staging(tmp_path / "site", Look()) as new:
            new.start(whole=True)
            new.put("index.html", b"half")
            raise error("x", tmp_path) if error is JiazhuError else error

    with pytest.raises(error):
        fail()
    assert files_in(tmp_path / "site") == FIRST
    assert {"site"} == {path.name for path in tmp_path.iterdir()}


def test_what_is_written_twice_leaves_the_last_site(tmp_path):
    """A file that is the last site's is not written to."""
    publish(tmp_path / "site", FIRST)
    with staging(tmp_path / "site", Look()) as new:
        new.start(whole=True)
        new.put("same.txt", FIRST["same.txt"])
        new.put("same.txt", b"other")
    assert files_in(tmp_path / "site") == FIRST


def test_a_site_between_two_renames_is_the_last_one(tmp_path):
    """What a build that was killed there had moved aside is compared with like any other."""
    publish(tmp_path / "site", FIRST)
    (tmp_path / "site").rename(tmp_path / ".site.last")
    assert Built(written=0, unchanged=4, removed=0) == publish(tmp_path / "site", FIRST)


def test_a_link_to_itself_is_a_file_that_goes(tmp_path):
    publish(tmp_path / "site", FIRST)
    (tmp_path / "site" / "loop").symlink_to("loop")
    assert Built(written=0, unchanged=4, removed=1) == publish(tmp_path / "site", FIRST)
    assert files_in(tmp_path / "site") == FIRST


def test_killed_build_leaves_the_last_site(tmp_path):
    """A build that is killed leaves the last site, and the next build starts afresh."""
    publish(tmp_path / "site", FIRST)
    code = (
        "import os, signal, pathlib\n"
        "from jiazhu.glance import Look\n"
        "from jiazhu.site.output import staging\n"
        "with staging(pathlib.Path('site'), Look()) as new:\n"
        "    new.start(whole=True)\n"
        "    new.put('half.html', b'half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=False)
    assert done.returncode == -9
    assert files_in(tmp_path / "site") == FIRST
    publish(tmp_path / "site", SECOND)
    assert files_in(tmp_path / "site") == SECOND


@pytest.mark.parametrize("files", [{"thesis.txt": b"x"}, {".nojekyll": b"", "index.html": b"another site"}])
def test_foreign_folder_is_refused(tmp_path, files):
    """A folder that holds anything but a site built here is not touched."""
    folder = tmp_path / "docs"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with pytest.raises(JiazhuError, match="none of a site built here"):
        publish(folder, FIRST)
    assert files == files_in(folder)


def test_empty_folder_is_ours_to_take(tmp_path):
    """An empty folder may become the site."""
    (tmp_path / "site").mkdir()
    publish(tmp_path / "site", FIRST)
    assert files_in(tmp_path / "site") == FIRST


def test_file_is_refused(tmp_path):
    """A file is no folder to write a site to."""
    (tmp_path / "site").write_text("x")
    with pytest.raises(JiazhuError, match="is no folder"):
        publish(tmp_path / "site", FIRST)
    assert (tmp_path / "site").read_text() == "x"


def test_link_to_a_folder_stays_a_link(tmp_path):
    """Where the output is a symbolic link, the folder it leads to is exchanged."""
    (tmp_path / "www").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "www")
    publish(tmp_path / "site", FIRST)
    publish(tmp_path / "site", SECOND)
    assert (tmp_path / "site").is_symlink()
    assert files_in(tmp_path / "www") == SECOND


def test_two_builds_at_once_are_one_too_many(tmp_path, monkeypatch):
    """A second build of the same site waits for the first one, and says so when that takes too long."""
    monkeypatch.setattr(lock, "PATIENCE_S", 0.1)
    with staging(tmp_path / "site", Look()), pytest.raises(JiazhuError, match="by another build"):
        publish(tmp_path / "site", SECOND)
    publish(tmp_path / "site", SECOND)


def test_a_build_waits_for_the_one_before(tmp_path):
    """As a build by hand does while the preview is at one."""
    before = staging(tmp_path / "site", Look())
    before.__enter__()
    threading.Timer(0.2, before.__exit__, (None, None, None)).start()
    publish(tmp_path / "site", SECOND)
    assert files_in(tmp_path / "site") == SECOND


def test_system_without_exchange_renames_twice(tmp_path, monkeypatch):
    """Where the system cannot exchange two names, two renames do the same."""
    monkeypatch.setattr(folders.ctypes, "CDLL", lambda *_, **__: object())
    publish(tmp_path / "site", FIRST)
    (tmp_path / ".site.last").mkdir()
    publish(tmp_path / "site", SECOND)
    assert files_in(tmp_path / "site") == SECOND
    assert {"site"} == {path.name for path in tmp_path.iterdir()}


def test_file_system_without_links_copies(tmp_path, monkeypatch):
    """Where a file cannot be linked, it is written again."""

    def refuse(*_):
        raise PermissionError

    publish(tmp_path / "site", FIRST)
    monkeypatch.setattr(folders.os, "link", refuse)
    assert Built(written=2, unchanged=2, removed=1) == publish(tmp_path / "site", SECOND)
    assert files_in(tmp_path / "site") == SECOND


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere; see test_disk.py")
def test_read_only_place_is_a_fault(tmp_path):
    """A place where nothing can be written is reported, not a traceback."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(JiazhuError, match="cannot be written"):
            publish(tmp_path / "site", FIRST)
    finally:
        tmp_path.chmod(0o700)


def test_full_disk_is_a_fault(tmp_path, monkeypatch):
    """A write that fails leaves the last site, and is reported with the system's reason."""
    publish(tmp_path / "site", FIRST)

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write", fail)
    with pytest.raises(JiazhuError, match="No space left on device"):
        publish(tmp_path / "site", SECOND)
    assert files_in(tmp_path / "site") == FIRST


def test_parent_that_is_a_file_is_a_fault(tmp_path):
    """A path below a file cannot be written, whoever asks."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(JiazhuError, match="cannot be written"):
        publish(tmp_path / "file" / "site", FIRST)
