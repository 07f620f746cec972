"""Translations out as PO files and back in: nothing lost, nothing shown as what it is not."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from edits import WORDINGS, edited, edits
from hypothesis import given, settings
from hypothesis import strategies as st
from written import original, translation

from jiazhu.errors import JiazhuError, Problems
from jiazhu.exchange.incoming import fault_of
from jiazhu.exchange.po import Entry, portable, read_po, stamp, write_po
from jiazhu.exchange.po_export import CHANGED, entries_of_all, moment_of
from jiazhu.exchange.po_import import take_file
from jiazhu.library.articles import load_article, load_articles, write_file
from jiazhu.library.blocks import changed_blocks, read_blocks
from jiazhu.library.coverage import Coverages, words_hash
from jiazhu.library.entities import load_entities
from jiazhu.library.frontmatter import rewrite_body
from jiazhu.library.markers import follow_changes, read_segments
from jiazhu.library.translations import pair_blocks

SLUG = "one"
BODY = "甲甲\n\n乙乙\n\n丙丙"
A, B, C = (block.id for block in read_blocks(BODY))


class Digest:
    """A content folder with one article, and what is done with it."""

    def __init__(self, folder: Path, zh: str, en: str | None) -> None:
        self.content = folder
        self.article = folder / "articles" / SLUG
        self.article.mkdir(parents=True, exist_ok=True)
        self.po = folder / "x.po"
        self.write("zh", zh)
        if en is not None:
            self.write("en", en)

    def write(self, code: str, text: str) -> None:
        """Write a file as it is."""
        (self.article / f"{code}.md").write_bytes(text.encode())

    def read(self, code: str = "en") -> str:
        """Read a file as it is."""
        return (self.article / f"{code}.md").read_bytes().decode()

    def export(self, change: Callable[[Entry], Entry] = lambda entry: entry) -> list[Entry]:
        """Write a PO file, with each entry changed; give them as they were."""
        articles = load_articles(self.content / "articles", Problems())
        entities = load_entities(self.content / "entities.yaml", Problems())
        self.problems = Problems()
        entries = entries_of_all(articles, "en", entities, self.problems)
        changed = [change(entry) for entry in entries]
        self.po.write_bytes(write_po(changed, code="en", project="Watch", moment=moment_of(articles)))
        return entries

    def take(self) -> list[str]:
        """Import the PO file; give what is wrong."""
        problems = Problems()
        for taken in take_file(self.content, ("zh", "en"), self.po, problems):
            write_file(taken.path, taken.text)
        return [str(problem).removeprefix(f"{self.content}/") for problem in problems]

    def states(self) -> list[tuple[str, str]]:
        """Give the text of each row, and its state; behind them the orphans."""
        article = load_article(self.article)
        segments = read_segments(article.translations["en"].body)[1]
        pairing = pair_blocks([block.id for block in read_blocks(article.body)], segments)
        rows = [(pair.segment.text if pair.segment else "", pair.freshness) for pair in pairing.pairs]
        return rows + [(segment.text, "orphan") for segment in pairing.orphans]


@pytest.fixture
def digest(tmp_path):
    """Give a function that makes a digest of an article's body, and of its translation's."""

    def make(body: str = BODY, en: str | None = f"<!-- {A} -->\nA.\n\n<!-- {B} draft -->\nB.\n", **keys: str) -> Digest:
        english = None if en is None else translation(body=en, of=f"{{title: {words_hash('标题')}}}", **keys)
        return Digest(tmp_path, original(body=body), english)

    return make


def reviewed(texts: dict[str, str]) -> Callable[[Entry], Entry]:
    """Give a function that translates some parts, and takes their flag away."""

    def change(entry: Entry) -> Entry:
        return replace(entry, text=texts[entry.part], fuzzy=False) if entry.part in texts else entry

    return change


# Out


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
    assert [entry.source for entry in digest(body="甲\n\n\x01\n\n乙", en=None).export()] == ["标题", "甲", "乙"]


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


@settings(max_examples=150, deadline=None)
@given(st.text('msgid "strctx[0]#~,.:|\\\n\x85\u2028fuzzy%', max_size=60))
def test_any_text_is_read_or_refused(text):
    """No file makes the program fail."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.po")
        path.write_text(text, encoding="utf-8", newline="")
        problems = Problems()
        with problems.collect():
            read_po(path, problems)


# Whatever stands in the files

