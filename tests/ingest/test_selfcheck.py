"""The self-check: it finds what was lost, and says what."""

from __future__ import annotations

import pytest
from chance import examples
from hypothesis import HealthCheck, given, settings
from trees import BODIES, events

from jiazhu.ingest.parse import parse
from jiazhu.ingest.selfcheck import first_difference
from jiazhu.ingest.tree import Node, to_html


@pytest.mark.parametrize(
    ("clean", "rendered"),
    [
        ("<p>甲</p>", "<p>甲</p>\n"),
        ("<p>a b</p>", "<p>a\nb</p>"),
        ("<p>甲<br>乙</p>", "<p>甲<br>\n乙</p>"),
        ("<p>甲 <br> 乙 </p>", "<p>甲<br>\n乙</p>"),
        ("<p><strong><em>甲</em></strong></p>", "<p><em><strong>甲</strong></em></p>"),
        ("<p><strong>甲</strong><strong>乙</strong></p>", "<p><strong>甲乙</strong></p>"),
        ("<ul><li>甲<ul><li>乙</li></ul></li></ul>", "<ul>\n<li>甲\n<ul>\n<li>乙</li>\n</ul>\n</li>\n</ul>"),
        ("<ol start='1'><li>甲</li></ol>", "<ol>\n<li>甲</li>\n</ol>"),
        ("<pre><code>a\n\n b</code></pre>", "<pre><code>a\n\n b\n</code></pre>"),
        ("<table><tr><td>甲</td></tr></table>", "<table><tbody><tr><td>甲</td></tr></tbody></table>"),
        ("<p><img src='https://x.org/' alt=''></p>", '<p><img src="https://x.org/" alt=""></p>'),
    ],
)
def test_same(clean: str, rendered: str) -> None:
    """What a reader can't tell apart is no difference."""
    assert first_difference(clean, rendered) is None


@pytest.mark.parametrize(
    ("clean", "rendered", "expected"),
    [
        ("<p>甲</p>", "", "paragraph 1: paragraph “甲” is not in the Markdown"),
        ("<p>甲</p>", "<p>甲</p><p>乙</p>", "the Markdown has more at the end: paragraph “乙”"),
        (
            "<p>甲</p><p>他说俄罗斯</p>",
            "<p>甲</p><p>他说*俄罗斯</p>",
            "paragraph 2: “他说俄罗斯” in the source reads “他说*俄罗斯” in the Markdown",
        ),
        (
            "<p>他<strong>“说”</strong>俄</p>",
            "<p>他“说”俄</p>",
            "paragraph 1: ““说”” is strong in the source, not in the Markdown",
        ),
        (
            "<p>他<em>说</em>俄</p>",
            "<p>他<em>说俄</em></p>",
            "paragraph 1: “俄” is em in the Markdown, not in the source",
        ),
        (
            "<h2>甲</h2>",
            "<h3>甲</h3>",
            "heading 2 1: heading 2 “甲” in the source, heading 3 “甲” in the Markdown",
        ),
        (
            "<p>a b</p>",
            "<p>a\u00a0b</p>",
            "paragraph 1: “a b” in the source reads “a\u00a0b” in the Markdown",
        ),
        (
            "<p>甲<br>乙</p>",
            "<p>甲 乙</p>",
            "paragraph 1: “甲⏎乙” in the source reads “甲 乙” in the Markdown",
        ),
        (
            "<p><a href='https://x.org/'>甲</a></p>",
            "<p><a href='https://x.org/a'>甲</a></p>",
            "paragraph 1: link 1 is ('https://x.org/', '') in the source, ('https://x.org/a', '') in the Markdown",
        ),
        (
            "<p><a href='https://x.org/'>甲</a>乙</p>",
            "<p><a href='https://x.org/'>甲乙</a></p>",
            "paragraph 1: “乙” is in link 0 in the source, in link 1 in the Markdown (0: in none)",
        ),
        (
            "<p><img src='http://x' alt='[a]'></p>",
            "<p><img src='http://x' alt='a'></p>",
            "paragraph 1: image 1 is ('http://x', '[a]', '') in the source, ('http://x', 'a', '') in the Markdown",
        ),
        (
            "<ol start='3'><li>甲</li></ol>",
            "<ol><li>甲</li></ol>",
            "ol 1: ol 3 in the source, ol 1 in the Markdown",
        ),
        (
            "<ul><li><p>甲</p></li></ul>",
            "<ul><li>甲</li></ul>",
            "paragraph 1: paragraph “甲” in the source, text “甲” in the Markdown",
        ),
        (
            "<ul><li>甲</li></ul><ul><li>乙</li></ul>",
            "<ul><li>甲</li><li>乙</li></ul>",
            "end of ul 1: end of ul in the source, list item in the Markdown",
        ),
        (
            "<pre><code>a  b</code></pre>",
            "<pre><code>a b</code></pre>",
            "code block 1: “a  b” in the source reads “a b” in the Markdown",
        ),
        (
            "<table><tr><td colspan='2'>甲</td></tr></table>",
            "<table><tr><td>甲</td></tr></table>",
            "cell 1: cell 2 1 in the source, cell 1 1 in the Markdown",
        ),
    ],
)
def test_difference(clean: str, rendered: str, expected: str) -> None:
    """Each difference is worded with its place."""
    assert expected == first_difference(clean, rendered)


@settings(max_examples=examples(30, 1_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(BODIES, BODIES)
def test_agrees_with_another_comparer(one: Node, other: Node) -> None:
    """It finds a difference where, and only where, a comparer of another kind finds one."""
    first, second = ("\n".join(map(to_html, body.children)) for body in (one, other))
    assert (events(first) == events(second)) == (first_difference(one, second) is None)
    assert first_difference(one, first) is None


def test_parse_gives_the_tree() -> None:
    """Clean HTML becomes a tree that is written as the same HTML."""
    html = '<p>a &lt;b&gt; &amp;amp; <a href="https://x.org/?a&amp;b">甲<br>乙</a></p>\n<pre><code>\n a</code></pre>'
    assert html == "".join(map(to_html, parse(html).children))


def test_parse_survives_depth() -> None:
    """A tree deeper than the parser's usual limit is read whole."""
    html = f"{'<blockquote>' * 300}<p>甲</p>{'</blockquote>' * 300}"
    assert html == "".join(map(to_html, parse(html).children))
