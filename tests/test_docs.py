"""The documentation names every command, option and key, and none that is not there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args, get_type_hints

import click
import pytest
from msgspec.structs import fields

import jiazhu
from jiazhu.cli import main
from jiazhu.errors import Kind
from jiazhu.model import Config, DigestMatter, Entity, Metadata, Note, OriginalMatter, Source, Tag, TranslationMatter
from jiazhu.options import ALL
from jiazhu.record import Record

DOCS = Path(__file__).parent.parent / "docs"
PACKAGE = Path(jiazhu.__file__).parent


def commands(group: click.Group, above: str = "") -> dict[str, click.Command]:
    """List the commands that are shown, and those of groups by both names."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        if not command.hidden:
            found[f"{above}{name}"] = command
        if isinstance(command, click.Group):
            found |= commands(command, f"{above}{name} ")
    return found


COMMANDS = commands(main)
OPTIONS = {option for command in COMMANDS.values() for parameter in command.params for option in parameter.opts}


def section(text: str, heading: str) -> str:
    """Take the part of a document under the heading that holds some words, down to the next of its level."""
    found = re.search(
        rf"^(#+) [^\n]*{re.escape(heading)}[^\n]*\n(.*?)(?=^#{{1,2}} |^\1 |\Z)", text, re.DOTALL | re.MULTILINE
    )
    assert found, f"no heading with `{heading}`"
    return found[2]


@pytest.fixture(scope="module")
def cli() -> str:
    """Read what is said of the command line."""
    return (DOCS / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(cli, command):
    """A command stands in docs/cli.md as code."""
    assert re.search(rf"`{command}[` ]", cli)


@pytest.mark.parametrize("option", sorted(option for option in OPTIONS if option.startswith("--")))
def test_every_option_is_documented(cli, option):
    """An option stands in docs/cli.md as code."""
    assert re.search(rf"`[^`]*{option}\b[^`]*`", cli)


def test_no_option_is_documented_that_is_not_there(cli):
    """An option that docs/cli.md names can be given."""
    assert set(re.findall(r"`(?:[^`]* )?\[?(--[a-z-]+)", cli)) <= OPTIONS | {"--help", "--version"}


@pytest.mark.parametrize("option", sorted(ALL))
def test_who_takes_an_option_is_documented(cli, option):
    """The last column of the table of options names the commands that take it, or those that do not."""
    told = re.search(rf"^\| `--{option.replace('_', '-')}\b.*\| ([^|]*) \|$", section(cli, "Options"), re.MULTILINE)[1]
    named = set(re.findall(r"`([a-z ]+)`", told))
    groups = {name for name, command in COMMANDS.items() if isinstance(command, click.Group)}
    expected = set(COMMANDS) - groups - named if told.startswith("all") else named
    of_its_own = {"new": {"base_url"}, "po export": {"output"}}
    assert expected == {
        name
        for name, command in COMMANDS.items()
        if option in {parameter.name for parameter in command.params} - of_its_own.get(name, set())
    }


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        (heading, field.name.rstrip("_"))
        for heading, record in {
            "digest.toml": Config,
            "`[metadata]`": Metadata,
            "Sources": Source,
            "original's front matter": OriginalMatter,
            "translation's front matter": TranslationMatter,
            "notes.yaml`": Note,
            "tags.yaml`": Tag,
            "entities.yaml`": Entity,
            "Digests": DigestMatter,
        }.items()
        for field in fields(record)
        if (record, field.name) != (Source, "id")  # the file's name
    ],
)
def test_every_key_is_documented(heading, key):
    """A key stands in docs/content.md as code, in the part on its file."""
    part = section((DOCS / "content.md").read_text(encoding="utf-8"), heading)
    assert re.search(rf"`{key}`", part)


OF_OTHER_COMMANDS = {
    "verify",
    "duplicate",
    "edited",
    "fetch",
    "lossy",
    "new",
    "output",
    "po",
    "provider",
    "publish",
}
"""Kinds of problems that `check` cannot meet."""


def test_every_kind_of_problem_is_documented(cli):
    """What `check --json` calls a problem stands in a table, and nothing that no module names.

    That no module names another is held by mypy: a kind is one of these words, and none that is put together.
    """
    table = section(cli, "Check").partition("`--external`")[0]
    told = {
        kind for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for kind in re.findall(r"`([a-z-]+)`", row)
    }
    assert told - {"kind"} == {*get_args(Kind)} - OF_OTHER_COMMANDS
    assert OF_OTHER_COMMANDS < {*get_args(Kind)}
    sources = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "errors.py")
    assert not [kind for kind in get_args(Kind) if f'"{kind}"' not in sources]


def test_no_message_sends_a_reader_to_a_file_that_is_not_there():
    """Neither a wheel nor the folder of a new digest has `docs/`: what to do stands in the message itself."""
    for path in PACKAGE.rglob("*.py"):
        nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
        docstrings = {node.value for node in nodes if isinstance(node, ast.Expr)}
        texts = [node.value for node in nodes if isinstance(node, ast.Constant) and node not in docstrings]
        assert not [text for text in texts if isinstance(text, str) and "docs/" in text], path


TABLES = {
    (name, field.name)
    for name, hint in get_type_hints(Config).items()
    if isinstance(hint, type) and issubclass(hint, Record)
    for field in fields(hint)
}


@pytest.mark.parametrize(("table", "key"), sorted(TABLES))
def test_every_key_of_a_table_is_documented(table, key):
    """A table of digest.toml stands in docs/content.md with all of its keys."""
    part = section((DOCS / "content.md").read_text(encoding="utf-8"), "digest.toml")
    assert re.search(rf"`\[?{table}\]?`", part)
    assert re.search(rf"`{key}`", part)


def test_section_ends_at_the_next_of_its_level():
    """A heading's part holds its own sub-headings, and nothing of its neighbours."""
    text = "# A\n\n## One\n\nx\n\n### Sub\n\ny\n\n## Two\n\nz\n"
    assert section(text, "One") == "\nx\n\n### Sub\n\ny\n\n"
    assert section(text, "Sub") == "\ny\n\n"
