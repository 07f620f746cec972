"""The chart of articles over time."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.site.chart import chart

DAYS = st.lists(st.dates(date(1990, 1, 1), date(2099, 12, 31)), max_size=300)


def months(*pairs):
    """Give a day in each of some months, `2023-07`."""
    return [date.fromisoformat(f"{month}-15") for month in pairs]


def counts(drawn):
    """Give each bar's first day and count."""
    return [(f"{bar.first:%Y-%m-%d}", bar.count) for bar in drawn.bars]


def test_bars_go_by_month_where_there_is_room():
    """From the first month with an article to the last, those without one too."""
    drawn = chart(months("2023-08", "2023-10", "2023-08"))
    assert (drawn.unit, counts(drawn)) == ("month", [("2023-08-01", 2), ("2023-09-01", 0), ("2023-10-01", 1)])


@pytest.mark.parametrize(
    ("last", "unit", "bars"),
    [
        ("2023-04", "month", 40),
        ("2023-05", "quarter", 14),
        ("2029-12", "quarter", 40),
        ("2030-01", "year", 11),
    ],
)
def test_longer_times_go_by_quarter_and_by_year(last, unit, bars):
    """No more than forty bars of a month, then of a quarter."""
    drawn = chart(months("2020-01", last))
    assert (drawn.unit, len(drawn.bars)) == (unit, bars)
    assert (drawn.first, f"{drawn.last:%Y-%m}") == (date(2020, 1, 1), last)


@pytest.mark.parametrize("days", [[], months("2023-08"), months("2023-08", "2023-08")])
def test_one_month_makes_no_chart(days):
    """One bar alone would tell nothing that the count does not."""
    assert chart(days) is None


@given(DAYS)
def test_bars_sum_up_to_the_articles(days):
    """Each article is in the bar of its time, and in no other."""
    drawn = chart(days)
    if drawn is None:
        assert len({(day.year, day.month) for day in days}) < 2
        return
    ends = [*(bar.first for bar in drawn.bars[1:]), date.max]
    assert [bar.count for bar in drawn.bars] == [
        sum(bar.first <= day < end for day in days) for bar, end in zip(drawn.bars, ends, strict=True)
    ]
    assert drawn.total == len(days) == sum(bar.count for bar in drawn.bars)
    assert drawn.peak.count == max(bar.count for bar in drawn.bars)
    assert drawn.tied == ([bar.count for bar in drawn.bars].count(drawn.peak.count) > 1)


@given(DAYS)
def test_a_chart_fits_on_the_smallest_screen(days):
    """Of any days: bars stand side by side, within its bounds, as high as their counts say."""
    drawn = chart(days)
    if drawn is None:
        return
    assert drawn.width <= 280
    places = [(bar.left, bar.left + drawn.thickness) for bar in drawn.bars]
    assert all(0 <= left < right <= drawn.width for left, right in places)
    assert all(right <= left for (_, right), (left, _) in pairwise(places))
    assert all((bar.height > 0) == (bar.count > 0) and bar.height <= drawn.height for bar in drawn.bars)
    ranked = sorted(drawn.bars, key=lambda bar: bar.count)
    assert [bar.height for bar in ranked] == sorted(bar.height for bar in drawn.bars)
    assert drawn.strokes.count("M") == sum(bar.count > 0 for bar in drawn.bars)


def test_few_articles_are_a_mark_each():
    """While they can be told apart: six px, then four at least; beyond, a bar is its share of the highest."""
    assert [(chart(months("2023-01", *["2023-02"] * most)).mark) for most in (1, 6, 7, 9, 10)] == [6, 6, 5, 4, 0]
    drawn = chart(months("2023-01", *["2023-02"] * 90))
    assert [bar.height for bar in drawn.bars] == [1, 36]


def test_a_tick_stands_where_a_year_begins():
    """Between the bars of two years; a chart by years needs none."""
    drawn = chart(months("2022-11", "2023-02"))
    assert drawn.years == f"M{drawn.bars[2].left - 0.5:g} {drawn.height}v4"
    assert chart(months("2023-01", "2023-02")).years == ""
    assert chart(months("2000-01", "2023-02")).years == ""
