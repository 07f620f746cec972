"""Articles in; their pictures downloaded and kept under `content/images`, and what failed, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock

from jiazhu.errors import Problem, Problems
from jiazhu.ingest.download import DownloadError
from jiazhu.ingest.mirror.sizes import PictureError, in_sizes
from jiazhu.ingest.turns import in_turns
from jiazhu.library.pictures import KIND, Place, keep_picture, line_of, load_pictures, picture_name, places_of
from jiazhu.limits import PICTURES_AT_ONCE
from jiazhu.model import Article
from jiazhu.record import Record
from jiazhu.text.addresses import host_of

_UNPACKED = Lock()
"""One picture is unpacked at a time: it may take 400 MB."""

Fetch = Callable[[str], bytes]


class Mirrored(Record):
    """What was done."""

    kept: int
    """Pictures that have copies now."""
    failed: int
    left: int
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

    def keep(place: Place) -> None:
        data = fetch(place.address)
        with _UNPACKED:
            sizes = in_sizes(data)
        keep_picture(content, place.address, sizes)

    outcome = in_turns(
        [*wanted.values()][:PICTURES_AT_ONCE],
        host=lambda place: host_of(place.address),
        ask=keep,
        failures=(DownloadError, PictureError),
        what="hosts of pictures",
    )
    for place, fault in outcome.failed:
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
    left = len(outcome.left) + max(0, len(wanted) - PICTURES_AT_ONCE)
    return Mirrored(kept=len(outcome.done), failed=len(outcome.failed), left=left)
