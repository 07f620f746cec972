"""Lists of any length in; the pages they go by, and who stands beside whom in them, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import TypeVar

from jiazhu.site.page import Page, make_page
from jiazhu.site.view import View

T = TypeVar("T")

LIST_SIZE = 50
"""Lists go by so many articles."""


def list_pages(
    view: View,
    template: str,
    base: tuple[str, ...],
    items: Sequence[object],
    shows: Mapping[str, object],
    *,
    name: str = "articles",
) -> Iterator[Page]:
    """Go through the pages of one list, newest first, which its template knows by a `name`.

    The newest page has no number; the others are counted from the oldest, so that what stands on them stays there.
    """
    last = max(1, ceil(len(items) / LIST_SIZE))
    for number in range(1, last + 1):
        end = len(items) - (number - 1) * LIST_SIZE
        parts = base if number == last else (*base, str(number))
        listed = {
            name: items[max(0, end - LIST_SIZE) : end],
            "total": len(items),
            "base": base,
            "number": number,
            "last": last,
        }
        yield make_page(view, template, parts, {**listed, **shows})


def with_neighbours(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Go through items, each with the one before and the one after."""
    return zip([None, *items], items, [*items[1:], None], strict=False)
