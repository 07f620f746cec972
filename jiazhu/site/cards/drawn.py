"""Cards in; the steps that draw them, each drawn once and kept for the next build, out."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from jiazhu.cache import key_of
from jiazhu.file_store import FileStore
from jiazhu.site.cards.card import Card
from jiazhu.site.cards.fonts import Fonts
from jiazhu.site.step import Step
from jiazhu.text import lines


def card_steps(cards: Mapping[str, Card], fonts: Fonts, *, folder: Path | None) -> Iterator[Step]:
    """Go through cards, given by the file names of their pictures, each a step.

    `folder` keeps the pictures, by all that they are made of: the words, the fonts, Pillow and the code that draws.
    """
    store = FileStore(folder)
    for name, card in cards.items():
        key = _key(card, fonts)
        store.use(key)
        yield Step(name=name, key=key, make=partial(_drawn, name, card, fonts, key, store))
    store.forget()


def _drawn(name: str, card: Card, fonts: Fonts, key: bytes, store: FileStore) -> Iterator[tuple[str, bytes]]:
    picture = store.get(key)
    if picture is None:
        picture = _draw(card, fonts)
        store.put(key, picture)
    yield name, picture


def _draw(card: Card, fonts: Fonts) -> bytes:
    from jiazhu.site.cards.picture import draw  # noqa: PLC0415 -- Pillow, which an unchanged build does not need

    return draw(card, fonts)


def _key(card: Card, fonts: Fonts) -> bytes:
    return key_of(_made_with(), fonts.identity, repr(card))


@cache
def _made_with() -> str:
    """Name what draws: Pillow's version, and a hash of the code."""
    from importlib.metadata import version  # noqa: PLC0415 -- it takes long to load, and most builds draw nothing

    code = Path(__file__).with_name("picture.py").read_bytes() + inspect.getsource(lines).encode()
    return f"{version('pillow')} {hashlib.blake2b(code, digest_size=8).hexdigest()}"
