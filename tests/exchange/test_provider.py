"""Providers of translations: what they are asked, and what they may answer."""

from __future__ import annotations

import json
import shlex
import sys

import pytest

from jiazhu.errors import JiazhuError
from jiazhu.exchange.machine import Piece
from jiazhu.exchange.provider import Name, Request, ask

REQUEST = Request(
    article="one",
    source="zh-Hans",
    target="en",
    glossary=(Name(source="朝鲜", target="North Korea"),),
    blocks=(Piece(id="title", text="题"), Piece(id="aaaaaaaa", text="**甲**\n乙")),
)


def python(code):
    """Word a command that runs Python code."""
    return shlex.join([sys.executable, "-c", code])


def answering(**answer):
    """Word a command that answers with some JSON, whatever it is asked."""
    return python(f"import sys; sys.stdin.read(); print({json.dumps(answer)!r})")


def fault(command):
    """Give the words of the fault that asking a command ends in."""
    with pytest.raises(JiazhuError) as caught:
        ask(command, REQUEST)
    assert all(problem.hint for problem in caught.value.problems)
    return [problem.text for problem in caught.value.problems]


def test_a_provider_is_asked_one_json_object_on_its_standard_input(tmp_path):
    """UTF-8, with the version, both languages, the names and the blocks; no shell reads the command."""
    file = tmp_path / "request; $(x).json"
    code = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read()); print('{\"blocks\": []}')"
    answer = ask(f"{python(code)} {shlex.quote(str(file))}", REQUEST)

    assert json.loads(file.read_bytes().decode()) == {
        "version": 1,
        "article": "one",
        "source": "zh-Hans",
        "target": "en",
        "glossary": [{"source": "朝鲜", "target": "North Korea"}],
        "blocks": [{"id": "title", "text": "题"}, {"id": "aaaaaaaa", "text": "**甲**\n乙"}],
    }
    assert (answer.blocks, answer.translator) == ((), "")


def test_an_answer_may_leave_blocks_out_and_name_the_translator():
    """Windows' line ends and blank lines around a text are no part of it."""
    answer = ask(answering(blocks=[{"id": "aaaaaaaa", "text": "\r\nA\r\nB\n"}], translator="M"), REQUEST)

    assert (answer.blocks, answer.translator) == ((Piece(id="aaaaaaaa", text="A\nB"),), "M")


def test_standard_error_is_passed_through(capfd):
    """What a provider says of its work is seen."""
    ask(python("import sys; print('half way', file=sys.stderr); print('{\"blocks\": []}')"), REQUEST)

    assert capfd.readouterr() == ("", "half way\n")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("no-such-program-here", "cannot be run: No such file or directory"),
        ("/", "cannot be run: Permission denied"),
        ("a\0b", "cannot be run: embedded null byte"),
        ("", "an empty command"),
        ("x 'y", "no command: No closing quotation"),
        (python("raise SystemExit(3)"), "failed with status 3: nothing was written"),
        (python("print('{\"blocks\": []}'); raise SystemExit(1)"), "failed with status 1: nothing was written"),
        (python(""), "answers with no JSON: "),
        (python("print('Here you are: {}')"), "answers with no JSON: "),
        (python("print('{\"blocks\": []} {}')"), "answers with no JSON: "),
        (python("import sys; sys.stdout.buffer.write(b'{\"translator\": \"\\xff\"}')"), "answers with no JSON: "),
        (python("print(r'{\"blocks\": [], \"translator\": \"\\ud800\"}')"), "answers with no JSON: "),
        (python("print('[]')"), "answers with the wrong JSON: "),
        (answering(), "answers with the wrong JSON: Object missing required field `blocks`"),
        (answering(blocks={"title": "T"}), "answers with the wrong JSON: "),
        (answering(blocks=[{"id": "title"}]), "answers with the wrong JSON: Object missing required field `text`"),
        (answering(blocks=[{"id": "title", "text": 1}]), "answers with the wrong JSON: Expected `str`"),
        (answering(blocks=[], translater="M"), "answers with the wrong JSON: Object contains unknown field"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told(command, said):
    """A command that cannot be run, fails, or answers something else."""
    (text,) = fault(command)

    assert text.startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no words for `title`"),
        (" \n", "no words for `title`"),
        ("<!-- x -->", "no words for `title`"),
        ("a\0", "the character U+0000 in `title`"),
        ("a\n<!-- 5d740250 -->\nb", "a marker in `title`"),
        ("a\r<!-- 5d740250 -->\rb", "a marker in `title`"),
        ("<!-- 5d740250 was 5d740250 machine -->b\n<!-- 5d740250 -->", "a marker in `title`"),
        ("```\na", "something open in `title`"),
        ("a\n\n<!-- b", "something open in `title`"),
        ("<pre>", "something open in `title`"),
    ],
)
def test_a_text_that_would_not_come_back_is_refused(text, said):
    """It has no words, would break the file, or take in the block below."""
    assert fault(answering(blocks=[{"id": "title", "text": text}])) == [f"answers with {said}"]


@pytest.mark.parametrize(
    "text", ["- a\n- b", "```\n<!-- x -->\n```", "| a |\n|---|\n| b |", "<table></table>", "a[^1]", "[^1]: a"]
)
def test_any_markdown_is_taken(text):
    """Whatever kind of block it is."""
    assert ask(answering(blocks=[{"id": "title", "text": text}]), REQUEST).blocks == (Piece(id="title", text=text),)


def test_every_fault_of_an_answer_is_told_at_once():
    """Ids that it was not asked for, and those that stand twice, too."""
    blocks = [{"id": id_, "text": "A"} for id_ in ("bbbbbbbb", "title", "title")] + [{"id": "aaaaaaaa", "text": ""}]

    assert fault(answering(blocks=blocks)) == [
        "answers with a block `bbbbbbbb`, which it was not asked for",
        "answers with the block `title` twice",
        "answers with no words for `aaaaaaaa`",
    ]
