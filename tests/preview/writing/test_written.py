"""What forms change in the files of the content: their own lines, and no others."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest
from written import load, marked, original, translation

from jiazhu.config import load_config
from jiazhu.errors import JiazhuError
from jiazhu.library.anchors import anchor_notes
from jiazhu.library.articles import load_article
from jiazhu.library.blocks import read_blocks
from jiazhu.library.saving import ChangedError, file_hash
from jiazhu.preview.writing.written import Saved, UnknownError, Writing

BODY = "白俄罗斯在**俄罗斯**旁边。\n\n俄罗斯很大。\n\n第三段。"
FIRST, SECOND, THIRD = (block.id for block in read_blocks(BODY))
ENGLISH = f"""\
---
# by hand
title:   'It''s Belarus'   # keep
state: reviewed
translator: "Li"
---


<!-- {FIRST}   -->
Belarus is beside *Russia*.

<!-- {SECOND} was 0123abcd machine -->
<!-- ask Wang -->
Russia is large.
"""
NOTES = """\
# Notes of mine

-   kind: context      # odd order
    id: old
    in: zh
    quote: 'gone words'
    before: "   "
    note: {en: "Old",
           zh: 旧}
"""


class Desk:
    """Fills in forms as a page does, and tells what changed."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.writing = Writing(content, lambda: load_config(content / "digest.toml"))
        self.folder = content / "articles" / "one"

    def given(self):
        """Give what forms are made from."""
        return self.writing.given("one")

    def save(self, form: str, file: str, hash_: str | None = None, **said: object) -> Saved:
        """Fill in a form for a file, and save it."""
        hash_ = file_hash(self.path(file)) if hash_ is None else hash_
        return self.writing.save("one", form, json.dumps({"hash": hash_, **said}).encode())

    def path(self, file: str) -> Path:
        """Give the path of a file."""
        return self.content / file if file == "entities.yaml" else self.folder / file

    def changed(self, form: str, file: str, **said: object) -> list[str]:
        """Save a form, and give the lines that came and went."""
        before = self.path(file).read_bytes().decode() if self.path(file).exists() else ""
        others = {path: path.read_bytes() for path in self.content.rglob("*.*") if path != self.path(file)}
        self.save(form, file, **said)
        assert others == {path: path.read_bytes() for path in self.content.rglob("*.*") if path != self.path(file)}
        after = self.path(file).read_bytes().decode()
        lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
        return [line for line in lines if line[0] in "+-"]


@pytest.fixture
def desk(make_content):
    """Give a content folder with one article, written in a hand's own ways."""
    return Desk(
        make_content(
            {
                "articles/one/zh.md": original(body=BODY, tags="[war]   # mine"),
                "articles/one/en.md": ENGLISH,
                "articles/one/notes.yaml": NOTES,
                "tags.yaml": "- {id: war, label: {zh: 战争}, aliases: [战]}\n- {id: arms, label: {zh: 武器}}\n",
                "entities.yaml": "# names\n- id: russia\n  type: Place\n  name: {zh: 俄罗斯, en: Russia}\n",
            }
        )
    )


def place(quote: str, language: str = "zh", **more: str) -> dict[str, str]:
    """Select words of the body."""
    return {"quote": quote, "language": language, "at": "body", **more}


def test_forms_are_made_from_the_files_as_they_are(desk):
    """Each part with its original, its words and its state; names, tags and notes to choose from; and hashes."""
    given = desk.given()
    assert (given.original, given.languages) == ("zh", {"zh": "zh-Hans", "en": "en"})
    assert [(part.part, part.text, part.freshness, part.state) for part in given.parts["en"]] == [
        ("title", "It's Belarus", "fresh", "reviewed"),
        (FIRST, "Belarus is beside *Russia*.", "fresh", "reviewed"),
        (SECOND, "Russia is large.", "stale", "machine"),
        (THIRD, "", "missing", "reviewed"),
    ]
    assert given.parts["en"][1].source == "白俄罗斯在**俄罗斯**旁边。"
    assert given.parts["en"][1].begins == "白俄罗斯在俄罗斯旁边。"
    assert [(tag.id, tag.given) for tag in given.tags] == [("war", True), ("arms", False)]
    assert [entity.id for entity in given.entities] == ["russia"]
    assert [(note.id, note.quote) for note in given.orphans] == [("old", "gone words")]
    assert given.hashes["en.md"] == file_hash(desk.folder / "en.md")
    assert set(given.hashes) == {"zh.md", "en.md", "notes.yaml", "entities.yaml"}


