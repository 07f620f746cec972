"""The terms of articles in, place by place; the files in which a search looks them up out.

Articles stand one behind another, and each term has the places at which it stands, so that a phrase is where its terms
follow each other. A file is deflated (zlib's format): a line of terms, in order and with spaces between; then, for each
term, its first place and the steps to the further ones, closed by a 0. The four bytes of each number, the low ones
first, stand in four rows: equal bytes beside each other shrink best, and no loop of Python has to write them.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import sub

from jiazhu.text.tokens import placed, width

FILE_NUMBERS = 4096
"""About so many numbers are in a file, some 10 KB, however many articles there are; a frequent term has its own."""

BETWEEN = 2
"""So far are two articles apart that no phrase goes on from one to the next."""
_LEVEL = 6
"""Of compression; 9 takes thrice the time for a hundredth."""


def places_of(articles: Iterable[Sequence[str]]) -> dict[str, array[int]]:
    """Find where each term stands in articles: counted through from 1, with BETWEEN places between two articles."""
    places: dict[str, array[int]] = defaultdict(partial(array, "I"))
    end = 0
    for terms in articles:
        for place, term in placed(terms):
            places[term].append(end + 1 + place)
        end += width(terms) + BETWEEN
    return places


def posting_files(places: Mapping[str, array[int]]) -> Iterator[tuple[str, bytes]]:
    """Write the files of an index: each with its first term, in the order in which JavaScript compares them."""
    terms: list[str] = []
    numbers = array("I")
    for term in sorted(places, key=_utf16):
        if terms and len(numbers) + len(places[term]) > FILE_NUMBERS:
            yield terms[0], _file(terms, numbers)
            terms, numbers = [], array("I")
        terms.append(term)
        found = places[term]
        numbers.append(found[0])
        numbers.extend(map(sub, found[1:], found))
        numbers.append(0)
    if terms:
        yield terms[0], _file(terms, numbers)


def deflated(data: bytes) -> bytes:
    """Compress bytes as zlib does: unlike in a gzip file, there is no place for a time or a system's name."""
    return zlib.compress(data, _LEVEL)


def _file(terms: Iterable[str], numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    data = numbers.tobytes()
    rows = [data[row :: numbers.itemsize] for row in range(numbers.itemsize)]
    return deflated(b"".join([" ".join(terms).encode(), b"\n", *rows]))


def _utf16(term: str) -> bytes:
    return term.encode("utf-16-be")
