"""Articles in; their pictures downloaded and kept under `content/images`, and what failed, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock

from jiazhu.errors import Problem, Problems
from jiazhu.ingest.download import DownloadError
from jiazhu.ingest.mirror.sizes import PictureError, in_sizes
from jiazhu.library.pictures import KIND, Place, keep_picture, line_of, load_pictures, picture_name, places_of
from jiazhu.model import Article
from jiazhu.progress import told
from jiazhu.text.addresses import host_of

HOSTS_AT_ONCE = 4
"""Each is asked for one picture at a time."""
MOST_PICTURES = 1000
"""An import asks for so many; the next one goes on."""
PATIENCE = 3
"""After so many failures in a row a host is left in peace."""

_UNPACKED = Lock()
"""One picture is unpacked at a time: it may take 400 MB."""

Fetch = Callable[[str], bytes]


@dataclass(slots=True)
class Mirrored:
    """What was done."""

    kept: int = 0
    """Pictures that have copies now."""
    failed: int = 0
    left: int = 0
    """Pictures for the next import."""


def mirror_pictures(content: Path, articles: Iterable[Article], fetch: Fetch, problems: Problems) -> Mirrored:
    """Keep copies of all pictures that have none. What cannot be had is a warning, and the others go on.

    `fetch` downloads a file, and raises DownloadError. Raises JiazhuError where copies cannot be written.
    """
    known = load_pictures(content)
    wanted: dict[str, Place] = {}
    for article in articles:
        for place in places_of(article):
            if picture_name(place.address) not in known:
                wanted.setdefault(place.address, place)
    hosts: dict[str, list[Place]] = defaultdict(list)
    for place in [*wanted.values()][:MOST_PICTURES]:
        hosts[host_of(place.address)].append(place)
    report = Mirrored(left=max(0, len(wanted) - MOST_PICTURES))
    stopped = Event()
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        queues = [pool.submit(_from_host, content, places, fetch, stopped) for places in hosts.values()]
        try:
            for queue in told(as_completed(queues), "hosts of pictures", len(queues)):
                queue.result()
        except BaseException:  # Ctrl-C, or a full disk: what is on its way may come, and nothing else is asked for
            stopped.set()
            raise
    for queue in queues:
        outcome = queue.result()
        report.kept += outcome.kept
        report.left += outcome.left
        report.failed += len(outcome.faults)
        for place, fault in outcome.faults:
            hint = f"the next import tries again; or save it as content/images/{picture_name(place.address)}-WxH.webp"
            problems.add(
                Problem(
                    kind=KIND,
                    path=place.path,
                    line=line_of(place),
                    text=f"no copy of the picture {place.address}: {fault}",
                    hint=hint,
                    severity="warning",
                )
            )
    return report


@dataclass(slots=True)
class _Outcome:
    """What came of the pictures of one host."""

    kept: int = 0
    left: int = 0
    faults: list[tuple[Place, str]] = field(default_factory=list)


def _from_host(content: Path, places: Sequence[Place], fetch: Fetch, stopped: Event) -> _Outcome:
    """Keep copies of the pictures of one host, one after the other, as long as it answers."""
    outcome = _Outcome()
    failures = 0
    for number, place in enumerate(places):
        if failures == PATIENCE or stopped.is_set():
            outcome.left = len(places) - number
            break
        try:
            data = fetch(place.address)
            with _UNPACKED:
                sizes = in_sizes(data)
            keep_picture(content, place.address, sizes)
        except (DownloadError, PictureError) as error:
            outcome.faults.append((place, str(error)))
            failures += 1
        else:
            outcome.kept += 1
            failures = 0
    return outcome
