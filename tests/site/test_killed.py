"""Builds killed at any moment: the last good site or the new one, and the next build heals what is left."""

from __future__ import annotations

import random
import shutil
import time

import pytest
from killed import Place, at_a_moment, broken, programs
from written import files_in


def kill(tmp_path, rounds, *, seed=None, all_of_it=True):
    """Kill a build after each of so many edits; give how often the site then was the old one, between, and new."""
    seed = random.randrange(10**6) if seed is None else seed
    chance = random.Random(seed)
    place = Place(tmp_path / "digest", chance)
    met = dict.fromkeys(("ended", "old", "between", "new"), 0)
    with programs(tmp_path) as (program,):
        began = time.monotonic()
        assert program.run(*place.building()) == (0, program._said.read_text())
        usual_s = time.monotonic() - began
        for number in range(rounds):
            where = f"seed {seed}, round {number}: {place.edit()}"
            before, jobs = files_in(place.site), chance.choice("12")
            program.start(*place.building("--jobs", jobs))
            at_a_moment(chance, place, usual_s)
            killed = program.kill(all_of_it=all_of_it) != 0
            met_at = files_in(place.site)

            began = time.monotonic()
            status, said = program.run(*place.building("--jobs", jobs))
            usual_s = (usual_s + time.monotonic() - began) / 2
            assert status == 0, (where, said)
            after = files_in(place.site)
            assert program.run(*place.building("--no-cache", output=place.site.with_name("afresh")))[0] == 0
            assert after == files_in(place.site.with_name("afresh")), where
            shutil.rmtree(place.site.with_name("afresh"))

            half_written = {name for name, data in met_at.items() if data not in (before.get(name), after.get(name))}
            assert half_written == set(), where
            assert broken(met_at, lambda name: name in before and name in after) == [], where
            assert place.left_beside() == set(), where
            state = "old" if met_at == before else "new" if met_at == after else "between"
            met[state if killed else "ended"] += 1
    return met


def test_a_killed_build_leaves_a_site_without_a_broken_link(tmp_path):
    """Each file is that of the last site or of the new one, and the next build makes it whole, as if nothing had been."""
    kill(tmp_path, 8)


@pytest.mark.slow
def test_two_hundred_killed_builds(tmp_path):
    """As often as it takes to meet each moment: before, while and after files are put in their place."""
    met = kill(tmp_path, 200)
    print(met)
    assert all(met[state] for state in ("old", "between", "new"))
