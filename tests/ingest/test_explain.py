"""What is told of a fragment: its header, its rule, each step with what it took, the result."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jiazhu.cli import main
from jiazhu.errors import JiazhuError
from jiazhu.ingest.explain import explain
from jiazhu.limits import HTML_TAGS
from jiazhu.model import DateRule, RemoveRule, Source

RULE = Source(
    id="x",
    hosts=("x.y",),
    date=DateRule(select="i", format="%Y-%m-%d", tz="Asia/Shanghai"),
    remove=(RemoveRule(select=".ad", regex="ad"), ".none"),
)
FRAGMENT = """<!--1600000000000-->
[Title](https://x.y/a)
------

<i>2020-09-13</i><p>Words <b>here</b></p><p class="ad">An ad</p>
"""


def test_everything_is_told():
    """The text shows the header as read, the rule chosen, what it took and what is left."""
    expected = """\
# Header
fetched  1600000000000 (2020-09-13 12:26:40 UTC)
title    Title
url      https://x.y/a
body     from line 5, 64 characters

# Rule
sources/x.toml

# Steps
date       2020-09-13
remove     .ad
           took: An ad

# Result

---
"""
    told = explain(FRAGMENT.encode(), Path("a.txt"), [RULE])
    assert expected == told[: len(expected)]
    assert "published: 2020-09-13T00:00+08:00\n" in told
    assert told.endswith("---\n\nWords **here**\n")


def test_without_a_rule():
    """Where no source has the host, this is told, and everything stays."""
    told = explain(FRAGMENT.encode(), Path("a.txt"), [])
    assert "none has the host and path of https://x.y/a: everything is kept" in told
    assert told.endswith("*2020-09-13*\n\nWords **here**\n\nAn ad\n")


def test_many_steps_of_a_sort_are_shortened():
    """Of many links that were mended, the first are shown and the others counted."""
    links = "".join(f'<a href="/{number}">{number}</a>' for number in range(9))
    told = explain(FRAGMENT.replace("Words", links).encode(), Path("a.txt"), [])
    assert "link       /2 → https://x.y/2\nlink       and 6 more\n" in told


def test_a_fragment_of_which_nothing_is_left():
    """Steps are told even where they leave nothing; the reason stands in place of the result."""
    told = explain(FRAGMENT.replace("<p>", '<p class="ad">ad ').encode(), Path("a.txt"), [RULE])
    assert "took: ad Words here" in told
    assert told.endswith(
        "# Result\n\nnone: a.txt:5: error: nothing is left of it after cleaning (name it in raw/ignore.txt)\n"
    )


def test_a_fragment_that_is_too_long():
    """What no article has is refused with its place and a way out, not cleaned for minutes."""
    with pytest.raises(JiazhuError) as caught:
        explain(FRAGMENT.encode() + b"<i>" * HTML_TAGS, Path("a.txt"), [])
    assert str(caught.value) == (
        "a.txt:5: error: it has more than 20,000 tags (no article is that long: split it, or name it in raw/ignore.txt)"
    )
    assert caught.value.problems[0].kind == "fragment"


def test_the_command_writes_nothing(sample, tmp_path):
    """`import --explain` shows a fragment from anywhere and leaves the content as it was."""
    fragment = tmp_path / "a.txt"
    fragment.write_text(FRAGMENT.replace("x.y/a", "www.rfi.fr/cn/a"), encoding="utf-8")
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    result = CliRunner().invoke(main, ["import", "--content", str(sample), "--explain", str(fragment)])
    assert result.exit_code == 0, result.output
    assert "sources/rfi-zh.toml" in result.output
    assert before == {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
