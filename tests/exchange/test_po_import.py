"""A PO file back in: what was changed is taken, nothing is lost, and nothing shown as what it is not."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from chance import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from written import original, translation

from exchange.po_digest import BODY, A, B, C, reviewed
from jiazhu.errors import JiazhuError, Problems
from jiazhu.exchange.po import read_po
from jiazhu.library.articles import load_article
from jiazhu.library.blocks import changed_blocks, read_blocks
from jiazhu.library.coverage import Coverages, words_hash
from jiazhu.library.markers import follow_changes

# Back


def test_what_nobody_touched_changes_no_byte(digest):
    """Whatever the spacing and the line ends of the file are."""
    made = digest()
    text = f"---\ntitle:   'Title' # mine\nstate: draft\n---\n\n\n<!--  {A}   -->  \n\n\nA. \n<!-- {B} -->\nB."
    text = text.replace("\n", "\r\n")
    made.write("en", text)
    made.export()

    assert made.take() == []
    assert made.read() == text


def test_only_what_was_changed_is_written(digest):
    """A reviewed block in a file of drafts; all other lines stay."""
    made = digest(
        en=f"<!--  {A} -->\n\nA.\n\n\n<!--  {B}  -->\nB.\n\n<!-- {C} -->\nC.", state="draft", remark="mine # x"
    )
    before = made.read()
    made.export(reviewed({B: "Bee."}))

    assert made.take() == []
    assert made.read() == before.replace(f"<!--  {B}  -->\nB.", f"<!-- {B} reviewed -->\nBee.")


def test_taking_the_flag_away_is_a_review(digest):
    """Of a stale block too: its marker loses the `was`."""
    made = digest(en=f"<!-- {A} was 00000000 machine -->\nA.\n\n<!-- {B} draft -->\nB.")
    made.export(lambda entry: replace(entry, fuzzy=False))

    assert made.take() == []
    assert f"<!-- {A} -->\nA.\n\n<!-- {B} -->\nB." in made.read()


def test_new_words_that_are_fuzzy_are_a_draft(digest):
    """What they were written for is not known to be the present wording."""
    made = digest(en=f"<!-- {A} was 00000000 -->\nA.\n\n<!-- {B} machine -->\nB.")
    made.export(lambda entry: replace(entry, text=f"{entry.text}!", fuzzy=True) if entry.part in {A, B, C} else entry)

    assert made.take() == []
    assert f"<!-- {A} was 00000000 draft -->\nA.!\n\n<!-- {B} draft -->\nB.!\n\n<!-- {C} draft -->\n!\n" in made.read()


def test_a_block_without_segment_gets_one_in_its_place(digest):
    """Between its neighbours."""
    made = digest(en=f"<!-- {A} -->\nA.\n\n<!-- {C} -->\nC.")
    made.export(reviewed({B: "B."}))

    assert made.take() == []
    assert f"A.\n\n<!-- {B} -->\nB.\n\n<!-- {C} -->\nC." in made.read()


def test_a_file_is_made_where_there_is_none(digest):
    """With what was translated, and the state of a draft."""
    made = digest(en=None)
    made.export(reviewed({"title": "Title", B: "B."}))

    assert made.take() == []
    assert made.read() == (
        f"---\ntitle: Title\nof: {{title: {words_hash('标题')}}}\nstate: draft\n---\n\n<!-- {B} reviewed -->\nB.\n"
    )
    (made.article / "en.md").unlink()
    made.export(reviewed({A: "A."}))
    assert made.take() == []
    assert made.read() == f'---\ntitle: ""\nstate: draft\n---\n\n<!-- {A} reviewed -->\nA.\n'


def test_nothing_translated_makes_no_file(digest):
    """An entry without words, or with comments alone, is not translated."""
    made = digest(en=None)
    made.export(lambda entry: replace(entry, text="" if entry.part == "title" else "<!-- later -->"))

    assert made.take() == []
    assert not (made.article / "en.md").exists()


def test_a_translation_is_reviewed_when_all_of_it_is(digest):
    """Titles have no state of their own: the whole has."""
    made = digest(en=f"<!-- {A} -->\nA.\n\n<!-- {B} -->\nB.", state="machine")
    made.export(reviewed({A: "A.", B: "B.", C: "C."}))
    made.take()
    assert "state: machine" in made.read()
    made.export(reviewed({"title": "Title", C: "See."}))
    made.take()
    assert "state: reviewed" in made.read()
    assert not any(entry.fuzzy for entry in made.export())


def test_comments_of_a_hand_stay(digest):
    """Above the words; one that showed the original has done its work."""
    made = digest(en=f"<!-- {A} -->\n<!-- ask Wang -->\nA.\n\n<!-- {B} -->\n<!--\n乙乙\n-->\n<!-- hard -->")
    entries = made.export(reviewed({A: "Ay.", B: "Bee."}))

    assert [entry.text for entry in entries] == ["Title", "A.", "", ""]
    assert made.take() == []
    assert f"<!-- {A} -->\n<!-- ask Wang -->\nAy.\n\n<!-- {B} -->\n<!-- hard -->\nBee." in made.read()


def test_a_title_says_which_wording_it_translates(digest):
    """That which the translator saw, and not the present one: a late one is stale, not wrong."""
    made = digest()
    made.export(reviewed({"title": "Better title"}))
    made.write("zh", original(title="新标题", body=BODY))

    assert made.take() == []
    article = load_article(made.article)
    assert article.translations["en"].matter.title == "Better title"
    assert article.translations["en"].matter.of == {"title": words_hash("标题")}
    assert Coverages().of(article, "en").title == "stale"


def test_a_stale_title_is_fresh_once_somebody_has_looked(digest):
    """The same words, without the flag."""
    made = digest()
    made.write("zh", original(title="新标题", body=BODY))
    made.export(reviewed({"title": "Title"}))

    assert made.take() == []
    assert f"of: {{title: {words_hash('新标题')}}}" in made.read()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (f"x\n<!-- {C} -->\ny", "a marker"),
        ("x\0", "the character U+0000"),
        ("```\nx", "something open"),
        ("<!-- x", "something open"),
    ],
)
def test_words_that_would_break_the_file_are_left_out(digest, words, fault):
    """With the line of the entry; all other entries are taken."""
    made = digest()
    made.export(reviewed({A: words, B: "Bee."}))
    line = next(n for n, text in enumerate(made.po.read_text(encoding="utf-8").split("\n"), 1) if "甲甲" in text)
    (said,) = made.take()

    assert said.startswith(f"x.po:{line}: error: {fault} in `one/{A}`: it is not taken")
    assert [text for text, _ in made.states()] == ["A.", "Bee.", ""]


def test_a_translation_without_markers_is_left_as_it_is(digest):
    """A marker would make the text above it an error."""
    made = digest()
    made.export(reviewed({A: "Ay."}))
    made.write("en", translation(body="Words."))
    before = made.read()
    (said,) = made.take()

    assert "no markers" in said
    assert made.read() == before


# Back late


def test_what_an_import_moved_on_stays_stale(digest):
    """The marker names the words that the translator saw behind `was`."""
    made = digest()
    made.export(reviewed({B: "Bee."}))
    new = BODY.replace("乙乙", "乙乙乙")
    changed = changed_blocks(read_blocks(BODY), read_blocks(new))
    made.write("zh", original(body=new))
    made.write("en", follow_changes(made.read(), changed))

    assert made.take() == []
    assert f"<!-- {changed[B]} was {B} -->\nBee." in made.read()
    assert made.states() == [("A.", "fresh"), ("Bee.", "stale"), ("", "missing")]


def test_what_a_hand_changed_stays_stale(digest):
    """The marker names the words that the translator saw, which are gone."""
    made = digest(en=f"<!-- {A} -->\nA.\n\n<!-- {B} was 00000000 -->\nB.\n\n<!-- {C} -->\nC.")
    made.export(reviewed({B: "Bee."}))
    made.write("zh", original(body="甲甲\n\n新的\n\n丙丙"))

    assert made.take() == []
    assert f"<!-- {B} -->\nBee." in made.read()
    assert made.states() == [("A.", "fresh"), ("Bee.", "stale"), ("C.", "fresh")]


@pytest.mark.parametrize(
    ("body", "states"),
    [
        ("甲甲\n\n新的\n\n丙丙", [("A.", "fresh"), ("Bee.", "stale"), ("C.", "fresh")]),
        ("甲甲\n\n丙丙", [("A.", "fresh"), ("C.", "fresh"), ("Bee.", "orphan")]),
        ("丙丙\n\n乙乙\n\n甲甲", [("C.", "fresh"), ("Bee.", "fresh"), ("A.", "fresh")]),
    ],
)
def test_what_had_no_segment_gets_one_where_it_stood(digest, body, states):
    """It is fresh only where its words still stand in the original."""
    made = digest(en=f"<!-- {A} -->\nA.\n\n<!-- {C} -->\nC.")
    made.export(reviewed({B: "Bee."}))
    made.write("zh", original(body=body))

    assert made.take() == []
    assert made.states() == states
    assert f"A.\n\n<!-- {B} -->\nBee.\n\n<!-- {C} -->" in made.read() or body.startswith("丙")


def test_what_a_hand_wrote_since_is_not_overwritten(digest):
    """It is a conflict, told of with the line; other entries are taken."""
    made = digest()
    made.export(reviewed({"title": "Better title", A: "Ay.", B: "Bee."}))
    text = made.read().replace("A.", "By hand.").replace("title: Title", "title: My title")
    made.write("en", text)
    said = made.take()

    line = text.split("\n").index(f"<!-- {A} -->") + 1
    assert [problem.partition(" changed here")[0] for problem in said] == [
        "articles/one/en.md:2: error:",
        f"articles/one/en.md:{line}: error:",
    ]
    assert made.read() == text.replace(f"<!-- {B} draft -->\nB.", f"<!-- {B} -->\nBee.")


def test_the_same_words_are_no_conflict(digest):
    """Somebody else wrote what the translator wrote."""
    made = digest()
    made.export(reviewed({B: "Bee."}))
    made.write("en", made.read().replace("B.", "Bee."))

    assert made.take() == []
    assert f"<!-- {B} -->\nBee." in made.read()


def test_blocks_that_are_divided_otherwise_now_are_a_conflict(digest):
    """Their words cannot be divided."""
    made = digest(en=f"<!-- {A} {B} -->\nA and B.")
    made.export(reviewed({f"{A} {B}": "Ay and Bee."}))
    made.write("en", made.read().replace(f"<!-- {A} {B} -->\nA and B.", f"<!-- {A} -->\nA\n\n<!-- {B} -->\nand B."))
    before = made.read()

    assert len(made.take()) == 1
    assert made.read() == before


@pytest.mark.parametrize(("state", "taken"), [("reviewed", False), ("draft", True)])
def test_without_its_stamp_an_entry_does_not_overwrite_reviewed_words(digest, state, taken):
    """A tool may have dropped the comment: then nobody knows what was exported."""
    made = digest(en=f"<!-- {A} -->\nA.", state=state)
    made.export(reviewed({A: "Ay."}))
    po = made.po.read_text(encoding="utf-8")
    made.po.write_text(re.sub(r"#\. exported .*\n", "", po), encoding="utf-8")

    assert bool(made.take()) != taken
    assert made.states()[0][0] == ("Ay." if taken else "A.")


def test_without_stamps_nothing_changes_either(digest):
    """What is as it is in the file is not written."""
    made = digest()
    made.export()
    po = made.po.read_text(encoding="utf-8")
    made.po.write_text(re.sub(r"#\. exported .*\n", "", po), encoding="utf-8")
    before = made.read()

    assert made.take() == []
    assert made.read() == before


def test_a_renamed_article_is_found_by_its_alias(digest):
    """A PO file may be older than a folder's name."""
    made = digest()
    made.export(reviewed({A: "Ay."}))
    made.write("zh", original(body=BODY, aliases="[one]"))
    made.article = made.article.rename(made.article.with_name("uno"))

    assert made.take() == []
    assert "Ay." in made.read()


