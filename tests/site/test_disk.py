"""Disks that are full or read-only, files that vanish, two builds at once: a clear word, and the next build heals."""

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
from click.testing import CliRunner
from conftest import DIGEST
from killed import PUTIN, Place, programs
from written import files_in, original

from jiazhu.cli import main
from jiazhu.library.pictures import FOLDER, picture_name
from jiazhu.site import lock, output


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


def build(place, *options, site=None):
    """Build in this process; give the status, and what is wrong."""
    arguments = [*map(str, place.building("--jobs", "1", *options, output=site))]
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stderr.strip()


def check_healed(place, site=None):
    """Make sure that the next build makes what one from nothing makes, and nothing lies beside it."""
    site = site or place.site
    assert build(place, site=site) == (0, "")
    afresh = place.site.with_name("afresh")
    assert build(place, "--no-cache", site=afresh) == (0, "")
    assert files_in(site) == files_in(afresh)
    assert [path.name for path in site.parent.iterdir() if path.name.startswith(f".{site.name}")] == []


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


def meanwhile(monkeypatch, what, name="publish"):
    """Do something while a build is going on: before it publishes, or starts to write."""
    done = getattr(output.Staging, name)

    def first(self, *args, **kwargs):
        what()
        return done(self, *args, **kwargs)

    monkeypatch.setattr(output.Staging, name, first)


@pytest.mark.parametrize("vanishing", ["articles/a001", "articles", "."])
def test_content_that_vanishes_while_it_is_read_is_told(place, monkeypatch, vanishing):
    """Or the site is made of what was there; the next build is of what is there then."""
    assert build(place) == (0, "")
    before, kept = files_in(place.site), place.content.with_name("kept")
    place.write("digest.toml", DIGEST.replace("观察", "观望"))  # all pages are to be made
    shutil.copytree(place.content, kept)
    with monkeypatch.context() as patch:
        meanwhile(patch, lambda: shutil.rmtree(place.content / vanishing), "start")
        status, said = build(place)
    assert status == 1
    assert said.startswith(f"{place.content}/articles/a0")
    assert "zh.md: error: cannot be read: No such file or directory" in said
    assert files_in(place.site) == before
    shutil.rmtree(place.content, ignore_errors=True)
    kept.rename(place.content)
    check_healed(place)


def test_an_edit_while_it_is_built_and_its_undoing_make_no_other_site(place, monkeypatch):
    """What is kept of an article is never that of another version of it."""
    assert build(place) == (0, "")
    path = place.content / "articles" / "a001" / "zh.md"
    before = path.read_text()
    place.write("entities.yaml", PUTIN)  # all articles are read for the name
    with monkeypatch.context() as patch:
        meanwhile(patch, lambda: path.write_text(before.replace("普京", "谁人")), "check")
        status, said = build(place)
    assert (status, said) == (1, f"{path}: error: has changed while it was read (run this again)")
    path.write_text(before)
    check_healed(place)


def test_a_theme_that_vanishes_makes_no_mixed_site(place, monkeypatch):
    """What is read of it at the beginning serves to the end; without it the next build says so, and changes nothing."""
    place.change_template()
    place.change_style()
    kept = place.theme.with_name("kept")
    shutil.copytree(place.theme, kept)
    with monkeypatch.context() as patch:
        meanwhile(patch, lambda: shutil.rmtree(place.theme), "start")
        assert build(place) == (0, "")
    before = files_in(place.site)
    status, said = build(place)
    assert (status, said.startswith(f"{place.theme}: error: no such folder")) == (1, True)
    assert files_in(place.site) == before
    kept.rename(place.theme)
    check_healed(place)
    assert files_in(place.site) == before


