"""The blocks of an original and the segments of a translation in; which belongs to which, and in what state, out.

State is computed, never stored: a segment is fresh while the blocks it names have the words it was written for, and
missing while it has none itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Literal

from jiazhu.library.markers import Segment
from jiazhu.record import Record

Freshness = Literal["fresh", "stale", "missing"]


class Pair(Record):
    """Blocks of the original with the segment that translates them."""

    blocks: tuple[int, ...]
    """Their places in the original."""
    segment: Segment | None
    """None where nobody has begun."""
    changed: bool = False
    """Whether the original has other words than those that the segment was written for."""

    @property
    def freshness(self) -> Freshness:
        """Tell the state of the blocks' translation."""
        if self.segment is None or self.segment.blank:
            return "missing"
        return "stale" if self.changed else "fresh"


class Pairing(Record):
    """A translation beside its original."""

    pairs: tuple[Pair, ...]
    """In the order of the original; every block is in one."""
    orphans: tuple[Segment, ...]
    """Segments with words whose blocks are gone."""


def pair_blocks(ids: Sequence[str], segments: Sequence[Segment]) -> Pairing:
    """Pair the blocks of an original, of which `ids` are given, with the segments of its translation.

    A segment belongs to the blocks whose ids it names; where two name the same, to that with words, else to the first.
    Segments and blocks that are left over between the same two neighbours pair in order if they are equal in number, as
    stale; else the blocks are missing, the segments orphans.
    """
    places = {id_: place for place, id_ in enumerate(ids)}
    owner: dict[int, int] = {}
    claims: dict[int, tuple[int, ...]] = {}
    needless: set[int] = set()
    # What has words comes first: an empty place beside it must not hide them.
    for number, segment in sorted(enumerate(segments), key=lambda each: each[1].blank):
        free = [places[id_] for id_ in segment.marker.ids if id_ in places and places[id_] not in owner]
        if free:
            claims[number] = tuple(sorted(set(free)))
            owner.update(dict.fromkeys(free, number))
        elif segment.blank and any(id_ in places for id_ in segment.marker.ids):
            needless.add(number)
    followed = dict(_left_over(len(ids), segments, owner, claims, needless))
    pairs = [
        Pair(
            blocks=claimed,
            segment=segments[number],
            changed=bool(segments[number].marker.was) or len(claimed) < len(set(segments[number].marker.ids)),
        )
        for number, claimed in claims.items()
    ]
    pairs += [Pair(blocks=taken, segment=segments[number], changed=True) for number, taken in followed.items()]
    shown = {place for pair in pairs for place in pair.blocks}
    pairs += [Pair(blocks=(place,), segment=None) for place in range(len(ids)) if place not in shown]
    return Pairing(
        pairs=tuple(sorted(pairs, key=lambda pair: pair.blocks)),
        orphans=tuple(
            segment
            for number, segment in enumerate(segments)
            if number not in claims and number not in followed and not segment.blank
        ),
    )


def _left_over(
    count: int, segments: Sequence[Segment], owner: dict[int, int], claims: Container[int], needless: Container[int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Go through the segments that name no block, each with the blocks that stand where it does.

    Those that are `needless` are empty places for what is translated elsewhere: they count as if they were not there.
    """
    gaps = _gaps(count, owner)
    run: list[int] = []
    before: int | None = None
    for number in [*(each for each in range(len(segments)) if each not in needless), None]:
        if number is not None and number not in claims:
            run.append(number)
            continue
        places = gaps.get((before, number), [])
        if run and sum(len(segments[left].marker.ids) for left in run) == len(places):
            rest = iter(places)
            for left in run:
                yield left, tuple(next(rest) for _ in segments[left].marker.ids)
        before, run = number, []


def _gaps(count: int, owner: dict[int, int]) -> dict[tuple[int | None, int | None], list[int]]:
    """Group the blocks that nobody claims by the segments that own their neighbours; None at both ends."""
    gaps: dict[tuple[int | None, int | None], list[int]] = {}
    before: int | None = None
    gap: list[int] = []
    for place in range(count + 1):
        after = owner.get(place) if place < count else None
        if place < count and after is None:
            gap.append(place)
            continue
        if gap:
            gaps.setdefault((before, after), gap)
        before, gap = after, []
    return gaps
