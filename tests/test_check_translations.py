"""What `check` finds in translations: where it is, and what to do."""

from __future__ import annotations

import pytest
from written import original, translation

from jiazhu.check import check_content
from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.blocks import read_blocks
from jiazhu.library.coverage import words_hash

OF = f"{{title: {words_hash('标题')}}}"


def located(content):
    """List what is told with a line: the file's name, that line as it is written, and the hint."""
    problems = Problems()
    check_content(content, load_config(content / "digest.toml"), problems)
    return [
        (problem.path.name, problem.path.read_text("utf-8").split("\n")[problem.line - 1], problem.hint)
        for problem in problems
        if problem.line
    ]


@pytest.mark.parametrize(
    ("marker", "hint"),
    [
        ("{0} was 00000000", "see that it fits, then take the `was` out of its marker"),
        ("00000000", "see that it fits; `translate one` writes a `was` into its marker: take that out again"),
        (
            "{0} 00000000",
            "see that it fits without the block that is gone, then take the id of that out of its marker",
        ),
    ],
)
def test_what_is_stale_is_told_with_its_line_and_its_way_out(make_content, marker, hint):
    """Changed by an import, by a hand, or with a block that is gone."""
    first, second = (block.id for block in read_blocks("甲\n\n乙"))
    above = f"<!-- {marker.format(first)} -->"
    english = translation(body=f"{above}\nA.\n\n<!-- {second} -->\nB.", of=OF)
    content = make_content({"articles/one/zh.md": original(body="甲\n\n乙"), "articles/one/en.md": english})
    assert located(content) == [("en.md", above, hint)]


def test_what_is_missing_is_told_with_its_lines_in_the_original(make_content):
    """In one message, however much it is; the line is that of the first."""
    first = read_blocks("甲")[0].id
    body = "甲\n\n" + "\n\n".join(f"第{number}段" for number in range(30))
    english = translation(body=f"<!-- {first} -->\nA.", of=OF)
    content = make_content({"articles/one/zh.md": original(body=body), "articles/one/en.md": english})
    assert located(content) == [("zh.md", "第0段", "`translate one --to en` shows them in en.md")]