# Faults


def test_an_article_that_is_gone_is_told_of(digest):
    """With the line in the PO file; the others are taken."""
    made = digest()
    made.export(lambda entry: replace(entry, article="two", text="X.") if entry.part == C else entry)
    (said,) = made.take()

    assert re.match(r"x\.po:\d+: error: there is no article `two` \(did you mean|x\.po:\d+: error: there is no", said)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (b"hello\n", 1, "no PO file"),
        (b'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "x"\nmsgtsr "y"\n', 6, "no PO file"),
        (b'msgid "x"\nmsgstr "y"\n', 1, "no `Language` in the header"),
        (b'msgid ""\nmsgstr ""\n"Language: fr\\n"\n', 1, "`fr` is no language of the digest"),
        (b'msgid ""\nmsgstr ""\n"Language: en\\n"\n\xff', 4, "not UTF-8"),
        (b'msgid ""\nmsgstr ""\n"PO-Revision-Date: soon\\n"\n"Language: en\\n"\n', 1, "no PO file"),
    ],
)
def test_what_is_no_po_file_is_told_with_its_line(digest, text, line, said):
    """And what to do; there is no trace of the program."""
    made = digest()
    made.po.write_bytes(text)
    with pytest.raises(JiazhuError, match=re.escape(f"x.po:{line}: error: {said}")):
        made.take()


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "x"\nmsgstr "y"',
        'msgctxt "one/x y"\nmsgid "x"\nmsgstr "y"',
        'msgctxt "one/aaaaaaaa was bbbbbbbb"\nmsgid "x"\nmsgstr "y"',
        'msgctxt "one/title"\nmsgid "x"\nmsgid_plural "xs"\nmsgstr[0] "y"\nmsgstr[1] "z"',
    ],
)
def test_an_entry_of_another_kind_is_told_of(digest, entry):
    """And not taken."""
    made = digest()
    made.po.write_text(f'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n{entry}\n', encoding="utf-8")
    before = made.read()
    (said,) = made.take()

    assert said.startswith(("x.po:5: error:", "x.po:6: error:"))
    assert made.read() == before


def test_an_article_in_that_language_is_told_of(digest):
    """The header names the wrong language."""
    made = digest()
    made.export(reviewed({A: "Ay."}))
    made.po.write_bytes(made.po.read_bytes().replace(b'"Language: en', b'"Language: zh_CN'))
    (said,) = made.take()

    assert "`one` is in `zh` already" in said


@settings(max_examples=examples(50, 1_500), deadline=None)
@given(st.text('msgid "strctx[0]#~,.:|\\\n\x85\u2028fuzzy%', max_size=60))
def test_any_text_is_read_or_refused(text):
    """No file makes the program fail."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.po")
        path.write_text(text, encoding="utf-8", newline="")
        problems = Problems()
        with problems.collect():
            read_po(path, problems)
