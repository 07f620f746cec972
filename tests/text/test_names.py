"""Names in plain text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiazhu.text.names import Names, Span


def found(forms, text, never=()):
    """Find names; give the words at each span with the id."""
    return [(text[start:end], id_) for start, end, id_ in Names(forms, never).find(text)]


def test_a_span_says_where_a_name_stands():
    """Start and end are those of the text given, also behind a character of two code units."""
    assert Names({"朝鲜": "nk"}).find("🙂与朝鲜，朝鲜") == [Span(2, 4, "nk"), Span(5, 7, "nk")]


def test_the_longest_name_wins():
    """俄罗斯 is not inside 白俄罗斯, and a short form not inside a long one."""
    forms = {"俄罗斯": "russia", "白俄罗斯": "belarus", "俄": "russia", "俄罗斯联邦": "russia"}

    assert found(forms, "白俄罗斯与俄罗斯联邦、俄") == [
        ("白俄罗斯", "belarus"),
        ("俄罗斯联邦", "russia"),
        ("俄", "russia"),
    ]


def test_names_are_taken_from_left_to_right():
    """What begins first is found, though another name overlaps its end."""
    assert found({"中国国防": "a", "国防部长": "b"}, "中国国防部长国防部长") == [("中国国防", "a"), ("国防部长", "b")]


def test_a_never_form_swallows_its_words():
    """A name is not found inside, and is again behind it; what is a name too is found."""
    never = ["朝鲜半岛", "白俄罗斯"]

    assert found({"朝鲜": "nk", "俄罗斯": "ru"}, "朝鲜半岛、朝鲜、白俄罗斯", never) == [("朝鲜", "nk")]
    assert found({"朝鲜": "nk", "朝鲜半岛": "korea"}, "朝鲜半岛", never) == [("朝鲜半岛", "korea")]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Niger", True), ("Nigeria", False), ("xNiger", False), ("Niger2", False), ("Niger’s", True), ("(Niger)", True),
        ("Niger-Benin", True), ("_Niger_", True), ("尼日尔Niger的", True), ("Nigeré", False), ("Nigere\u0301", False),
        ("Niger\u0301", False), ("niger", False), ("НNiger", False), ("니Niger는", True),
    ],
)  # fmt: skip
def test_latin_names_need_borders(text, hit):
    """A letter or digit beside it makes it another word, an accent too; a Han character does not, nor capitals."""
    assert hit is bool(found({"Niger": "ne"}, text))


def test_a_border_is_asked_for_only_where_a_letter_is():
    """A name that begins with Latin and ends with Han needs one at its beginning alone."""
    assert found({"T台": "t"}, "T台x") == [("T台", "t")]
    assert found({"T台": "t"}, "XT台") == []


def test_a_shorter_name_stands_where_the_longer_has_no_border():
    """`North` is found where `North Korea` would break a word."""
    assert found({"North": "n", "North Korea": "nk"}, "North Koreans") == [("North", "n")]


def test_any_white_space_is_a_space():
    """A name may be broken over two lines; what is found is the text as it stands."""
    assert found({"North  Korea": "nk"}, "in North\nKorea") == [("North\nKorea", "nk")]


def test_nothing_is_found_without_names():
    """No names, or empty ones, are in no text."""
    assert found({}, "朝鲜") == found({"": "x", " ": "y"}, "a b") == []


def test_marks_in_names_are_only_characters():
    """A form means what it says, whatever it would be in a pattern."""
    assert found({"^a-z]": "1", "(b|c)": "2", "\\": "3"}, "^a-z](b|c)\\ b") == [
        ("^a-z]", "1"),
        ("(b|c)", "2"),
        ("\\", "3"),
    ]


def naive(forms, never, text):
    """Find names the slow way: at each place try every form, the longest first."""
    spans, position = [], 0
    letter = re.compile(r"[0-9A-Za-zé]")
    while position < len(text):
        fits = [
            form
            for form in {*forms, *never}
            if text.startswith(form, position)
            and not (position and letter.match(text[position - 1]) and letter.match(form))
            and not (letter.match(form[-1]) and letter.match(text[position + len(form) :]))
        ]
        best = max(fits, key=len, default="")
        if best in forms:
            spans.append(Span(position, position + len(best), forms[best]))
        position += len(best) or 1
    return spans


words = st.text("白俄罗斯abé1-’", min_size=1, max_size=4)


@given(st.dictionaries(words, st.sampled_from("xyz"), max_size=6), st.lists(words, max_size=4), st.data())
@example({"俄罗斯": "x"}, ["白俄罗斯"], None)
def test_it_finds_what_a_naive_search_finds(forms, never, data):
    """Every text gives the same spans as trying every form at every place."""
    parts = st.sampled_from([*forms, *never, *"白俄罗斯abé1-’ 。"])
    text = "".join(data.draw(st.lists(parts, max_size=12))) if data else "白俄罗斯俄罗斯"

    assert naive(forms, never, text) == Names(forms, never).find(text)
