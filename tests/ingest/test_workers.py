"""Conversion in this process, in several, and on a cluster."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from importlib.util import find_spec
from pathlib import Path

import pytest
from running import PATIENCE_S

from jiazhu.errors import JiazhuError
from jiazhu.ingest import workers
from jiazhu.ingest.convert import Converted
from jiazhu.ingest.workers import convert_all


@pytest.fixture
def paths(tmp_path):
    """Write fragments, one of them faulty, one of them gone."""
    made = []
    for number in range(80):
        path = tmp_path / f"{number:02}.txt"
        path.write_text(
            f"<!--1692353702000-->\n[题{number}](https://e.org/{number})\n------\n\n<p>正文{number}</p>\n", "utf-8"
        )
        made.append(path)
    made[7].write_text("no header", "utf-8")
    made[9].unlink()
    return made


def facts(outcomes):
    """Tell each outcome by its title, or its problem."""
    return [one.matter.title if isinstance(one, Converted) else one[0].text for one in outcomes]


def test_processes_give_what_one_gives_in_order(paths):
    """With the faults in their places."""
    alone = facts(convert_all(paths, [], jobs=1))

    assert alone == facts(convert_all(paths, [], jobs=2))
    assert (alone[0], alone[7], alone[9], alone[79]) == (
        "题0",
        "no header: no `[title](url)` line",
        "cannot be read: No such file or directory",
        "题79",
    )


def test_no_more_is_read_than_is_in_flight(paths, monkeypatch):
    """However many fragments there are: memory is bounded by the work, not by the archive."""
    read = itertools.count()
    real = workers._read
    monkeypatch.setattr(workers, "_read", lambda path: (next(read), real(path))[1])
    monkeypatch.setattr(workers, "CHUNK", 2)
    monkeypatch.setattr(workers, "WORTH_A_PROCESS", 2)
    monkeypatch.setattr(workers, "IN_FLIGHT", 3)
    outcomes = convert_all([path for path in paths if path.exists()], [], jobs=2)
    next(outcomes)

    assert next(read) <= 2 * 3 * 2
    outcomes.close()


def test_a_killed_process_is_told(paths, monkeypatch):
    """And nothing hangs."""
    monkeypatch.setattr(workers, "_convert_chunk", _die)

    with pytest.raises(JiazhuError, match="was killed"):
        list(convert_all([path for path in paths if path.exists()], [], jobs=2))


def _die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


IMPORT = """
import sys
from multiprocessing import active_children
from pathlib import Path
from jiazhu.ingest.workers import convert_all
outcomes = convert_all(sorted(Path(sys.argv[1]).glob("*.txt")), [], jobs=2)
next(outcomes)
print(*(child.pid for child in active_children()), flush=True)
sys.stdin.read()
"""


def test_processes_end_with_the_one_that_is_killed(paths):
    """Also where they only wait for work."""
    command = [sys.executable, "-c", IMPORT, str(paths[0].parent)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert len(pids) == 2
    deadline = time.monotonic() + PATIENCE_S
    while any(map(_lives, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    left = [pid for pid in pids if _lives(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left


NO_CLUSTER = """
import sys
from pathlib import Path
from jiazhu.ingest import workers
workers.CLUSTER_SECONDS = 1
list(workers.convert_all([Path(sys.argv[1])], [], jobs=1, dask="tcp://127.0.0.1:1"))
"""


@pytest.mark.skipif(find_spec("distributed") is None, reason="the extra jiazhu[cluster] is not installed")
def test_no_cluster_is_told(paths):
    """With what to give instead. In a process of its own: where Dask was loaded, other tests can fork none."""
    command = [sys.executable, "-c", NO_CLUSTER, str(paths[0])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "JiazhuError: tcp:/127.0.0.1:1: error: no cluster answers" in done.stderr


@pytest.mark.slow
def test_a_cluster_survives_the_loss_of_a_worker(paths):
    """Two workers, one of them killed in the middle: the outcomes are those of one process."""
    distributed = pytest.importorskip("distributed", reason="the extra jiazhu[cluster] is not installed")
    existing = [path for path in paths if path.exists()] * 8
    expected = facts(convert_all(existing, [], jobs=1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the cluster's own, about ports and the dying worker
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
        ) as cluster:
            pids = [nanny.pid for nanny in cluster.workers.values()]
            outcomes = convert_all(existing, [], jobs=1, dask=cluster.scheduler_address)
            begun = [next(outcomes)]
            threading.Timer(0.05, os.kill, (pids[0], signal.SIGKILL)).start()
            found = facts([*begun, *outcomes])
            deadline = time.monotonic() + 10
            while _lives(pids[0]) and time.monotonic() < deadline:
                time.sleep(0.05)

            assert not _lives(pids[0])
            assert expected == found


def _lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(") ")[2][0] != "Z"
    except OSError:
        return False
