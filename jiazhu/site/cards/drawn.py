"""Cards in; their pictures, each drawn once and kept for the next build, out."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.metadata import version
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from jiazhu.cache import FileStore, key_of
from jiazhu.site.cards.card import Card
from jiazhu.site.cards.fonts import Fonts
from jiazhu.text import lines

WORTH_A_PROCESS = 64
"""From so many cards on, drawing them in several processes takes less time than starting those."""


def drawn(
    cards: Mapping[str, Card], fonts: Fonts, *, folder: Path | None, jobs: int = 1
) -> Iterator[tuple[str, bytes]]:
    """Go through cards, given by the file names of their pictures: name and PNG.

    `folder` keeps the pictures, by all that they are made of: the words, the fonts, Pillow and the code that draws.
    """
    store = FileStore(folder)
    missing: dict[str, bytes] = {}
    for name, card in cards.items():
        key = _key(card, fonts)
        kept = store.get(key)
        if kept is None:
            missing[name] = key
        else:
            yield name, kept
    pictures = _pictures([cards[name] for name in missing], fonts, jobs)
    for (name, key), picture in zip(missing.items(), pictures, strict=True):
        store.put(key, picture)
        yield name, picture
    store.forget()


def _pictures(cards: list[Card], fonts: Fonts, jobs: int) -> Iterator[bytes]:
    if jobs > 1 and len(cards) >= WORTH_A_PROCESS:
        # The preview builds in a thread, and a process with threads must not be forked.
        with ProcessPoolExecutor(jobs, get_context("forkserver")) as pool:
            yield from pool.map(_draw, cards, repeat(fonts), chunksize=8)
    else:
        yield from map(_draw, cards, repeat(fonts))


def _draw(card: Card, fonts: Fonts) -> bytes:
    from jiazhu.site.cards.picture import draw  # noqa: PLC0415 -- Pillow, which an unchanged build does not need

    return draw(card, fonts)


def _key(card: Card, fonts: Fonts) -> bytes:
    return key_of(_made_with(), fonts.identity, repr(card))


@cache
def _made_with() -> str:
    """Name what draws: Pillow's version, and a hash of the code."""
    code = Path(__file__).with_name("picture.py").read_bytes() + inspect.getsource(lines).encode()
    return f"{version('pillow')} {hashlib.blake2b(code, digest_size=8).hexdigest()}"
