"""What was read in raw and clean HTML, and the cleaner's steps, in; which letter became which out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urljoin

from facts import Facts
from raw_dom import HIDDEN, MEDIA, one_line

from jiazhu.ingest.clean import Logged

TAKEN_WHOLE = HIDDEN - {"link"} | MEDIA | set("button datalist input meter progress select svg textarea".split())
FROM_RULE = {"remove", "date", "authors", "caption", "credit", "image"}


def close(text: str) -> str:
    """Drop what a browser collapses."""
    return re.sub("[ \t\n\r\f]+", "", text)


class Accounts:
    """What the steps say, sorted by what it may explain."""

    def __init__(self, steps: Sequence[Logged], base: str) -> None:
        self.base = base
        self.told: dict[str, list[str]] = defaultdict(list)
        self.gone: list[str] = []
        """Words that were taken away."""
        self.unseen: list[str] = []
        """Addresses of pictures and media that were."""
        self.became: dict[str, str] = {}
        """Addresses that were changed; an empty one leads nowhere."""
        for step in steps:
            self.told[step.name].append(step.what)
            if step.name in FROM_RULE and (step.taken or step.name == "remove"):
                self.gone.append(close(step.taken))
                self.unseen.append(step.taken)
            elif step.name in MEDIA and " → " in step.what:
                raw, _, url = step.what.partition(" → ")
                self.became[raw] = url
            elif step.name in TAKEN_WHOLE or step.name == "lead":
                self.gone.append(close(step.what))
                self.unseen.append(step.what)
            elif step.name in ("pixel", "noscript"):
                self.unseen.append(step.what)
            elif step.name in ("link", "image"):
                raw, _, url = step.what.partition(" → ")
                self.became[raw] = url
        self.gone = sorted(filter(None, self.gone), key=len, reverse=True)

    def address(self, raw: str) -> str:
        return self.became.get(raw, raw)


def aligned(raw: Facts, clean: Facts, accounts: Accounts, found: list[str]) -> list[int]:
    """Give for each raw character the clean one it became, or -1."""
    before, after = raw.text, clean.text
    partners = [-1] * len(before)
    added = _addable(raw, accounts)
    i = j = 0
    while i < len(before) or j < len(after):
        if i < len(before) and j < len(after) and before[i] == after[j]:
            partners[i] = j
            i, j = i + 1, j + 1
            continue
        # The start of what is new, or gone, may be that of what follows, too: then some letters were paired too early.
        new = _known_run(after, j, added)
        gone = None if new else _known_run(before, i, accounts.gone)
        trimmed = None if new or gone else _trimmed(before, i, j, clean)
        back = (new or gone or trimmed or (0, 0))[1]
        partners[i - back : i] = [-1] * back
        if new:
            i, j = i - back, new[0]
        elif gone or trimmed:
            i, j = (gone or trimmed or (i, 0))[0], j - back
        else:
            found.append(f"text: {before[max(0, i - 10) : i + 30]!r} reads {after[max(0, j - 10) : j + 30]!r}")
            break
    return partners


def _known_run(text: str, at: int, known: list[str]) -> tuple[int, int] | None:
    """Find known words that begin here, or a little before: their end, and how much before. They are used up."""
    for number, words in enumerate(known):
        for back in range(min(at, len(words)) + 1):
            if not text.startswith(words[:1], at - back):
                continue
            others = known[:number] + known[number + 1 :]
            end = _end(text, at - back, words, others)
            if end is not None and end > at and text[end - back : end] == text[at - back : at]:
                known[:] = others
                return end, back
    return None


def _trimmed(text: str, at: int, place: int, clean: Facts) -> tuple[int, int] | None:
    """Find a space that is text, here or in the same ones before, where it is at a block's edge and thus no loss."""
    if at == len(text) or not text[at].isspace():
        return None
    for back in range(min(at, place) + 1):
        if text[at - back] != text[at]:
            return None
        if (
            place - back == len(clean.letters)
            or clean.letters[place - back].gap.block
            or (clean.letters[place - back].gap.breaks)
        ):
            return at - back + 1, back
    return None


def _end(text: str, at: int, words: str, others: list[str]) -> int | None:
    """Find where words end that begin here, with other words that were taken before them in between."""
    for char in words:
        while at >= len(text) or text[at] != char:
            if at < len(text) and text[at].isspace():
                at += 1
                continue
            inner = next((other for other in others if text.startswith(other, at)), None)
            if inner is None:
                return None
            others.remove(inner)
            at += len(inner)
        at += 1
    return at


def _addable(raw: Facts, accounts: Accounts) -> list[str]:
    """List what may stand in the clean text alone: names and addresses of media."""
    words: list[str] = []
    for medium in raw.media:
        name = one_line(medium.get("title", "")) or one_line(medium.get("aria-label", ""))
        words += [close(name)] if name else map(accounts.address, medium.values())
        words += [urljoin(accounts.base or "https:", value) for value in medium.values() if value]
    return sorted(filter(None, words), key=len, reverse=True)
