"""What a reader finds in HTML: letters with all that is said of them, pictures, code, media."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Gap:
    """What stands between one character and the next."""

    space: bool = False
    breaks: int = 0
    rules: int = 0
    block: bool = False
    picture: bool = False
    ends: bool = False
    """Whether a block's edge comes before any picture, ..."""
    begins: bool = False
    """... and after any."""

    def then(self, other: Gap) -> Gap:
        """Join it with a gap that follows, when nothing is left between the two."""
        return Gap(
            space=self.space or other.space,
            breaks=self.breaks + other.breaks,
            rules=self.rules + other.rules,
            block=self.block or other.block,
            picture=self.picture or other.picture,
            ends=self.ends or (other.ends and not self.picture),
            begins=other.begins or (self.begins and not other.picture),
        )


EDGE = Gap(block=True, ends=True, begins=True)


@dataclass(frozen=True)
class Place:
    """All that is said of a character by the elements it stands in."""

    marks: frozenset[str] = frozenset()
    links: tuple[tuple[int, str], ...] = ()
    """Number and href of the links around it, the innermost first."""
    heading: int = 0
    path: tuple[str, ...] = ()
    """The lists, quotes and tables around it, from the outside in."""
    item: int = 0
    """The list item it is directly in; 0 where that is none."""
    cell: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Row, column, and how many of each the table cell spans."""
    pre: bool = False


@dataclass(frozen=True)
class Letter:
    char: str
    place: Place
    gap: Gap


@dataclass(frozen=True)
class Picture:
    src: str
    alt: str
    place: Place
    at: int
    """How many characters stand before it."""
    addresses: str
    """All that it, and a `picture` around it, say of where it is."""
    in_figure: bool
    in_noscript: bool


@dataclass
class Facts:
    """What was read, in the order of the page."""

    letters: list[Letter] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    media: list[dict[str, str]] = field(default_factory=list)
    """The attributes of each, with the addresses inside."""
    in_code: Counter[str] = field(default_factory=Counter)
    """Elements in preformatted text that are more than words."""
    hidden: Counter[str] = field(default_factory=Counter)
    """Elements that are never seen, and hold words."""
    cells: int = 0
    invisible: bool = False

    @property
    def text(self) -> str:
        return "".join(letter.char for letter in self.letters)


def trimmed(facts: Facts, end: Gap) -> Facts:
    """Drop spaces that are text, such as U+3000, from the edges of blocks; `end` is what follows the last letter."""
    letters = facts.letters
    starts = [letter.gap.begins for letter in letters]
    ends = [*(letter.gap.ends for letter in letters[1:]), end.ends]
    kept = [True] * len(letters)
    gaps = [*(letter.gap for letter in letters), end]
    for order, edges, step in ((range(len(letters)), starts, 0), (range(len(letters))[::-1], ends, 1)):
        at_edge = False
        for at in order:
            beside = gaps[at + step]
            at_edge = edges[at] or (at_edge and not beside.picture)
            if not letters[at].char.isspace() or letters[at].place.pre:
                at_edge = False
            elif at_edge:
                kept[at] = False
    facts.letters, gap, places = [], Gap(), [0]
    for letter, stays in zip(letters, kept, strict=True):
        gap = gap.then(letter.gap)
        if stays:
            facts.letters.append(replace(letter, gap=gap))
            gap = Gap()
        places.append(len(facts.letters))
    facts.pictures = [replace(picture, at=places[picture.at]) for picture in facts.pictures]
    return facts
