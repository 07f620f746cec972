"""Words wrapped in HTML: no tag is torn, no word lost."""

from __future__ import annotations

import re

import pytest
from chance import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from jiazhu.text.anchor import plain
from jiazhu.text.markdown import render_markdown
from jiazhu.text.marks import Held, MarkedText, Wrapping
from jiazhu.text.names import Span
from jiazhu.text.script import Script

WRAPPING = Wrapping(
    around=lambda span, in_link: (f"<{'span' if in_link else 'mark'} {span.id}>", "</>"),
    behind=lambda span: f"<sup>{span.id}</sup>",
)


def wrapped(html, *spans):
    """Wrap what stands at places of the plain text, given as (start, end, id)."""
    marked = MarkedText(html)
    return marked.wrap([Span(*marked.from_plain(start, end), id_) for start, end, id_ in spans], WRAPPING)


@pytest.mark.parametrize(
    ("html", "spans", "expected"),
    [
        ("<p>甲乙丙</p>", [(1, 2, "n")], "<p>甲<mark n>乙</><sup>n</sup>丙</p>"),
        (
            "<p>甲<strong>乙丙</strong>丁</p>",
            [(0, 2, "n")],
            "<p><mark n>甲</><strong><mark n>乙</><sup>n</sup>丙</strong>丁</p>",
        ),
        (
            '<p>甲<a href="#">乙丙</a>丁</p>',
            [(0, 2, "n")],
            '<p><mark n>甲</><a href="#"><span n>乙</>丙</a><sup>n</sup>丁</p>',
        ),
        (
            "<p>甲乙丙丁</p>",
            [(0, 3, "n"), (1, 4, "m")],
            "<p><mark n>甲</><mark m>乙丙</><sup>n</sup><mark m>丁</><sup>m</sup></p>",
        ),
        ("<p>甲乙</p>", [(0, 1, "n"), (1, 2, "m")], "<p><mark n>甲</><sup>n</sup><mark m>乙</><sup>m</sup></p>"),
        ("<p>甲乙</p>", [(0, 2, "n"), (0, 2, "m")], "<p><mark n>甲乙</><sup>n</sup><sup>m</sup></p>"),
        ("<p>a &amp; b &lt;c</p>", [(1, 2, "n")], "<p>a <mark n>&amp;</><sup>n</sup> b &lt;c</p>"),
        ("<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>", [(0, 2, "n")], None),
        ("<p>e\u0301a</p>", [(0, 1, "n")], "<p><mark n>\xe9</><sup>n</sup>a</p>"),
        ('<p>甲<img alt="图">乙</p>', [(1, 2, "n")], '<p>甲<img alt="图"><sup>n</sup>乙</p>'),
        ('<p><img alt="图"></p>', [(0, 1, "n")], '<p><img alt="图"><sup>n</sup></p>'),
        (
            '<p><a href="#"><img alt="图"></a>乙</p>',
            [(0, 1, "n")],
            '<p><a href="#"><img alt="图"></a><sup>n</sup>乙</p>',
        ),
        ('<p><img alt="图"> 乙</p>', [(0, 2, "n")], '<p><img alt="图"> <mark n>乙</><sup>n</sup></p>'),
        ('<p>甲 <img alt="图"></p>', [(0, 2, "n")], '<p><mark n>甲</><sup>n</sup> <img alt="图"></p>'),
        (
            '<p>甲<img alt="图">乙</p>',
            [(0, 3, "n"), (1, 2, "m")],
            '<p><mark n>甲</><img alt="图"><sup>m</sup><mark n>乙</><sup>n</sup></p>',
        ),
    ],
)
def test_words_are_wrapped(html, spans, expected):
    """Across tags piece by piece; in links without a link; where spans overlap, by the one that starts last.

    An image has no words to wrap: what is behind its span stands behind it.
    """
    expected = expected or ("<ul>\n<li><mark n>甲</></li>\n<li><mark n>乙</><sup>n</sup></li>\n</ul>")
    assert wrapped(html, *spans) == expected


