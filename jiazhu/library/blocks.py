"""A body in, its blocks with the ids that translations know them by out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from jiazhu.record import Record
from jiazhu.text.anchor import block_hash
from jiazhu.text.blocks import TextBlock, split_blocks

SIMILAR = 0.5
"""From this share of equal characters on, a new block is an old one in other words, and no other block."""

MOST_COMPARED = 60
MOST_CHARACTERS = 400
"""So many changed blocks are compared with each other, and so much of each: the time grows with the square of both."""


class Block(Record):
    """A top-level piece of a body."""

    id: str
    """The hash of its plain text; `.2`, `.3` … where blocks before it have the same text."""
    text: TextBlock

    @property
    def plain(self) -> str:
        """Its words."""
        return self.text.plain


def read_blocks(body: str, *, doc_id: str = "") -> list[Block]:
    """Split a body into its blocks; `doc_id` is as for `split_blocks`."""
    texts = split_blocks(body, doc_id=doc_id)
    plains = [text.plain for text in texts]
    names = _names(dict.fromkeys(plains))
    seen: Counter[str] = Counter()
    blocks = []
    for text, words in zip(texts, plains, strict=True):
        seen[words] += 1
        number = f".{seen[words]}" if seen[words] > 1 else ""
        blocks.append(Block(id=names[words] + number, text=text))
    return blocks


def _names(plains: Iterable[str]) -> Mapping[str, str]:
    """Name each text by 8 digits of its hash, and by 12 where another text has the same 8."""
    same: dict[str, list[str]] = {}
    for text in plains:
        same.setdefault(block_hash(text), []).append(text)
    return {text: name if len(texts) == 1 else block_hash(text, 12) for name, texts in same.items() for text in texts}


def changed_blocks(old: Sequence[Block], new: Sequence[Block]) -> dict[str, str]:
    """Pair the blocks whose words changed, the most similar first: the new id by the old.

    A block whose id stands in both is the same, moved or not; one without a similar partner is in no pair.
    """
    kept = {block.id for block in old} & {block.id for block in new}
    gone = [block for block in old if block.id not in kept][:MOST_COMPARED]
    come = [block for block in new if block.id not in kept][:MOST_COMPARED]
    likeness = []
    for at, before in enumerate(gone):
        matcher = SequenceMatcher(None, b=before.plain[:MOST_CHARACTERS], autojunk=False)
        for place, after in enumerate(come):
            matcher.set_seq1(after.plain[:MOST_CHARACTERS])
            if matcher.real_quick_ratio() >= SIMILAR and matcher.quick_ratio() >= SIMILAR:
                likeness.append((-matcher.ratio(), at, place))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for minus_ratio, at, place in sorted(likeness):
        if -minus_ratio >= SIMILAR and at not in pairs and place not in taken:
            pairs[at] = place
            taken.add(place)
    return {gone[at].id: come[place].id for at, place in sorted(pairs.items())}
