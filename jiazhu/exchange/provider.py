"""What is to be translated in, a provider's answer out: a command that reads JSON and writes JSON.

No provider is built in. docs/translating.md shows how to write one.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from jiazhu.errors import JiazhuError, Problem, Problems
from jiazhu.exchange.incoming import fault_of
from jiazhu.exchange.machine import Piece
from jiazhu.library.markers import is_blank
from jiazhu.record import Record

KIND: Final = "provider"
VERSION = 1
"""Of the request and the answer."""


class Name(Record):
    """A name as the original has it, and as the translation shall."""

    source: str
    target: str


class Request(Record):
    """What a provider is asked, as JSON."""

    version: int = VERSION
    article: str
    source: str
    target: str
    """BCP 47 tags, such as `zh-Hans` and `en`."""
    glossary: tuple[Name, ...]
    blocks: tuple[Piece, ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a provider answers, as JSON; it may leave blocks out."""

    blocks: tuple[Piece, ...]
    translator: str = ""
    """Its name, for readers."""


def ask(command: str, request: Request) -> Answer:
    """Run a provider, without a shell, and read its answer; its standard error is passed through.

    Raises JiazhuError where it cannot be run, fails, or answers something else; SchemaError with every faulty block.
    """
    try:
        arguments = shlex.split(command)
    except ValueError as error:
        raise _fault("--with", f"no command: {error}", "close the quotes") from None
    if not arguments:
        raise _fault("--with", "an empty command", "name a program, such as --with 'python translate.py'")
    program = arguments[0]
    try:
        done = subprocess.run(  # noqa: S603 -- the editor's own command, and no shell reads it
            arguments, input=msgspec.json.encode(request), stdout=subprocess.PIPE, check=False
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise _fault(program, f"cannot be run: {reason}", "give a program's name or path") from None
    if done.returncode:
        raise _fault(
            program,
            f"failed with status {done.returncode}: nothing was written",
            "see what it says, and run this again",
        )
    try:
        answer = msgspec.json.decode(done.stdout, type=Answer)
    except msgspec.ValidationError as error:
        hint = 'print {"blocks": [{"id": "…", "text": "…"}, …], "translator": "…"}'
        raise _fault(program, f"answers with the wrong JSON: {error}", hint) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _fault(program, f"answers with no JSON: {error}", "print one JSON object, and nothing else") from None
    blocks = tuple(Piece(id=block.id, text=_unix(block.text)) for block in answer.blocks)
    problems = Problems()
    for text, hint in _faults([piece.id for piece in request.blocks], blocks):
        problems.add(Problem(kind=KIND, path=Path(program), text=f"answers with {text}", hint=hint))
    problems.raise_all()
    return Answer(blocks=blocks, translator=answer.translator)


def _faults(asked: Sequence[str], blocks: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with an answer's blocks, each with what to do."""
    seen: set[str] = set()
    for block in blocks:
        if block.id not in asked:
            yield f"a block `{block.id}`, which it was not asked for", "use the ids of the request"
        elif block.id in seen:
            yield f"the block `{block.id}` twice", "answer each block once"
        elif is_blank(block.text):
            yield f"no words for `{block.id}`", "leave a block out that has no translation"
        elif fault := fault_of(block.text):
            text, hint = fault
            yield f"{text} in `{block.id}`", hint
        seen.add(block.id)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _fault(program: str, text: str, hint: str) -> JiazhuError:
    return JiazhuError(text, Path(program), hint=hint, kind=KIND)