def test_a_note_is_an_entry_as_a_hand_writes_it(desk):
    """Below the others, with what it says on lines of its own; of words that stand twice, it is on those selected."""
    assert desk.changed(
        "note",
        "notes.yaml",
        place=place("俄罗斯", before="白俄罗斯在", after="旁边"),
        kind="claim",
        note={"zh": "一行。\n\n- 又一行: “是”", "en": " Words \r\n"},
        sources=[{"url": "https://e.org/a?b=1#c", "title": "A: b", "lang": ""}, {"url": ""}],
        by="russia",
        verdict="disputed",
        replacement="left over",
    ) == [
        "+ \n",
        "+ - id: n9572ab\n",
        "+   kind: claim\n",
        "+   in: zh\n",
        '+   quote: "俄罗斯"\n',
        '+   before: "白俄罗斯在"\n',
        '+   after: "旁边。 俄罗斯很大。 第三段。"\n',
        "+   claim: {by: russia, verdict: disputed}\n",
        "+   note:\n",
        "+     zh: |\n",
        "+       一行。\n",
        "+ \n",
        "+       - 又一行: “是”\n",
        "+     en: |\n",
        "+       Words\n",
        "+   sources:\n",
        '+     - {url: "https://e.org/a?b=1#c", title: "A: b"}\n',
    ]
    article = load(desk.content).articles[0]
    anchor = list(anchor_notes(article))[1]
    assert (anchor.found.start, anchor.found.how) == (BODY.replace("*", "").index("在俄") + 1, "exact")
    assert anchor.note.note == {"zh": "一行。\n\n- 又一行: “是”\n", "en": "Words\n"}


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"place": place("俄罗斯")}, "stand 3 times"),
        ({"place": place("nowhere")}, "are not there"),
        ({"place": place("俄罗斯很大", "fr")}, "no text in `fr`"),
        ({"note": {"en": " \n"}}, "says nothing yet"),
        ({"note": {"e: n": "x"}}, "no entry can be added below this"),
        ({"kind": "poem"}, "poem"),
        ({"kind": "claim"}, "a claim of nobody"),
        ({"kind": "claim", "by": "nobody"}, "no entity `nobody`"),
        ({"kind": "claim", "by": "russia", "verdict": "maybe"}, "verdict"),
        ({"kind": "correction", "replacement": " "}, "correction without `replacement`"),
        ({"sources": [{"url": "javascript:alert(1)"}]}, "no address on the web"),
        ({"sources": [{"url": "https://e.org", "x": "y"}]}, "unknown key"),
    ],
)
def test_a_note_that_would_be_faulty_is_not_written(desk, said, fault):
    """The form is told why, and the file stays."""
    form = {"place": place("很大"), "kind": "context", "note": {"en": "x"}, **said}
    with pytest.raises(JiazhuError, match=fault):
        desk.save("note", "notes.yaml", **form)
    assert (desk.folder / "notes.yaml").read_text("utf-8") == NOTES


def test_an_orphan_is_anchored_to_the_words_selected(desk):
    """In its own entry, however that is written; the words that it had stay under `was`."""
    changed = desk.changed("anchor", "notes.yaml", place=place("俄罗斯", before="", after="很大"), id="old")
    assert changed == [
        "-     quote: 'gone words'\n",
        '-     before: "   "\n',
        '+     quote: "俄罗斯"\n',
        '+     before: "白俄罗斯在俄罗斯旁边。"\n',
        '+     after: "很大。 第三段。"\n',
        '+     was: ["gone words"]\n',
    ]
    assert desk.given().orphans == ()


