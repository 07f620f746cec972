"""Notes added and anchored anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import marked, original, translation

from jiazhu.errors import JiazhuError
from jiazhu.library.anchors import anchor_notes
from jiazhu.library.annotate import accept_note, add_note
from jiazhu.library.articles import load_article

BODY = """\
中国国防部长李尚福周四访问**白俄罗斯**，此前他还访问了俄罗斯。

李尚福在明斯克会见总统卢卡申科，表示要加强双边军事合作。卢卡申科说，白俄罗斯已经接收了核武器。

白俄罗斯军队没有参与战争。"""
ENGLISH = """\
Chinese Defence Minister Li Shangfu visited *Belarus* on Thursday.

In Minsk he met President Lukashenko.

The army of Belarus took no part."""
WORDS = {"note": {"zh": "话", "en": "Words"}}
PLACES = {"exact", "moved", "approximate"}


def write(folder, body=BODY, notes=""):
    """Write an article and its notes, and load it."""
    folder.mkdir(exist_ok=True)
    (folder / "zh.md").write_text(original(body=body, title="李尚福访问白俄罗斯"), encoding="utf-8")
    (folder / "en.md").write_text(translation("Li visits Minsk", body=marked(ENGLISH, BODY)), encoding="utf-8")
    if notes:
        (folder / "notes.yaml").write_bytes(notes.encode())
    return load_article(folder)


@pytest.fixture
def folder(tmp_path):
    """Give the folder of an article without notes."""
    write(tmp_path / "one")
    return tmp_path / "one"


def problems_of(error):
    """List a fault's problems: file, line and text."""
    return [(problem.path.name, problem.line, problem.text) for problem in error.value.problems]


def test_the_first_note_makes_the_file(folder):
    """With all that anchors it, as a hand would write it; white space in the quote does not count."""
    done = add_note(load_article(folder), "加强双边 军事\n合作", kind="context", keys=WORDS)

    assert (done.path.name, done.line, done.id, done.in_, done.at) == ("notes.yaml", 1, "n336e23", "zh", "body")
    assert done.path.read_text("utf-8") == (
        "- id: n336e23\n"
        "  kind: context\n"
        "  in: zh\n"
        '  quote: "加强双边军事合作"\n'
        '  before: "在明斯克会见总统卢卡申科，表示要"\n'
        '  after: "。卢卡申科说，白俄罗斯已经接收了"\n'
        "  note:\n"
        '    zh: "话"\n'
        "    en: Words\n"
    )
    (anchor,) = anchor_notes(load_article(folder))
    assert anchor.found.how == "exact"


def test_words_are_looked_for_everywhere(folder):
    """In each language, and in titles too; what is told of the place stands in the note."""
    english = add_note(load_article(folder), "met President", kind="source", keys=WORDS)
    title = add_note(load_article(folder), "Li visits", kind="translation", keys=WORDS)

    assert (english.in_, english.at, title.in_, title.at) == ("en", "body", "en", "title")
    text = title.path.read_text("utf-8")
    assert '  quote: "met President"\n  before: "Thursday. In Minsk he"\n  after: "Lukashenko. The army"\n' in text
    assert '  in: en\n  at: title\n  quote: "Li visits"\n  after: Minsk\n' in text
    assert [anchor.found.how for anchor in anchor_notes(load_article(folder))] == ["exact", "exact"]


def test_ambiguous_words_are_refused_with_their_places(folder):
    """Each with file, line and context; nothing is written."""
    with pytest.raises(JiazhuError) as error:
        add_note(load_article(folder), "白俄罗斯", kind="context", keys=WORDS)

    first, *places = problems_of(error)
    assert first == ("one", 0, "the words “白俄罗斯” stand 4 times")
    lines = (folder / "zh.md").read_text("utf-8").split("\n")
    assert [(name, text.partition(":")[0]) for name, _, text in places] == [
        ("zh.md", "zh title"),
        *[("zh.md", "zh body")] * 3,
    ]
    assert all("白俄罗斯" in lines[line - 1] for _, line, _ in places)
    assert places[3][2] == "zh body: 科说，白俄罗斯已经接收了核武器。 [白俄罗斯]军队没有参与战争。"
    assert not (folder / "notes.yaml").exists()


@pytest.mark.parametrize(
    ("quote", "where"), [("白俄罗斯", {"at": "title"}), ("白俄罗斯军队", {}), ("Minsk", {"at": "title"})]
)
def test_more_words_or_the_text_decide(folder, quote, where):
    """The language, the name of the text, or a longer quote."""
    assert add_note(load_article(folder), quote, kind="context", keys=WORDS, **where).quote == quote


