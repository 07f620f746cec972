"""Reading time, cuts and order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.text.measure import context, reading_minutes, sort_key, spoken, truncate, width


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ('[甲](https://e.org/a_b "乙")丙', "[甲丙"),
        ("甲![乙](a.jpg)丙", "甲丙"),
        ("见https://e.org/a。乙", "见。乙"),
        ("<!-- 0123abcd -->\n甲<b>乙</b>", "\n甲乙"),
        ("a < b\n> c, ->", "a < b\n> c, ->"),
        ("若x<y，则y>x", "若x<y，则y>x"),
        ("](" * 300_000, "](" * 300_000),
        ("![a" * 200_000, "![a" * 200_000),
        ("<a" * 300_000, "<a" * 300_000),
    ],
    ids=range(9),
)
def test_addresses_pictures_and_tags_are_not_spoken(markdown, words):
    """Nobody reads them out."""
    assert spoken(markdown) == words


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("", 1), ("字" * 400, 1), ("字" * 401, 2), ("word " * 460, 2), ("字" * 400 + "word " * 230, 2)],
)
def test_reading_minutes_adds_up_both_scripts(text, minutes):
    """400 Han or 230 words take a minute, begun minutes count, and nothing takes less than one."""
    assert minutes == reading_minutes(text)


def test_width_counts_wide_characters_twice():
    """Han and full-width punctuation take two columns."""
    assert width("中，国a") == 7


@pytest.mark.parametrize(
    ("text", "columns", "cut"),
    [
        ("短", 2, "短"),
        ("第一句。第二句也在这里。", 14, "第一句。"),
        ("他说：“好。”然后走了，去了很远很远的地方", 11, "他说…"),
        ("他说：“好。”然后走了，去了很远很远的地方", 12, "他说：“好。”"),
        ("一二三四五六，七八九十", 16, "一二三四五六…"),
        ("One two three four", 12, "One two…"),
        ("Dr. No costs 3.50 today", 18, "Dr. No costs 3.50…"),
        ("Le petit café Émile", 13, "Le petit…"),
        ("中文没有空格所以随处可断", 9, "中文没有…"),
        ("  a \n b  ", 10, "a b"),
    ],
)
def test_truncate_cuts_at_sentence_then_clause_then_word(text, columns, cut):
    """A sentence stays whole with its closing quote, a word is not cut, and a number's point ends nothing."""
    assert cut == truncate(text, columns)


@given(st.text(alphabet="中国。，！”a. é\n", max_size=60), st.integers(2, 40))
def test_truncate_never_takes_more_room(text, columns):
    """A cut text fits, and all of it but the dots is the beginning of the text."""
    cut = truncate(text, columns)

    assert width(cut) <= columns
    assert " ".join(text.split()).startswith(cut.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "columns", "around"),
    [
        ("前一句。他在朝鲜说。后一句。", 20, ("他在", "说。")),
        ("在朝鲜", 20, ("在", "")),
        ("一二三，四五六七在朝鲜说八九十，一二三四", 16, ("…四五六七在", "说八九十…")),
        ("一二三四五六七在朝鲜说八九十一二三四", 8, ("…五六七在", "说八九十…")),
        ("Words before: Mr Li of 朝鲜 went home. More.", 12, ("…Mr Li of ", " went home.")),
        ("It was long before Li saw 朝鲜 and nobody went", 12, ("…Li saw ", " and nobody…")),
        ("他说：“去朝鲜吧。”又说", 40, ("他说：“去", "吧。”")),
    ],
)
def test_context_is_the_rest_of_the_sentence(text, columns, around):
    """On each side, as far as there is room: then cut at a clause, else between words or Han."""
    start = text.index("朝鲜")

    assert around == context(text, start, start + 2, columns)


@given(st.text(alphabet="中国。，！”a. é", max_size=60), st.integers(0, 60), st.integers(2, 40))
def test_context_is_cut_out_of_the_text(text, start, columns):
    """What is before and behind a place are the words there, and no more than there is room for."""
    start = min(start, len(text))
    end = min(start + 2, len(text))
    before, behind = (part.strip("…") for part in context(text, start, end, columns))

    assert text[:start].endswith(before)
    assert text[end:].startswith(behind)
    assert max(width(before), width(behind)) <= columns


def test_chinese_names_sort_by_pinyin():
    """A reader of Chinese looks for 朝鲜 (chao) before 俄罗斯 (e) and 中国 (zhong), and 巴黎 comes first."""
    names = ["中国", "俄罗斯", "朝鲜", "巴黎"]

    assert sorted(names, key=lambda name: sort_key(name, "zh-hant")) == ["巴黎", "朝鲜", "俄罗斯", "中国"]


def test_other_names_sort_without_accents_or_case():
    """É is an E, and small letters mix with capitals."""
    assert sorted(["Eden", "École", "apple"], key=lambda name: sort_key(name, "en")) == ["apple", "École", "Eden"]
