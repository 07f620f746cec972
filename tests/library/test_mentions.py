"""Mentions of entities in the texts of articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import load as load_content
from written import original

from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.load import load_library
from jiazhu.library.mentions import find_mentions, text_of
from jiazhu.text.markdown import render_markdown
from jiazhu.text.marks import MarkedText
from jiazhu.text.names import Names

NAMES = Names({"俄罗斯": "russia", "白俄罗斯": "belarus", "North Korea": "nk", "朝鲜": "nk"}, ["朝鲜半岛"])


def found(html):
    """List what is mentioned in one block: the words and whose they are."""
    text = MarkedText(html).text
    return [(text[start:end], id_) for _, _, start, end, id_ in find_mentions(NAMES, blocks=[html])]


def test_mentions_have_their_place():
    """Title and summary by themselves, blocks by their number, in reading order."""
    assert find_mentions(NAMES, title="访俄罗斯", summary="", blocks=["<p>甲</p>\n", "<p>在<b>白俄罗斯</b>。</p>"]) == [
        ("title", 0, 1, 4, "russia"),
        ("body", 1, 1, 5, "belarus"),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>白俄罗斯与俄罗斯，朝鲜半岛</p>", [("白俄罗斯", "belarus"), ("俄罗斯", "russia")]),
        ("<p>俄<strong>罗</strong>斯</p>", [("俄罗斯", "russia")]),
        ('<p>Tom &amp; <a href="/俄罗斯">North\nKorea</a></p>', [("North\nKorea", "nk")]),
        ("<table><tr><td>白</td><td>俄罗斯</td></tr></table>", [("俄罗斯", "russia")]),
        ("<table><tr><td>North Korea</td><td>Japan</td></tr></table>", [("North Korea", "nk")]),
        ('<p><img src="俄罗斯" alt="俄罗斯"></p>', []),
    ],
)
def test_names_are_found_in_the_words_of_html(html, expected):
    """Across inline tags, not across cells; in a link, not in its address."""
    assert expected == found(html)


@given(st.text(alphabet="俄罗斯<>&;e\u0301*`| \n#-[](1)", max_size=60))
def test_places_are_those_of_marked_text(text):
    """Whatever the HTML, the words are counted as where they are wrapped."""
    html = render_markdown(text)
    assert text_of(html) == MarkedText(html).text
    assert all(
        MarkedText(html).text[start:end] == "俄罗斯" for _, _, start, end, _ in find_mentions(NAMES, blocks=[html])
    )


ENTITIES = "- id: belarus\n  type: Place\n  name: {zh: 白俄罗斯}\n"


def test_an_article_chooses_entities(make_content):
    """What it adds and skips is read."""
    files = {"entities.yaml": ENTITIES, "articles/one/zh.md": original(entities="{add: [belarus], skip: [belarus]}")}
    (article,) = load_content(make_content(files)).articles
    assert (article.matter.entities.add, article.matter.entities.skip) == (("belarus",), ("belarus",))


def test_an_unknown_entity_leaves_the_article_out(make_content):
    """With file and line, and what it may have meant: as an unknown tag does."""
    given = original(entities="\n  add: [belarus]\n  skip:\n    - belarrus\n    - nowhere-at-all")
    content = make_content({"entities.yaml": ENTITIES, "articles/one/zh.md": given})
    problems = Problems()
    library = load_library(content, load_config(content / "digest.toml"), problems)
    path = content / "articles/one/zh.md"
    assert library.articles == ()
    assert list(map(str, problems)) == [
        f"{path}:10: error: there is no entity `belarrus` (did you mean `belarus`?)",
        f"{path}:11: error: there is no entity `nowhere-at-all` (add it to content/entities.yaml)",
    ]
