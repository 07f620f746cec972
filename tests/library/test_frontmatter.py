"""Front matter and the way back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.errors import JiazhuError
from jiazhu.library.frontmatter import (
    comment_line,
    dump,
    line_in,
    read_mapping,
    read_matter,
    rewrite,
    rewrite_body,
    rewrite_matter,
    scalar,
    split,
)
from jiazhu.library.strict_yaml import read_yaml
from jiazhu.model import TranslationMatter
from jiazhu.text.characters import writable

PATH = Path("en.md")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def test_split_parts_matter_from_body():
    """Blank lines at the body's edges go; a rule inside it is no fence."""
    assert split("--- \na: 1\n---\n\ntext\n\n---\n\nmore\n\n", PATH) == ("a: 1\n", "text\n\n---\n\nmore")


@pytest.mark.parametrize("text", ["---\na: 1\n---", "---\na: 1\n---\n"])
def test_a_body_may_be_empty(text):
    """A file may end with its fence."""
    assert split(text, PATH) == ("a: 1\n", "")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no front matter"),
        ("\n---\na: 1\n---\n", 1, "no front matter"),
        ("----\na: 1\n----\n", 1, "no front matter"),
        ("---\na: 1\n\ntext\n", 1, "the front matter does not end"),
        ("---\n---\n", 2, "the front matter holds no keys"),
        ("---\n- a\n---\n", 2, "the front matter holds no keys"),
        ("---\na: 1\nb: 'x\n---\n", 3, "no valid YAML"),
    ],
)
def test_broken_front_matter_is_told_with_its_line(text, line, said):
    """What is missing is told, where it is missing, and what to do."""
    with pytest.raises(JiazhuError) as caught:
        read_mapping(text, PATH)

    (problem,) = caught.value.problems
    assert (line, True) == (problem.line, bool(problem.hint))
    assert problem.text.startswith(said)


def test_a_wrong_key_has_its_line_in_the_file(tmp_path):
    """The fence counts, and Windows' line ends do not."""
    path = tmp_path / "en.md"
    path.write_bytes("\ufeff---\r\n# a comment\r\ntitle: x\r\nstat: draft\r\n---\r\nbody".encode())

    with pytest.raises(JiazhuError) as caught:
        read_matter(path, TranslationMatter)
    assert (caught.value.problems[0].line, caught.value.problems[0].hint) == (4, "did you mean `state`?")


def test_line_in_finds_an_item_of_a_list(tmp_path):
    """A list over several lines is pointed into."""
    path = tmp_path / "zh.md"
    path.write_text("---\ntitle: tags\ntags:\n  - a\n  - b\n---\ntags: x\n", encoding="utf-8")

    assert [line_in(path, "tags"), line_in(path, "tags", 1)] == [3, 5]


@pytest.mark.parametrize(
    ("value", "written"),
    [("rfi-zh", "rfi-zh"), ("002_0a.txt", "002_0a.txt"), ("no", '"no"'), ("2023-08-18", '"2023-08-18"'),
     ("1e5", '"1e5"'), ("0x1F", '"0x1F"'), ("", '""'), ("中国", '"中国"'), ('a "b": c', '"a \\"b\\": c"'),
     ("a\u2028b\x85", '"a\\u2028b\\u0085"')],
)  # fmt: skip
def test_scalar_quotes_what_is_not_plainly_a_word(value, written):
    """No reader of YAML, however old, takes it for a boolean, a number, a date or a line break."""
    assert written == scalar(value)


@given(TEXT)
def test_scalar_comes_back(value):
    """Any text is read again as it was, in a list too, but for control characters, which no file may hold."""
    kept = writable(value)
    assert {"a": kept, "b": [kept, kept]} == read_yaml(
        f"a: {scalar(value)}\nb: [{scalar(value)}, {scalar(value)}]", PATH
    )


