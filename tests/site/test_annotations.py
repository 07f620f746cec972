"""Notes as W3C annotations."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from conftest import DIGEST
from written import marked, original, site, translation

SCHEMA = json.loads((Path(__file__).parent / "web_annotation.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
VALIDATOR.check_schema(SCHEMA)

ANNO = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://example.org/anno", "type": "Annotation"}
IRI = "http://example.org/a"
BODY = {"body": IRI}
TARGET = {"target": IRI}
ITEM = {"id": IRI, "type": "Annotation", "body": IRI, "target": IRI}
COLLECTION = {**ANNO, "type": "AnnotationCollection", "label": "Notes", "total": 2}
PAGE = {"id": IRI, "type": "AnnotationPage", "startIndex": 0, "items": [ITEM, ITEM]}


def selecting(**selector):
    """Write an annotation of a part of something."""
    return {**ANNO, **BODY, "target": {"source": IRI, "selector": selector}}


EXAMPLES = {
    "1, basic model (3.1)": {**ANNO, **BODY, **TARGET},
    "2, external resources (3.2.1)": {
        **ANNO,
        "body": {"id": IRI, "format": "audio/mpeg", "language": "fr"},
        "target": {"id": IRI, "format": "application/pdf", "language": ["en", "ar"], "textDirection": "ltr"},
    },
    "3, classes (3.2.2)": {**ANNO, "body": {"id": IRI, "type": "Video"}, "target": {"id": IRI, "type": "Text"}},
    "4, segments (3.2.3)": {**ANNO, **BODY, "target": {"id": f"{IRI}#xywh=100,100,300,300", "type": "Image"}},
    "5, textual body (3.2.4)": {
        **ANNO,
        **TARGET,
        "body": {"type": "TextualBody", "value": "<p>bien</p>", "format": "text/html", "language": "fr"},
    },
    "6, string body (3.2.5)": {**ANNO, **TARGET, "bodyValue": "A comment"},
    "8, without a body (3.2.6)": {**ANNO, **TARGET},
    "9, several bodies and targets (3.2.6)": {
        **ANNO,
        "body": [IRI, {"type": "TextualBody", "value": "tag"}],
        "target": [IRI, IRI],
    },
    "10, choice (3.2.7)": {
        **ANNO,
        **TARGET,
        "body": {"type": "Choice", "items": [{"id": IRI, "language": "en"}, {"id": IRI, "language": "fr"}]},
    },
    "11, lifecycle (3.3.1)": {
        **ANNO,
        **TARGET,
        "creator": IRI,
        "created": "2015-01-28T12:00:00Z",
        "modified": "2015-01-29T09:00:00Z",
        "generator": IRI,
        "generated": "2015-02-04T12:00:00Z",
        "body": {"id": IRI, "creator": IRI, "created": "2014-06-02T17:00:00Z"},
    },
    "12, agents (3.3.2)": {
        **ANNO,
        **BODY,
        **TARGET,
        "creator": {"id": IRI, "type": "Person", "name": "A name", "nickname": "nick", "email_sha1": "58bad0"},
        "generator": {"id": IRI, "type": "Software", "name": "Code", "homepage": IRI},
    },
    "15, motivation and purpose (3.3.5)": {
        **ANNO,
        **TARGET,
        "motivation": "bookmarking",
        "body": [
            {"type": "TextualBody", "value": "readme", "purpose": "tagging"},
            {"type": "TextualBody", "value": "Worth a look", "purpose": "describing"},
        ],
    },
    "16, rights (3.3.6)": {**ANNO, **TARGET, "rights": IRI, "body": {"id": IRI, "rights": IRI}},
    "17, other identities (3.3.7)": {**ANNO, **BODY, **TARGET, "canonical": "urn:uuid:dbfb1861", "via": IRI},
    "18, resource with purpose (4.1)": {
        **ANNO,
        **TARGET,
        "body": {"type": "SpecificResource", "purpose": "tagging", "source": IRI},
    },
    "20, fragment selector (4.2.1)": selecting(type="FragmentSelector", conformsTo=IRI, value="t=30,60"),
    "21, CSS selector (4.2.2)": selecting(type="CssSelector", value="#part > .section"),
    "22, XPath selector (4.2.3)": selecting(type="XPathSelector", value="/html/body/p[2]"),
    "23, text quote selector (4.2.4)": selecting(
        type="TextQuoteSelector", exact="anotation", prefix="this is an ", suffix=" that has some"
    ),
    "24, text position selector (4.2.5)": selecting(type="TextPositionSelector", start=412, end=795),
    "25, data position selector (4.2.6)": selecting(type="DataPositionSelector", start=4096, end=4104),
    "26, SVG selector (4.2.7)": selecting(type="SvgSelector", id=IRI),
    "28, range selector (4.2.8)": selecting(
        type="RangeSelector",
        startSelector={"type": "XPathSelector", "value": "//td[1]"},
        endSelector={"type": "XPathSelector", "value": "//td[4]"},
    ),
    "29, refinement (4.2.9)": selecting(
        type="FragmentSelector", value="para5", refinedBy={"type": "TextQuoteSelector", "exact": "Selected"}
    ),
    "34, style (4.4)": {**ANNO, **BODY, "stylesheet": IRI, "target": {"source": IRI, "styleClass": "red"}},
    "37, scope (4.6)": {**ANNO, **BODY, "target": {"source": IRI, "scope": IRI}},
    "38, collection (5.1)": {**COLLECTION, "creator": IRI, "first": IRI, "last": IRI},
    "39, page (5.2)": {**PAGE, "@context": ANNO["@context"], "partOf": {"id": IRI, "total": 2}, "next": IRI},
    "40, collection with its page (5.2)": {**COLLECTION, "first": PAGE},
}
"""The examples of the Recommendation, by number and section: their structure, in fewer and other words."""


def without(data, key):
    """Take out a key."""
    return {name: value for name, value in data.items() if name != key}


BROKEN = {
    "no context (3.1)": without(EXAMPLES["1, basic model (3.1)"], "@context"),
    "another context (3.1)": {**ANNO, **TARGET, "@context": "http://www.w3.org/ns/oa.jsonld"},
    "an only context in an array (3.1)": {**ANNO, **TARGET, "@context": [ANNO["@context"]]},
    "no id (3.1)": without({**ANNO, **TARGET}, "id"),
    "an id that is no IRI (3.1)": {**ANNO, **TARGET, "id": "anno 1"},
    "another class (3.1)": {**ANNO, **TARGET, "type": "Note"},
    "no target (3.1)": {**ANNO, **BODY},
    "no target in the array (3.1)": {**ANNO, "target": []},
    "a resource without id (3.2.1)": {**ANNO, "target": {"type": "Text"}},
    "a text without value (3.2.4)": {**ANNO, **TARGET, "body": {"type": "TextualBody", "language": "fr"}},
    "two values (3.2.4)": {**ANNO, **TARGET, "body": {"type": "TextualBody", "value": ["a", "b"]}},
    "body and bodyValue (3.2.5)": {**ANNO, **TARGET, **BODY, "bodyValue": "A comment"},
    "a choice of nothing (3.2.7)": {**ANNO, **TARGET, "body": {"type": "Choice", "id": IRI}},
    "a local time (3.3.1)": {**ANNO, **TARGET, "created": "2015-01-28T12:00:00+01:00"},
    "a bare date (3.3.1)": {**ANNO, **TARGET, "created": "2015-01-28"},
    "two times (3.3.1)": {**ANNO, **TARGET, "created": ["2015-01-28T12:00:00Z"] * 2},
    "an unknown motivation (3.3.5)": {**ANNO, **TARGET, "motivation": "translating"},
    "two canonical IRIs (3.3.7)": {**ANNO, **TARGET, "canonical": [IRI, IRI]},
    "no source (4)": {**ANNO, "target": {"type": "SpecificResource", "selector": {"type": "SvgSelector"}}},
    "a selector without a type (4.2)": selecting(exact="x"),
    "no value (4.2.1)": selecting(type="FragmentSelector"),
    "no exact (4.2.4)": selecting(type="TextQuoteSelector", prefix="x"),
    "two prefixes (4.2.4)": selecting(type="TextQuoteSelector", exact="x", prefix=["a", "b"]),
    "a negative start (4.2.5)": selecting(type="TextPositionSelector", start=-1, end=2),
    "no end (4.2.6)": selecting(type="DataPositionSelector", start=1),
    "half a range (4.2.8)": selecting(type="RangeSelector", startSelector={"type": "XPathSelector", "value": "//p"}),
    "no first page (5.1)": COLLECTION,
    "a fault in the page (5.1)": {**COLLECTION, "first": {**PAGE, "items": [without(ITEM, "target")]}},
    "a context in the page (5.2)": {**COLLECTION, "first": {**PAGE, "@context": ANNO["@context"]}},
    "a page without items (5.2)": {**PAGE, "@context": ANNO["@context"], "items": []},
    "a page without context (5.2)": PAGE,
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_schema_takes_the_examples(example):
    """Whatever the Recommendation shows is valid."""
    assert [error.message for error in VALIDATOR.iter_errors(EXAMPLES[example])] == []


@pytest.mark.parametrize("fault", BROKEN)
def test_the_schema_refuses_what_is_broken(fault):
    """By what the section demands."""
    assert not VALIDATOR.is_valid(BROKEN[fault])


TEXT = "美国总统说：“我们这里没有战争。”\n\n他说了*两句*话，说完就走了。"
NOTES = """\
- id: n1
  kind: context
  in: zh
  quote: 总统说：“我们这里
  before: 美国
  after: 没有战争。
  note: {en: "*He* [said](/x)", zh: 头一句话}
  by: ed
  date: 2023-08-20
