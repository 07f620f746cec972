"""Limits: what is beyond one is told in one line, with the file and the way out, and soon."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from conftest import DIGEST
from test_faults import run
from written import original

from jiazhu import limits
from jiazhu.ingest.time_limit import TimeUpError, computing

BAD = "articles/bad/zh.md"


def rows(count: int) -> str:
    """Write notes, as many as are asked for."""
    one = "- {{id: n{0}, kind: context, in: zh, quote: 正文, note: {{zh: 注}}}}\n"
    return "".join(map(one.format, range(count)))


OPEN = "".join(f"<b x={number}>" for number in range(limits.OPEN_MARKS + 1))
CASES = {
    "title": ({BAD: original(title="题" * (limits.TITLE_CHARACTERS + 1))}, BAD, "`title` has more than 1,000"),
    "value": ({BAD: original(summary="x" * (limits.VALUE_CHARACTERS + 1))}, BAD, "`summary` has more than 20,000"),
    "tag's name": (
        {"tags.yaml": f"- {{id: a, label: {{zh: {'x' * 1001}}}}}\n"},
        "tags.yaml:1",
        "`label` has more than 1,000 characters",
    ),
    "settings": (
        {"digest.toml": DIGEST + f'description = {{ zh = "{"x" * 20_001}" }}\n'},
        "digest.toml",
        "`description`|`zh` has more than 20,000",
    ),
    "file": ({BAD: b"x" * (limits.TEXT_BYTES + 1)}, BAD, "larger than 8 MB"),
    "text": (
        {BAD: original(body="文" * (limits.MARKDOWN_CHARACTERS + 1))},
        f"{BAD}:9",
        "more than 2,000,000 characters",
    ),
    "lines": ({BAD: original(body="a\n\n" * 20_001)}, BAD, "more than 40,000 lines"),
    "paragraph": ({BAD: original(body="a\n\n" + "b\n" * 5001)}, f"{BAD}:11", "more than 5,000 lines without an empty"),
    "brackets": ({BAD: original(body="![" * 20_001)}, BAD, r"more than 20,000 times `\["),
    "tags": ({BAD: original(body="<a>" * 20_001)}, BAD, "more than 20,000 times `<`"),
    "marks": (
        {BAD: original(body="a\n\n" + OPEN)},
        f"{BAD}:11",
        "more than 100 marks such as `<b>`",
    ),
    "notes": (
        {BAD: original(), "articles/bad/notes.yaml": rows(limits.NOTES + 1)},
        "articles/bad/notes.yaml:1001",
        "more than 1,000 notes",
    ),
    "note": (
        {
            BAD: original(),
            "articles/bad/notes.yaml": rows(1).replace("注", f"'{OPEN}'"),
        },
        "articles/bad/notes.yaml:1",
        "more than 100 marks",
    ),
    "YAML": ({"entities.yaml": "# " + "x" * limits.YAML_CHARACTERS}, "entities.yaml:1", "characters of YAML"),
    "depth of YAML": ({"entities.yaml": "[" * 3000}, "entities.yaml:1", "nested deeper than 20"),
    "folder": ({f"articles/{'a' * 201}/zh.md": original()}, "articles/a", "is no address"),
    "alias": ({BAD: original(aliases=f"[{'a' * 201}]")}, BAD, "`aliases` is"),
    "depth of TOML": ({"sources/x.toml": "hosts = " + "[" * 3000}, "sources/x.toml", "nested too deep"),
    "logo": (
        {"digest.toml": DIGEST + 'theme.logo = "a.png"\n', "a.png": b"x" * 1_000_001},
        "a.png",
        "larger than 1,000,000 bytes",
    ),
}


@pytest.mark.parametrize(("files", "place", "text"), CASES.values(), ids=CASES)
def test_beyond_a_limit_is_a_problem(make_content, files, place, text):
    """One line says the file, what is too much, and what to do; it takes no longer than any other fault."""
    start = time.process_time()
    content = make_content(files)
    status, said = run(content, "build", "--strict")
    assert status == 1
    assert time.process_time() - start < 5
    (line,) = [one for one in said if re.search(text, one)]
    assert place in line
    assert re.search(r"\(.+\)$", line)


FRAGMENT = "<!--1692353702000-->\n[题](https://e.org/1)\n------\n\n"
FRAGMENTS = {
    "bytes": (b"x" * (limits.FRAGMENT_BYTES + 1), "larger than 20 MB"),
    "title": (FRAGMENT.replace("题", "题" * 1001) + "<p>x", "a title of more than 1,000 characters"),
    "tags": (FRAGMENT + "<p>" * 20_001, "it has more than 20,000 tags"),
    "words": (FRAGMENT + "<p>" + "x " * 1_000_001, "more than 2,000,000 characters are left"),
    "lines": (FRAGMENT + "<pre>" + "x\n" * 40_001, "it becomes a text of more than 40,000 lines"),
    "brackets": (FRAGMENT + "<p>" + "[" * 20_001, r"it becomes more than 20,000 times `\["),
}


@pytest.mark.parametrize(("data", "text"), FRAGMENTS.values(), ids=FRAGMENTS)
def test_a_fragment_beyond_a_limit_is_a_problem(make_content, data, text):
    """It stays as it is, and is told with the way out."""
    content = make_content({"raw/0.txt": data})
    status, (line,) = run(content, "import")
    assert status == 1
    assert re.search(rf"raw/0.txt.*{text}.* \(.+\)$", line)


EVIL = """
hosts = ["e.org"]
name = { zh = "某社" }
date = { select = "p", regex = "^(a|a)*$", format = "%Y" }
"""


def test_an_expression_of_a_rule_that_takes_for_ever_is_ended(make_content, monkeypatch):
    """Who merged it is told which rule it was; other fragments are imported."""
    monkeypatch.setattr("jiazhu.ingest.convert.CLEANING_SECONDS", 0.5)
    good = FRAGMENT.replace("e.org", "other.org") + "<p>x"
    evil = FRAGMENT + "<p>" + "a" * 60 + "b"
    content = make_content({"sources/s.toml": EVIL, "raw/0.txt": evil, "raw/1.txt": good})
    start = time.process_time()
    status, (line,) = run(content, "import")
    assert (status, len(list(content.glob("articles/*")))) == (1, 1)
    assert "raw/0.txt:5: error: cleaning it by the rule of `s` takes more than 0.5 seconds" in line
    assert time.process_time() - start < 5


@pytest.mark.parametrize("argument", ["--strict", "--explain=content/raw/0.txt"])
def test_the_path_of_a_rule_is_ended_too(make_content, monkeypatch, argument):
    """An address is a stranger's as well; and `--explain` is by what such a rule is looked for."""
    monkeypatch.setattr("jiazhu.ingest.convert.CLEANING_SECONDS", 0.5)
    rule = EVIL.replace("date =", "path = '^/(a+)+$'\ndate =")
    content = make_content(
        {"sources/s.toml": rule, "raw/0.txt": FRAGMENT.replace("org/1", f"org/{'a' * 60}!") + "<p>x"}
    )
    monkeypatch.chdir(content.parent)
    status, (line,) = run(content, "import", argument)
    assert status == 1
    assert "raw/0.txt:5: error: cleaning it takes more than 0.5 seconds (mend the `path` of its source" in line


