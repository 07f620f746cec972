"""Markdown becomes HTML that is safe, with figures, footnotes and deletions."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from jiazhu.limits import MARKDOWN_DEPTH
from jiazhu.text.markdown import render_markdown
from jiazhu.text.sanitizer import is_safe_url, quote_url, sanitize


def test_figure() -> None:
    """An image, a hard break and words make a figure; so does a link round the image."""
    image = '<img src="https://x.org/a.jpg" alt="甲">'
    assert render_markdown("![甲](https://x.org/a.jpg)\\\n图：*某*") == (
        f"<figure>{image}<figcaption>图：<em>某</em></figcaption></figure>\n"
    )
    assert render_markdown("[![甲](https://x.org/a.jpg)](https://x.org/)\\\n图\\\n二") == (
        f'<figure><a href="https://x.org/">{image}</a><figcaption>图<br>二</figcaption></figure>\n'
    )


@pytest.mark.parametrize(
    "markdown",
    [
        "![甲](https://x.org/a.jpg)",
        "![甲](https://x.org/a.jpg) 文\\\n字",
        "![甲](https://x.org/a.jpg)\n文",
        "![甲](https://x.org/a.jpg)<br>文",
        "[![甲](https://x.org/a.jpg) 乙](https://x.org/)\\\n文",
        "甲\\\n![甲](https://x.org/a.jpg)",
    ],
)
def test_no_figure(markdown: str) -> None:
    """An image by itself, or in a text, is none."""
    assert "<figure>" not in render_markdown(markdown)


def test_figure_in_list() -> None:
    """A figure in a tight list is a figure all the same."""
    rendered = render_markdown("- ![](https://x.org/a.jpg)\\\n  图")
    assert '<figure><img src="https://x.org/a.jpg" alt=""><figcaption>图</figcaption></figure>\n</li>' in rendered


def test_footnotes() -> None:
    """Footnotes of two texts on one page are kept apart by `doc_id`."""
    markdown = "甲[^1]\n\n[^1]: 注"
    one, other = (render_markdown(markdown, doc_id=name) for name in ("zh", "en"))
    assert 'href="#fn-zh-1" id="fnref-zh-1"' in one
    assert '<li id="fn-zh-1" class="footnote-item">' in one
    assert 'href="#fnref-zh-1" class="footnote-backref"' in one
    assert one.replace("-zh-", "-en-") == other
    assert 'href="#fn1"' in render_markdown(markdown)


def test_undefined_footnote() -> None:
    """A reference without a definition stays as it was written."""
    assert render_markdown("甲[^1]") == "<p>甲[^1]</p>\n"


def test_strikethrough() -> None:
    """Deletions are `del`, not `s`."""
    assert render_markdown("~~甲~~") == "<p><del>甲</del></p>\n"


def test_table() -> None:
    """Pipe tables are read, with their alignment."""
    assert '<td class="align-right">1</td>' in render_markdown("| a |\n| --: |\n| 1 |")


@pytest.mark.parametrize(
    ("hostile", "expected"),
    [
        ("<script>alert(1)</script>甲", "甲"),
        ("<style>p{}</style>甲", "甲"),
        ("<p onclick='x()' style='color:red' id='x'>甲</p>", "<p>甲</p>"),
        ("<a href='javascript:x()'>甲</a>", "<a>甲</a>"),
        ("<a href='java&#10;script:x()'>甲</a>", "<a>甲</a>"),
        ("<a href='data:text/html,x'>甲</a>", "<a>甲</a>"),
        ("<img src=x onerror=x()>", '<img src="x">'),
        ("<svg><script>x()</script></svg>", ""),
        ("<iframe src='https://x.org/'></iframe>甲", "甲"),
        ("<form action='https://x.org/'><input name=a>甲</form>", "甲"),
        ("<base href='https://x.org/'><meta http-equiv=refresh content='0'>甲", "甲"),
        (
            "<table><tr><td style='text-align:right' class='align-left masthead'>甲</td></tr></table>",
            '<table><tbody><tr><td class="align-left">甲</td></tr></tbody></table>',
        ),
        ("<p>甲<!-- x --></p>", "<p>甲</p>"),
        ("</div></main>甲", "甲"),
    ],
)
def test_sanitize(hostile: str, expected: str) -> None:
    """What could run, load or break out of its place is gone, its words are not."""
    assert expected == sanitize(hostile)


@pytest.mark.parametrize(
    "markdown",
    [
        "[a](javascript:alert(1))",
        "[a](  JaVaScRiPt:alert(1))",
        "<javascript:alert(1)>",
        "![a](file:///etc/passwd)",
        "[a](vbscript:x)",
        "[a][b]\n\n[b]: javascript:alert(1)",
        "<a href=javascript:alert(1)>a</a>",
    ],
)
def test_hostile_links(markdown: str) -> None:
    """No link leads to a scheme that could run or read something."""
    rendered = render_markdown(markdown)
    assert "href=" not in rendered
    assert "src=" not in rendered


def test_hidden_scheme() -> None:
    """A tab inside a scheme, which browsers drop, is encoded: what is left is a relative address."""
    assert 'href="java%09script:x"' in render_markdown("[a](java&#9;script:x)")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.org/", True),
        ("/a", True),
        ("#a", True),
        ("a/b:c", True),
        ("MAILTO:a@b.c", True),
        (" javascript:x", False),
        ("file:///x", False),
        ("data:x", False),
    ],
)
def test_is_safe_url(url: str, expected: bool) -> None:
    """Relative addresses, http, https and mailto are safe."""
    assert expected == is_safe_url(url)


def test_quote_url() -> None:
    """Encoding is added only where an attribute would break, never twice."""
    assert quote_url('https://x.org/%25E5/文?a b="<`>') == "https://x.org/%25E5/文?a%20b=%22%3C%60%3E"
    assert '<a href="https://x.org/%25E5文(1)">' in render_markdown("[a](https://x.org/%25E5文(1))")


def test_nesting() -> None:
    """Blocks are read deeper than the library's own limit, and far deeper ones do no harm."""
    assert "<p>甲</p>" in render_markdown(f"{'> ' * 60}甲")
    assert "甲" not in render_markdown(f"{'> ' * (MARKDOWN_DEPTH + 1)}甲")


def test_library_is_untouched() -> None:
    """Another parser of the same process checks and encodes links as the library does."""
    render_markdown("[a](https://x.org/文)")
    assert MarkdownIt().render("[a](https://x.org/文)") == '<p><a href="https://x.org/%E6%96%87">a</a></p>\n'
    assert "<figure>" not in MarkdownIt().render("![](a)\\\nb")