CHARACTERS = "a甲B。%\"'\\ \t\n{}#<>!-_*[]()`~|\r\x01\x0b\x0c\x1c\x85\u2028\u2029\ufeff👍"
FREE = st.text(CHARACTERS, max_size=12)
PLAIN = st.text('aB甲%"\\ \t\n*\u2028.', max_size=12).filter(str.strip)


@given(st.lists(st.tuples(FREE.filter(str.strip), FREE, st.booleans()), max_size=4))
def test_a_po_file_says_what_was_written(pieces):
    """Whatever characters there are, once they can be carried; a control character cannot."""
    entries = [
        Entry(
            article="a",
            part=str(number),
            source=portable(source),
            text=portable(text),
            fuzzy=fuzzy,
            exported=stamp(text),
        )
        for number, (source, text, fuzzy) in enumerate(pieces)
        if portable(source)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.po")
        path.write_bytes(write_po(entries, code="en", project="x", moment=moment_of([])))
        problems = Problems()
        language, found = read_po(path, problems)

    assert (language, len(problems)) == ("en", 0)
    said = [(entry.part, entry.source, entry.text, entry.fuzzy, entry.exported) for entry in entries]
    assert [(entry.part, entry.source, entry.text, entry.fuzzy, entry.exported) for entry in found] == said


IDS = [block.id for block in read_blocks("甲\n\n乙\n\n丙\n\n丁")]
MARKERS = st.tuples(
    st.lists(st.sampled_from([*IDS, "00000000"]), min_size=1, max_size=2, unique=True),
    st.sampled_from(["", "", " was 11111111"]),
    st.sampled_from(["", " draft", " machine", " reviewed"]),
    st.sampled_from(["", " "]),
).map(lambda given: f"<!--{given[3]} {' '.join(given[0])}{given[1]}{given[2]} {given[3]}-->")
STATES = st.tuples(
    st.sampled_from(["", "", " was 11111111"]), st.sampled_from(["", " draft", " machine", " reviewed"])
).map("".join)
SEGMENTS = st.lists(st.tuples(MARKERS, st.one_of(FREE, PLAIN)).map("\n".join), min_size=1, max_size=5)


def english(segments: list[str], state: str, *, windows: bool = False) -> str:
    """Write a translation of segments that are as they are."""
    text = f"---\ntitle: 'T'\nstate: {state}\n---\n\n" + "\n".join(segments)
    return text.replace("\r", "").replace("\n", "\r\n") if windows else text


@settings(max_examples=150, deadline=None)
@given(SEGMENTS, st.sampled_from(["machine", "draft", "reviewed"]), st.booleans())
def test_out_and_in_changes_no_byte(segments, state, windows):
    """Of any file."""
    with tempfile.TemporaryDirectory() as folder:
        text = english(segments, state, windows=windows)
        made = Digest(Path(folder), original(body="甲\n\n乙\n\n丙\n\n丁"), text)
        made.export()

        assert made.take() == []
        assert made.read() == text


@settings(max_examples=150, deadline=None)
@given(
    st.permutations(IDS),
    st.lists(st.tuples(STATES, st.one_of(FREE, PLAIN)), max_size=4),
    st.lists(st.tuples(st.one_of(st.none(), PLAIN), st.booleans()), min_size=5, max_size=5),
)
def test_what_a_translator_writes_comes_out_again(ids, there, changes):
    """Its text, and that it has been reviewed, of every entry; all others are as they were.

    There are no orphans: what is left over finds another place when a block finds its own.
    """
    segments = [f"<!-- {id_}{state} -->\n{text}" for id_, (state, text) in zip(ids, there, strict=False)]
    changes = iter(changes)
    wanted = {}

    def change(entry: Entry) -> Entry:
        words, fuzzy = next(changes)
        changed = entry if words is None else replace(entry, text=words, fuzzy=fuzzy)
        if entry.part == "title":
            changed = replace(changed, text=" ".join(changed.text.split()))
        wanted[entry.part] = (portable(changed.text), changed.fuzzy)
        return changed

    with tempfile.TemporaryDirectory() as folder:
        made = Digest(Path(folder), original(body="甲\n\n乙\n\n丙\n\n丁"), english(segments, "draft"))
        before = {entry.part: entry for entry in made.export(change)}
        faults = {part for part, (text, _) in wanted.items() if text != before[part].text and fault_of(text)}
        assert len(made.take()) == len(faults)
        after = {entry.part: (entry.text, entry.fuzzy) for entry in made.export()}

    for part, (text, fuzzy) in wanted.items():
        if part not in faults:
            assert after[part][0] == text
            assert part == "title" or after[part][1] == fuzzy  # a title has the state of the whole


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(WORDINGS), min_size=1, max_size=5),
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=5, max_size=5),
    edits(most=5),
    edits(most=5),
    st.lists(st.integers(0, 9), max_size=2),
)
def test_what_comes_back_late_is_never_shown_as_what_it_is_not(texts, chosen, early, late, by_hand):
    """Whatever has become of the original, and of the translation; and no words of a hand are lost.

    Each text here is its own original in brackets, so that it tells what it translates.
    """
    ids = [block.id for block in read_blocks("\n\n".join(texts))]
    segments = [
        f"<!-- {id_} -->\n[{text}]" for id_, text, (there, _, _) in zip(ids, texts, chosen, strict=False) if there
    ]

    def translated(entry: Entry) -> Entry:
        words = f"[{''.join(entry.source.split())}]"
        return entry if entry.part == "title" else replace(entry, text=words, fuzzy=next(flags))

    def follow(blocks: list[str], edits: list[tuple[str, int, int, bool]]) -> list[str]:
        for kind, at, value, by_import in edits:
            new = edited(blocks, kind, at, value)
            if by_import:
                changed = changed_blocks(read_blocks("\n\n".join(blocks)), read_blocks("\n\n".join(new)))
                made.write("en", follow_changes(made.read(), changed))
            blocks = new
        made.write("zh", original(body="\n\n".join(blocks)))
        return blocks

    with tempfile.TemporaryDirectory() as folder:
        made = Digest(Path(folder), original(body="\n\n".join(texts)), translation(body="\n\n".join(segments)))
        flags = iter([fuzzy for _, fuzzy, _ in chosen] * 9)
        blocks = follow(texts, early)
        made.export(translated)
        blocks = follow(blocks, late)
        written = set()
        body = load_article(made.article).translations["en"].body
        for number in by_hand:
            there = read_segments(body)[1]
            if there:
                old = there[number % len(there)].text
                body = body.replace(old, f"{old[:-1]} {number}]", 1)
                written.add(f"{old[:-1]} {number}]")
        made.write("en", rewrite_body(made.read(), made.article / "en.md", body))
        written = {text for text in written if text in body}
        made.take()
        after = load_article(made.article)
        found = read_segments(after.translations["en"].body)[1]
        pairing = pair_blocks([block.id for block in read_blocks(after.body)], found)

    assert written <= {segment.text for segment in found}
    for pair in pairing.pairs:
        if pair.segment and pair.freshness == "fresh":
            said = re.sub(r" \d+", "", pair.segment.text)
            assert said == f"[{''.join(blocks[place] for place in pair.blocks)}]"


