"""List items outside of lists."""

from __future__ import annotations

import pytest

from jiazhu.text.markdown import render_markdown
from jiazhu.text.nesting import without_stray_items
from jiazhu.text.sanitizer import sanitize


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<li>a</li>", "a"),
        ("<p>a</p><li>b<p>c</p></li>", "<p>a</p>b<p>c</p>"),
        ("<ul><li>a<br></li></ul>", "<ul><li>a<br></li></ul>"),
        ("<ul><li>a<li>b</li></li></ul>", "<ul><li>ab</li></ul>"),
        ("<ol><li><ul><li>a</li></ul></li></ol>", "<ol><li><ul><li>a</li></ul></li></ol>"),
        ("<blockquote><li>a</li></blockquote>", "<blockquote>a</blockquote>"),
    ],
)
def test_stray_items_lose_their_tags(html, expected):
    """An item of a list stays; any other would end the item around the text, and is its words alone."""
    assert without_stray_items(html) == expected


def test_an_item_in_markdown_ends_no_note():
    """A note is an item itself: one in its text, outside of a list, would end it in a browser."""
    assert render_markdown("<li>a</li>\n\n- b") == "a\n<ul>\n<li>b</li>\n</ul>\n"


def test_what_is_read_otherwise_than_written_is_read_again():
    """Elements that are taken out leave nothing that a browser would put elsewhere."""
    html = sanitize("<p><select><p>a</select>b</p>")
    assert sanitize(html) == html


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ('<a id="main" class="skip" href="https://e.org/">a</a>', '<p><a href="https://e.org/" class="">a</a></p>\n'),
        ('<sup class="footnote-ref tip">a</sup>', '<p><sup class="footnote-ref">a</sup></p>\n'),
        ('<code class="language-js skip">a</code>', "<p><code>a</code></p>\n"),
    ],
)
def test_foreign_html_has_neither_ids_nor_classes_of_the_page(markdown, expected):
    """What a writer marks up looks like text, and is no target of the page's own links."""
    assert render_markdown(markdown) == expected
