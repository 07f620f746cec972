"""Translations out as a PO file: what a translator finds in it."""

from __future__ import annotations

from written import original

from exchange.po_digest import A, B, C
from jiazhu.exchange.po_export import CHANGED
from jiazhu.library.coverage import words_hash


def test_there_is_an_entry_for_each_piece(digest):
    """With its source, its translation, and whether somebody has to look."""
    found = digest(en=f"<!-- {A} {B} machine -->\nA and B.\n\n<!-- {C} -->\n<!-- 丙丙 -->\n", summary="Short").export()

    assert [(entry.part, entry.source, entry.text, entry.fuzzy) for entry in found] == [
        ("title", "标题", "Title", False),
        (f"{A} {B}", "甲甲\n\n乙乙", "A and B.", True),
        (C, "丙丙", "", False),
    ]
    assert [entry.reference for entry in found] == ["articles/one/zh.md"] * 3


def test_what_is_stale_says_so(digest):
    """A title by `of`, a block by its marker; an orphan is not asked for."""
    made = digest(en=f"<!-- {A} was 00000000 -->\nA.\n\n<!-- 11111111 -->\nX.\n\n<!-- {C} -->\nC.")
    made.write("en", made.read().replace(words_hash("标题"), "00000000"))
    entries = {entry.part: entry for entry in made.export()}

    assert {part: (entry.fuzzy, CHANGED in entry.comments) for part, entry in entries.items()} == {
        "title": (True, True),
        A: (True, True),
        B: (True, True),  # the orphan between the same neighbours is taken for it
        C: (False, False),
    }
    made.write("zh", original(body="甲甲\n\n丙丙"))
    assert [entry.text for entry in made.export()] == ["Title", "A.", "C."]


def test_translators_are_told_the_names(digest):
    """Those that occur in a piece, each with what it is in the other language."""
    made = digest(body="朝鲜和**白俄罗斯**\n\n无", en=None)
    (made.content / "entities.yaml").write_text(
        "- {id: a, type: Place, name: {zh: 白俄罗斯, en: Belarus}}\n"
        "- {id: b, type: Place, name: {zh: 俄罗斯, en: Russia}}\n"
        "- {id: c, type: Place, name: {zh: 朝鲜, en: North Korea}}\n",
        encoding="utf-8",
    )
    (_, first, second) = made.export()

    assert (first.comments, second.comments) == (("朝鲜 = North Korea", "白俄罗斯 = Belarus"), ())
    assert "#. 朝鲜 = North Korea\n#. 白俄罗斯 = Belarus\n" in made.po.read_text(encoding="utf-8")


def test_an_article_without_translation_has_all_to_do(digest):
    """Nothing is fuzzy where there is nothing."""
    assert [(entry.text, entry.fuzzy) for entry in digest(en=None).export()] == [("", False)] * 4


def test_nothing_to_translate_is_no_entry(digest):
    """An entry without a source would be the header."""
    assert [entry.source for entry in digest(body="甲\n\n\x85\n\n乙", en=None).export()] == ["标题", "甲", "乙"]


def test_a_translation_without_markers_is_left_out(digest):
    """Nobody knows which of its paragraphs belong to which; its title is known."""
    made = digest(en="Words.")

    assert [entry.part for entry in made.export()] == ["title"]
    assert [problem.severity for problem in made.problems] == ["warning"]


def test_the_same_content_makes_the_same_bytes(digest):
    """There is no clock in the file; its date is the newest article's."""
    made = digest()
    made.export()
    before = made.po.read_bytes()
    made.export()

    assert made.po.read_bytes() == before
    assert b'"POT-Creation-Date: 2023-08-18 04:00+0000\\n"\n"PO-Revision-Date: 2023-08-18 04:00+0000' in before
    assert b'"Language: en\\n"' in before


def test_a_percentage_is_no_format(digest):
    """No tool shall ask for the same number of them in the translation."""
    made = digest(body="增长了20%，达到{x}")
    made.export()

    assert b"format" not in made.po.read_bytes()