@pytest.mark.parametrize(
    ("part", "text", "state", "expected"),
    [
        (
            FIRST,
            "Belarus is next to *Russia*.\n",
            "reviewed",
            ["- Belarus is beside *Russia*.\n", "+ Belarus is next to *Russia*.\n"],
        ),
        (FIRST, "Belarus is beside *Russia*.", "draft", [f"- <!-- {FIRST}   -->\n", f"+ <!-- {FIRST} draft -->\n"]),
        (
            SECOND,
            "Russia is large.",
            "reviewed",
            [f"- <!-- {SECOND} was 0123abcd machine -->\n", f"+ <!-- {SECOND} -->\n"],
        ),
        (
            SECOND,
            "Russia\n\nis *large*.",
            "machine",
            [
                f"- <!-- {SECOND} was 0123abcd machine -->\n",
                f"+ <!-- {SECOND} machine -->\n",
                "- Russia is large.\n",
                "+ Russia\n",
                "+ \n",
                "+ is *large*.\n",
            ],
        ),
        (THIRD, "Third.", "draft", ["+ \n", f"+ <!-- {THIRD} draft -->\n", "+ Third.\n"]),
        (
            "title",
            "Its “new”\ntitle",
            "draft",
            ["- title:   'It''s Belarus'   # keep\n", '+ title: "Its “new” title"   # keep\n'],
        ),
    ],
)
def test_a_translation_changes_its_own_lines(desk, part, text, state, expected):
    """Words, and the state where it is another; a stale one is so no longer; comments stay."""
    assert desk.changed("translation", "en.md", language="en", part=part, text=text, state=state) == expected
    parts = {each.part: each for each in desk.given().parts["en"]}
    assert parts[part].text == (text.strip() if part != "title" else "Its “new” title")
    assert parts[part].freshness == "fresh"
    assert part == "title" or parts[part].state == state


def test_saving_what_is_there_changes_nothing(desk):
    """Not a byte, whatever else the file holds."""
    said = {"language": "en", "part": FIRST, "text": "Belarus is beside *Russia*.", "state": "reviewed"}
    assert desk.changed("translation", "en.md", **said) == []
    assert desk.changed("tags", "zh.md", tags=["war"]) == []


def test_the_first_translation_makes_the_file(desk):
    """With what it must have, and nothing that nobody wrote."""
    (desk.folder / "en.md").unlink()
    desk.save("translation", "en.md", language="en", part=SECOND, text="Large.", state="draft")
    expected = f'---\ntitle: ""\nstate: draft\n---\n\n<!-- {SECOND} -->\nLarge.\n'
    assert (desk.folder / "en.md").read_text("utf-8") == expected
    desk.save("translation", "en.md", language="en", part="title", text="Title", state="draft")
    assert (desk.folder / "en.md").read_text("utf-8") == expected.replace('""', "Title")


@pytest.mark.parametrize(
    ("part", "text", "fault"),
    [
        (FIRST, " \n ", "without words"),
        (FIRST, "a\n\n<!-- 0123abcd -->\nb", "a marker in the words"),
        (FIRST, "```\nopen", "something open in the words"),
        (FIRST, "<!-- open", "something open in the words"),
        (FIRST, "a\n<!--0123abcd-->", "looks like a marker"),
        ("0123abcd", "x", "other words here by now"),
        (f"{FIRST} {SECOND}", "x", "other words here by now"),
        ("epoch", "x", "other words here by now"),
        ("", "x", "other words here by now"),
    ],
)
def test_what_cannot_be_a_translation_is_not_written(desk, part, text, fault):
    """The form is told why, and the file stays."""
    with pytest.raises(JiazhuError, match=fault):
        desk.save("translation", "en.md", language="en", part=part, text=text, state="draft")
    assert (desk.folder / "en.md").read_text("utf-8") == ENGLISH


def test_a_translation_without_markers_is_left_to_the_hand(desk):
    """Nobody can tell which of its blocks is meant."""
    (desk.folder / "en.md").write_text(translation(body="One.\n\nTwo."), encoding="utf-8")
    with pytest.raises(JiazhuError, match="no markers"):
        desk.save("translation", "en.md", language="en", part=FIRST, text="x", state="draft")


def test_control_characters_are_left_out(desk):
    """They are in no file, and cannot break one."""
    desk.save("note", "notes.yaml", place=place("很大"), kind="context", note={"en": "a\x00b\x1bc\u2028d"})
    assert load(desk.content).articles[0].notes[1].note["en"].strip() in {"abc\u2028d", "abcd"}


def test_tags_are_those_chosen(desk):
    """In the order in which they were given, and by the name that a hand used; unknown ones are refused."""
    assert desk.changed("tags", "zh.md", tags=["arms", "war"]) == [
        "- tags: [war]   # mine\n",
        "+ tags: [war, arms]   # mine\n",
    ]
    assert desk.changed("tags", "zh.md", tags=["arms"])[1] == "+ tags: [arms]   # mine\n"
    with pytest.raises(JiazhuError, match="no tag `nope`"):
        desk.save("tags", "zh.md", tags=["nope"])


