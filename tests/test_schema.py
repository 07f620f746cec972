"""Raw mappings become records, or problems an editor understands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jiazhu.errors import JiazhuError, SchemaError
from jiazhu.model import Config, DigestMatter, OriginalMatter, Source
from jiazhu.schema import convert, read_toml, toml_line

PATH = Path("zh.md")
LINES = {"id": 2, "tags": 5, "image": 6}


def faults(raw, type_):
    """Convert, and give the problems as text."""
    with pytest.raises(SchemaError) as caught:
        convert(raw, type_, path=PATH, line_of=lambda key: LINES.get(key, 0), kind="front-matter")
    return [str(problem) for problem in caught.value.problems]


def original(**keys):
    """Convert the least that an original holds, and more."""
    raw = {"id": "x", "title": "no", "epoch": "1692353702000", **keys}
    return convert(raw, OriginalMatter, path=PATH, line_of=LINES.__getitem__, kind="front-matter")


def test_scalars_are_typed_by_their_key():
    """`no` is a word as a title and false as a draft; digits are a number only where one is wanted."""
    matter = original(draft="no", fragment="0012", published="2023-08-18T11:59Z", updated="2023-08-20")

    assert (matter.title, matter.draft, matter.fragment, matter.epoch) == ("no", False, "0012", 1692353702000)
    assert datetime(2023, 8, 18, 11, 59, tzinfo=UTC) == matter.published
    assert datetime(2023, 8, 20) == matter.updated  # noqa: DTZ001 -- a bare date, whose zone the digest knows


@pytest.mark.parametrize(("word", "meant"), [("yes", True), ("On", True), ("true", True), ("OFF", False)])
def test_booleans_are_what_yaml_calls_so(word, meant):
    """All of YAML's words for true and false, in any case."""
    assert meant is original(draft=word).draft


def test_a_keyword_of_python_can_be_a_key():
    """The key `from` is the attribute `from_`."""
    matter = convert({"from": "2023-08-01"}, DigestMatter, path=PATH, line_of=LINES.__getitem__, kind="x")

    assert date(2023, 8, 1) == matter.from_


def test_one_run_shows_every_fault_of_a_file_with_its_line():
    """Unknown key, wrong value and missing key are told together."""
    assert faults({"id": "x", "tags": "x", "titel": "y"}, OriginalMatter) == [
        "zh.md:5: error: `tags` is `x`: expected a list (mend the value)",
        "zh.md: error: unknown key `titel` (did you mean `title`?)",
        "zh.md: error: the key `title` is missing (add `title`)",
        "zh.md: error: the key `epoch` is missing (add `epoch`)",
    ]


def test_keys_are_named_where_a_value_should_have_some():
    """Who wrote a word in place of keys, or a wrong one of them, reads which there are."""
    for value in ("https://e.org/a.jpg", {"alt": "x"}):
        (fault,) = faults({"id": "x", "title": "y", "epoch": 1, "image": value}, OriginalMatter)
        assert fault.endswith("(it takes src, alt)")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("draft", "perhaps", "`draft` is `perhaps`: expected true or false"),
        ("epoch", "soon", "`epoch` is `soon`: expected a whole number"),
        ("title", ["x"], "`title`: expected text"),
        ("published", "yesterday", "`published` is `yesterday`: expected a date, perhaps with a time"),
        ("published", ["x"], "`published`: expected a date, perhaps with a time"),
        ("rights", "none", "`rights` is `none`: expected one of full, excerpt, link"),
        ("image", "x.jpg", "`image` is `x.jpg`: expected keys with values"),
        ("image", {"alt": "x"}, "`image`: the key `src` is missing"),
        ("image", {"scr": "x"}, "unknown key `image.scr` (did you mean `src`?)"),
        ("tags", [["x"]], "`tags[0]`: expected text"),
    ],
)
def test_a_wrong_value_is_told_in_an_editors_words(key, value, said):
    """The key, what was found, and what was expected: no names of Python's types."""
    (fault,) = faults({"id": "x", "title": "x", "epoch": "1", key: value}, OriginalMatter)

    assert said in fault


def test_unknown_keys_are_found_inside_lists():
    """A story's key is looked up among the keys of a story."""
    (fault,) = faults({"stories": [{"headline": "x", "lead": "y", "lede": "z"}]}, DigestMatter)

    assert "unknown key `stories.lede` (did you mean `lead`?)" in fault


def test_choices_are_told_inside_tables():
    """A rule's own choices are listed, too."""
    (fault,) = faults({"lead": {"first": "bold"}}, Source)

    assert "`lead.first`: expected one of all-bold" in fault


def write(tmp_path, text):
    """Write a TOML file."""
    path = tmp_path / "digest.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_toml_may_have_crlf_and_a_byte_order_mark(tmp_path):
    """What Windows writes is read."""
    path = write(tmp_path, '\ufeffhosts = ["rfi.fr"]\r\nlang = "zh-Hans"\r\n')

    assert read_toml(path, Source, kind="source").hosts == ("rfi.fr",)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('a = 1\nb = "x\n', 2, "no valid TOML"),
        ("a = [1,\n2\n", 2, "no valid TOML"),
        ("a = " + "[" * 3000, 0, "nested too deep"),
        (b'title = "\xd6\xd0"', 1, "not UTF-8"),
        ('a = 1\n[b]\nc = [{ d = "x\\u0007" }]', 2, "`b`: a control character, U+0007"),
        ('title = { zh = "x" }\n\ntimezon = "x"\nbase_url = "x"\nlanguages = []\nauthority = "x"', 3, "`timezon`"),
        ('base_url = "x"\nlanguages = []\nauthority = "x"\n[title]\nzh = 3', 4, "`title[...]`: expected text"),
    ],
)
def test_a_toml_fault_has_a_line(tmp_path, text, line, said):
    """Broken syntax, foreign encoding, wrong keys and wrong values."""
    with pytest.raises(JiazhuError) as caught:
        read_toml(write(tmp_path, text), Config, kind="settings")

    assert [(line, True)] == [(problem.line, said in problem.text) for problem in caught.value.problems]


def test_toml_line_finds_a_key_however_it_is_written():
    """As a key, quoted, dotted, or as a table; never in the middle of another key."""
    text = "long_title = 1\n title = 2\n[date]\n'lang' = 3\nimage.select = 4\n"

    assert [toml_line(text, key) for key in ("title", "date", "lang", "image", "none", "")] == [2, 3, 4, 5, 0, 0]


def test_toml_line_finds_each_of_an_array_of_tables():
    """They are counted from 0; where they stand on one line, it is that line."""
    text = 'a = 1\n[[fetch]]\nurl = "x"\n[[ fetch ]]\nurl = "y"\nfetching = 2\n'
    assert [toml_line(text, f"fetch[{place}]") for place in (0, 1, 2)] == [2, 4, 2]
    assert toml_line("fetch = [{}, {}]", "fetch[1]") == 1
    assert toml_line("a = 1", "fetch[1]") == 0