@pytest.mark.parametrize(
    ("quote", "where", "said", "hint"),
    [
        (
            "卢卡申科又说，俄罗斯已经接收核武器",
            {},
            "are not there",
            "did you mean “卢卡申科说，白俄罗斯已经接收了核武器”, in zh body?",
        ),
        ("nothing like it at all", {}, "are not there", "copy them from the article"),
        ("Minsk", {"in_": "zh"}, "are not there", "copy them from the article"),
        (" ", {}, "nothing is quoted", "copy the words"),
        ("Minsk", {"in_": "fr"}, "the article has no text in `fr`", "it has zh, en"),
    ],
)
def test_words_that_are_not_there_are_told_of(folder, quote, where, said, hint):
    """With those that are most like them, where there are some."""
    with pytest.raises(JiazhuError) as error:
        add_note(load_article(folder), quote, kind="context", keys=WORDS, **where)

    (problem,) = error.value.problems
    assert said in problem.text
    assert problem.hint.startswith(hint)
    assert not (folder / "notes.yaml").exists()


def test_an_id_does_not_come_back(folder):
    """It is an address: that of a note that was deleted is no other note's, and the same words give the same."""
    first = add_note(load_article(folder), "加强双边军事合作", kind="context", keys=WORDS)
    first.path.unlink()
    other = add_note(load_article(folder), "军队没有参与", kind="context", keys=WORDS)
    again = add_note(load_article(folder), "加强双边军事合作", kind="source", keys=WORDS)

    assert other.id != first.id == again.id


def test_an_id_is_not_taken_twice(folder):
    """Two notes on the same words are told apart; those of faulty notes are taken too."""
    ids = []
    for _ in range(3):
        path = folder / "notes.yaml"
        done = add_note(load_article(folder), "军队没有参与", kind="context", keys=WORDS)
        ids.append(done.id)
        path.write_text(path.read_text("utf-8").replace("kind: context", "kind: joke"), encoding="utf-8")

    assert ids[1:] == [f"{ids[0]}-2", f"{ids[0]}-3"]


@pytest.mark.parametrize("text", ["\ufeff# c\n- {id: a}\n", "# c\r\n- {id: a}\r\n"])
def test_line_ends_and_the_byte_order_mark_stay(folder, text):
    """As the hand's editor chose them."""
    add_note(write(folder, notes=text), "军队没有参与", kind="context", keys=WORDS)
    data = (folder / "notes.yaml").read_bytes()

    assert data.startswith(text.encode())
    assert data.count(b"\r\n") == (data.count(b"\n") if "\r" in text else 0)


def test_a_file_that_cannot_be_read_is_left_alone(folder):
    """A fault of YAML is told of with its line."""
    article = write(folder, notes="- id: a\n  quote: 'x\n")
    with pytest.raises(JiazhuError, match=r"notes\.yaml:2: error: no valid YAML"):
        add_note(article, "军队没有参与", kind="context", keys=WORDS)


NOTES = """\
# by hand
- id: n1
  kind: context
  in: zh
  quote: 此前他还访问了俄罗斯   # the trip
  before: 周四访问白俄罗斯，
  after: 。李尚福在明斯克
  note: {en: A}

- id: n2
  kind: context
  in: zh
  quote: 卢卡申科说，白俄罗斯已经接收了核武器
  before: 表示要加强双边军事合作。
  after: 。白俄罗斯军队
  note: {en: B}   # B
"""
CHANGED = BODY.replace("已经接收了核武器", "已接收了核武器")


def test_accepting_keeps_the_earlier_words(folder):
    """A note found in other words gets these; no other entry and no comment changes."""
    article = write(folder, CHANGED, NOTES)
    assert [anchor.found.how for anchor in anchor_notes(article)] == ["exact", "approximate"]
    done = accept_note(article, "n2")

    assert (done.changed, done.line, done.quote) == (True, 13, "卢卡申科说，白俄罗斯已接收了核武器")
    expected = NOTES.replace("卢卡申科说，白俄罗斯已经接收了核武器", '"卢卡申科说，白俄罗斯已接收了核武器"')
    expected = expected.replace("表示要加强双边军事合作。", '"卡申科，表示要加强双边军事合作。"')
    expected = expected.replace(
        "。白俄罗斯军队\n", '"。 白俄罗斯军队没有参与战争。"\n  was: ["卢卡申科说，白俄罗斯已经接收了核武器"]\n'
    )
    assert done.path.read_text("utf-8") == expected
    again = write(folder, BODY)
    assert [anchor.found.how for anchor in anchor_notes(again)] == ["exact", "approximate"]
    accept_note(again, "n2")
    assert load_article(folder).notes[1].was == (
        "卢卡申科说，白俄罗斯已经接收了核武器",
        "卢卡申科说，白俄罗斯已接收了核武器",
    )


