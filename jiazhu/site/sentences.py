"""A text in; its sentences as numbers, by which copies of it are found, out."""

from __future__ import annotations

from array import array
from zlib import crc32

from jiazhu.text.measure import spoken

SHORTEST = 10
"""Sentences of fewer characters are said again by chance."""

_ENDS = ("。", "！", "？", "!", "?", "…", ". ")
_LENGTH_BITS = 16


def sentences_of(markdown: str) -> bytes:
    """Number the sentences of a text, each once, eight bytes each.

    Addresses are in none: outlets end all their articles with the same long links.
    """
    text = spoken(markdown)
    for end in _ENDS:
        text = text.replace(end, "\n")
    said = {sentence for sentence in map(str.strip, text.split("\n")) if len(sentence) >= SHORTEST}
    return array("Q", sorted(map(number_of, said))).tobytes()


def read_sentences(numbers: bytes) -> frozenset[int]:
    """Give the numbers of a text's sentences."""
    return frozenset(array("Q", numbers))


def number_of(sentence: str) -> int:
    """Number a sentence by the checksum of its words (CRC-32) and their length: to be a copy takes many of them."""
    return crc32(sentence.encode()) << _LENGTH_BITS | min(len(sentence), (1 << _LENGTH_BITS) - 1)


def length_of(number: int) -> int:
    """Tell how many characters a sentence has."""
    return number & ((1 << _LENGTH_BITS) - 1)