- id: n2
  kind: claim
  in: zh
  quote: 没有战争
  before: 总统说：“我们这里
  after: 。”他说了两句
  claim: {by: chief, verdict: unverified}
  note: {en: Who knows}
  sources: [{url: "https://e.org/1", title: A page, lang: en}, {url: "https://e.org/2"}]
- id: n3
  kind: correction
  in: en
  quote: two word
  replacement: two words
  note: {en: A slip}
- id: n4
  kind: source
  in: zh
  quote: 这些话早就没有了吧
  before: 从前
  note: {en: Gone}
- id: n5
  kind: translation
  in: zh
  at: title
  quote: 题目
  before: 某某某
  after: 一二三四五六
  note: {en: "Title"}
"""
ENTITIES = "- {id: chief, type: Person, name: {zh: 首领, en: Chief}, same_as: [https://www.wikidata.org/wiki/Q1]}\n"
ENGLISH = "The president said there is no war.\n\nHe said two word and left."


@pytest.fixture
def content(make_content):
    """Give a content folder with an article of each kind of note, and one without notes."""
    return make_content(
        {
            "digest.toml": DIGEST + 'variants = ["zh-Hant"]\n',
            "entities.yaml": ENTITIES,
            "articles/one/zh.md": original(title="某某某题目一二三四五六", body=TEXT),
            "articles/one/en.md": translation("A title", body=marked(ENGLISH, TEXT)),
            "articles/one/notes.yaml": NOTES,
            "articles/two/zh.md": original("b2"),
        }
    )


@pytest.fixture
def files(content):
    """Give the files of annotations of the site, read, by name."""
    return {name: json.loads(text) for name, text in site(content).items() if name.endswith("annotations.jsonld")}


def items(files, language):
    """Give the annotations of the article in a language, by the last part of their id."""
    found = files[f"{language}/articles/one/annotations.jsonld"]["first"]["items"]
    return {item["id"].partition("#")[2]: item for item in found}


def test_an_article_with_notes_has_a_file_in_each_language(files):
    """Valid by the Recommendation; an article without notes has none."""
    assert sorted(files) == [f"{code}/articles/one/annotations.jsonld" for code in ("en", "zh-hant", "zh")]
    for name, data in files.items():
        assert [error.message for error in VALIDATOR.iter_errors(data)] == []
        assert data["id"] == f"https://example.org/watch/{name}"
        assert (data["total"], len(data["first"]["items"])) == (5, 5)


def test_an_annotation_is_at_the_address_of_its_note(files, content):
    """On the page there is an element with that id; it is one and the same annotation in all languages."""
    page = site(content)["en/articles/one/index.html"]
    for id_, item in items(files, "en").items():
        assert item["id"] == f"https://example.org/watch/en/articles/one/#{id_}"
        assert f'id="{id_}"' in page
        assert item["canonical"] == f"tag:example.org,2023:a1/notes/{id_.removeprefix('note-')}"
        assert item["canonical"] == items(files, "zh-hant")[id_]["canonical"]


def test_kinds_are_motivations(files):
    """The nearest that the vocabulary has."""
    assert [item["motivation"] for item in items(files, "zh").values()] == [
        "commenting",
        "assessing",
        "editing",
        "linking",
        "describing",
    ]


def test_words_in_several_languages_are_a_choice(files):
    """The page's own first, as HTML; in one language they are the body."""
    english = items(files, "en")["note-n1"]["body"]
    assert (english["type"], [item["language"] for item in english["items"]]) == ("Choice", ["en", "zh-Hans"])
    assert english["items"][0] == {
        "type": "TextualBody",
        "purpose": "commenting",
        "value": '<p><em>He</em> <a href="/x">said</a></p>',
        "format": "text/html",
        "language": "en",
    }
    assert [item["language"] for item in items(files, "zh-hant")["note-n1"]["body"]["items"]] == ["zh-Hant", "en"]
    assert "<p>頭一句話</p>" in json.dumps(items(files, "zh-hant"), ensure_ascii=False)


