"""The commands `notes add` and `notes accept`: what they take, what they say and how they end."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from written import marked, original, translation

from jiazhu.cli import main
from jiazhu.library.coverage import words_hash

BODY = "李尚福访问白俄罗斯，会见总统卢卡申科。\n\n白俄罗斯军队没有参与战争。"
ENGLISH = "Li Shangfu visited Belarus.\n\nThe army took no part."
PATH = Path("content/articles/one/notes.yaml")


def only_id():
    """Give the id of the one note there is."""
    return PATH.read_text("utf-8").partition("id: ")[2].partition("\n")[0]


@pytest.fixture
def run(run):
    """Give a function that runs a command of the group beside the content folder."""
    return partial(run, "notes")


@pytest.fixture
def content(make_content):
    """Give a content folder with an article in two languages, and an entity."""
    return make_content(
        {
            "articles/one/zh.md": original(body=BODY),
            "articles/one/en.md": translation(body=marked(ENGLISH, BODY), of=f"{{title: {words_hash('标题')}}}"),
            "entities.yaml": "- {id: chief, type: Person, name: {zh: 卢卡申科, en: Lukashenko}}\n",
        }
    )


def test_adding_says_where(run, content):
    """File and line, id and text; and that the words are still to be written."""
    done = run("add", "one", "没有参与战争")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{PATH}:1 · {only_id()} · zh body · now write what it says · problems 0\n"
    first = PATH.read_text("utf-8")
    assert '  note:\n    zh: ""\n    en: ""\n' in first

    done = run("add", "one", "army took", "--note", "No part at all.", "--lang", "en", "--kind", "translation")
    second = PATH.read_text("utf-8").removeprefix(f"{first}\n- id: ").partition("\n")[0]
    assert done.stdout == f"{PATH}:11 · {second} · en body · problems 0\n"
    assert PATH.read_text("utf-8").endswith('  note:\n    en: "No part at all."\n')


def test_a_note_without_words_is_told_of_until_they_are_there(run, content):
    """`build` tells its line and leaves it out; the article stays."""
    run("add", "one", "没有参与战争")
    done = CliRunner().invoke(main, ["build"])
    assert done.exit_code == 0
    assert f"{PATH}:7: warning: the note `{only_id()}` says nothing yet" in done.stderr
    assert Path("site/zh/articles/one/index.html").exists()
    PATH.write_text(PATH.read_text("utf-8").replace('""', '"A"'), encoding="utf-8")
    before = PATH.read_bytes()
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    assert CliRunner().invoke(main, ["check"]).stderr == ""
    assert PATH.read_bytes() == before
    assert Path("site/zh/articles/one/annotations.jsonld").exists()


def test_claims_and_corrections_have_what_they_need(run, content):
    """An entity with a verdict that is open; the right words."""
    run("add", "one", "会见总统", "--kind", "claim", "--by", "chief", "--note", "甲")
    run("add", "one", "Shangfu", "--kind", "correction", "--replacement", "Shang-fu", "--note", "乙")
    text = PATH.read_text("utf-8")
    assert '  claim: {by: chief, verdict: unverified}\n  note:\n    zh: "甲"\n' in text
    assert '  replacement: Shang-fu\n  note:\n    zh: "乙"\n' in text
    assert CliRunner().invoke(main, ["build"]).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "joke"), "'joke' is not one of 'context', 'translation', 'claim', 'correction', 'source'"),
        (("--at", "lead"), "'lead' is not one of"),
        (("--kind", "claim"), "--kind claim needs --by"),
        (("--kind", "correction"), "--kind correction needs --replacement"),
        (("--by", "chief"), "--by goes with --kind claim"),
        (("--replacement", "x"), "--replacement goes with --kind correction"),
        (("--note", "x", "--lang", "fr"), "'fr' is not one of zh, en"),
        (("--lang", "en"), "--lang is the language of --note, which is missing"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(run, content, arguments, said):
    """Status 2, and nothing is written."""
    done = run("add", "one", "没有参与战争", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not PATH.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("onne", "没有"), "content/articles: error: there is no article `onne` (did you mean `one`?)"),
        (("one", "没有参加战争"), "the words “没有参加战争” are not there (did you mean “没有参与战争”, in zh body?)"),
        (("one", "白俄罗斯"), "content/articles/one/zh.md:11: error: zh body: "),
        (("one", "没有参与", "--in", "fr"), "the article has no text in `fr` (it has zh, en)"),
        (("one", "没有参与", "--kind", "claim", "--by", "chef"), "there is no entity `chef` (did you mean `chief`?)"),
    ],
)
def test_what_is_not_there_is_a_fault(run, content, arguments, said):
    """Status 1, with what to do; nothing is written."""
    done = run("add", *arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr
    assert not PATH.exists()


def test_accepting_says_what_it_did(run, content):
    """The words that the note is at now; once only."""
    run("add", "one", "白俄罗斯军队没有参与战争", "--note", "甲")
    zh = content / "articles/one/zh.md"
    zh.write_text(zh.read_text("utf-8").replace("军队没有参与战争", "军队并没有参与战争"), encoding="utf-8")

    id_ = only_id()
    assert run("accept", "one", id_).stdout == f"{PATH}:4 · {id_} · now at “白俄罗斯军队并没有参与战争” · problems 0\n"
    before = PATH.read_bytes()
    assert run("accept", "one", id_).stdout == f"{PATH}:4 · {id_} · nothing to do · problems 0\n"
    assert PATH.read_bytes() == before


def test_accepting_an_orphan_takes_words(run, content):
    """Without them it is a fault that says so."""
    run("add", "one", "白俄罗斯军队没有参与战争", "--note", "甲")
    (content / "articles/one/zh.md").write_text(original(body="全都换了。\n\n一句也没留。"), encoding="utf-8")
    id_ = only_id()
    done = run("accept", "one", id_)
    assert done.exit_code == 1
    assert f"{PATH}:4: error: the words of `{id_}` are gone: “白俄罗斯军队没有参与战争”" in done.stderr
    assert run("accept", "one", id_, "--quote", "一句也没留").exit_code == 0
    assert 'was: ["白俄罗斯军队没有参与战争"]' in PATH.read_text("utf-8")
