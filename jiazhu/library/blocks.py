"""A body in, its blocks with the ids that translations know them by out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from jiazhu.model import record
from jiazhu.text.anchor import block_hash, plain
from jiazhu.text.markdown import render_blocks

SIMILAR = 0.5
"""From this share of equal characters on, a new block is an old one in other words, and no other block."""

MOST_COMPARED = 60
MOST_CHARACTERS = 400
"""So many changed blocks are compared with each other, and so much of each: the time grows with the square of both."""


@record
class Block:
    """A top-level piece of a body."""

    id: str
    """The hash of its plain text; `.2`, `.3` … where blocks before it have the same text."""
    plain: str


def read_blocks(body: str) -> list[Block]:
    """Split a body into its blocks."""
    plains = [plain(html) for _, html in render_blocks(body)]
    digits = _digits(plains)
    seen: Counter[str] = Counter()
    blocks = []
    for text in plains:
        seen[text] += 1
        number = f".{seen[text]}" if seen[text] > 1 else ""
        blocks.append(Block(id=f"{block_hash(text, digits[block_hash(text)])}{number}", plain=text))
    return blocks


def _digits(plains: Sequence[str]) -> Mapping[str, int]:
    """Tell how many digits name a block: 8, and 12 where another text has the same 8."""
    texts: dict[str, set[str]] = {}
    for text in plains:
        texts.setdefault(block_hash(text), set()).add(text)
    return {name: 8 if len(same) == 1 else 12 for name, same in texts.items()}


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
