"""What vanishes, changes or takes the place of the output during a build: a clear word, and the next one heals."""

from __future__ import annotations

import random
import shutil

import pytest
from conftest import DIGEST
from healing import build, check_healed
from killed import PUTIN, Place
from written import files_in, original

from jiazhu.site import output


@pytest.fixture
def place(tmp_path):
    """Give a digest."""
    return Place(tmp_path / "digest", random.Random(0))


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