@pytest.mark.parametrize("whole", [True, False])
def test_an_output_that_is_deleted_while_it_is_built_is_whole_or_told(place, monkeypatch, whole):
    """A whole site is put there anew; a few files of it are not."""
    assert build(place) == (0, "")
    place.write("articles/a001/zh.md", original("id1", body="另一段。", day="2023-01-02"))
    with monkeypatch.context() as patch:
        meanwhile(patch, lambda: shutil.rmtree(place.site))
        options = ["--no-cache"] if whole else []
        told = f"{place.site}: error: has lost files while the site was built (build again)"
        assert build(place, *options) == ((0, "") if whole else (1, told))
    assert place.site.exists() is whole
    check_healed(place)


@pytest.mark.parametrize(("moment", "whole"), [("start", False), ("publish", True)])
@pytest.mark.parametrize("kind", ["file", "link", "foreign"])
def test_what_takes_the_place_of_the_output_is_not_touched(place, monkeypatch, kind, moment, whole):
    """While the site is built, somebody puts something of his own there."""
    assert build(place) == (0, "")
    place.write("articles/a001/zh.md", original("id1", body="另一段。", day="2023-01-02"))
    mine = place.content.parent / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("x")

    def put():
        shutil.rmtree(place.site)
        if kind == "file":
            place.site.write_text("x")
        elif kind == "link":
            place.site.symlink_to(mine)
        else:
            shutil.copytree(mine, place.site)

    with monkeypatch.context() as patch:
        meanwhile(patch, put, moment)
        status, said = build(place, *(["--no-cache"] if whole else []))
    told = {
        "file": "is no folder (choose another --output)",
        "link": "has become a link while the site was built (build again)",
        "foreign": "holds files, and none of a site built here (choose an empty --output folder)",
    }
    assert (status, said) == (1, f"{place.site}: error: {told[kind]}")
    assert place.site.read_text() == "x" if kind == "file" else files_in(place.site) == {"thesis.txt": b"x"}
    assert files_in(mine) == {"thesis.txt": b"x"}
    assert place.left_beside() == set()
    place.site.unlink() if kind != "foreign" else shutil.rmtree(place.site)
    check_healed(place)


@pytest.mark.parametrize("name", ["zh/articles/a001", "zh/articles", "zh/articles/a001/index.html"])
def test_what_stands_in_the_way_of_a_file_goes(place, name):
    """A file where a folder of the site should be, a folder or a link in the place of a file."""
    assert build(place) == (0, "")
    path = place.site / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    if path.suffix:
        path.mkdir()
        (path / "stray").touch()
    else:
        path.write_text("stray")
    check_healed(place)


@pytest.mark.parametrize(
    "journal",
    [b"", b"{", b"[]", b'{"names": 1}', bytes(40)],
    ids=["empty", "cut off", "a list", "another", "zeros"],
)
def test_a_journal_that_is_spoilt_is_none(place, journal):
    """As a loss of power may leave it; which files are not right is seen in the files."""
    assert build(place) == (0, "")
    (place.site / "zh/index.html").write_bytes(b"")
    place.site.with_name(".site.journal").write_bytes(journal)
    place.site.with_name(".site.new").mkdir()
    check_healed(place)


def test_what_another_system_left_is_taken_away(place):
    """One without a way to exchange two folders: the last site, beside the new one or alone."""
    assert build(place) == (0, "")
    shutil.copytree(place.site, place.site.with_name(".site.last"))
    place.write("articles/a001/zh.md", original("id1", body="另一段。", day="2023-01-02"))
    check_healed(place)
    place.site.rename(place.site.with_name(".site.last"))
    check_healed(place)


@pytest.mark.parametrize("shift_s", [-86_400 * 365, 86_400 * 365])
def test_clocks_that_were_wrong_make_no_other_site(place, shift_s):
    """Files from the past or from the future, edited or not."""
    assert build(place) == (0, "")
    place.write("articles/a001/zh.md", original("id1", body="另一段。", day="2023-01-02"))
    for path in place.content.rglob("*"):
        stat = path.stat()
        os.utime(path, (stat.st_atime + shift_s, stat.st_mtime + shift_s))
    check_healed(place)
    path = place.content / "articles/a001/zh.md"
    stat = path.stat()
    path.write_text(path.read_text().replace("另一段", "又一段"))  # as long as it was, and seemingly as old
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    check_healed(place)


