"""The command `translate`: what it takes, what it says and how it ends."""

from __future__ import annotations

import json
import shlex
import sys
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import DIGEST
from written import original, translation

from jiazhu.cli import main
from jiazhu.library.blocks import read_blocks

ONE = "articles/one/zh.md"
ENTITIES = """\
- {id: north-korea, type: Place, name: {zh: 朝鲜, en: North Korea}}
- {id: kim, type: Person, name: {zh: 金正恩, en: Kim Jong Un}}
"""


@pytest.fixture
def run(run):
    """Give a function that runs the command beside the content folder."""
    return partial(run, "translate")


@pytest.fixture
def small(make_content):
    """Give a content folder with one article, which has another name too, and no translation."""
    return make_content(
        {ONE: original(body="朝鲜。\n\n乙。", title="金正恩", aliases="[uno]"), "entities.yaml": ENTITIES}
    )


def python(code):
    """Word a command that runs Python code."""
    return shlex.join([sys.executable, "-c", code])


KEEPING = python(
    "import json, sys; r = json.load(sys.stdin); json.dump(r, open('asked.json', 'w'));"
    "print(json.dumps({'translator': 'M', 'blocks': [{'id': b['id'], 'text': 'X'} for b in r['blocks'][:-1]]}))"
)
"""A provider that keeps what it was asked, and answers all but the last."""


def test_it_makes_a_file_and_sums_up(run, small):
    """Blocks that are new, and all that is to do; the second time there is nothing to add."""
    done = run("one")
    path = Path("content/articles/one/en.md")

    assert (0, "") == (done.exit_code, done.stderr)
    assert done.stdout == f"{path} · new blocks 2 · to translate 3 · stale 0 · problems 0\n"
    before = path.read_bytes()
    assert run("one").stdout == f"{path} · nothing to add · to translate 3 · stale 0 · problems 0\n"
    assert path.read_bytes() == before


def test_a_skeleton_is_no_fault(run, small):
    """The digest can be built and checked meanwhile; nothing of the skeleton is seen."""
    run("one")
    done = CliRunner().invoke(main, ["build"])

    assert (0, "") == (done.exit_code, done.stderr)
    assert "<!--" not in Path("site/en/articles/one/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["one", "uno", "content/articles/one", "content/articles/one/", "content/articles/one/zh.md"]
)
def test_an_article_has_several_names(run, small, name):
    """Its folder's, an earlier one, and a path."""
    assert "new blocks 2" in run(name).stdout


def test_an_unknown_article_is_a_fault(run, small):
    """The nearest is told."""
    done = run("onne")

    assert done.exit_code == 1
    assert done.stderr == "content/articles: error: there is no article `onne` (did you mean `one`?)\n"


@pytest.mark.parametrize(
    ("languages", "arguments", "said"),
    [
        ('["zh", "en"]', ("--to", "zh"), "the original is in zh already; choose of en"),
        ('["zh", "en"]', ("--to", "fr"), "'fr' is not one of en"),
        ('["zh", "en"]\nvariants = ["zh-Hant"]', ("--to", "zh-hant"), "'zh-hant' is not one of en"),
        ('["zh", "en", "fr"]', (), "--to is missing: one of en, fr"),
        ('["zh"]', (), "the digest has no language but zh"),
    ],
)
def test_a_language_that_cannot_be_meant_is_wrong_usage(run, small, languages, arguments, said):
    """Status 2, with the choices; nothing is written."""
    toml = DIGEST.replace('["zh", "en"]', languages)
    (small / "digest.toml").write_text(toml, encoding="utf-8")
    done = run("one", *arguments)

    assert done.exit_code == 2
    assert said in done.stderr
    assert [path.name for path in (small / "articles" / "one").iterdir()] == ["zh.md"]


def test_one_of_several_languages_is_chosen(run, small):
    """Neither is privileged: the original may be in any."""
    (small / "digest.toml").write_text(DIGEST.replace('["zh", "en"]', '["zh", "en", "fr"]'), encoding="utf-8")
    (small / "articles" / "one" / "zh.md").rename(small / "articles" / "one" / "en.md")

    assert "one/fr.md · new blocks 2" in run("one", "--to", "fr").stdout
    assert "one/zh.md · new blocks 2" in run("one", "--to", "zh").stdout


