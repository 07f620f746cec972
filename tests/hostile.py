"""Files of `tests/attacks` in, attack strings by kind out: written there one a line, and some of them in more ways.

In a line, `{U+202E}` stands for a character that an editor would not show, `⏎` for a line end, and `RUN` for a script
that leaves a mark by which it is known to have run: `top.ran=17`, with the number of the attack.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent / "attacks"

_CHARACTER = re.compile(r"\{U\+([0-9A-F]{4,6})\}")
_NAME = re.compile(r"</?([a-zA-Z][\w:-]*)|\s(on[a-z]+|href|src|srcdoc|style|formaction)(?==)|^\W*(\w+):")


def _capitals(attack: str) -> str:
    """Write every other letter of the names of elements, attributes and schemes as a capital: `<sCrIpT`."""

    def change(found: re.Match[str]) -> str:
        return "".join(char.upper() if at % 2 else char for at, char in enumerate(found[0]))

    return _NAME.sub(change, attack)


def _spaced(attack: str) -> str:
    """Part names from what follows by other white space than a blank, or by a slash: `<img/src=x/onerror=`."""
    parted = re.sub(r"(?<=[\w\"']) (?=[a-z]+=)", "\t/\n", attack)
    return parted if parted != attack else re.sub(r"(<[a-z]+)(?=>)", "\\1\f\r", attack)


def _nested(attack: str) -> str:
    """Put an element into the name of itself, for who takes elements out but once: `<scr<script>ipt>`."""
    return re.sub(r"<(/?)([a-z]{2})([a-z]+)", r"<\1\2<\1\2\3>\3", attack)


WAYS: dict[str, dict[str, Callable[[str], str]]] = {
    "html": {"capitals": _capitals, "spaced": _spaced, "nested": _nested, "escaped": escape},
    "svg": {"capitals": _capitals, "escaped": escape},
    "mathml": {"capitals": _capitals, "escaped": escape},
    "mutation": {"escaped": escape},
    "urls": {"capitals": _capitals},
}
"""By kind: how attacks of it are written again."""


def written(kind: str) -> list[str]:
    """Read the attacks of a kind as they stand in its file."""
    lines = (FOLDER / f"{kind}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    given = (line.replace("⏎", "\n") for line in lines if not line.startswith("# ") or line.count("RUN"))
    return [_CHARACTER.sub(lambda found: chr(int(found[1], 16)), line) for line in given]


def _every() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    seen: dict[str, None] = {}
    for kind in sorted(path.stem for path in FOLDER.glob("*.txt")):
        plain = written(kind)
        again = [way(attack) for way in WAYS.get(kind, {}).values() for attack in plain]
        kinds[kind] = [attack for attack in dict.fromkeys([*plain, *again]) if attack not in seen]
        seen |= dict.fromkeys(kinds[kind])
    numbers = {attack: number for number, attack in enumerate(seen, 1)}
    return {
        kind: [attack.replace("RUN", f"top.ran={numbers[attack]}") for attack in attacks]
        for kind, attacks in kinds.items()
    }


ATTACKS = _every()
"""All attacks, each once, by kind."""

HAND_WRITTEN = [attack for kind, attacks in ATTACKS.items() for attack in attacks[: len(written(kind))]]
"""Those that stand in the files."""
EVERY = [attack for attacks in ATTACKS.values() for attack in attacks]
