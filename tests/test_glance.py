"""What a command knows at a glance: whether anything has changed since it was last asked, and nothing else."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from jiazhu import glance
from jiazhu.glance import Glance

SAID = ["written 0", "site/"]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Give a folder with content, a font and a site, all written long enough ago."""
    monkeypatch.setattr(glance, "UNSURE_NS", 0)
    for name in ("content/articles/one/zh.md", "fonts/han.otf", "site/zh/index.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("as it was")
    return tmp_path


def look(desk):
    """Look at the desk as a command that begins."""
    return Glance(desk / "cache" / "kept", "about")


def said(glance):
    """Give what was said before, if nothing has changed."""
    return glance.look()[1]


def keep(desk):
    """Keep what there is on the desk."""
    look(desk).keep(SAID, [desk / "content", desk / "fonts/han.otf"], desk / "site")


def test_nothing_is_known_of_what_was_never_kept(desk):
    assert said(look(desk)) is None


def test_what_was_said_is_said_again_where_nothing_has_changed(desk):
    keep(desk)
    assert said(look(desk)) == SAID
    assert said(Glance(desk / "cache" / "kept", "about something else")) is None


@pytest.mark.parametrize("name", ["content/articles/one/zh.md", "fonts/han.otf", "site/zh/index.html"])
def test_a_changed_file_is_seen(desk, name):
    """In a folder, one that was named itself, or one that was made."""
    keep(desk)
    (desk / name).write_text("as it is")
    assert said(look(desk)) is None


@pytest.mark.parametrize("name", ["content/articles/two", "site/zh/further.html"])
def test_what_came_or_went_is_seen(desk, name):
    keep(desk)
    (desk / name).mkdir()
    assert said(look(desk)) is None


@pytest.mark.parametrize("moment", ["fork", "there"])
def test_what_no_other_process_tells_is_looked_at_here(desk, monkeypatch, moment):
    """Where none can be started, or the one that was is killed before it has told."""
    keep(desk)
    changed = desk / "content/articles/one/zh.md"
    changed.write_text("as it is")

    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    def refuse():
        raise BlockingIOError

    if moment == "fork":
        monkeypatch.setattr(glance.os, "fork", refuse)
    else:
        monkeypatch.setattr(glance.marshal, "dumps", die)
    told, nothing = look(desk).look()
    assert nothing is None
    assert told.entry(str(changed))[0] == len("as it is")
    assert told.files(str(desk / "site")) == {"zh/index.html"}


@pytest.mark.parametrize("name", ["content/articles/one/zh.md", "site/zh/index.html"])
def test_all_that_has_changed_is_told(desk, name):
    """Whichever of it is seen first: of what was read, and of what was made."""
    keep(desk)
    (desk / name).write_text("as it is")
    (desk / "site/further.html").touch()
    told, _ = look(desk).look()
    assert told.entry(str(desk / name))[0] == len("as it is")
    assert told.entry(str(desk / "fonts/han.otf"))[0] == len("as it was")
    assert told.files(str(desk / "site")) == {"further.html", "zh/index.html"}


def test_what_was_read_is_told_before_what_was_made(desk, monkeypatch):
    """Somebody who needs no more does not wait for the rest."""
    keep(desk)
    changed = desk / "content/articles/one/zh.md"
    changed.write_text("as it is")
    others, (door, key) = glance._others, os.pipe()

    def behind_the_door(known, counts):
        if counts == 2:
            os.read(door, 1)
        yield from others(known, counts)

    monkeypatch.setattr(glance, "_others", behind_the_door)
    fork, forked = os.fork, []
    monkeypatch.setattr(glance.os, "fork", lambda: forked.append("") or fork())
    told, _ = look(desk).look()
    assert len(forked) == (threading.active_count() == 1)
    assert told.entry(str(changed))[0] == len("as it is")
    assert told.is_as(str(desk), [("fonts/han.otf", told.entry(str(desk / "fonts/han.otf")))])
    os.write(key, b"x")
    assert told.files(str(desk / "site")) == {"zh/index.html"}


def test_what_leads_elsewhere_is_not_kept(desk):
    """What is behind a link may change without a trace."""
    (desk / "content" / "further").symlink_to(desk / "fonts")
    keep(desk)
    assert said(look(desk)) is None


def test_what_may_change_without_a_trace_is_not_kept(desk, monkeypatch):
    monkeypatch.setattr(glance, "UNSURE_NS", 10**12)
    keep(desk)
    assert said(look(desk)) is None
    assert not (desk / "cache" / "kept").exists()
