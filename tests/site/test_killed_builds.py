"""Builds killed at any moment: the last good site or the new one, and the next build heals what is left."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import threading
import time
from collections import Counter

import pytest
from conftest import DIGEST
from killed import Place, at_a_moment, broken, programs, walk
from running import until
from written import days, files_in


@pytest.fixture
def program(tmp_path):
    """Give the program, ready to run."""
    with programs(tmp_path) as (started,):
        yield started


@pytest.fixture
def place(tmp_path):
    """Give a digest that an editor works on; SEED, told where a test fails, makes the same edits again."""
    seed = os.environ.get("SEED", str(random.randrange(10**6)))
    sys.stdout.write(f"SEED={seed}\n")
    return Place(tmp_path / "digest", random.Random(seed))


def check_as_from_nothing(program, place):
    """Make sure that the site is the one that a build from nothing makes, and that nothing lies beside it."""
    aside = place.site.with_name("afresh")
    status, said = program.run(*place.building("--no-cache", output=aside))
    assert status == 0, said
    assert files_in(place.site) == files_in(aside)
    shutil.rmtree(aside)
    assert place.left_beside() == set()


def kill(program, place, count):
    """Kill so many builds, each after another edit, or the first process of each alone.

    Count whether the site then was the old one, between, or new. Builds that ended before they were killed come on top.
    """
    chance, met = place.chance, Counter()
    began = time.monotonic()
    assert program.run(*place.building())[0] == 0
    usual_s = time.monotonic() - began
    while sum(met.values()) < count:
        edit = place.edit()
        before, jobs = files_in(place.site), chance.choice("12")
        program.start(*place.building("--jobs", jobs))
        at_a_moment(chance, place, usual_s)
        if program.kill(all_of_it=chance.random() < 0.5) == 0:
            continue
        then = files_in(place.site)

        began = time.monotonic()
        status, said = program.run(*place.building("--jobs", jobs))
        usual_s = (usual_s + time.monotonic() - began) / 2
        assert status == 0, said
        after = files_in(place.site)
        half_written = {name for name, data in then.items() if data not in (before.get(name), after.get(name))}
        assert half_written == set(), edit
        assert broken(then, before.keys() & after.keys()) == [], edit
        check_as_from_nothing(program, place)
        met["old" if then == before else "new" if then == after else "between"] += 1
    return met


def test_a_killed_build_leaves_a_site_without_a_broken_link(program, place):
    """Each file is that of the last site or of the new one; the next build makes it whole, as if nothing had been."""
    kill(program, place, 8)


@pytest.mark.slow
def test_two_hundred_killed_builds(program, place):
    """As often as it takes to meet each moment: before, while and after files are put in their place."""
    met = kill(program, place, 200)
    sys.stdout.write(f"of 200 killed builds: {dict(met)}\n")
    assert all(met[state] for state in ("old", "between", "new"))


def test_who_reads_while_builds_go_on_meets_no_broken_link(program, place):
    """A page that is there leads to files that are there, at every moment of builds that end."""
    assert program.run(*place.building())[0] == 0
    ended, walks, faults = threading.Event(), [], []

    def read():
        while not ended.is_set():
            walks.append(0)
            for page, links in walk(place.site):
                walks[-1] += 1
                if links:
                    faults.append((page, links))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(6):
        place.edit()
        assert program.run(*place.building())[0] == 0
        # What leads from one page that is no more to another of them is no link of the site.
        found, faults[:] = [(page, links) for page, links in faults if (place.site / page).exists()], []
        assert found == []
    ended.set()
    reader.join()
    assert max(walks) > 50


def test_processes_of_a_killed_build_end_with_it(program, place):
    """As the system kills the largest one where memory is short: the next build need not wait for the others."""
    for name, text in days(20, first=20).items():
        place.write(name, text)
    program.start(*place.building("--jobs", "3"))
    until(lambda: len(program.running()) > 3)
    assert program.kill(all_of_it=False) == -signal.SIGKILL
    until(lambda: not program.running())
    status, said = program.run(*place.building("--jobs", "3"))
    assert status == 0, said
    check_as_from_nothing(program, place)


def test_a_killed_process_of_a_build_is_told(program, place):
    """The site stays as it was, and nobody sees a traceback."""
    assert program.run(*place.building())[0] == 0
    before = files_in(place.site)
    place.write("digest.toml", DIGEST.replace("观察", "观望"))
    program.start(*place.building("--jobs", "3"))
    until(lambda: len(program.running()) > 3)
    os.kill(max(program.running()), signal.SIGKILL)
    status, said = program.wait()
    told = "--jobs: error: a process that did a part of the work was killed"
    assert (status, said.splitlines()[-1]) == (1, f"{told} (there may be too little memory; try --jobs 1)")
    assert files_in(place.site) == before
    assert program.run(*place.building("--jobs", "3"))[0] == 0
    check_as_from_nothing(program, place)
