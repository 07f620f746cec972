"""Texts in; strings that stand in them again and again and hold together as names do, out.

Chinese writes no capitals and no spaces, so it takes counting: what is a word stands together more often than its parts
would by chance (cohesion), and before and behind it stands now this, now that (branching entropy: Z. Harris, From
phoneme to morpheme, 1955; its use for Chinese: H. Feng and others, Accessor variety criteria, 2004). Scripts with
capitals say themselves what is a name.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from jiazhu.text.common import COMMON
from jiazhu.text.han import HAN

LONGEST = 6
"""So many Han characters a name has at most, or each part of one with dots in it."""
COHESION = 30
"""So many times as often as by chance a name's parts stand together, wherever it is cut."""
VARIETY = 1.0
"""The entropy of a name's neighbours on each side, in nats: of three different ones it is 1.1."""
COMPARED = 1000
"""So many of the most frequent candidates are looked up in the background."""

_HAN_RUN = re.compile(f"[{HAN}]+")
_DOTTED = re.compile(f"[{HAN}]{{1,{LONGEST}}}(?:·[{HAN}]{{1,{LONGEST}}})+")
EDGE = frozenset(
    "的了和与與在是将將对對为為被把从從向及或而但也都就还還又不没沒有这這那其之以于於中上下后後前内內外里裡"
    "一二三四五六七八九十百千万萬亿億两兩几幾每各多第年月日时時个個名位次周週说說称稱到由让讓使等并並更最很"
    "他她它们們我你您自己所者着著过過来來去会會能可要想该該应應已曾正再只仅僅却卻因此如若则則即令给給比同至跟"
)
"""Characters with which few names begin or end, and many other strings."""
_LINKS = frozenset("of the for de da du van von al bin".split())
"""Small words that stand within names."""
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n“\"‘(—–])[’”\")]*\s*\Z")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


class Candidate(NamedTuple):
    """A string that may be a name."""

    text: str
    times: int
    """How often it stands in the texts."""
    texts: int
    """In how many of them."""


def likely_names(texts: Sequence[str], background: Sequence[str] = (), *, least: int = 3) -> list[Candidate]:
    """List the strings of texts that are likely names, the likeliest first; each stands there `least` times or more.

    Those come first that stand often in these texts, and in few of all: `background` are the others of the same sort.
    """
    small = {word for text in (*texts, *background) for word in _WORD.findall(text) if word.islower()}
    found = {**_han(texts, least), **_dotted(texts, least), **_capitals(texts, small, least)}
    ranked = sorted(found.values(), key=lambda each: (-each.times, each.text))[:COMPARED]
    return sorted(ranked, key=lambda each: (-_weight(each, len(texts), background), each.text))


def _weight(found: Candidate, texts: int, background: Sequence[str]) -> float:
    """Weigh how often a string stands in texts against in how many it does (tf-idf, the latter squared)."""
    holding = found.texts + sum(found.text in text for text in background)
    return found.times * math.log((1 + texts + len(background)) / holding) ** 2


def _han(texts: Sequence[str], least: int) -> dict[str, Candidate]:
    runs = [(number, run) for number, text in enumerate(texts) for run in _HAN_RUN.findall(text)]
    counts = _grams([run for _, run in runs], least)
    total = sum(count for gram, count in counts.items() if len(gram) == 1) or 1
    likely = {
        gram
        for gram in counts
        if len(gram) > 1
        and not {gram[0], gram[-1]} & EDGE
        and gram not in COMMON
        and all(
            counts[gram] * total >= COHESION * counts[gram[:cut]] * counts[gram[cut:]] for cut in range(1, len(gram))
        )
    }
    before: dict[str, Counter[str]] = defaultdict(Counter)
    behind: dict[str, Counter[str]] = defaultdict(Counter)
    holding: dict[str, set[int]] = defaultdict(set)
    for place, (number, run) in enumerate(runs):
        for gram, start in _parts(run, likely):
            end = start + len(gram)
            before[gram][run[start - 1] if start else f"{place}"] += 1  # a border is a neighbour of its own
            behind[gram][run[end] if end < len(run) else f"{place}"] += 1
            holding[gram].add(number)
    return {
        gram: Candidate(gram, counts[gram], len(holding[gram]))
        for gram in likely
        if min(_entropy(before[gram]), _entropy(behind[gram])) >= VARIETY
    }


def _grams(runs: Sequence[str], least: int) -> Counter[str]:
    """Count the strings that stand in runs often enough, one length after the other: a rare part makes a rare whole."""
    counts: Counter[str] = Counter()
    frequent: set[str] = set()
    for length in range(1, LONGEST + 1):
        here: Counter[str] = Counter()
        for run in runs:
            for start in range(len(run) - length + 1):
                gram = run[start : start + length]
                if length == 1 or (gram[1:] in frequent and gram[:-1] in frequent):
                    here[gram] += 1
        frequent = {gram for gram, count in here.items() if count >= least or length == 1}
        counts.update({gram: here[gram] for gram in frequent})
    return counts


def _parts(run: str, known: Container[str]) -> Iterator[tuple[str, int]]:
    """Go through the known strings in a run, each with its place."""
    for start in range(len(run)):
        for end in range(start + 2, min(start + LONGEST, len(run)) + 1):
            if (gram := run[start:end]) in known:
                yield gram, start


def _entropy(neighbours: Counter[str]) -> float:
    total = neighbours.total()
    return -sum(count / total * math.log(count / total) for count in neighbours.values())


def _dotted(texts: Sequence[str], least: int) -> dict[str, Candidate]:
    """Take names with dots, such as 瓦列里·卡尔巴列维奇, at their word."""
    return _counted([_DOTTED.findall(text) for text in texts], least)


def _capitals(texts: Sequence[str], small: Container[str], least: int) -> dict[str, Candidate]:
    """Take runs of words with capitals; one word that is `small` elsewhere is none."""
    return _counted([[" ".join(run) for run in _capital_runs(text, small)] for text in texts], least)


def _capital_runs(text: str, small: Container[str]) -> Iterator[list[str]]:
    run: list[str] = []
    links: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        word = found[0].removesuffix("’s").removesuffix("'s")
        beside = text[end : found.start()] == " "
        if run and not (beside and (word[0].isupper() or word in _LINKS)):
            yield run
            run, links = [], []
        if word[0].isupper() and len(word) > 1:
            starts = not run and _SENTENCE_START.search(text, max(0, found.start() - 4), found.start())
            if run or not (word.lower() in small and (starts or not _goes_on(text, found.end()))):
                run, links = [*run, *links, word], []
        elif run and word in _LINKS:
            links.append(word)
        end = found.end()
        if run and word != found[0]:  # nothing goes on behind a genitive
            yield run
            run, links = [], []
    if run:
        yield run


def _goes_on(text: str, end: int) -> bool:
    """Tell whether another capital follows a word."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _counted(found: Iterable[Sequence[str]], least: int) -> dict[str, Candidate]:
    counts: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for here in found:
        counts.update(here)
        texts.update(set(here))
    return {text: Candidate(text, count, texts[text]) for text, count in counts.items() if count >= least}
