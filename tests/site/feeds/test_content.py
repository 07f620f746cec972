"""HTML for feed readers: plain, whole and absolute."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest

from jiazhu.site.feeds import content
from jiazhu.site.feeds.content import for_readers

PAGE = "https://example.org/watch/en/articles/one/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="../two/">x</a>', '<a href="https://example.org/watch/en/articles/two/">x</a>'),
        ('<a href="/watch/zh/">x</a>', '<a href="https://example.org/watch/zh/">x</a>'),
        ('<a href="//e.org/x">x</a>', '<a href="https://e.org/x">x</a>'),
        ('<a href="https://e.org/?a=1&amp;b=2">x</a>', '<a href="https://e.org/?a=1&amp;b=2">x</a>'),
        ('<a href="mailto:a@e.org">x</a>', '<a href="mailto:a@e.org">x</a>'),
        ('<a href="javascript:x">x</a>', "<a>x</a>"),
        ('<a href="//[x">x</a>', "<a>x</a>"),
        ('<img alt="a href=&quot;b" src="p.png">', f'<img alt="a href=&quot;b" src="{PAGE}p.png">'),
        (
            "<img alt=' href=\"b\" src=\"c\"' src='p.png'>",
            f'<img alt=" href=&quot;b&quot; src=&quot;c&quot;" src="{PAGE}p.png">',
        ),
        ('<p>a > b, href="x" &lt;a href="y"></p>', '<p>a > b, href="x" &lt;a href="y"></p>'),
    ],
)
def test_addresses_are_absolute(html, expected):
    """Whatever a link is relative to; words and other attributes that look like links are left."""
    assert expected == for_readers(html, PAGE)


@pytest.mark.parametrize(
    "html",
    [
        '<p lang="zh">甲<br>乙</p>',
        "<p>甲 = 乙</p>",
        "<ol reversed><li>甲</ol>",
        "<p class='x'>甲</p>",
        '<p class="h2">甲</p>',
    ],
)
def test_what_is_plain_already_is_what_it_would_become(html):
    """It is left as it is, and nothing else."""
    with patch.object(content, "_IS_PLAIN", re.compile("(?!)")):
        made_plain = for_readers(html, PAGE)
    assert for_readers(html, PAGE) == made_plain


def test_what_needs_a_style_sheet_is_gone():
    """Classes, styles, roles and places in the order of keys say nothing to a reader; languages and ids do."""
    html = (
        '<p class="x" style="color:red" lang="zh-Hans" id="i"><a class="y" href="#i" tabindex="-1" role="z">x</a></p>'
    )
    assert for_readers(html, PAGE) == '<p lang="zh-Hans" id="i"><a href="#i">x</a></p>'


def test_what_looks_like_a_heading_is_one():
    """The page keeps a translation's headings out of its outline: an entry has no other."""
    assert for_readers('<p class="h3">x</p><p>y</p>', PAGE) == "<h3>x</h3><p>y</p>"


def test_links_to_what_is_not_in_the_entry_lead_to_the_page():
    """There, ids are those without the prefix that keeps entries apart."""
    html = '<i id="a1-note-n1"></i><a href="#a1-note-n1">1</a><a href="#a1-quote-n1">2</a><a href="#fn">3</a>'
    assert for_readers(html, PAGE, "a1-") == (
        f'<i id="a1-note-n1"></i><a href="#a1-note-n1">1</a><a href="{PAGE}#quote-n1">2</a><a href="{PAGE}#fn">3</a>'
    )


def test_a_heading_that_holds_paragraphs_is_closed_where_it_ends():
    """A writer's HTML may have a paragraph in a heading: elements are closed in the order in which they were opened."""
    html = '<p class="h2">a<p>b</p></p><p>c</p>'
    assert for_readers(html, PAGE) == "<h2>a<p>b</p></h2><p>c</p>"
