"""Notes of an article."""

from __future__ import annotations

from datetime import date

import pytest
from written import original, translation

from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.articles import load_article
from jiazhu.library.load import load_library
from jiazhu.library.notes import load_notes
from jiazhu.model import Claim, NoteSource

NOTES = """\
- id: n1
  kind: context
  in: zh
  quote: 白俄罗斯
  note: {zh: 甲, en: A}
- id: n3
  kind: claim
  in: zh
  at: summary
  quote: 白俄罗斯已经接收了俄罗斯的核武器
  before: 卢卡申科此前曾表示，
  after: ，周四他表示
  claim: {by: lukashenko, verdict: unverified}
  note:
    zh: |
      此说出自卢卡申科本人。
  sources:
    - {url: "https://e.org/x", title: "某文", lang: en}
  by: ed
  date: 2023-08-20
  was: [白俄]
- id: n4
  kind: correction
  in: en
  quote: Minks
  replacement: Minsk
  note: {en: A slip.}
"""


def load(path, text):
    """Load a file of notes; give them, and the problems as text behind the file's name."""
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    return load_notes(path, problems), [str(problem).removeprefix(f"{path}:") for problem in problems]


def test_notes_are_read_in_their_order(tmp_path):
    """With all that is said of them; what is not said has its default."""
    (first, second, third), problems = load(tmp_path / "notes.yaml", NOTES)

    assert problems == []
    assert (first.id, first.kind, first.in_, first.at, first.note) == (
        "n1",
        "context",
        "zh",
        "body",
        {"zh": "甲", "en": "A"},
    )
    assert second.claim == Claim(by="lukashenko", verdict="unverified")
    assert (second.at, second.before, second.after) == ("summary", "卢卡申科此前曾表示，", "，周四他表示")
    assert second.sources == (NoteSource(url="https://e.org/x", title="某文", lang="en"),)
    assert (second.by, second.date, second.was) == ("ed", date(2023, 8, 20), ("白俄",))
    assert (third.kind, third.replacement) == ("correction", "Minsk")


def test_no_file_is_no_notes(tmp_path):
    """Most articles have none."""
    problems = Problems()

    assert load_notes(tmp_path / "notes.yaml", problems) == ()
    assert not len(problems)


@pytest.mark.parametrize(
    ("keys", "line", "said"),
    [
        ("id: a/b\n  kind: context\n  in: zh\n  quote: 甲\n  note: {en: A}", 4, "the note `a/b` is no address"),
        ("id: b\n  kind: joke\n  in: zh\n  quote: 甲\n  note: {en: A}", 5, "`kind` is `joke`: expected one of context"),
        ("id: b\n  kind: context\n  quote: 甲\n  note: {en: A}", 4, "the key `in` is missing"),
        ("id: b\n  kind: context\n  in: Zh\n  quote: 甲\n  note: {en: A}", 6, "`in` is `Zh`: no language code"),
        ("id: b\n  kind: context\n  in: zh\n  quote: ' '\n  note: {en: A}", 7, "the note `b` quotes nothing"),
        ("id: b\n  kind: claim\n  in: zh\n  quote: 甲\n  note: {en: A}", 5, "a claim without `claim`"),
        ("id: b\n  kind: correction\n  in: zh\n  quote: 甲\n  note: {en: A}", 5, "a correction without `replacement`"),
        (
            "id: b\n  kind: context\n  in: zh\n  quote: 甲\n  replacement: 乙\n  note: {en: A}",
            8,
            "`replacement` in a note of kind `context`",
        ),
        (
            "id: b\n  kind: claim\n  in: zh\n  quote: 甲\n  note: {en: A}\n  claim: {by: x, verdict: maybe}",
            9,
            "`claim.verdict`: expected one of supported, disputed, false, outdated, unverified",
        ),
        (
            "id: b\n  kind: context\n  in: zh\n  quote: 甲\n  note:\n    en: A\n    English: A",
            10,
            "`note.English`: `English` is no language code",
        ),
        (
            "id: b\n  kind: source\n  in: zh\n  quote: 甲\n  note: {en: A}\n  sources:\n    - {url: e.org}",
            10,
            "`e.org` is no address on the web",
        ),
        ("id: a\n  kind: context\n  in: zh\n  quote: 甲\n  note: {en: A}", 4, "the note `a` stands twice"),
        (
            "id: b\n  kind: context\n  in: zh\n  quote: 甲\n  note: {en: A}\n  date: 0001-01-01",
            9,
            "`0001-01-01`: no plausible date",
        ),
        (
            "id: b\n  kind: context\n  in: zh\n  quote: 甲\n  note: {en: A}\n  date: 9999-12-31",
            9,
            "`9999-12-31`: no plausible date",
        ),
        ("id: b\n  kind: context\n  in: zh\n  quote: 甲\n  note: {en: A}\n  mood: good", 9, "unknown key `mood`"),
    ],
)
def test_a_faulty_note_is_told_of_and_left_out(tmp_path, keys, line, said):
    """With the line of the fault; the others stay."""
    good = "- {id: a, kind: context, in: zh, quote: 甲, note: {en: A}}\n"
    notes, (problem,) = load(
        tmp_path / "notes.yaml", f"{good}# here\n\n- {keys}\n- {good[2:].replace('id: a', 'id: z')}"
    )

    assert [note.id for note in notes] == ["a", "z"]
    assert problem.startswith(f"{line}: error: {said}")


def test_a_note_that_says_nothing_yet_is_a_warning(tmp_path):
    """It is begun, and left out until it has words."""
    text = "- id: b\n  kind: context\n  in: zh\n  quote: 甲\n  note: {en: ''}\n"
    notes, (problem,) = load(tmp_path / "notes.yaml", text)

    assert notes == ()
    assert problem.startswith("5: warning: the note `b` says nothing yet")


def test_a_file_that_is_no_list_is_told_of(tmp_path):
    """Its first line says what it should begin with."""
    assert load(tmp_path / "notes.yaml", "id: a\n") == (
        (),
        ["1: error: expected a list (start each entry with `- id:`)"],
    )


def test_a_fault_among_the_notes_keeps_the_article(make_content):
    """The article is on the site with its other notes; the fault is an error all the same."""
    notes = NOTES.replace("kind: context", "kind: joke")
    content = make_content(
        {
            "articles/one/zh.md": original(),
            "articles/one/en.md": translation(),
            "articles/one/notes.yaml": notes,
            "entities.yaml": "- {id: lukashenko, type: Person, name: {zh: 卢卡申科, en: Lukashenko}}\n",
        }
    )
    problems = Problems()
    (article,) = load_library(content, load_config(content / "digest.toml"), problems).articles

    assert [note.id for note in article.notes] == ["n3", "n4"]
    assert ([problem.line for problem in problems], problems.errors) == ([2], 1)
    assert load_article(content / "articles/one").notes == article.notes
