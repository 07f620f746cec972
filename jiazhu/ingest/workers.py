"""Fragments' paths in, what they become out, in the same order: in this process, in several, or on a cluster.

Only this process touches files: workers are given bytes and give records. So many fragments are on their way at a time
that no worker waits, and no more, however many there are: `shares`, by which pages are made, would read them all, since
it gives what it makes as it comes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from pathlib import Path

from jiazhu.errors import JiazhuError, Problem
from jiazhu.ingest.convert import Converted, convert_fragment
from jiazhu.limits import CLUSTER_SECONDS
from jiazhu.model import Source
from jiazhu.shares import end_with_parent

CHUNK = 16
"""Fragments a task: enough for its cost not to show."""
IN_FLIGHT = 4
"""Tasks a worker that may be on their way."""
WORTH_A_PROCESS = 2 * CHUNK
"""From so many fragments on, several processes take less time than starting them."""

Conversion = Converted | list[Problem]


def convert_all(paths: Sequence[Path], sources: Sequence[Source], *, jobs: int, dask: str = "") -> Iterator[Conversion]:
    """Convert fragments, in order; `dask` is the address of a cluster's scheduler, which then does it.

    Raises JiazhuError where the workers are lost.
    """
    if not dask and (jobs == 1 or len(paths) < WORTH_A_PROCESS):
        for path in paths:
            yield _outcome(_read(path), path, sources)
        return
    with _executor(jobs, dask) as (executor, workers):
        try:
            yield from _in_order(executor, iter(paths), sources, IN_FLIGHT * workers)
        except BrokenExecutor:
            hint = "there may be too little memory; try --jobs 1"
            raise JiazhuError("a process that cleaned fragments was killed", paths[0].parent, hint=hint) from None


@contextmanager
def _executor(jobs: int, dask: str) -> Iterator[tuple[Executor, int]]:
    """Give what runs tasks, and how many it runs at once."""
    if not dask:
        with ProcessPoolExecutor(jobs, initializer=end_with_parent) as pool:
            yield pool, jobs
        return
    try:
        distributed = import_module("distributed")  # an extra, and slow to import
    except ModuleNotFoundError:
        raise JiazhuError("Dask is not installed", Path(dask), hint="pip install 'jiazhu[cluster]'") from None
    try:
        client = distributed.Client(dask, timeout=CLUSTER_SECONDS)
    except (OSError, ValueError) as error:
        raise JiazhuError(f"no cluster answers: {error}", Path(dask), hint="such as tcp://127.0.0.1:8786") from None
    with client:
        yield client.get_executor(pure=False), max(1, sum(client.nthreads().values()))


def _in_order(executor: Executor, paths: Iterator[Path], sources: Sequence[Source], most: int) -> Iterator[Conversion]:
    waiting: deque[Future[list[Conversion]]] = deque()
    for chunk in iter(lambda: list(islice(paths, CHUNK)), []):
        waiting.append(executor.submit(_convert_chunk, [(path, _read(path)) for path in chunk], sources))
        if len(waiting) >= most:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _convert_chunk(chunk: Iterable[tuple[Path, bytes | Problem]], sources: Sequence[Source]) -> list[Conversion]:
    return [_outcome(data, path, sources) for path, data in chunk]


def _read(path: Path) -> bytes | Problem:
    try:
        path.name.encode()
        return path.read_bytes()
    except UnicodeEncodeError:
        return Problem(kind="fragment", path=path, text="its name is not UTF-8", hint="rename it")
    except OSError as error:
        hint = "see that it is there, and may be read"
        return Problem(kind="fragment", path=path, text=f"cannot be read: {error.strerror}", hint=hint)


def _outcome(data: bytes | Problem, path: Path, sources: Sequence[Source]) -> Conversion:
    """Convert one; its problems where it is no fragment."""
    if isinstance(data, Problem):
        return [data]
    try:
        return convert_fragment(data, path, sources)
    except JiazhuError as error:
        return error.problems
