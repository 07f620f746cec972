"""What `check` finds in notes."""

from __future__ import annotations

import pytest
from written import marked, original, translation

from jiazhu.check import check_content
from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.coverage import words_hash
from jiazhu.library.load import load_library

FIRST = "卢卡申科此前曾表示，白俄罗斯已经接收了俄罗斯的核武器，周四他表示，只有受到威胁时才能使用。"
BODY = f"{FIRST}\n\n别的也说了一些，没有人听见。"
ENTITIES = "- {id: lukashenko, type: Person, name: {zh: 卢卡申科, en: Lukashenko}}\n"
OF = f"{{title: {words_hash('标题')}}}"
NOTES = """\
- id: n1
  kind: context
  in: zh
  quote: 白俄罗斯已经接收了俄罗斯的核武器
  before: 卢卡申科此前曾表示，
  after: ，周四他表示，只有受到威胁
  note: {zh: 甲, en: A}
"""


def found(content, body=BODY, notes=NOTES):
    """List what is wrong with the notes of an article: line, severity, text and hint."""
    folder = content / "articles" / "one"
    folder.mkdir(parents=True)
    (folder / "zh.md").write_text(original(body=body), encoding="utf-8")
    (folder / "en.md").write_text(translation(body=marked("A\n\nB", body), of=OF), encoding="utf-8")
    (folder / "notes.yaml").write_text(notes, encoding="utf-8")
    problems = Problems()
    check_content(content, load_config(content / "digest.toml"), problems)
    assert {problem.path for problem in problems} <= {folder / "notes.yaml"}
    return [(problem.line, problem.severity, problem.text, problem.hint) for problem in problems]


@pytest.fixture
def content(make_content):
    """Give a content folder with an entity."""
    return make_content({"entities.yaml": ENTITIES})


def test_a_note_that_stands_where_it_stood_is_no_problem(content):
    """In both languages, its words as they were."""
    assert found(content) == []


def test_an_orphan_is_told_of(content):
    """With its words, and what to do."""
    ((line, severity, text, hint),) = found(content, "没有了。\n\n全都没有了。")
    assert (line, severity) == (4, "warning")
    assert text == "the words of `n1` are gone: “白俄罗斯已经接收了俄罗斯的核武器”"
    assert hint == '`notes accept one n1 --quote "…"` says where it belongs'


FEW = "- id: n1\n  kind: context\n  in: zh\n  quote: {}\n  note: {{zh: 甲, en: A}}\n"


def test_few_words_that_stand_once_are_no_problem(content):
    """Written by hand, with nothing beside them."""
    assert found(content, notes=FEW.format("威胁")) == []


@pytest.mark.parametrize("words", ["俄罗斯", "卢卡申科"])
def test_words_that_stand_several_times_are_told_of(content, words):
    """They are not gone: what stands beside them tells which are meant."""
    ((line, _, text, hint),) = found(content, BODY.replace("没有人", "卢卡申科没有"), notes=FEW.format(words))
    assert (line, text) == (4, f"the words of `n1` stand in 2 places: “{words}”")
    assert hint == "write under `before` or `after` what stands beside those that you mean"


def test_other_words_are_told_of(content):
    """The new ones and the old."""
    ((line, severity, text, hint),) = found(content, BODY.replace("已经接收了俄罗斯的", "已接收俄罗斯的"))
    assert (line, severity) == (4, "warning")
    assert text == "`n1` is found as “白俄罗斯已接收俄罗斯的核武器” instead of “白俄罗斯已经接收了俄罗斯的核武器”"
    assert hint == "see that it still fits, then `notes accept one n1`"


def test_words_that_moved_are_told_of(content):
    """With what stands beside them now, and what stood there."""
    body = "另外一家报纸昨天在头版报道说白俄罗斯已经接收了俄罗斯的核武器并且打算继续接收下去。\n\n完了。"
    ((line, _, text, _),) = found(content, body)
    assert line == 4
    assert text == (
        "the words of `n1` stand elsewhere: "
        "“另外一家报纸昨天在头版报道说[白俄罗斯已经接收了俄罗斯的核武器]并且打算继续接收下去。 完了。” instead of "
        "“卢卡申科此前曾表示，[白俄罗斯已经接收了俄罗斯的核武器]，周四他表示，只有受到威胁”"
    )


@pytest.mark.parametrize("note", ["{zh: 甲}", '{zh: 甲, en: ""}', "{zh: 甲, fr: A}"])
def test_a_note_in_one_language_is_told_of(content, note):
    """With the language that it lacks, on the line of its words."""
    assert found(content, notes=NOTES.replace("{zh: 甲, en: A}", note)) == [
        (7, "warning", "the note `n1` is not in `en`", "write `en: …` under its `note`")
    ]


def test_a_language_that_the_article_lacks_is_told_of(content):
    """With those that it has."""
    ((line, severity, text, hint),) = found(content, notes=NOTES.replace("in: zh", "in: fr"))
    assert (line, severity) == (4, "warning")
    assert text == "the note `n1` quotes `fr`, which the article is not in"
    assert hint.startswith("it has zh, en")


CLAIM = NOTES.replace("kind: context", "kind: claim") + "  claim: {by: lukashenk, verdict: false}\n"


def test_a_claim_of_nobody_known_is_an_error(content):
    """With the nearest entity; the note is left out, the article and its other notes stay."""
    assert found(content, notes=CLAIM + NOTES.replace("n1", "n2")) == [
        (8, "error", "there is no entity `lukashenk`", "did you mean `lukashenko`?")
    ]
    (article,) = load_library(content, load_config(content / "digest.toml"), Problems()).articles
    assert [note.id for note in article.notes] == ["n2"]


def test_a_claim_of_a_known_entity_is_fine(content):
    """It stays."""
    assert found(content, notes=CLAIM.replace("lukashenk,", "lukashenko,")) == []