def test_accepting_what_is_exact_changes_nothing(folder):
    """Not a byte."""
    done = accept_note(write(folder, notes=NOTES), "n1")

    assert (done.changed, done.path.read_bytes()) == (False, NOTES.encode())


def test_an_orphan_needs_words(folder):
    """They are refused without, and taken by hand; the earlier ones are kept."""
    article = write(folder, "李尚福到了北京。\n\n别的都没有了。", NOTES)
    with pytest.raises(JiazhuError) as error:
        accept_note(article, "n2")
    assert problems_of(error) == [
        ("notes.yaml", 13, "the words of `n2` are gone: “卢卡申科说，白俄罗斯已经接收了核武器”")
    ]
    assert '`notes accept one n2 --quote "…"`' in error.value.problems[0].hint

    done = accept_note(article, "n2", "别的都没有了")
    note = load_article(folder).notes[1]
    assert (done.changed, note.quote, note.was) == (True, "别的都没有了", ("卢卡申科说，白俄罗斯已经接收了核武器",))
    assert (note.before, note.after) == ("李尚福到了北京。", "。")


def test_words_given_must_stand_once(folder):
    """In the text that the note is in."""
    article = write(folder, notes=NOTES)
    with pytest.raises(JiazhuError, match="stand 3 times"):
        accept_note(article, "n2", "白俄罗斯")
    with pytest.raises(JiazhuError, match="are not there"):
        accept_note(article, "n2", "Minsk")
    assert (folder / "notes.yaml").read_bytes() == NOTES.encode()


def test_an_unknown_note_is_told_of(folder):
    """With the nearest; a faulty one is to be mended first."""
    article = write(folder, notes=f"{NOTES}- {{id: n9}}\n")
    for id_, said in [
        ("n22", r"no note `n22` \(did you mean `n2`"),
        ("n9", "notes.yaml:17: error: the note `n9` is faulty"),
    ]:
        with pytest.raises(JiazhuError, match=said):
            accept_note(article, id_)


@settings(deadline=None)
@given(st.data())
def test_any_words_that_stand_once_are_found_again(data):
    """What is added is anchored where it was quoted; a quote that cannot be is refused, and never written."""
    body = data.draw(st.text("甲乙丙ab ，。", min_size=8, max_size=80).map(lambda text: f"甲{text}。\n\n丁戊"))
    start = data.draw(st.integers(0, len(body) - 2))
    quote = body[start : data.draw(st.integers(start + 1, len(body)))]
    with tempfile.TemporaryDirectory() as folder:
        article = write(Path(folder) / "one", body)
        try:
            done = add_note(article, quote, in_="zh", at="body", kind="context", keys=WORDS)
        except JiazhuError:
            assert not (Path(folder) / "one" / "notes.yaml").exists()
            return
        (anchor,) = anchor_notes(load_article(Path(folder) / "one"))
        assert anchor.found is not None
        assert (anchor.found.how, done.quote) == ("exact", anchor.note.quote)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 9), st.text("甲白俄福。 ", max_size=6)), max_size=6))
def test_no_edit_of_the_text_loses_a_note(edits):
    """Each is still there, exact, moved, approximate or orphan; accepting changes its own entry, and settles it."""
    body = BODY
    for at, length, text in edits:
        body = body[:at] + text + body[at + length :]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "one"
        article = write(folder, body.strip() or "空", NOTES)
        anchors = {anchor.note.id: anchor for anchor in anchor_notes(article)}
        assert list(anchors) == ["n1", "n2"]
        assert all(anchor.found is None or anchor.found.how in PLACES for anchor in anchors.values())
        try:
            accept_note(article, "n1")
        except JiazhuError:
            assert (folder / "notes.yaml").read_bytes() == NOTES.encode()
            return
        assert (folder / "notes.yaml").read_text("utf-8").endswith(NOTES[NOTES.index("\n- id: n2") :])
        after = {anchor.note.id: anchor for anchor in anchor_notes(load_article(folder))}
        assert after["n1"].found.how == "exact"
        assert (after["n1"].found.start, after["n1"].found.end) == (anchors["n1"].found.start, anchors["n1"].found.end)
