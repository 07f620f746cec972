"""Periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.library.periods import period_bounds, period_name


@pytest.mark.parametrize(
    ("day", "period", "name"),
    [
        (date(2021, 1, 1), "week", "2020-W53"),
        (date(2024, 12, 30), "week", "2025-W01"),
        (date(2023, 8, 18), "week", "2023-W33"),
        (date(2023, 8, 18), "month", "2023-08"),
        (date(2023, 8, 18), "day", "2023-08-18"),
    ],
)
def test_weeks_are_those_of_iso_8601(day, period, name):
    """A week belongs to the year that has its Thursday."""
    assert name == period_name(day, period)


@given(st.dates(), st.sampled_from(["day", "week", "month"]))
def test_a_period_holds_its_day_and_ends_before_the_next(day, period):
    """A name's bounds hold the day it was made of, and the days beyond them have other names."""
    if day.year < 1000 or (date.max - day).days < 31:
        return
    name = period_name(day, period)
    bounds = period_bounds(name)

    assert bounds is not None
    first, last = bounds
    assert first <= day <= last
    assert {name} == {period_name(edge, period) for edge in bounds}
    assert name not in {period_name(first - timedelta(days=1), period), period_name(last + timedelta(days=1), period)}


@pytest.mark.parametrize(
    "name",
    [
        "russia-china-2023",
        "2023",
        "2023-W54",
        "2023-W00",
        "2023-13",
        "2023-02-30",
        "0000-01",
        "9999-W53",
        "2023-W1",
        "2023-W33-x",
        "２０２３-W33",
    ],
)
def test_other_names_are_those_of_editions(name):
    """What no calendar has is no period."""
    assert period_bounds(name) is None


def test_the_last_month_ends():
    """There is no day after 31 December 9999 to reckon with."""
    assert (date(9999, 12, 1), date(9999, 12, 31)) == period_bounds("9999-12")