def test_dump_writes_what_an_editor_would():
    """One key a line; dates with their zone; lists and mappings in brackets; a blank line before the body."""
    keys = {
        "title": "中",
        "epoch": 1692353702000,
        "published": datetime.fromisoformat("2023-08-18T11:59+02:00"),
        "image": {"src": "https://a.example/1.jpg"},
        "tags": ["arms", "no"],
    }

    assert dump(keys, "\nbody\n\n").split("\n") == [
        "---",
        'title: "中"',
        "epoch: 1692353702000",
        "published: 2023-08-18T11:59+02:00",
        'image: {src: "https://a.example/1.jpg"}',
        'tags: [arms, "no"]',
        "---",
        "",
        "body",
        "",
    ]


@pytest.mark.parametrize(
    ("matter", "keys", "expected"),
    [
        ("title: 旧\ntags: [a]", {"title": "新"}, 'title: "新"\ntags: [a]'),
        ("tags: [a]\ntitle: 旧", {"title": "新", "url": "u"}, 'tags: [a]\ntitle: "新"\nurl: u'),
        ("title: 旧\ncaption: c\nremark: r", {"caption": None}, "title: 旧\nremark: r"),
        ("# mine\ntitle: |\n  two\n\n  lines\nremark: r", {"title": "t"}, "# mine\ntitle: t\nremark: r"),
        ("also:\n- 1.txt\n- 2.txt\nremark: r", {"also": ["3.txt"]}, "also: [3.txt]\nremark: r"),
        ("epoch: 1  # by LW\ntitle: 旧 # mine", {"epoch": 1, "title": "新"}, 'epoch: 1  # by LW\ntitle: "新" # mine'),
        ("url: 'u'\ntitle: 旧#1", {"url": "u", "title": "新"}, "url: 'u'\ntitle: \"新\""),
        (
            "image:\n  # mine\n  src: u\nalso:\n- a\n- b\ntitle: 旧",
            {"image": {"src": "u"}, "also": ["a", "b"], "title": "新"},
            'image:\n  # mine\n  src: u\nalso:\n- a\n- b\ntitle: "新"',
        ),
        ('"title" : x\nremark:\n  - a\n\n# end', {"title": "t"}, "title: t\nremark:\n  - a\n\n# end"),
    ],
)
def test_rewriting_changes_no_line_that_need_not(matter, keys, expected):
    """Other keys, comments and order stay, and what says the same; a key of several lines goes as a whole."""
    text = f"---\n{matter}\n---\n\n旧文\n"

    assert rewrite(text, Path("zh.md"), keys, "新文") == f"---\n{expected}\n---\n\n新文\n"


@given(TEXT)
def test_a_comment_is_a_comment(text):
    """Any text is one line, which says nothing."""
    assert "\n" not in comment_line(text)
    assert {"a": "b"} == read_yaml(f"{comment_line(text)}\na: b", PATH)


def test_rewriting_the_front_matter_leaves_the_rest():
    """Fences, and all below, stay as they are; so does everything where no value is another."""
    text = "--- \ntitle: x  # mine\nremark: r\n\n---\n\n\nbody\n---\n"

    assert rewrite_matter(text, PATH, {"title": "z", "of": {"title": "a"}}) == text.replace("x  #", "z  #").replace(
        "r\n\n", "r\n\nof: {title: a}\n"
    )
    assert rewrite_matter(text, PATH, {"title": "x"}) == text


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("\n\n\nold\n\n\n", "\n\n\nnew\n\n\n"),
        ("\nold", "\nnew\n"),
        ("\n", "\n\nnew\n"),
        ("", "\n\nnew\n"),
        ("\n\n\n", "\n\nnew\n"),
    ],
)
def test_rewriting_the_body_leaves_the_rest(below, expected):
    """The blank lines around it, too."""
    assert rewrite_body(f"---\ntitle: x\n---{below}", PATH, "new") == f"---\ntitle: x\n---{expected}"