def test_explaining_a_rule_that_takes_for_ever_is_ended(make_content, monkeypatch):
    monkeypatch.setattr("jiazhu.ingest.convert.CLEANING_SECONDS", 0.5)
    content = make_content({"sources/s.toml": EVIL, "raw/0.txt": FRAGMENT + "<p>" + "a" * 60 + "b"})
    status, (line,) = run(content, "import", f"--explain={content / 'raw/0.txt'}")
    assert status == 1
    assert "raw/0.txt:5: error: cleaning it by the rule of `s` takes more than 0.5 seconds" in line


def test_computing_ends_what_computes_and_nothing_else():
    """Time that is only waited for does not count, and what ended in time is left alone later."""
    with computing(0.2):
        time.sleep(0.3)
    with pytest.raises(TimeUpError), computing(0.1):
        while True:
            pass
    deadline = time.process_time() + 0.3
    while time.process_time() < deadline:
        pass


SIZE_OR_TIME = re.compile(r"^(\w+_(?:BYTES|SECONDS|S)) = ", re.MULTILINE)
OF_OUR_OWN = {"KEEP_ALIVE_S", "MAIL_BYTES", "PATIENCE_S", "PICTURE_BYTES", "QUIET_S"}
"""What bounds nothing that others send: a page's heartbeat, a mail, another build's lock, advice, a pause."""


def test_each_number_is_in_one_place():
    """No other module gives a limit a number of its own; each here is used, and documented."""
    package = Path(limits.__file__).parent
    documented = (package.parent / "docs" / "security.md").read_text(encoding="utf-8")
    sources = {path: path.read_text(encoding="utf-8") for path in package.rglob("*.py") if path.name != "limits.py"}
    for name in (name for name in vars(limits) if name.isupper()):
        using = [path for path, source in sources.items() if name in source]
        assert using, name
        assert f"`{name}`" in documented, name
        assert not [path for path in using if f"\n{name} = " in sources[path]], name
    found = {name for source in sources.values() for name in SIZE_OR_TIME.findall(source)}
    assert found == OF_OUR_OWN
