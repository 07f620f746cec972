"""What an original's front matter must be, beyond its types."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from jiazhu.errors import SchemaError
from jiazhu.library.matter import check_original
from jiazhu.model import Image, OriginalMatter

FIRST = "0001-01-01T00:00:00+00:00"


def check(**keys):
    """Check front matter with some keys changed; give the lines and texts of the problems."""
    matter = OriginalMatter(**{"id": "ce71debe9664", "title": "x", "epoch": 1692353702000, **keys})
    lines = {"id": 2, "epoch": 3, "url": 4}
    try:
        check_original(matter, Path("zh.md"), lambda key: lines.get(key, 0))
    except SchemaError as error:
        return [(problem.line, problem.text) for problem in error.problems]
    return []


def test_what_an_import_writes_is_good():
    """A URL, a date and earlier addresses are fine, and so is none of them."""
    published = datetime(2023, 8, 18, 11, 59, tzinfo=UTC)

    assert check() == []
    assert check(url="https://www.rfi.fr/cn/", published=published, aliases=("2023-08-18-x", "李尚福")) == []


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"id": "tag:x y"}, (2, "`id` is `tag:x y`: expected letters, digits, `.` and `-`")),
        ({"title": ""}, (0, "`title` is empty")),
        ({"title": " \u3000"}, (0, "`title` is empty")),
        ({"epoch": 1692353702}, (3, "`epoch` is `1692353702`: no plausible date")),
        ({"epoch": 10**30}, (3, f"`epoch` is `{10**30}`: no plausible date")),
        ({"epoch": -1}, (3, "`epoch` is `-1`: no plausible date")),
        ({"published": datetime(1, 1, 1, tzinfo=UTC)}, (0, f"`published` is `{FIRST}`: no plausible date")),
        ({"updated": datetime(9999, 12, 31)}, (0, "`updated` is `9999-12-31T00:00:00`: no plausible date")),  # noqa: DTZ001
        ({"lang": "../x"}, (0, "`lang` is `../x`: expected a BCP 47 tag")),
        ({"url": "javascript:alert(1)"}, (4, "`url` is `javascript:alert(1)`: no address of the web")),
        ({"image": Image(src="javascript:x")}, (0, "`image` is `javascript:x`: no address of a picture")),
        ({"aliases": ("fine", "../../x")}, (0, "`aliases` is `../../x`: no address")),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(keys, problem):
    """One problem, at the key's line."""
    assert [problem] == check(**keys)
