"""Disks that are full, read-only or mounted in the way: a clear word, and the next build heals."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager

import pytest
from conftest import DIGEST
from healing import build, check_healed
from killed import Place
from written import files_in, original

from jiazhu.site import output


@contextmanager
def mounted(folder, *options):
    """Mount a small disk."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", ",".join(["size=4m", *options]), "tmpfs", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def place(tmp_path):
    """Give a digest."""
    return Place(tmp_path / "digest", random.Random(0))


def fill(folder, but):
    """Fill a disk but for so many bytes."""
    free = os.statvfs(folder)
    with (folder / "full").open("wb") as file:
        file.write(bytes(max(0, free.f_bavail * free.f_frsize - int(but))))


@pytest.mark.parametrize("free", [0, 4096, 40_000, 200_000])
def test_a_disk_that_is_full_leaves_the_last_site(tmp_path, place, free):
    """Wherever it is that nothing more can be written; with room, the next build goes on."""
    with mounted(tmp_path / "disk") as disk:
        site = disk / "site"
        assert build(place, site=site) == (0, "")
        before = files_in(site)
        place.write("digest.toml", DIGEST.replace("观察", "观望"))
        fill(disk, free)
        status, said = build(place, site=site)
        assert (status, said) == (
            1,
            f"{site}: error: cannot be written: No space left on device (see to its rights and to space on the disk)",
        )
        assert files_in(site) == before
        (disk / "full").unlink()
        check_healed(place, site)


@pytest.mark.parametrize("free", [0, 4096, 8192, 20_000])
def test_a_disk_that_is_full_after_an_edit_leaves_the_last_site(tmp_path, place, free):
    """Few files are to be written; there may be room for some of them, or for all but the journal."""
    with mounted(tmp_path / "disk") as disk:
        site = disk / "site"
        assert build(place, site=site) == (0, "")
        before = files_in(site)
        place.write("articles/a001/zh.md", original("id1", body="另一段。", day="2023-01-02"))
        fill(disk, free)
        status, said = build(place, site=site)
        assert status == 1
        assert said.startswith(f"{site}: error: cannot be written: No space left on device")
        assert files_in(site) == before
        (disk / "full").unlink()
        check_healed(place, site)


@pytest.mark.slow
def test_a_disk_that_is_full_somewhere_leaves_the_last_site_or_the_new_one(tmp_path, place):
    """After a hundred edits, with as much room as chance leaves."""
    met = Counter()
    with mounted(tmp_path / "disk") as disk:
        site = disk / "site"
        assert build(place, site=site) == (0, "")
        for _ in range(100):
            before, edit = files_in(site), place.edit()
            fill(disk, place.chance.choice([2_000, 20_000, 100_000, 500_000, 1_500_000]) * place.chance.random())
            status, said = build(place, site=site)
            assert status == 0 or (files_in(site) == before and "No space left on device" in said), edit
            met[status] += 1
            (disk / "full").unlink()
            check_healed(place, site)
            shutil.rmtree(place.site.with_name("afresh"))
    sys.stdout.write(f"of 100 builds, by status: {dict(met)}\n")
    assert min(met.values()) > 10


def test_a_full_disk_has_room_for_what_is_moved(tmp_path, place, monkeypatch):
    """Once all files are written, what is left is renaming; where even that fails, the next build ends it."""
    assert build(place) == (0, "")
    place.write("articles/new/zh.md", original("new", day="2023-08-18"))
    place.write("articles/a001/zh.md", original("id1", body="另一段。", day="2023-01-02"))
    replace, moved = output.Path.replace, []

    def fail(path, target):
        if ".site.new" in path.parts and len(moved) > 5 and "journal" not in path.name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        moved.append(path)
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(output.Path, "replace", fail)
        status, said = build(place)
    assert (status, "No space left on device" in said) == (1, True)
    assert place.site.with_name(".site.journal").exists()
    check_healed(place)


def test_a_cache_on_a_full_disk_is_none(tmp_path):
    """Nothing but time is lost."""
    with mounted(tmp_path / "disk") as disk:
        place = Place(disk / "digest", random.Random(0))
        place.write("articles/a002/zh.md", original("id2", body="长。" * 1000, day="2023-01-03"))
        for free in (0, 4096, 20_000, 100_000):
            fill(disk, free)
            assert build(place, site=tmp_path / "site") == (0, "")
            place.write("articles/a001/zh.md", original("id1", body=f"{free}。", day="2023-01-02")) if free else None
            (disk / "full").unlink()
        check_healed(place, tmp_path / "site")


@pytest.mark.parametrize(
    "name",
    ["", "articles", "sites", "templates", "locale", "glances"],
    ids=lambda name: name or "all of it",
)
def test_a_cache_that_is_a_file_is_none(place, name):
    """Whatever of it: the site is built as without one."""
    cache = place.content.parent / ".cache"
    if name:
        cache.mkdir()
    (cache / name).write_text("in the way")
    check_healed(place)
    place.write("articles/a001/zh.md", original("id1", body="另一段。", day="2023-01-02"))
    check_healed(place)
    assert (cache / name).is_file() or name == "articles"


def test_a_cache_that_cannot_be_written_is_used_as_it_is(tmp_path):
    """As in a container whose content is mounted read-only."""
    with mounted(tmp_path / "disk") as disk:
        place = Place(disk / "digest", random.Random(0))
        assert build(place, site=tmp_path / "site") == (0, "")
        place.write("articles/a001/zh.md", original("id1", body="另一段。", day="2023-01-02"))
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert build(place, site=tmp_path / "site") == (0, "")
        assert build(place, "--no-cache", site=tmp_path / "afresh") == (0, "")
        assert files_in(tmp_path / "site") == files_in(tmp_path / "afresh")


def test_an_output_that_is_read_only_is_told(tmp_path, place):
    """The site stays; when it can be written again, it is built."""
    with mounted(tmp_path / "disk") as disk:
        site = disk / "site"
        assert build(place, site=site) == (0, "")
        before = files_in(site)
        place.write("articles/a001/zh.md", original("id1", body="另一段。", day="2023-01-02"))
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert build(place, site=site) == (
            1,
            f"{site}: error: cannot be written: Read-only file system (see to its rights and to space on the disk)",
        )
        assert files_in(site) == before
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        check_healed(place, site)


def test_an_output_where_a_disk_is_mounted_is_told(tmp_path, place):
    """Nothing can be put in its place: a folder on that disk can be built into."""
    with mounted(tmp_path / "disk") as disk:
        status, said = build(place, site=disk)
        assert status == 1
        assert said.startswith(f"{disk}: error: cannot be written: ")
        assert said.endswith("(it is where another disk is mounted: build into a folder on that disk)")
        check_healed(place, disk / "site")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".disk")] == []