INLINE = st.sampled_from(
    [
        "甲乙",
        "丙 丁",
        "**戊己**",
        "*庚*",
        "[辛](https://e.org/?a=1&b=2)",
        "`壬`",
        "a & b",
        "<sup>2</sup>",
        "![图](https://e.org/a.png)",
        "癸[^1]",
        "&nbsp;",
        "&lt;b&gt;",
        "e\u0301",
        "x  \ny",
    ]
)
BODY = st.lists(st.lists(INLINE, min_size=1, max_size=6).map("".join), min_size=1, max_size=4).map(
    lambda blocks: "\n\n".join(blocks) + "\n\n[^1]: 注"
)


@settings(max_examples=examples(100, 3_000), deadline=None)
@given(BODY, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=5))
def test_nothing_but_wrapping_is_added(body, places):
    """Its plain text is what notes are anchored to, and what is left without the wrapping is the HTML as it was."""
    html = render_markdown(body)
    marked = MarkedText(html)
    assert marked.plain == plain(html)
    spans = []
    for number, (start, length) in enumerate(places):
        if start < len(marked.plain):
            at, end = marked.from_plain(start, min(start + length, len(marked.plain)))
            assert at < end or not set(marked.plain[start : start + length]) - set("图https://e.org/a.png")
            spans.append(Span(at, end, f"n{number}"))
    out = marked.wrap(spans, WRAPPING)
    bare = re.sub(r"<(?:mark|span) n\d>|</>|<sup>n\d</sup>", "", out)
    assert bare.replace("\xa0", "&nbsp;") == MarkedText(html).wrap([], WRAPPING).replace("\xa0", "&nbsp;")
    assert sorted(re.findall(r"<sup>(n\d)</sup>", out)) == sorted(span.id for span in spans)


@settings(max_examples=examples(60, 2_000), deadline=None)
@given(BODY, st.integers(0, 40), st.integers(1, 20))
def test_a_place_in_the_plain_text_is_one_in_the_text(body, start, length):
    """What stands at both is the same, white space aside."""
    marked = MarkedText(render_markdown(body.replace("![图](https://e.org/a.png)", "").replace("[^1]", "")))
    end = min(start + length, len(marked.plain))
    if start < end:
        begin, stop = marked.from_plain(start, end)
        assert "".join(marked.text[begin:stop].split()) == marked.plain[start:end]


def test_held_tags_part_no_word_and_come_back():
    """They hold no text, stand within a word, and are put back as they were, wherever the words between them went."""
    held = Held()
    marked = MarkedText("<p>他的头发很长</p>").wrap([Span(2, 3, "n")], held.wrapping(WRAPPING))
    assert re.sub("<[^>]*>", "", marked) == "他的头发很长"
    converted = Script("zh-Hant").html(marked)
    assert held.put_back(converted) == "<p>他的<mark n>頭</><sup>n</sup>髮很長</p>"
    assert held.put_back("<p>&lt;span data-held=0&gt;</p>") == "<p>&lt;span data-held=0&gt;</p>"


@settings(max_examples=examples(60, 2_000), deadline=None)
@given(BODY, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=5))
def test_what_was_held_is_as_if_it_never_was(body, places):
    """Where nothing is done meanwhile, the HTML is that of the same wrapping."""
    marked = MarkedText(render_markdown(body))
    spans = [
        Span(*marked.from_plain(start, min(start + length, len(marked.plain))), f"n{number}")
        for number, (start, length) in enumerate(places)
        if start < len(marked.plain)
    ]
    held = Held()
    assert held.put_back(marked.wrap(spans, held.wrapping(WRAPPING))) == marked.wrap(spans, WRAPPING)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>e</b>\u0301a", "<b>\xe9</b>a"),
        ("<a href='x'>\u1100</a>\u1161\u11a8b", "<a href='x'>\uac01</a>b"),
        ('e<img src="x" alt="">\u0301', 'e<img src="x" alt="">\u0301'),
        ('e<sup class="footnote-ref">1</sup>\u0301', 'e<sup class="footnote-ref">1</sup>\u0301'),
    ],
)
def test_an_accent_behind_a_tag_is_one_character_with_what_is_before(html, expected):
    """As in the plain text that notes are anchored to: else each place behind it would be one off."""
    marked = MarkedText(html)
    assert marked.wrap([], Wrapping(around=lambda *_: ("", ""), behind=lambda _: "")) == expected
