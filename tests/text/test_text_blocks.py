"""Blocks of a text: their source, their HTML and their words, by whatever way these are found."""

from __future__ import annotations

import re
import sys
from unittest.mock import patch

import pytest
from chance import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from jiazhu.text import parsed
from jiazhu.text.anchor import plain
from jiazhu.text.blocks import split_blocks
from jiazhu.text.markdown import render_markdown
from jiazhu.text.sanitizer import sanitize
from jiazhu.text.simple import at_a_glance
from jiazhu.text.stretches import stretches

WHOLE = """\
Words,
on two lines.

## A heading ##

- one

  more of it
- two
> a quote

```
code

more
```

<div>

![alt](https://e.org/a.jpg)\\
caption

| a | b |
|---|---|
| c | d |

<!-- said to nobody -->

1. x

---
last[^1]

[^1]: A note
    of two lines.
"""


def test_sources_are_the_text_as_it_stands():
    """Each with the line on which it starts; comments, and what is nothing on a page, are no blocks."""
    found = [(block.line, block.source) for block in split_blocks(WHOLE)]

    assert found == [
        (0, "Words,\non two lines."),
        (3, "## A heading ##"),
        (5, "- one\n\n  more of it\n- two"),
        (9, "> a quote"),
        (11, "```\ncode\n\nmore\n```"),
        (19, "![alt](https://e.org/a.jpg)\\\ncaption"),
        (22, "| a | b |\n|---|---|\n| c | d |"),
        (28, "1. x"),
        (30, "---"),
        (31, "last[^1]"),
        (33, "[^1]: A note\n    of two lines."),
    ]


def test_every_line_end_counts():
    """A carriage return alone ends a line, too."""
    assert [(block.line, block.source) for block in split_blocks("a\r\rb\r\nc")] == [(0, "a"), (2, "b\nc")]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("甲\n乙 丙", "甲乙丙"),
        ("**甲：**乙*丙*", "甲：乙丙"),
        ("a * b", "a*b"),
        ("[甲](https://e.org/a_b*c*d?x=1&y=2)", "甲"),
        ('[甲](https://e.org "乙")', "甲"),
        ("[甲](ftp://e.org)", "[甲](ftp://e.org)"),
        ("![甲](https://e.org/1.jpg)\\\n乙", "https://e.org/1.jpg甲乙"),
        ("[![甲](https://e.org/1.jpg)](https://e.org)", "https://e.org/1.jpg甲"),
        ("![甲](https://xn--a/1.jpg)", "甲"),
        ("\\*甲\\*", "*甲*"),
        ("[**甲**乙](https://e.org:8080/)", "甲乙"),
        ("[甲[乙]丙\\_](https://e.org)", "甲[乙]丙_"),
        ("![甲[乙]](https://e.org/1.jpg)", "https://e.org/1.jpg甲[乙]"),
        ("甲：\n<https://e.org/乙?c>", "甲：https://e.org/乙?c"),
        ("* 甲\n  乙\n* **丙**", "甲乙丙"),
        ("a &lt; b & c", "a<b&c"),
        ("`a*b*`", "a*b*"),
        ("<b>甲</b>", "甲"),
        ("> 甲\n> - 乙", "甲乙"),
        ("    甲", "甲"),
        ("[甲]\n\n[甲]: https://e.org", "甲"),
    ],
)
def test_words_have_no_marks(markdown, words):
    """Nor white space; a picture counts as its source and alt."""
    assert [block.plain for block in split_blocks(markdown)] == [words]


@pytest.mark.parametrize(
    "markdown",
    ["_a_", "`a`", "<b>", "&lt;", "[a](b)", "[[a]", "![a](b)", "**a*", "a** b", "*a **b** c*", "~~a~~", "a  \nb"],
)
def test_what_can_be_read_in_two_ways_is_left_to_the_parser(markdown):
    """A glance is sure, or says that it is not."""
    assert at_a_glance(markdown) is None


