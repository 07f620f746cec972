"""The writer: clean HTML comes back from its Markdown as it went in."""

from __future__ import annotations

from pathlib import Path

import pytest
from chance import examples
from hypothesis import HealthCheck, given, settings
from trees import BODIES, events

from jiazhu.ingest.selfcheck import first_difference
from jiazhu.ingest.serialize import to_markdown, write
from jiazhu.ingest.tree import Node, to_html
from jiazhu.text.markdown import render_markdown
from jiazhu.text.sanitizer import sanitize

FIXTURES = Path(__file__).parent / "fixtures" / "serialize.md"
SEEDS = sorted((Path(__file__).parents[2] / "content" / "raw").glob("*.txt"))


def cases(path: Path) -> list[object]:
    """Read the cases of a file, each a title, an input and an expectation between lines of a full stop."""
    found, title, parts, line = [], "", [[]], 0
    for number, text in enumerate(path.read_text().split("\n"), 1):
        if text != ".":
            if len(parts) == 1 and text:
                title, line = text, number
            parts[-1].append(text)
        elif len(parts) < 3:
            parts.append([])
        else:
            found.append(pytest.param("\n".join(parts[1]), "\n".join(parts[2]), id=f"{line}: {title}"))
            parts = [[]]
    return found


@pytest.mark.parametrize(("html", "expected"), cases(FIXTURES))
def test_forms(html: str, expected: str) -> None:
    """Each form of clean HTML has its form of Markdown, which renders to that HTML."""
    assert f"{expected}\n" == to_markdown(html)
    assert events(html) == events(render_markdown(expected))


def check(body: Node) -> None:
    html = "\n".join(map(to_html, body.children))
    markdown = write(body)
    rendered = render_markdown(markdown)
    assert events(html) == events(rendered)
    assert first_difference(body, rendered) is None
    assert sanitize(rendered) == rendered
    assert markdown == to_markdown(html)


@settings(max_examples=examples(60, 6_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(BODIES)
def test_comes_back(body: Node) -> None:
    """Whatever a clean body holds comes back the same, and the sanitizer finds nothing in it."""
    check(body)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_seeds_come_back(path: Path) -> None:
    """The five seeds come back from their Markdown as they were cleaned."""
    clean = pytest.importorskip("jiazhu.ingest.clean")
    fragment = pytest.importorskip("jiazhu.ingest.fragment").parse_fragment(path.read_bytes(), path.name, path)
    body = clean.clean(fragment.html, base_url=fragment.url).body
    assert len(body.children) > 3
    check(body)


def test_there_are_seeds() -> None:
    """The seeds are where the test above looks for them."""
    assert len(SEEDS) == 5


@pytest.mark.parametrize("tag", ["blockquote", "ul"])
def test_deep_nesting(tag: str) -> None:
    """What stands deeper than the renderer goes comes back all the same."""
    opening, closing = ("<ul><li>a", "</li></ul>") if tag == "ul" else ("<blockquote>", "</blockquote>")
    html = f"{opening * 60}{'b' if tag == 'ul' else '<p>b</p>'}{closing * 60}"
    assert events(html) == events(render_markdown(to_markdown(html)))


@pytest.mark.parametrize(
    "text",
    ["[", "[a ", "*", "**a “", "`", "``a`", "&lt;", "&lt;a ", "_a", "~~", "\\", "&amp;amp;", "[a](b"],
)
def test_many_specials(text: str) -> None:
    """Thousands of special characters in one paragraph come back, and don't take long."""
    html = f"<p>{(text * 4000).strip()}</p>"
    assert events(html) == events(render_markdown(to_markdown(html)))


def test_many_marks() -> None:
    """Thousands of marks in one paragraph come back, also where each has to be written as a tag."""
    html = f"<p>{'a<strong>“b”</strong>c<em>d<strong>e</strong></em><strong>f</strong>' * 1000}</p>"
    assert events(html) == events(render_markdown(to_markdown(html)))


def test_empty_body() -> None:
    """An empty body is an empty text."""
    assert to_markdown("") == ""


@pytest.mark.parametrize("html", ["<div><p>a</p></div>", "<p>a<span>b</span></p>", "<h1>a</h1>"])
def test_unclean(html: str) -> None:
    """What is no part of the grammar is refused, not dropped."""
    with pytest.raises(ValueError, match=r"<(div|span|h1)>"):
        to_markdown(html)
