"""Names in plain text."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

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


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        ("Orbán", "ő Orba\u0301n.", "Orba\u0301n"),
        ("Orba\u0301n", "e\u0301, Orbán", "Orbán"),
        ("Orba\u0301n", "Orba\u0301n", "Orba\u0301n"),
        ("Orban", "Orba\u0301n", None),
        ("Orb", "Orb\u0301 e\u0301", None),
        ("Việt", "Vie\u0323\u0302t", "Vie\u0323\u0302t"),
        ("Việt", "Vie\u0302\u0323t", "Vie\u0302\u0323t"),
        ("대만", unicodedata.normalize("NFD", "각 대만은"), unicodedata.normalize("NFD", "대만")),
        ("朝鲜", "\uf900朝鲜", "朝鲜"),
        ("更", "e\u0301\uf901", "\uf901"),
    ],
)
def test_accents_count_however_they_are_written(form, text, words):
    """As one character or as two; what is found is the text as it stands."""
    assert found({form: "x"}, text) == ([(words, "x")] if words else [])


def test_a_never_form_swallows_its_words_however_they_are_written():
    """It is compared as names are."""
    assert found({"Ha": "x"}, "Ha Nội, Ha", [unicodedata.normalize("NFD", "Ha Nội")]) == [("Ha", "x")]


pieces = st.text("aeE1 \u0301\u0323\u0302é更\uf901\u1100\u1161\u11a8각", min_size=1, max_size=5)


@given(st.dictionaries(pieces, st.sampled_from("xyz"), max_size=5), st.lists(pieces, max_size=8).map("".join))
@example({"각": "x"}, "\u1100\u1161\u11a8")
def test_what_is_found_does_not_hang_on_how_it_is_written(forms, text):
    """A text and its NFC have the same names at the same places."""
    composed = unicodedata.normalize("NFC", text)
    names = Names(forms)
    expected = [(composed[:start], composed[start:end], id_) for start, end, id_ in names.find(composed)]
    spans = names.find(text)
    found_there = [
        (unicodedata.normalize("NFC", text[:start]), unicodedata.normalize("NFC", text[start:end]), id_)
        for start, end, id_ in spans
    ]

    assert [each for each in expected if each in found_there] == found_there
    assert all(before.end <= after.start for before, after in pairwise(spans))


composed_pieces = st.text("aeEé1 ế更각", min_size=1, max_size=5)


@given(
    st.dictionaries(composed_pieces, st.sampled_from("xyz"), max_size=5),
    st.lists(composed_pieces, max_size=8).map("".join),
)
def test_every_name_is_found_in_a_text_that_is_taken_apart(forms, text):
    """Where each letter has its own accents, nothing is missed, whichever side is taken apart."""
    apart = unicodedata.normalize("NFD", text)
    expected = [(unicodedata.normalize("NFD", words), id_) for words, id_ in found(forms, text)]

    assert found(forms, apart) == expected
    assert found({unicodedata.normalize("NFD", form): id_ for form, id_ in forms.items()}, text) == found(forms, text)
