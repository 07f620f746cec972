"""Emphasis and soft breaks as Chinese needs them."""

from __future__ import annotations

import re
import sys

import pytest
from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace, mdTrim

from jiazhu.text.flanking import WHITE_SPACE, delimiter_run, is_cjk, is_punctuation, trimmed
from jiazhu.text.han import HAN
from jiazhu.text.markdown import render_markdown


def inline(markdown: str) -> str:
    return render_markdown(markdown).removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        # Full-width punctuation inside the mark, a character outside it.
        ("**重要：**他说", "<strong>重要：</strong>他说"),
        ("他说**《声明》**里", "他说<strong>《声明》</strong>里"),
        ("*注意！*请看", "<em>注意！</em>请看"),
        ("~~旧的。~~新的", "<del>旧的。</del>新的"),
        # Curly quotes and ASCII punctuation are no CJK characters: what decides is the other side.
        ("所谓**“访问”**的", "所谓<strong>“访问”</strong>的"),
        ("共**(三)**次", "共<strong>(三)</strong>次"),
        ("the**“visit”**of", "the**“visit”**of"),
        ("a**(b)**c", "a**(b)**c"),
        # Korean and half-width kana count, too.
        ("**강조(强调)**를", "<strong>강조(强调)</strong>를"),
        ("**ﾃｽﾄ。**ﾃｽﾄ", "<strong>ﾃｽﾄ。</strong>ﾃｽﾄ"),
        # An emoji is a symbol, and no CJK character.
        ("a**😀**b", "a**😀**b"),
        ("中**😀**文", "中<strong>😀</strong>文"),
        ("a**◾**b", "a**◾**b"),
        # A variation selector counts as what it follows; ideographic ones are CJK.
        ("葛\U000e0100**(a)**中", "葛\U000e0100<strong>(a)</strong>中"),
        ("“\ufe01**(a)**中", "“\ufe01<strong>(a)</strong>中"),
        ("中\ufe00**(a)**中", "中\ufe00<strong>(a)</strong>中"),
        # White space inside never works.
        ("** 中**文", "** 中**文"),
        ("**　中**文", "**　中**文"),
        # The rest is as everywhere.
        ("**a**b *c* ~~d~~", "<strong>a</strong>b <em>c</em> <del>d</del>"),
        ("***a** b*", "<em><strong>a</strong> b</em>"),
        ("a ~b~ ~~~c~~~", "a ~b~ ~<del>c</del>~"),
        ("snake_case_name _a_ __b__", "snake_case_name <em>a</em> <strong>b</strong>"),
        ("中_文_字 。_文_。", "中_文_字 。<em>文</em>。"),
        ("[**“甲”**](https://x.org/)乙", '<a href="https://x.org/"><strong>“甲”</strong></a>乙'),
    ],
)
def test_emphasis(markdown: str, expected: str) -> None:
    """Marks are read by the amended flanking rule."""
    assert expected == inline(markdown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中**文", (True, True)),
        ("中** 文", (False, True)),
        ("中 **文", (True, False)),
        ("中 ** 文", (False, False)),
        ("a**“", (False, True)),
        ("”**a", (True, False)),
        ("。**a", (True, True)),
        ("**", (False, False)),
        ("a__b", (False, False)),
        ("中__文", (False, False)),
        ("(__a", (True, False)),
        ("a__)", (False, True)),
        ("(__)", (True, True)),
    ],
)
def test_delimiter_run(text: str, expected: tuple[bool, bool]) -> None:
    """A run can open or close by what stands on both sides of it."""
    start = min(text.find(char) for char in "*_" if char in text)
    assert expected == delimiter_run(text, start, start + 2)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("中\n文", "中文"),
        ("中。\n文", "中。文"),
        ("**中**\n文", "<strong>中</strong>文"),
        ("中\na", "中\na"),
        ("a\nb", "a\nb"),
        ("“a”\n中", "“a”\n中"),
        ("中\\\n文", "中<br>文"),
        ("中  \n文", "中<br>文"),
    ],
)
def test_soft_breaks(markdown: str, expected: str) -> None:
    """A line's end between two CJK characters is no space; elsewhere it stays one."""
    assert expected == inline(markdown)


def test_character_classes() -> None:
    """Han is a script; CJK in the rule's sense is about width, and leaves emoji out."""
    assert [re.fullmatch(f"[{HAN}]", char) is not None for char in "中〇々。ア한a“😀\U00020000"] == [
        *(True, True, True),
        *(False,) * 6,
        True,
    ]
    assert [is_cjk(char) for char in "中。ア한ﾊ，\u3000a“😀⌚◾é"] == [*(True,) * 7, *(False,) * 6]


def test_library_is_untouched() -> None:
    """Another parser of the same process reads emphasis as the library does."""
    render_markdown("**重要：**他说")
    assert MarkdownIt().render("**重要：**他说\n文") == "<p>**重要：**他说\n文</p>\n"
    assert MarkdownIt().enable("strikethrough").render("~~a~~") == "<p><s>a</s></p>\n"


def test_white_space_and_punctuation_are_those_of_the_parser():
    """Of all characters there are."""
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        assert (char in WHITE_SPACE) == isWhiteSpace(code), hex(code)
        assert is_punctuation(char) == (isMdAsciiPunct(code) or isPunctChar(char)), hex(code)
        assert trimmed(f"{char}a") == mdTrim(f"{char}a"), hex(code)
