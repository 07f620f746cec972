"""Entities, and their names in texts."""

from __future__ import annotations

import pytest

from jiazhu.errors import Problems
from jiazhu.library.entities import Glossary, form_in, load_entities, names_in, names_of, script_names
from jiazhu.text.script import Script

ENTITIES = """\
- id: north-korea
  type: Place
  name: {zh-Hans: 朝鲜, zh-Hant: 北韓, en: North Korea}
  match: {en: [DPRK], zh: [北朝鲜]}
  never: {zh: [朝鲜半岛, 朝鲜战争]}
  same_as: [https://www.wikidata.org/wiki/Q423]
- id: belarus
  type: Place
  name: {zh: 白俄罗斯, en: Belarus}
- id: russia
  type: Place
  name: {zh: 俄罗斯, en: Russia}
- id: gerasimov
  type: Person
  name: {zh-Hans: 瓦列里, zh-Hant: 瓦列里}
- id: workers-party
  type: Organization
  name: {zh: 朝鲜劳动党}
"""


def load(path, text):
    """Load a file of entities; give them, and the problems as text behind the file's name."""
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    return load_entities(path, problems), [str(problem).removeprefix(f"{path}:") for problem in problems]


@pytest.fixture
def entities(tmp_path):
    """Give the entities above."""
    found, problems = load(tmp_path / "entities.yaml", ENTITIES)
    assert problems == []
    return found


def test_entities_are_read_by_id(entities):
    """In the order of the file, with all that is said of them."""
    korea = entities["north-korea"]

    assert list(entities) == ["north-korea", "belarus", "russia", "gerasimov", "workers-party"]
    assert (korea.type, korea.name["zh-Hant"], korea.match["en"]) == ("Place", "北韓", ("DPRK",))
    assert (korea.never, korea.same_as) == (
        {"zh": ("朝鲜半岛", "朝鲜战争")},
        ("https://www.wikidata.org/wiki/Q423",),
    )


def test_no_file_is_no_entities(tmp_path):
    """A digest may do without."""
    problems = Problems()

    assert load_entities(tmp_path / "entities.yaml", problems) == {}
    assert not len(problems)


def test_every_fault_is_told_with_its_line(tmp_path):
    """A faulty entity is left out, the others stay."""
    found, said = load(
        tmp_path / "entities.yaml",
        "- id: a\n  type: Place\n  name: {zh: 甲}\n"
        "- id: a\n  type: Place\n  name: {zh: 乙}\n"
        "- id: ../b\n  type: Place\n  name: {zh: 丙}\n"
        "- id: c\n  type: Palace\n  name: {zh: 丁}\n"
        "- id: d\n  type: Place\n  name: {}\n"
        "- id: e\n  type: Place\n  name:\n    zh: 戊\n    Chinese: 己\n"
        "- id: f\n  type: Place\n  name: {zh: 庚}\n  match:\n    zh:\n      - 辛\n      - ''\n"
        "- id: g\n  type: Place\n  name: {zh: 壬}\n  same_as: [https://e.org/g, Q1]\n"
        "- id: h\n  name: {zh: 癸}\n  kind: x\n",
    )

    assert list(found) == ["a"]
    assert said == [
        f"4: error: the address `/entities/a/` is also that of {tmp_path}/entities.yaml:1 (change one of them)",
        "7: error: the entity `../b` is no address (letters, digits, `-`)",
        "11: error: `type` is `Palace`: expected one of Person, Place, Organization, Event, Concept (mend the value)",
        "15: error: the entity `d` has no name (such as {zh-Hans: 朝鲜, en: North Korea})",
        "20: error: `name.Chinese`: `Chinese` is no language (such as zh-Hans, zh-Hant or en)",
        "27: error: a name of the entity `f` is empty (write it, or remove the key)",
        "31: error: `Q1` is no address on the web (such as https://www.wikidata.org/wiki/Q423)",
        "34: error: unknown key `kind` (did you mean `id`?)",
        "32: error: the key `type` is missing (add `type`)",
    ]