HOSTS = [
    "e.org",
    "a.b.e.org",
    "e",
    "1.2.3.4",
    "xn--a.org",
    "e.org:80",
    "e.org:65536",
    "-.org",
    "e.xn--b",
    "XN--a.org",
    "E.ORG",
    "e_f.org",
]
ADDRESSES = st.builds(
    "{}://{}/{}".format,
    st.sampled_from(["https", "http", "ftp", "javascript", "HTTPS"]),
    st.sampled_from(HOSTS),
    st.text("a1%_*~&;#?=/.!'\"`<>()[]\\ 　\u00a0\u00ad甲", max_size=6),
)
WORDS = st.one_of(
    st.text("甲a1 。：“”(", max_size=4),
    st.text("*_~`[]()!<>&;#\\\n|^:甲a \t\x00\x0b\x0c\u2028\ufe01👍", max_size=6),
    st.text(max_size=4),
)
PIECES = st.one_of(
    WORDS,
    st.sampled_from(
        [" #", "**", "*", "***", "\\", "&amp;", "&copy", "<br>", "<!-- x -->", "[^1]", "[a]", "\n", "  \n", "\\\n"]
    ),
    st.builds("[{}]({})".format, WORDS, ADDRESSES),
    st.builds('[{}]({} "{}")'.format, WORDS, ADDRESSES, WORDS),
    st.builds("![{}]({})".format, WORDS, ADDRESSES),
    st.builds("[![{}]({})]({})".format, WORDS, ADDRESSES, ADDRESSES),
    st.builds("[{}**{}**{}]({})".format, WORDS, WORDS, WORDS, ADDRESSES),
    st.builds("[{}![{}]({}){}]({})".format, WORDS, WORDS, ADDRESSES, WORDS, ADDRESSES),
    st.builds("[{}[{}]{}]({})".format, WORDS, WORDS, WORDS, ADDRESSES),
    st.builds("<{}>".format, ADDRESSES),
    st.builds("**{}**".format, WORDS),
    st.builds("*{}*".format, WORDS),
)
INNER = st.lists(PIECES, max_size=6).map("".join)
STARTS = [
    "",
    "",
    "",
    "# ",
    "### ",
    "####### ",
    "#　",
    "- ",
    "* ",
    "* 甲\n  ",
    "* 甲\n* ",
    "* 甲\n\n* ",
    "* 甲\n\n  ",
    "* 甲\n\n# ",
    "* 甲\n   * ",
    "* 甲\n- ",
    "- 甲\n- ",
    "- 甲\n  ",
    "- 甲\n\n- ",
    "- 甲\n\n  ",
    "- 甲\n\n# ",
    "- 甲\n* ",
    "1. 甲\n2. ",
    "1. 甲\n1) ",
    "3. 甲\n   ",
    "1. 甲\n\n2. ",
    "> 甲\n> ",
    "> 甲\n",
    "> 甲\n\n> ",
    "> 甲\n> \n> ",
    "![甲](/a)\\\n",
    "[![甲](/a)](/b)\\\n ",
    "- ![甲](/a)\\\n  ",
    "> ![甲](/a)\\\n> ",
    "甲\\\n ",
    "甲\\ \n",
    "甲\\\\\n  ",
    "甲\\\\ \n",
    "1. ",
    "> ",
    "> - ",
    "    ",
    "```\n",
    "<div>",
    "<p>",
    "<!--",
    "<!-- 0123abcd -->\n",
    "<!-- a -- b -->\n\n",
    "- 甲\n<!-- c -->\n",
    " <!-- c -->\n",
    "<!-- c --> 甲",
    "<!---->\n- ",
    "<!-->\n",
    "| a |\n|---|\n| ",
    "[^1]: ",
    "[a]: ",
    "　　",
    "12",
    "12) ",
    "1.",
    "*",
    "+ ",
    "* * *\n",
    "---\n",
    "甲\n---\n",
    "甲\n===\n",
    "甲|乙\n-|-\n",
    "甲|乙\n:-:|-:\n甲|",
    "甲 \n",
    "甲\n    ",
    "甲\n- ",
    "  - 甲\n\n    ",
    "- ```\n",
    "~~~\n",
    "\t",
    " ",
    "\\",
    "_",
    ": ",
    "甲\n\u3000\n",
]
LINES = st.tuples(st.sampled_from(STARTS), INNER, st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", "\n \t\n", "\n\n\n"]))
TEXTS = st.lists(LINES.map("".join), max_size=5).map("".join)


MARKS = (
    "- ·* ·+ ·1. ·2. ·1) ·> ·>·# ·```·~~~·---·===·|·|-|·\\·\t·\u3000·\xa0·· ·  ·   ·    ·甲·乙。·a·b c·0·“·(·)·[·]·!·&"
    "·&amp;·_·`·~~·*·**·***·<div>·<b>·<!-- c -->·<!--·-->·<·\\<·\\*·<https://e.org/a>·[a](/b)·![x](/y)·[![x](/y)](/z)·[甲[乙]](/c)"
).split("·")
MARKED = st.lists(st.lists(st.sampled_from(MARKS), max_size=6).map("".join), max_size=7).map("\n".join)


def test_what_stands_between_markers_needs_no_parser():
    """A marker ends a list too, which leaves the paragraphs below it to be read one by one."""
    text = "<!-- 0123abcd -->\nWords.\n\n<!-- 89abcdef -->\n- item\n<!-- 01234567 was 89abcdef -->\nMore."
    assert [(1, "Words.", "paragraph"), (4, "- item", "bullets"), (6, "More.", "paragraph")] == list(stretches(text))


@pytest.mark.parametrize(
    "markdown",
    [
        "甲：\n<https://e.org/a?b=c&d>",
        '[![甲[乙]](https://e.org/1.jpg) **丙** d\\_](https://e.org:80/ "e")',
        "* 甲\n  乙\n* **丙**\n\n丁",
        "* 甲\n\n## 乙",
        "- 甲\\\n  乙\n- 丙\n\n丁",
        "1. 甲\n2. **乙**",
        "> 甲\n> 乙\\\n> 丙",
        "![甲](https://e.org/1.jpg)\\\n乙 **丙**\n丁",
        "[![甲](https://e.org/1.jpg)](https://e.org)\\\n乙",
    ],
)
def test_what_is_common_needs_no_parser(markdown):
    """It is there all the same, and says what a parser makes of it."""
    with patch.dict(sys.modules, {"jiazhu.text.parsed": None}):
        told = "".join(block.html for block in split_blocks(markdown))
    assert told == render_markdown(markdown)


@settings(max_examples=examples(150, 6_000), deadline=None)
@given(TEXTS)
def test_words_are_those_of_the_html(markdown):
    """However a block's words are found, they are what its HTML says."""
    assert [block.plain for block in split_blocks(markdown)] == [plain(block.html) for block in split_blocks(markdown)]


def read_whole(markdown):
    """Give line, source and HTML of the blocks as the one parser has them, which reads a text at once."""
    text = re.sub(r"\r\n?", "\n", markdown)
    return [(line, source, block.html) for line, source, block in parsed._blocks(parsed.PARSER, text, {})]


@pytest.mark.parametrize(
    "markdown",
    [
        "[a](https://e.org:65536/)",
        "<https://e.org:65536/>",
        f"<https://{'a.' * 127}org/>",
        f"<http://{'x' * 64}.org:1>",
        f"[a](https://{'x' * 64}.org/)",
        "甲\0乙",
        "- a\n- \u0301b",
        "甲\\\\\n  (",
        "甲\\\\ \n(",
        "![](/a)\n![](/b)\n甲\n![](/c)\n乙",
    ],
)
def test_what_only_a_parser_reads_right(markdown):
    """Whatever can be told without it, these are what it makes of them."""
    apart = [(block.html, block.plain) for block in split_blocks(markdown)]
    assert apart == [(html, plain(html)) for _, _, html in read_whole(markdown)]


@settings(max_examples=examples(200, 20_000), deadline=None)
@given(st.one_of(TEXTS, MARKED, MARKED))
def test_blocks_read_one_by_one_are_those_of_the_whole(markdown):
    """A block that is read when it is asked for says what it says where the whole text is read at once."""
    apart = [(block.line, block.source, block.html) for block in split_blocks(markdown)]
    assert apart == read_whole(markdown)


@settings(max_examples=examples(50, 2_000), deadline=None)
@given(TEXTS.filter(lambda text: "<" not in text and "[^" not in text))
def test_blocks_together_are_the_text(markdown):
    """Their HTML, one behind the other, is that of the text."""
    together = "".join(block.html for block in split_blocks(markdown))
    assert sanitize(together).split() == render_markdown(markdown).split()
