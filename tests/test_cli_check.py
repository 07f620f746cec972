"""The command line: `check`, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import DIGEST
from written import files_in, original, translation

from jiazhu.ingest.download import Downloader


def test_check_finds_and_writes_nothing(run, make_content):
    """`check` lists warnings, with status 0, and leaves everything as it is."""
    content = make_content({"articles/one/zh.md": original()})
    before = files_in(content)
    done = run("check", "--no-cache")
    assert done.exit_code == 0
    assert (
        done.stderr
        == "content/articles/one/zh.md: warning: not translated into `en` (`translate one --to en` begins it)\n"
    )
    assert done.stdout.startswith("checked ")
    assert done.stdout.endswith(" pages · problems 1\n")
    assert before == files_in(content)
    assert {"content"} == {path.name for path in Path().iterdir()}


def test_check_fails_on_errors(run, make_content):
    """A link that leads nowhere is an error: status 1."""
    make_content({"articles/one/zh.md": original(body="[x](nope/)"), "articles/one/en.md": translation()})
    assert run("check").exit_code == 1


def test_check_lists_file_by_file(run, make_content):
    """Whatever found it: what is wrong with a file stands together, by line."""
    body = "一\n\n[x](nope/)\n\n![](/p.png)"
    make_content({f"articles/{name}/zh.md": original(f"a-{name}", body=body) for name in ("one", "two")})
    places = [line.split(": ")[0] for line in run("check").stderr.strip().split("\n")]
    files = [place.partition(":")[0] for place in places]
    assert files == sorted(files)
    assert [place.partition(".md:")[2] for place in places[:4]] == ["", "11", "13", "13"]


def test_check_tells_programs(run, make_content):
    """With --json: nothing but an array, with keys that stay; the exit status is the same."""
    make_content({"articles/one/zh.md": original(body="一\n\n[x](nope/)")})
    done = run("check", "--json")
    assert done.exit_code == 1
    assert done.stderr == ""
    assert json.loads(done.stdout) == [
        {
            "kind": "translation",
            "severity": "warning",
            "file": "content/articles/one/zh.md",
            "line": 0,
            "text": "not translated into `en`",
            "hint": "`translate one --to en` begins it",
        },
        {
            "kind": "link",
            "severity": "error",
            "file": "content/articles/one/zh.md",
            "line": 11,
            "text": "the link `nope/` leads nowhere",
            "hint": "mend what it stands in",
        },
    ]


def test_check_tells_programs_of_faulty_settings_too(run, make_content):
    """What ends a check is in the array; an empty one means that nothing was found."""
    content = make_content({"digest.toml": "languages = 1\n"})
    done = run("check", "--json")
    assert done.exit_code == 1
    assert {problem["kind"] for problem in json.loads(done.stdout)} == {"settings"}
    (content / "digest.toml").write_text(DIGEST, encoding="utf-8")
    assert json.loads(run("check", "--json").stdout) == []


def test_check_asks_other_servers_only_if_told(run, make_content, monkeypatch):
    """With --external, by a name that says who asks; how many it asked stands in the summary."""
    asked = []
    monkeypatch.setattr(Downloader, "look", lambda _, address: asked.append(address))
    make_content({"articles/one/zh.md": original(), "articles/one/en.md": translation()})
    assert "links to other servers" not in run("check").stdout
    assert asked == []
    said = run("check", "--external").stdout
    assert "https://e.org/1" in asked
    assert f"pages · links to other servers {len(asked)} · problems " in said


def test_strict_warnings_fail(run, make_content):
    """With --strict a warning is status 1."""
    make_content({"articles/one/zh.md": original()})
    assert run("check", "--strict").exit_code == 1
    assert run("check").exit_code == 0
