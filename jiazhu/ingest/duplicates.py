"""Texts and URLs in; which of them are the same article out.

Two fragments are versions of one article where their URLs are the same but for what a server does not mind, and
duplicates where their texts are nearly the same: a SimHash (Charikar 2002) within 10 bits, confirmed by the Jaccard
index of their 5-grams. Both are needed: short of the second, columns that share a long preface would be one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from urllib.parse import urlsplit
from zlib import crc32

from jiazhu.ingest.steps.addresses import address
from jiazhu.record import Record

GRAM = 5
"""Characters of a gram."""
LEAST_CHARACTERS = 200
"""A text shorter than this is too short to tell a copy by."""
MOST_BITS = 10
"""SimHashes of nearly the same text differ in no more of their 64 bits."""
LEAST_SHARED = 0.7
"""The share of their grams, of all grams of both, that copies have in common."""

_FEATURES = 256
"""So many grams go into the SimHash: those with the smallest hashes, so that two texts choose the same."""
_SKETCH = 8
"""So many of a text's grams are looked up. A copy shares each with a chance of at least `LEAST_SHARED`, and misses all
with one of 0.3^8, about 1 in 15,000."""
_LANE = 16

_NOT_WORDS = re.compile(r"[\W_]+")
_TARGET = re.compile(r"\]\([^)\s]*(?: \"[^\"]*\")?\)")
_SLASHES = re.compile(r"/{2,}")
_HOST_PREFIX = re.compile(r"^(?:www|m|amp|mobile)\.")


def canonical_url(url: str) -> str:
    """Reduce a URL to what names the article: no scheme, `www.`, tracking, fragment or slash at the end."""
    try:
        parts = urlsplit(address(url) or url)
    except ValueError:  # what a proxy's address wrapped is none
        return url
    host = _HOST_PREFIX.sub("", (parts.hostname or "").lower())
    path = _SLASHES.sub("/", parts.path).rstrip("/")
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")


class Fingerprint(Record):
    """What a text is compared by before its words are."""

    simhash: int
    """64 bits, of which similar texts share most."""
    sketch: tuple[int, ...]
    """The smallest hashes of its grams; empty for a text too short to compare."""


def letters(text: str) -> str:
    """Reduce a text to its letters and digits: copies differ in punctuation and space."""
    return _NOT_WORDS.sub("", text).casefold()


def fingerprint(text: str) -> Fingerprint:
    """Take the fingerprint of a text's `letters`.

    It looks at one gram in four, chosen by its first character: enough, and four times as fast.
    """
    if len(text) < LEAST_CHARACTERS:
        return Fingerprint(simhash=0, sketch=())
    data = text.encode("utf-32-le", "surrogatepass")
    starts = [4 * at for at, char in enumerate(text[: 1 - GRAM]) if not ord(char) & 3]
    grams = {crc32(gram): gram for gram in (data[at : at + 4 * GRAM] for at in starts)}
    smallest = sorted(grams)[:_FEATURES]
    return Fingerprint(simhash=_simhash([grams[value] for value in smallest]), sketch=tuple(smallest[:_SKETCH]))


def body_letters(body: str) -> str:
    """Reduce a body to the letters it is compared by: without the targets of its links."""
    return letters(_TARGET.sub("]", body))


def body_fingerprint(body: str) -> Fingerprint:
    """Take the fingerprint of a body."""
    return fingerprint(body_letters(body))


def is_copy(text: str, other: str) -> bool:
    """Tell whether two texts' `letters` are nearly the same."""
    if min(len(text), len(other)) < LEAST_CHARACTERS:
        return False
    grams, others = _grams(text), _grams(other)
    shared = len(grams & others)
    return shared >= LEAST_SHARED * (len(grams) + len(others) - shared)


class Fingerprints:
    """Fingerprints by name, in which those like another are found without looking at all."""

    def __init__(self) -> None:
        self._by_name: dict[str, Fingerprint] = {}
        self._by_gram: dict[int, list[str]] = defaultdict(list)

    def add(self, name: str, print_: Fingerprint) -> None:
        """Add one, in the place of an earlier one of that name."""
        self._by_name[name] = print_
        for value in print_.sketch:
            self._by_gram[value].append(name)

    def like(self, print_: Fingerprint) -> Iterator[str]:
        """Go through the names of those that may be copies, in the order in which they were added."""
        names = dict.fromkeys(name for value in print_.sketch for name in self._by_gram.get(value, ()))
        for name in names:
            if (self._by_name[name].simhash ^ print_.simhash).bit_count() <= MOST_BITS:
                yield name


def _grams(text: str) -> set[str]:
    return {text[at : at + GRAM] for at in range(len(text) - GRAM + 1)}


def _simhash(grams: list[bytes]) -> int:
    """Add up the bits of the grams' hashes, each in a lane of one long number, and keep those set in most."""
    lanes = sum(_spread(int.from_bytes(blake2b(gram, digest_size=8).digest())) for gram in grams)
    half, mask = len(grams) // 2, (1 << _LANE) - 1
    return sum(1 << bit for bit in range(64) if (lanes >> (_LANE * bit)) & mask > half)


def _spread(value: int) -> int:
    """Move the 64 bits of a number apart, each to the foot of its lane."""
    return sum(_spread_byte(value >> shift & 0xFF) << (_LANE * shift) for shift in range(0, 64, 8))


@cache
def _spread_byte(value: int) -> int:
    return sum(1 << (_LANE * bit) for bit in range(8) if value >> bit & 1)
