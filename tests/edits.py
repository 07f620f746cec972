"""Random edits of a text's blocks: what a hand or an import does to an original, for tests of what follows it."""

from __future__ import annotations

from hypothesis import strategies as st

WORDINGS = ["甲乙丙丁戊", "子丑寅卯辰", "金木水火土", "东南西北中", "春夏秋冬年", "天地玄黄宇"]
KINDS = ["change", "insert", "delete", "move", "merge", "split"]


def edits(*more: str, most: int) -> st.SearchStrategy[list[tuple[str, int, int, bool]]]:
    """Make up to so many edits, and steps of other kinds: kind, place, value, and a choice."""
    step = st.tuples(st.sampled_from([*KINDS, *more]), st.integers(0, 99), st.integers(0, 99), st.booleans())
    return st.lists(step, max_size=most)


def edited(blocks: list[str], kind: str, at: int, value: int) -> list[str]:
    """Edit a list of blocks' texts; a place or value beyond them is taken modulo, what cannot be done is a change."""
    blocks = blocks[:]
    at %= len(blocks) or 1
    if kind == "insert" or not blocks:
        blocks.insert(at, WORDINGS[value % 6] + WORDINGS[value // 6 % 6])
    elif kind == "delete":
        del blocks[at]
    elif kind == "move":
        blocks.insert(value % len(blocks), blocks.pop(at))
    elif kind == "merge" and at + 1 < len(blocks):
        blocks[at : at + 2] = [blocks[at] + blocks[at + 1]]
    elif kind == "split" and len(blocks[at]) > 2:
        blocks[at : at + 1] = [blocks[at][:2], blocks[at][2:]]
    else:
        blocks[at] = blocks[at][:-1] + WORDINGS[value % 6][value % 5]
    return blocks
