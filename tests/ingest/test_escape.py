"""Escapes: as many as the text takes, no more."""

from __future__ import annotations

import pytest

from jiazhu.ingest.escape import code_span, collapse, destination, edges, heading, line_starts, literal, title


@pytest.mark.parametrize(
    ("text", "before", "after", "expected"),
    [
        ("a*", "", "", "a\\*"),
        ("a *", "", "", "a *"),
        ("a *", "", "*", "a \\*"),
        ("* a", "*", "", "\\* a"),
        ("~", "~", "", "\\~"),
        ("~", "", "", "~"),
        ("!", "", "[", "\\!"),
        ("!", "", "*", "!"),
        ("a\\", "", "*", "a\\\\"),
        ("a\\b", "", "", "a\\b"),
        ("a <", "", "*", "a \\<"),
    ],
)
def test_neighbours(text: str, before: str, after: str, expected: str) -> None:
    """What a special character means, and whether it is escaped, depends on what stands beside it."""
    assert expected == literal(text, before, after, in_label=False)


def test_labels() -> None:
    """In a link's words each bracket is escaped, elsewhere only one that could end a link."""
    assert literal("[a] b](c", "", "", in_label=True) == r"\[a\] b\](c"
    assert literal("[a] b](c", "", "", in_label=False) == r"[a] b\](c"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1999. a", "1999\\. a"),
        ("1234567890. a", "1234567890. a"),
        ("a\\\n2. b", "a\\\n2. b"),
        ("a\\\n01) b", "a\\\n01\\) b"),
        ("a\\\n  - b", "a\\\n\\- b"),
        ("=== ", "=== "),
        ("[a]: b", "\\[a]: b"),
        ("[a](b): c", "[a](b): c"),
        ("###### a", "\\###### a"),
        ("####### a", "####### a"),
    ],
)
def test_line_starts(source: str, expected: str) -> None:
    """Only what would begin a block at that line is escaped."""
    assert expected == line_starts(source)


def test_edges() -> None:
    """White space that the parser would trim becomes entities, and a backslash before one stays a backslash."""
    assert edges("\u3000甲\u3000") == "&#12288;甲&#12288;"
    assert edges("甲\\\u2003 \u2003") == "甲\\\\&#8195; &#8195;"
    assert edges("甲\\\n\u3000") == "甲\\\n&#12288;"
    assert heading("a #\u3000") == "a #&#12288;"


def test_destinations() -> None:
    """A target keeps parentheses that are balanced, and is encoded only where it would break."""
    assert destination("https://x.org/a(b)") == "https://x.org/a(b)"
    assert destination("https://x.org/a)b(") == "https://x.org/a\\)b\\("
    assert destination("https://x.org/a b<c>%25E5") == "https://x.org/a%20b%3Cc%3E%25E5"
    assert destination("https://x.org/?a&lt;=1&lt=2") == "https://x.org/?a\\&lt;=1&lt=2"


def test_titles() -> None:
    """A title is quoted, or not there at all."""
    assert title("") == ""
    assert title('a "b"\n c\\') == ' "a \\"b\\" c\\\\"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("``a`b", "``` ``a`b ```"), (" a ", "`  a  `"), (" ", "` `")],
)
def test_code_spans(text: str, expected: str) -> None:
    """Code is fenced by a run of backticks that it doesn't hold, padded where it would lose something."""
    assert expected == code_span(text)


def test_collapse() -> None:
    """Only ASCII white space is white space."""
    assert collapse(" a\n\t b\u00a0\u3000c") == " a b\u00a0\u3000c"
