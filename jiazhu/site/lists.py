"""Lists of any length in; the pages they go by, and who stands beside whom in them, out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from math import ceil
from typing import TypeVar

from jiazhu.site.page import PlannedPage, Shows, plan_page
from jiazhu.site.view import View

T = TypeVar("T")

LIST_SIZE = 50
"""Lists go by so many articles."""


def list_pages(
    view: View,
    template: str,
    base: tuple[str, ...],
    items: Sequence[T],
    shown: Callable[[T], object],
    *,
    shows: Callable[[], Shows] = dict,
    first: Callable[[], Shows] = dict,
    name: str = "articles",
    named: Callable[[T], Hashable],
    key: object = None,
    age: float | None = None,
) -> Iterator[PlannedPage]:
    """Go through the pages of one list, newest first, which its template knows by a `name`.

    `shown` is what a page shows of an item, `named` what tells it from others; `shows` is what each page shows beside
    its items, `first` what the newest does. The newest page has no number; the others are counted from the oldest, so
    that what stands on them stays there. `age` is that of all items, where they are no list of the whole time.
    """
    last = max(1, ceil(len(items) / LIST_SIZE))
    for number in range(1, last + 1):
        end = len(items) - (number - 1) * LIST_SIZE
        listed = items[max(0, end - LIST_SIZE) : end]
        place = {"total": len(items), "base": base, "number": number, "last": last}

        def shows_page(listed: Sequence[T] = listed, place: Shows = place) -> Shows:
            above = first() if place["number"] == last else {}
            return {name: [shown(item) for item in listed], **place, **shows(), **above}

        parts = base if number == last else (*base, str(number))
        of_page = (tuple(map(named, listed)), len(items), number, last, key)
        of_age = 1 - (number - 0.5) / last if age is None else age
        yield plan_page(view, template, parts, shows_page, key=of_page, age=of_age)


def with_neighbours(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None, float]]:
    """Go through items, the newest first, each with the one before, the one after, and its age as a step's."""
    for (item, age), newer, older in zip(with_ages(items), [None, *items], [*items[1:], None], strict=False):
        yield newer, item, older, age


def with_ages(items: Sequence[T]) -> Iterator[tuple[T, float]]:
    """Go through items, the newest first, each with its age as a step's."""
    count = len(items)
    return ((item, place / count) for place, item in enumerate(items))