# gettext's own judge

needs_msgfmt = pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")


def judged(path: Path) -> str:
    """Give what gettext says against a PO file."""
    done = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False
    )
    return done.stderr


@needs_msgfmt
def test_gettext_accepts_the_sample(sample):
    """As it is, with nothing to say."""
    articles = load_articles(sample / "articles", Problems())
    path = sample / "x.po"
    path.write_bytes(
        write_po(entries_of_all(articles, "en", {}, Problems()), code="en", project="x", moment=moment_of(articles))
    )

    assert judged(path) == ""


@needs_msgfmt
def test_what_gettext_writes_again_is_the_same(sample):
    """Its tools break lines and order comments in their own way: nothing has changed."""
    articles = load_articles(sample / "articles", Problems())
    entries = entries_of_all(articles, "en", {}, Problems())
    path = sample / "x.po"
    path.write_bytes(write_po(entries, code="en", project="x", moment=moment_of(articles)))
    subprocess.run(["msgcat", "--width=40", "-o", str(path), str(path)], check=True)
    problems = Problems()

    assert take_file(sample, ("zh", "en"), path, problems) == []
    assert not list(map(str, problems))


@needs_msgfmt
@settings(max_examples=25, deadline=None)
@given(SEGMENTS, FREE)
def test_gettext_accepts_any_article(segments, free):
    """Whatever stands in it."""
    with tempfile.TemporaryDirectory() as folder:
        body = f"甲 100% {free.replace(chr(0), '')}\n\n乙\n\n丙\n\n丁"
        made = Digest(Path(folder), original(body=body), english(segments, "draft"))
        made.export()

        assert judged(made.po) == ""
