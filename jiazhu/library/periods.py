"""A day in; the period it belongs to, its name and its bounds out."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

Period = Literal["day", "week", "month"]

_NAME = re.compile(r"(\d{4})-(?:W(\d\d)|(\d\d)(?:-(\d\d))?)", re.ASCII)


def period_name(day: date, period: Period) -> str:
    """Name the period of a day: `2023-08-18`, `2023-W33` (ISO 8601: 1 January 2021 is in `2020-W53`) or `2023-08`."""
    if period == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat() if period == "day" else day.isoformat()[:7]


def period_bounds(name: str) -> tuple[date, date] | None:
    """Give the first and last day of a named period; None for any other name, which an edition has."""
    match = _NAME.fullmatch(name)
    if not match:
        return None
    year, week, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if match[2]:
            return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
        if match[4]:
            return date(year, month, day), date(year, month, day)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None


def is_impossible(name: str) -> bool:
    """Tell whether a name is written as that of a period that no calendar has, such as `2024-W60`."""
    return bool(_NAME.fullmatch(name)) and period_bounds(name) is None
