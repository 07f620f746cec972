"""The days of articles in; a small chart of how many there were over time out, as strokes for a template to draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Literal

from jiazhu.record import Record

Unit = Literal["month", "quarter", "year"]

_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12}
"""So many months are in each."""
_BARS = 40
"""More bars than these are too fine: then each stands for a longer time, years at last."""
_WIDTH = 280
"""What a screen of 320 px has between its margins."""
_NARROW = 140
"""What two months written beneath it need."""
_HEIGHT = 36
_STEP = 24
"""From one bar to the next, where they are few."""
_MARK = 6
"""The height of one article, where there is room: then each is a mark of its own, parted by a hairline."""
_LEAST_MARK = 4


class Bar(Record):
    """The articles of one month, quarter or year."""

    first: date
    """Its first day."""
    count: int
    left: int
    height: int


class Chart(Record):
    """A chart of articles over time; all measures are in px, from the upper left corner."""

    unit: Unit
    """What a bar stands for."""
    bars: tuple[Bar, ...]
    """Those without articles, too; at least two."""
    first: date
    last: date
    """The first day of the months of the first and the last article."""
    total: int
    peak: Bar
    """The highest bar, the first where there are several."""
    tied: bool
    """Whether there are several."""
    width: int
    height: int
    """Of the highest bar."""
    thickness: int
    """Of a bar."""
    mark: int
    """The height of one article, where each is a mark of its own; else 0."""

    @property
    def strokes(self) -> str:
        """The bars as a path of SVG: one stroke each, upwards from the base line."""
        half = self.thickness / 2
        return "".join(f"M{bar.left + half:g} {self.height}v-{bar.height}" for bar in self.bars if bar.count)

    @property
    def years(self) -> str:
        """The beginnings of years but the first as a path of SVG: a tick each, downwards; none where bars are years."""
        starts = [bar.left for bar in self.bars[1:] if bar.first.month == 1 and self.unit != "year"]
        return "".join(f"M{left - 0.5:g} {self.height}v4" for left in starts)


def chart(days: Iterable[date]) -> Chart | None:
    """Draw how many of some days are in each month, quarter or year; None where one month holds all."""
    months = Counter(day.year * 12 + day.month - 1 for day in days)
    if len(months) < 2:  # noqa: PLR2004 -- one bar alone tells nothing
        return None
    first, last = min(months), max(months)
    unit: Unit = next((unit for unit, size in _MONTHS.items() if last // size - first // size < _BARS), "year")
    size = _MONTHS[unit]
    counts: Counter[int] = Counter()
    for month, count in months.items():
        counts[month // size] += count
    places = range(first // size, last // size + 1)
    step = max(_NARROW / len(places), min(_STEP, _WIDTH / len(places)))
    thickness = max(1, min(_STEP // 3, int(step * 2 / 3)))
    most = max(counts.values())
    mark = min(_MARK, _HEIGHT // most)
    if mark < _LEAST_MARK:
        mark = 0
    bars = tuple(
        Bar(
            first=_day(place * size),
            count=counts[place],
            left=int(index * step + (step - thickness) / 2),
            height=counts[place] * mark if mark else _share(counts[place], most),
        )
        for index, place in enumerate(places)
    )
    peaks = [bar for bar in bars if bar.count == most]
    return Chart(
        unit=unit,
        bars=bars,
        first=_day(first),
        last=_day(last),
        total=months.total(),
        peak=peaks[0],
        tied=len(peaks) > 1,
        width=max(_NARROW, int(step * len(places))),
        height=peaks[0].height,
        thickness=thickness,
        mark=mark,
    )


def _share(count: int, most: int) -> int:
    """Give the height of a bar beside the highest; what is not nothing is seen."""
    return max(min(count, 1), round(count / most * _HEIGHT))


def _day(month: int) -> date:
    """Give the first day of a month, counted from the year 0."""
    return date(month // 12, month % 12 + 1, 1)
