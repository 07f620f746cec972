"""An article's texts as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import marked, original, translation

from jiazhu.library.anchors import plain_texts
from jiazhu.library.articles import load_article
from jiazhu.library.wording import MOST_OF_A_WORD, Wording, Wordings

PICTURE = "![图](https://e.org/a.jpg)\\\n说明 two words"
BODY = f"甲乙。\n\n第**二**段[链接](https://e.org/)。\n\n{PICTURE}\n\n- 一\n- 二[^1]\n\n[^1]: 注"
ENGLISH = "One *word* here.\n\nAnother sentence\nthat goes on.\n\nCaption two words\n\n- a\n- b\n\nNote"


@pytest.fixture
def article(tmp_path):
    """Give an article in two languages."""
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "zh.md").write_text(original(body=BODY, summary="摘要 在此"), encoding="utf-8")
    (folder / "en.md").write_text(translation("A title", body=marked(ENGLISH, BODY)), encoding="utf-8")
    return load_article(folder)


def test_plain_text_is_that_of_anchors(article):
    """Of each text: places are the same, whoever counts them."""
    plain = plain_texts(article)
    wordings = Wordings(article)

    for code in ("zh", "en"):
        for at in ("title", "summary", "caption", "body"):
            assert wordings.plain(code, at) == plain(code, at)
    assert wordings.plain("fr", "body") == plain("fr", "body") == ""


def test_words_are_given_with_their_spaces(article):
    """White space is kept, and a word at the edge is whole."""
    wording = Wordings(article).of("en", "body")
    start = wording.plain.index("sentence")

    before, words, after = wording.around(start, start + len("sentencethat"))
    assert (before, words, after) == ("word here. Another ", "sentence that", " goes on. Caption two")


def test_an_image_does_not_shift_words(article):
    """Its address counts for places."""
    wording = Wordings(article).of("zh", "body")
    start = wording.plain.index("twowords")

    assert wording.around(start, start + len("twowords"))[1] == "two words"


def test_lines_are_those_of_the_file(article):
    """Those on which blocks start; of a title, summary or caption, that of its key."""
    wordings = Wordings(article)
    for code, at, quote in [
        ("zh", "body", "甲乙"),
        ("zh", "body", "第二段"),
        ("en", "body", "One"),
        ("en", "title", "A"),
    ]:
        lines = wordings.path(code).read_text("utf-8").split("\n")
        line = lines[wordings.line(code, at, wordings.plain(code, at).index(quote)) - 1]
        assert quote[0] in line


@given(st.lists(st.text("甲乙aebé\u0301.\x1f \n\u00a0", max_size=60), min_size=1, max_size=3), st.data())
def test_what_is_cut_is_what_was_there(texts, data):
    """For any place: the words in it are its plain text, with those beside a piece of the whole."""
    wording = Wording([f"<p>{text}</p>" for text in texts])
    size = len(wording.plain)
    if not size:
        return
    start = data.draw(st.integers(0, size - 1))
    end = data.draw(st.integers(start + 1, size))
    before, words, after = wording.around(start, end)

    assert "".join(words.split()) == wording.plain[start:end]
    assert wording.plain[:start].endswith("".join(before.split()))
    assert wording.plain[end:].startswith("".join(after.split()))
    assert len("".join(before.split())) >= min(start, MOST_OF_A_WORD)
