"""Entries of blocks that come back and the body of a translation in, the body with their words out.

Words are written below the ids of the blocks that the translator saw: pairing tells what has become of these. So a text
that comes back late is stale, or an orphan, and never stands as the translation of other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from jiazhu.errors import Problem, Problems
from jiazhu.exchange.incoming import fault_of
from jiazhu.exchange.po import KIND, Entry, conflict, refusal, stamp
from jiazhu.exchange.po_export import carried_words, is_fuzzy
from jiazhu.exchange.skeleton import comments_kept
from jiazhu.library.blocks import read_blocks
from jiazhu.library.frontmatter import body_line
from jiazhu.library.markers import (
    Marker,
    Segment,
    insert_segment,
    own_state,
    read_segments,
    write_marker,
    write_segment,
)
from jiazhu.library.translations import Pairing, pair_blocks
from jiazhu.model import Article, State, Translation
from jiazhu.record import Record


class Target(Record):
    """Where an entry's words go."""

    entry: Entry
    ids: tuple[str, ...]
    segment: Segment | None
    """None where there is none yet."""
    moved_on: bool = False
    """Whether the segment's marker names these blocks as what they were."""
    divided: bool = False
    """Whether the blocks are no longer under one marker, and nothing else."""


def block_targets(
    article: Article, translation: Translation, entries: Sequence[Entry], po: Path, problems: Problems
) -> list[Target]:
    """List the entries to take, each with its place; what cannot be taken is reported."""
    segments = read_segments(translation.body)[1]
    if entries and translation.body and not segments:
        text = "no markers tell which blocks it translates: nothing of it is taken"
        hint = f"`translate {article.slug}` puts them there; then export again"
        problems.add(Problem(kind=KIND, path=translation.path, text=text, hint=hint))
        return []
    ids = [block.id for block in read_blocks(article.body)]
    pairing = pair_blocks(ids, segments)
    targets: dict[int, Target] = {}
    new: list[Target] = []
    for entry in entries:
        if not _is_marker(entry.part):
            problems.add(refusal(entry, po, "no ids of blocks", "import what `po export` wrote"))
            continue
        target = _target(entry, ids, pairing, segments)
        segment = target.segment
        present, state, fuzzy = _present(segment, pairing, translation.matter.state)
        if not entry.is_changed(present, fuzzy=fuzzy):
            continue
        fault = fault_of(entry.text)
        again = segment is not None and segment.number in targets
        if fault:
            problems.add(refusal(entry, po, *fault))
        elif target.divided or again or entry.overwrites(present, reviewed=state == "reviewed"):
            problems.add(conflict(entry, translation.path, _line(translation, segment), po))
        elif segment:
            targets[segment.number] = target
        else:
            new.append(target)
    return [*targets.values(), *new]


def with_blocks(translation: Translation, targets: Sequence[Target], order: Sequence[str]) -> str:
    """Put words into a translation's body, those that have a segment there first.

    `order` holds the ids of all blocks, as `order_of` gives them.
    """
    body, whole = translation.body, translation.matter.state
    for target in targets:
        segment, words = target.segment, target.entry.text
        if segment is None:
            marker = Marker(ids=target.ids, state=_state(target.entry, None, whole))
            body = insert_segment(body, order, marker, words)
        elif words == carried_words(segment):
            body = write_marker(body, segment.number, _marker(target, segment, whole))
        else:
            body = write_segment(body, segment.number, _marker(target, segment, whole), comments_kept(segment) + words)
    return body


def order_of(ids: Sequence[str], entries: Iterable[Entry]) -> list[str]:
    """Give the ids of the original's blocks, with those that are gone where they stood among the entries."""
    order = list(ids)
    at = -1
    for entry in entries:
        named = entry.part.split()
        known = [order.index(id_) for id_ in named if id_ in order]
        if not known:
            order[at + 1 : at + 1] = named
        at = max(known, default=at + len(named))
    return order


def _is_marker(part: str) -> bool:
    """Tell whether the part of an entry's context can stand in a marker."""
    marker = Marker(ids=tuple(part.split()))
    return [segment.marker for segment in read_segments(str(marker))[1]] == [marker]


def _present(segment: Segment | None, pairing: Pairing, whole: State) -> tuple[str, State, bool]:
    """Tell what stands in the file: the words, how far they are, and whether they would be exported as fuzzy."""
    if segment is None:
        return "", whole, False
    words, state = carried_words(segment), segment.marker.state or whole
    changed = any(pair.changed for pair in pairing.pairs if pair.segment is segment)
    return words, state, is_fuzzy(words, "stale" if changed else "fresh", state)


def _target(entry: Entry, ids: Sequence[str], pairing: Pairing, segments: Sequence[Segment]) -> Target:
    """Find the place of an entry's words.

    That of its blocks as they are now; else a segment that names them as what they were, or as what they are; else
    there is none yet.
    """
    named = tuple(entry.part.split())
    wanted, there = set(named), set(named) <= set(ids)
    for pair in pairing.pairs:
        found = {ids[place] for place in pair.blocks}
        if found == wanted:
            return Target(entry=entry, ids=named, segment=pair.segment)
        if there and found & wanted and pair.segment:
            return Target(entry=entry, ids=named, segment=pair.segment, divided=True)
    candidates = [] if there else list(_candidates(wanted, segments))
    exported = entry.exported.hash if entry.exported else ""
    candidates.sort(key=lambda candidate: stamp(carried_words(candidate[0])).hash != exported)
    segment, moved_on = candidates[0] if candidates else (None, False)
    return Target(entry=entry, ids=named, segment=segment, moved_on=moved_on)


def _candidates(wanted: set[str], segments: Sequence[Segment]) -> Iterator[tuple[Segment, bool]]:
    """Go through the segments that name blocks which are gone, each with whether it names them behind `was`."""
    for moved_on in (True, False):
        for segment in segments:
            if wanted == set(segment.marker.was if moved_on else segment.marker.ids):
                yield segment, moved_on


def _marker(target: Target, segment: Segment, whole: State) -> Marker:
    """Say what a segment translates, and how far it is."""
    present = segment.marker
    state = _state(target.entry, present.state, whole)
    if target.moved_on or (target.entry.fuzzy and not segment.blank):
        return replace(present, state=state)
    return Marker(ids=present.ids if set(present.ids) == set(target.ids) else target.ids, state=state)


def _state(entry: Entry, present: State | None, whole: State) -> State | None:
    return own_state("draft" if entry.fuzzy else "reviewed", present, whole)


def _line(translation: Translation, segment: Segment | None) -> int:
    """Tell the line of a segment in its file; 0 where there is none."""
    if segment is None:
        return 0
    return body_line(translation.path, translation.body) + segment.line
