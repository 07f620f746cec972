"""Days, months and stretches of time in the words of a page's language."""

from __future__ import annotations

from datetime import date

import pytest

from jiazhu.site.locales import LOCAL_FILTERS

JULY, NOVEMBER = date(2023, 7, 1), date(2023, 11, 30)


@pytest.mark.parametrize(
    ("name", "given", "english", "chinese"),
    [
        ("month", (JULY,), "July 2023", "2023年7月"),
        ("short_month", (NOVEMBER,), "Nov 2023", "2023年11月"),
        ("months", ((JULY, NOVEMBER),), "July – November 2023", "2023年7月至11月"),
        ("months", ((date(2021, 12, 4), JULY),), "December 2021 – July 2023", "2021年12月至2023年7月"),
        ("stretch", (JULY, "month"), "July 2023", "2023年7月"),
        ("stretch", (JULY, "quarter"), "Q3 2023", "2023年第3季度"),
        ("stretch", (JULY, "year"), "2023", "2023年"),
    ],
)
def test_times_are_written_as_the_language_writes_them(name, given, english, chinese):
    """In each, and never in another's order."""
    written = [LOCAL_FILTERS[name]({"lang": language}, *given) for language in ("en", "zh")]
    assert [english, chinese] == [text.replace("\u2009", " ") for text in written]
