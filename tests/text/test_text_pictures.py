"""Pictures in safe HTML."""

from __future__ import annotations

import pytest

from jiazhu.text.markdown import render_markdown
from jiazhu.text.pictures import is_foreign, picture_addresses, silent_pictures, with_pictures

HTML = render_markdown("![a > \"b\"](https://e.org/1?a=1&b=2 'title')\\\nCaption\n\nWords ![](/own.png).")


def test_addresses_are_those_that_a_browser_would_ask_for():
    """In order, with what stands for a character undone; a `>` in the words of one does not end it."""
    assert picture_addresses(HTML) == ["https://e.org/1?a=1&b=2", "/own.png"]


def test_silent_is_what_neither_alt_nor_caption_tells():
    """Blanks are no words; a caption tells of its own figure alone."""
    text = "![](/1)\\\nCaption\n\n![](/2)\n\n![ ](/3) and ![x](/4)\n\n- ![](/5)"
    assert silent_pictures(render_markdown(text)) == ["/2", "/3", "/5"]


def test_a_picture_is_replaced_where_it_stands():
    """By what is made of its attributes; nothing else changes."""
    seen = []
    made = with_pictures(HTML, lambda given: seen.append(dict(given)) or "X")
    assert seen == [
        {"src": "https://e.org/1?a=1&b=2", "alt": 'a > "b"', "title": "title"},
        {"src": "/own.png", "alt": ""},
    ]
    assert made == "<figure>X<figcaption>Caption</figcaption></figure>\n<p>Words X.</p>\n"


@pytest.mark.parametrize(
    ("address", "foreign"),
    [("https://e.org/1", True), ("HTTP://e.org/1", True), ("//e.org/1", True), ("/own.png", False), ("own.png", False)],
)
def test_foreign_is_what_is_on_another_host(address, foreign):
    """An address with a host is; a path of the site's own is not."""
    assert is_foreign(address) == foreign