def test_what_a_claim_and_a_correction_need_is_there(files):
    """Who says it, the verdict, the sources; the right words, in the language of the wrong ones."""
    _, claimant, verdict, *sources = items(files, "en")["note-n2"]["body"]
    assert claimant == {
        "type": "SpecificResource",
        "purpose": "tagging",
        "source": "https://www.wikidata.org/wiki/Q1",
    }
    assert (verdict["value"], verdict["purpose"], "language" in verdict) == ("unverified", "classifying", False)
    assert [source["source"] for source in sources] == [
        {"id": "https://e.org/1", "label": "A page", "language": "en"},
        {"id": "https://e.org/2"},
    ]
    _, replacement = items(files, "zh")["note-n3"]["body"]
    assert (replacement["value"], replacement["purpose"], replacement["language"]) == ("two words", "editing", "en")


def test_a_target_is_the_page_of_the_words(files):
    """This language's own where it is theirs, in its script; with the words as they are written."""
    base = "https://example.org/watch"
    english, hant = items(files, "en"), items(files, "zh-hant")
    assert [item["target"]["source"] for item in english.values()] == [
        f"{base}/{code}/articles/one/" for code in ("zh", "zh", "en", "zh", "zh")
    ]
    assert hant["note-n1"]["target"] == {
        "type": "SpecificResource",
        "source": f"{base}/zh-hant/articles/one/",
        "selector": {
            "type": "TextQuoteSelector",
            "exact": "總統說：“我們這裡",
            "prefix": "美國",
            "suffix": "沒有戰爭。” 他說了兩句話，說完就",
        },
    }
    selector = english["note-n3"]["target"]["selector"]
    assert (selector["prefix"], selector["exact"]) == ("there is no war. He said ", "two word")


def test_an_orphan_keeps_its_last_words(files):
    """They select nothing, and never other words."""
    assert items(files, "zh")["note-n4"]["target"]["selector"] == {
        "type": "TextQuoteSelector",
        "exact": "这些话早就没有了吧",
        "prefix": "从前",
    }


def test_time_is_the_notes_own(files):
    """The first minute of its day in the digest's zone, in UTC; without a date there is none."""
    first, second = list(items(files, "en").values())[:2]
    assert (first["created"], first["creator"]) == ("2023-08-19T16:00:00Z", {"name": "ed"})
    assert not {"created", "creator", "modified", "generated"} & second.keys()


def test_words_that_were_found_anew_are_those_of_now(content):
    """The selector is what can be found on the page."""
    path = content / "articles/one/notes.yaml"
    path.write_text(NOTES.replace("quote: 总统说：“我们这里", "quote: 总统他说：“我们那里"), encoding="utf-8")
    text = site(content)["zh/articles/one/annotations.jsonld"]
    assert '"exact": "总统说：“我们这里"' in text
