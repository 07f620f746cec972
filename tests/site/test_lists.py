"""The pages a long list goes by."""

from __future__ import annotations

import pytest
from written import days, pages_of, slugs

from jiazhu.site.lists import LIST_SIZE

TAGS = "- id: arms\n  label: {zh: 武器}\n"


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, {("tags", "arms"): 0}),
        (1, {("tags", "arms"): 1}),
        (LIST_SIZE, {("tags", "arms"): 50}),
        (LIST_SIZE + 1, {("tags", "arms"): 1, ("tags", "arms", "1"): 50}),
        (2 * LIST_SIZE + 3, {("tags", "arms"): 3, ("tags", "arms", "2"): 50, ("tags", "arms", "1"): 50}),
    ],
)
def test_lists_go_by_fifty(make_content, count, expected):
    """The newest page has no number and holds what is over; all others are full."""
    pages = pages_of(make_content({**days(count, tags="[arms]"), "tags.yaml": TAGS}))
    found = {parts: len(slugs(page)) for parts, page in pages.items() if page.template == "tag.html"}
    assert expected == {parts: length for parts, length in found.items() if "arms" in parts}


def test_a_new_article_moves_none_on_the_numbered_pages(make_content):
    """Numbers count from the oldest: what stands on a numbered page stays there."""
    before = pages_of(make_content({**days(LIST_SIZE + 1, tags="[arms]"), "tags.yaml": TAGS}))
    after = pages_of(make_content(days(20, first=LIST_SIZE + 2, tags="[arms]")))
    assert slugs(before["tags", "arms", "1"]) == slugs(after["tags", "arms", "1"])
    assert [f"a{n:03}" for n in range(LIST_SIZE, 0, -1)] == slugs(after["tags", "arms", "1"])
    assert slugs(after["tags", "arms"])[0] == "a071"