def test_a_provider_is_told_the_names_that_occur(run, small):
    """With both languages; what it does not answer is counted."""
    done = run("one", "--with", KEEPING)
    asked = json.loads(Path("asked.json").read_text())

    counts = "new blocks 2 · by machine 2 · unanswered 1 · to translate 1 · stale 0"
    assert done.stdout == f"content/articles/one/en.md · {counts} · problems 0\n"
    assert (asked["article"], asked["source"], asked["target"]) == ("one", "zh-Hans", "en")
    assert asked["glossary"] == [
        {"source": "金正恩", "target": "Kim Jong Un"},
        {"source": "朝鲜", "target": "North Korea"},
    ]
    assert [block["text"] for block in asked["blocks"]] == ["金正恩", "朝鲜。", "乙。"]


def test_what_is_left_for_a_hand_is_said(run, small):
    """A title in a translation that a hand began."""
    (a, _) = read_blocks("朝鲜。\n\n乙。")
    text = translation('""', body=f"<!-- {a.id} -->\nA", state="draft")
    (small / "articles" / "one" / "en.md").write_text(text, encoding="utf-8")
    done = run("one", "--with", KEEPING)

    assert done.stdout.endswith(" · unanswered 1 · to translate 2 · stale 0 · left for a hand: title · problems 0\n")


def test_the_provider_of_the_documentation_works(run, small, tmp_path):
    """It asks a command for one text after the other."""
    documentation = Path(__file__).parent.parent / "docs" / "translating.md"
    code = documentation.read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0]
    (tmp_path / "ask.py").write_text(code, encoding="utf-8")
    command = python("import sys; print(sys.argv[1], sys.stdin.buffer.read().decode())")
    done = run("one", "--with", f"{shlex.quote(sys.executable)} ask.py {command}")

    assert "by machine 3 · to translate 0" in done.stdout
    text = (small / "articles" / "one" / "en.md").read_text(encoding="utf-8")
    assert 'title: "zh-Hans:en 金正恩"' in text
    assert text.endswith(" -->\nzh-Hans:en 乙。\n")


@pytest.mark.parametrize("provider", ["", "no-such-program-here", python("raise SystemExit(1)"), python("print(1)")])
def test_a_provider_that_fails_writes_nothing(run, small, provider):
    """One line says why, with status 1."""
    done = run("one", "--with", provider)

    assert (1, "") == (done.exit_code, done.stdout)
    assert done.stderr.count("\n") == done.stderr.count(": error: ") == 1
    assert [path.name for path in (small / "articles" / "one").iterdir()] == ["zh.md"]


@pytest.mark.parametrize(("arguments", "names"), [((), ["en.md", "zh.md"]), (("--strict",), ["zh.md"])])
def test_a_faulty_entity_is_told(run, small, arguments, names):
    """Status 1; with --strict nobody is asked and nothing is written."""
    (small / "entities.yaml").write_text(f"{ENTITIES}- {{id: x, type: Place}}\n", encoding="utf-8")
    done = run("one", "--with", KEEPING, *arguments)

    assert done.exit_code == 1
    assert done.stderr.startswith("content/entities.yaml:3: error: ")
    assert sorted(path.name for path in (small / "articles" / "one").iterdir()) == names


def test_a_translation_that_cannot_be_marked_is_a_fault(run, small):
    """With both numbers, and a way out; it stays as it is."""
    path = small / "articles" / "one" / "en.md"
    path.write_text(translation(body="A"), encoding="utf-8")
    done = run("one")

    assert done.exit_code == 1
    assert (
        "content/articles/one/en.md: error: no markers, and blocks: 1 here, 2 in the original (rename en.md"
        in done.stderr
    )
    assert path.read_text("utf-8") == translation(body="A")


def test_a_fault_elsewhere_is_no_hindrance(run, small):
    """Another article may be broken; this one may be a draft."""
    (small / "articles" / "two").mkdir()
    (small / "articles" / "two" / "zh.md").write_text("nothing", encoding="utf-8")
    (small / "articles" / "one" / "zh.md").write_text(original(draft="true"), encoding="utf-8")

    assert run("one").exit_code == 0