def test_a_shared_name_means_the_first(tmp_path):
    """Two may have the same name in a language; that is a warning, and in two languages it is nothing."""
    found, said = load(
        tmp_path / "entities.yaml",
        "- id: a\n  type: Person\n  name: {zh: 李强, en: Li Qiang}\n"
        "- id: b\n  type: Person\n  name:\n    en: Li Qiang II\n    zh-Hans: 李强\n"
        "- id: c\n  type: Person\n  name: {fr: Li Qiang}\n",
    )

    assert list(found) == ["a", "b", "c"]
    (warning,) = said
    assert warning.startswith("8: warning: the name `李强` of `b` is also that of `a`, which it means in a text")
    assert [span.id for span in names_of(found, "zh").find("李强")] == ["a"]


@pytest.mark.parametrize(
    ("tag", "name"),
    [("zh", "朝鲜"), ("zh-Hans", "朝鲜"), ("zh-CN", "朝鲜"), ("zh-hant", "北韓"), ("zh-TW", "北韓"),
     ("en", "North Korea"), ("en-GB", "North Korea"), ("fr", "")],
)  # fmt: skip
def test_a_name_in_a_language(entities, tag, name):
    """Codes and tags name it; a variety of the language has its name."""
    assert name == form_in(entities["north-korea"], tag)


def test_a_name_in_another_script_is_none(entities):
    """What is only written in Simplified has no name in Traditional."""
    assert form_in(entities["belarus"], "zh-Hant") == ""


def test_names_of_a_language_are_found_in_all_its_scripts(entities):
    """With other ways to write them, and not where `never` says so; other languages' names are none."""
    text = "朝鲜、北朝鲜和北韓在朝鲜半岛，不是白俄罗斯。DPRK"

    assert [(text[start:end], id_) for start, end, id_ in names_of(entities, "zh-Hans").find(text)] == [
        ("朝鲜", "north-korea"),
        ("北朝鲜", "north-korea"),
        ("北韓", "north-korea"),
        ("白俄罗斯", "belarus"),
    ]
    assert [id_ for *_, id_ in names_of(entities, "en").find(text)] == ["north-korea"]


def test_names_in_a_text_are_listed_with_their_translation(entities):
    """As they are written, in the order in which they first stand there, each once; without those that have none."""
    text = "白俄罗斯与朝鲜：朝鲜、北朝鲜、瓦列里、朝鲜战争"

    assert names_in(entities, text, "zh-Hans", "en") == [
        ("白俄罗斯", "Belarus"),
        ("朝鲜", "North Korea"),
        ("北朝鲜", "North Korea"),
    ]
    assert names_in(entities, "Russia, the DPRK and North\nKorea", "en", "zh") == [
        ("Russia", "俄罗斯"),
        ("DPRK", "朝鲜"),
        ("North Korea", "朝鲜"),
    ]


def test_a_glossary_serves_many_texts(entities):
    """It lists the same names, one text after the other."""
    glossary = Glossary(entities, "zh", "zh-Hant")

    assert [glossary.names_in(text) for text in ("朝鲜", "白俄罗斯", "")] == [[("朝鲜", "北韓")], [], []]


def test_names_keep_their_own_form_in_the_other_script(entities):
    """Only the name itself: other names and words that hold it are converted by characters."""
    traditional = Script("zh-Hant", script_names(entities, "zh-Hant"))

    assert traditional.text("朝鲜与瓦列里") == "北韓與瓦列里"
    assert traditional.text("北朝鲜、朝鲜战争、朝鲜劳动党") == "北朝鮮、朝鮮戰爭、朝鮮勞動黨"
    assert (
        Script("zh-Hans", script_names(entities, "zh-Hans")).text("北韓與瓦列里、白俄羅斯") == "朝鲜与瓦列里、白俄罗斯"
    )