def test_a_name_is_an_entry_below_the_others(desk):
    """Where there is none of that id, and it has what it must have."""
    assert desk.changed(
        "name", "entities.yaml", id="belarus", type="Place", name={"zh-Hans": "白俄罗斯", "en": "Belarus", "fr": ""}
    ) == ["+ \n", "+ - id: belarus\n", "+   type: Place\n", '+   name: {zh-Hans: "白俄罗斯", en: Belarus}\n']
    for said, fault in (
        ({"id": "russia"}, "already"),
        ({"id": "a b"}, "no address"),
        ({"type": "Thing"}, "Thing"),
        ({"name": {}}, "no name|missing"),
    ):
        with pytest.raises(JiazhuError, match=fault):
            desk.save("name", "entities.yaml", **{"id": "x", "type": "Place", "name": {"en": "X"}, **said})


@pytest.mark.parametrize(
    ("form", "file", "said"),
    [
        ("note", "notes.yaml", {"place": place("很大"), "kind": "context", "note": {"en": "x"}}),
        ("anchor", "notes.yaml", {"place": place("很大"), "id": "old"}),
        ("translation", "en.md", {"language": "en", "part": FIRST, "text": "x", "state": "draft"}),
        ("tags", "zh.md", {"tags": ["arms"]}),
        ("name", "entities.yaml", {"id": "x", "type": "Place", "name": {"en": "X"}}),
    ],
)
def test_a_file_that_changed_meanwhile_is_never_overwritten(desk, form, file, said):
    """What stands on disk stays, though only a space has come; with a look at it, it goes on."""
    seen = file_hash(desk.path(file))
    desk.path(file).write_bytes(desk.path(file).read_bytes() + b"\n")
    theirs = desk.path(file).read_bytes()
    with pytest.raises(ChangedError, match="has changed on disk"):
        desk.save(form, file, seen, **said)
    assert desk.path(file).read_bytes() == theirs
    desk.save(form, file, **said)
    assert desk.path(file).read_bytes() != theirs


@pytest.mark.parametrize(
    ("form", "file", "said"),
    [
        ("note", "notes.yaml", {"place": place("很大"), "kind": "context", "note": {"en": "x"}}),
        ("anchor", "notes.yaml", {"place": place("很大"), "id": "old"}),
        ("translation", "en.md", {"language": "en", "part": SECOND, "text": "x", "state": "draft"}),
        ("tags", "zh.md", {"tags": ["arms"]}),
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_stay(desk, form, file, said, mark):
    """A file of Windows stays one, and the diff is as small."""
    path = desk.path(file)
    small = len(Desk(desk.content).changed(form, file, **said))
    fresh = {"notes.yaml": NOTES, "en.md": ENGLISH, "zh.md": original(body=BODY, tags="[war]   # mine")}[file]
    path.write_bytes(mark + fresh.replace("\n", "\r\n").encode())
    assert len(desk.changed(form, file, **said)) == small
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n")
    assert data.startswith(mark)


def test_what_changes_while_a_form_is_made_is_not_missed(desk, monkeypatch):
    """The hash is that of the file before it was read: a form made of what came later could overwrite it unseen."""
    path = desk.folder / "en.md"

    def read_late(folder):
        article = load_article(folder)
        path.write_text(ENGLISH.replace("large", "huge"), encoding="utf-8")
        return article

    monkeypatch.setattr("jiazhu.preview.writing.written.load_article", read_late)
    seen = desk.given().hashes["en.md"]
    monkeypatch.undo()
    with pytest.raises(ChangedError):
        desk.save("translation", "en.md", seen, language="en", part=SECOND, text="x", state="draft")


def test_a_faulty_article_is_not_written_into(desk):
    """Where its text cannot be read, nobody knows what a form would mean."""
    (desk.folder / "zh.md").write_text("no front matter", encoding="utf-8")
    with pytest.raises(JiazhuError, match="no front matter"):
        desk.save("note", "notes.yaml", place=place("很大"), kind="context", note={"en": "x"})


def test_an_unknown_article_is_none(desk):
    """By its exact name alone."""
    for slug in ("two", "One", "one/", "", "."):
        with pytest.raises(UnknownError, match="no such article"):
            desk.writing.given(slug)


def test_marked_is_what_it_was():
    """The fixture's own blocks are those that the forms name."""
    assert marked("a\n\nb\n\nc", BODY).count("<!--") == 3
