"""What a build finds: files in its way, what others left, wrong clocks, other builds, a spoilt cache."""

from __future__ import annotations

import os
import random
import shutil

import pytest
from conftest import DIGEST
from healing import build, check_healed
from killed import Place, programs
from written import files_in, original

from jiazhu.glance import Look
from jiazhu.library.pictures import FOLDER, picture_name
from jiazhu.site import lock, output


@pytest.fixture
def place(tmp_path):
    """Give a digest."""
    return Place(tmp_path / "digest", random.Random(0))


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
    with output.staging(place.site, Look()):
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
