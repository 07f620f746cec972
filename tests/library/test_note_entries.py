"""Entries of a `notes.yaml` as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.errors import JiazhuError
from jiazhu.library.note_entries import add_entry, change_entry, entry_line, read_entries

PATH = Path("notes.yaml")
NEW = {
    "id": "n2",
    "kind": "claim",
    "in": "zh",
    "quote": "甲: “乙”",
    "claim": {"by": "x", "verdict": "unverified"},
    "note": {"zh": "", "en": "No"},
}
ADDED = """\
- id: n2
  kind: claim
  in: zh
  quote: "甲: “乙”"
  claim: {by: x, verdict: unverified}
  note:
    zh: ""
    en: "No"
"""
WORDS = {"quote": "新", "before": "前", "after": "后"}


@pytest.mark.parametrize(
    ("text", "line", "indent"),
    [
        ("", 1, ""),
        ("# only words\n\n", 3, ""),
        ("- id: a\n  quote: x\n\n", 4, ""),
        ("---\n- {id: a}\n\n# end\n\n\n", 7, ""),
        ("- id: a\n  note: |\n    x\n\n", 5, ""),
        ("  - id: a\n\n", 3, "  "),
    ],
)
def test_an_entry_is_added_below(text, line, indent):
    """Behind a blank line and as deep as the others; all that was there stays."""
    added = "".join(f"{indent}{each}\n" for each in ADDED.splitlines())

    assert add_entry(text, PATH, NEW) == (text + added, line)
    assert (
        add_entry(text.rstrip("\n"), PATH, NEW)[0].replace("\n\n\n", "\n\n") == text.replace("\n\n\n", "\n\n") + added
    )


@pytest.mark.parametrize("text", ["[]\n", "[{id: a}]\n", "- id: a\n...\n", "- id: a\n  note: |+\n    x\n"])
def test_an_end_that_is_not_the_lists_is_an_error(text):
    """Nothing is guessed where what is added would mean something else, or change what is there."""
    with pytest.raises(JiazhuError, match="no entry can be added below this"):
        add_entry(text, PATH, NEW)


@pytest.mark.parametrize(("text", "line"), [("id: a\n", 1), ("- id: a\n- b\n", 2), ("- {id: a, id: b}\n", 1)])
def test_what_is_no_list_of_entries_is_an_error(text, line):
    """With its line."""
    with pytest.raises(JiazhuError) as error:
        read_entries(text, PATH)
    assert error.value.problems[0].line == line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- id: a\n  quote: 旧 # c\n  note: x",
            '- id: a\n  quote: "新" # c\n  before: "前"\n  after: "后"\n  was: ["旧"]\n  note: x',
        ),
        (
            "- id: a\n  quote: 旧\n  before: 前 # b\n  after: '后'\n  # c\n  note: x\n",
            '- id: a\n  quote: "新"\n  before: 前 # b\n  after: \'后\'\n  was: ["旧"]\n  # c\n  note: x\n',
        ),
        (
            "- {id: a, quote: 旧, note: x} # c\n",
            '- {id: a, quote: "新", before: "前", after: "后", was: ["旧"], note: x} # c\n',
        ),
        (
            "- id: a\n  quote: |-\n    旧\n  # c\n  note: x\n",
            '- id: a\n  quote: "新"\n  before: "前"\n  after: "后"\n  was: ["旧"]\n  # c\n  note: x\n',
        ),
        (
            "- id: a\n  quote: |  # why # so\n    旧 # d\n  note: x\n",
            '- id: a\n  quote: "新"  # why # so\n  before: "前"\n  after: "后"\n  was: ["旧"]\n  note: x\n',
        ),
        (
            "- id: a\n  before: >2- \t# b\n    古\n    老\n  quote: 旧\n  note: x\n",
            '- id: a\n  before: "前" \t# b\n  quote: "新"\n  after: "后"\n  was: ["旧"]\n  note: x\n',
        ),
        (
            "- id: a\n  quote: '旧'\n\n  was:\n    - 老 # z\n  # c\n",
            '- id: a\n  quote: "新"\n  before: "前"\n  after: "后"\n\n  was:\n    - 老 # z\n    - "旧"\n  # c\n',
        ),
        (
            "- id: a\n  was: [老]\n  quote: 旧\n",
            '- id: a\n  was: [老, "旧"]\n  quote: "新"\n  before: "前"\n  after: "后"\n',
        ),
        ("- id: a\n  quote: 旧\n  was: []\n", '- id: a\n  quote: "新"\n  before: "前"\n  after: "后"\n  was: ["旧"]\n'),
    ],
)
def test_words_of_an_entry_are_changed(text, expected):
    """However it is written; comments, other keys and the entries beside it stay."""
    first, last = "# all\n- {id: z, quote: 旧}\n", "\n- id: b\n  quote: 旧\n"

    assert change_entry(first + text + last, PATH, 1, WORDS, "旧") == first + expected + last


def test_the_same_words_change_nothing():
    """Not a quotation mark."""
    text = "- id: a\n  quote: '新'\n  before: 前\n  after: \"后\"\n"
    assert change_entry(text, PATH, 0, WORDS) == text
    assert change_entry("- {id: a, quote: 新}", PATH, 0, {"quote": "新", "before": ""}) == "- {id: a, quote: 新}"


def test_what_cannot_be_changed_is_left_to_a_hand():
    """With the words to write."""
    with pytest.raises(JiazhuError, match="must be changed by hand") as error:
        change_entry("- id: a\n  quote: 旧\n  was: [老, ]\n", PATH, 0, WORDS, "旧")
    assert error.value.problems[0].hint == 'write quote: "新", before: "前", after: "后"'


def test_lines_are_told_by_id(tmp_path):
    """Of an entry and of its keys."""
    path = tmp_path / "notes.yaml"
    path.write_text("# c\n- id: a\n  quote: x\n- quote: y\n  id: b\n", encoding="utf-8")

    assert [entry_line(path, "b"), entry_line(path, "b", "quote"), entry_line(path, "a", "quote")] == [4, 4, 3]


SCALARS = [
    "旧",
    "'旧 句'",
    '"旧\\n"',
    "旧 # c",
    "|\n    旧\n    句",
    ">-\n    旧\n",
    "|2\n      旧",
    "|  # h\n    旧",
    "旧\n    句",
]
COMMENTS = st.sampled_from(["", "\n", "# c\n", "\n# c\n\n"])


@st.composite
def files(draw):
    """Write a file of notes, as any hand may, and tell which entry is to be changed."""
    entries = []
    for number in range(draw(st.integers(1, 3))):
        pairs = [
            f"{key}: {draw(st.sampled_from(SCALARS))}" for key in ("before", "quote", "after") if draw(st.booleans())
        ]
        pairs += ["quote: 旧"] if not any(pair.startswith("quote") for pair in pairs) else []
        pairs += ["was: [老]", "was:\n  - 老", "note: {zh: 话, en: '#'}", "note:\n    zh: |\n      话"][
            draw(st.integers(0, 3)) :
        ][:1]
        pairs = draw(st.permutations(pairs))
        lines = [
            f"id: n{number}",
            *(comment + "  " + pair for comment, pair in zip([draw(COMMENTS) for _ in pairs], pairs, strict=True)),
        ]
        entries.append("- " + "\n".join(lines) + "\n" + draw(COMMENTS))
    return draw(COMMENTS) + "".join(entries), draw(st.integers(0, len(entries) - 1))


@given(files())
def test_adding_keeps_every_character(given_file):
    """Whatever the file looks like: the entry is put behind it, and means what it should."""
    text, _ = given_file
    new, line = add_entry(text, PATH, NEW)

    assert new.startswith(text)
    assert read_entries(new, PATH) == [*read_entries(text, PATH), NEW]
    assert new.split("\n")[line - 1] == "- id: n2"


@given(files(), st.text("新: #'\"\\\n\u2028é-", max_size=9).map(lambda text: f"x{text}"))
def test_changing_keeps_all_other_lines(given_file, word):
    """Whatever the file looks like: the other entries stay to the character, and comments are still there."""
    text, index = given_file
    entries = read_entries(text, PATH)
    new = change_entry(text, PATH, index, {"quote": word, "before": "前"}, "旧")
    parts, new_parts = ([f"id: n{part}" for part in each.split("- id: n")] for each in (text, new))

    assert [part for at, part in enumerate(parts) if at != index + 1] == [
        part for at, part in enumerate(new_parts) if at != index + 1
    ]
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        line for line in new.split("\n") if line.startswith("#")
    ]
    assert text.count("  # h\n") == new.count("  # h\n")
    expected = {**entries[index], "quote": word, "before": "前", "was": [*entries[index].get("was", []), "旧"]}
    assert read_entries(new, PATH)[index] == expected