def test_a_picture_that_is_another_under_its_name_is_put_on_the_site(place):
    """As after a mirror was made again; its name tells where it is from, and how large it is."""
    place.write("digest.toml", 'images = "mirror"\n' + DIGEST)
    place.write("articles/a001/zh.md", original("id1", body="![图](https://e.org/a.png)", day="2023-01-02"))
    picture = place.content / FOLDER / f"{picture_name('https://e.org/a.png')}-4x3.webp"
    picture.parent.mkdir()
    for data in (b"one", b"two"):
        picture.write_bytes(data)
        check_healed(place)
        assert (place.site / "images" / picture.name).read_bytes() == data


def test_builds_of_one_output_at_once_follow_each_other(tmp_path, place):
    """Each waits for the one before, and what comes of it is one site."""
    with programs(tmp_path, 2) as started:
        for _ in range(2):
            place.edit()
            for program in started:
                program.start(*place.building("--jobs", "2"))
            assert [program.wait()[0] for program in started] == [0, 0]
            check_healed(place)


def test_a_build_that_waits_too_long_says_so(place, monkeypatch):
    """It does not wait for ever, and changes nothing."""
    assert build(place) == (0, "")
    monkeypatch.setattr(lock, "PATIENCE_S", 0.1)
    place.write("articles/a001/zh.md", original("id1", body="另一段。", day="2023-01-02"))
    with output.staging(place.site):
        said = f"{place.site}: error: is being written by another build (wait for that one to end)"
        assert build(place) == (1, said)
    check_healed(place)


def test_builds_of_two_outputs_share_a_cache(tmp_path, place):
    """At the same time, with other settings: each site is right."""
    sites = [place.site, place.site.with_name("other")]
    options = [[], ["--base-url", "https://example.net/x/"]]
    with programs(tmp_path, 2) as started:
        for _ in range(2):
            place.edit()
            for program, site, given in zip(started, sites, options, strict=True):
                program.start(*place.building("--jobs", "2", *given, output=site))
            assert [program.wait()[0] for program in started] == [0, 0]
            for site, given in zip(sites, options, strict=True):
                afresh = place.site.with_name("afresh")
                assert build(place, "--no-cache", *given, site=afresh) == (0, "")
                assert files_in(site) == files_in(afresh)
                shutil.rmtree(afresh)


def spoil(path, chance):
    """Change a file of the cache somewhere, or cut it off."""
    data = bytearray(path.read_bytes())
    place = chance.randrange(max(1, len(data)))
    if chance.random() < 0.5 and data:
        data[place] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
    else:
        path.write_bytes(data[:place])


def spoil_again_and_again(place, rounds):
    """Spoil each file of the cache in its turn, at random, and build."""
    chance = place.chance
    assert build(place) == (0, "")
    for _ in range(rounds):
        place.edit()
        kinds = {}
        for path in sorted((place.content.parent / ".cache").rglob("*")):
            if path.is_file():
                kinds.setdefault(path.relative_to(place.content.parent).parts[1], []).append(path)
        assert {"articles", "abstracts", "stories", "sites", "templates", "locale"} <= kinds.keys()
        for paths in kinds.values():
            for path in paths if chance.random() < 0.5 else [chance.choice(paths)]:
                spoil(path, chance)
        check_healed(place)


def test_a_spoilt_cache_makes_no_other_site(place):
    """Whatever of it is spoilt, and wherever."""
    spoil_again_and_again(place, 3)


@pytest.mark.slow
def test_a_cache_spoilt_a_hundred_times_makes_no_other_site(place):
    """The same, at many places."""
    spoil_again_and_again(place, 100)
