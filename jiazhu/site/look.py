"""The look that a digest's settings ask for and a theme's static files in; the static files of the site out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from jiazhu.model import Library, Look
from jiazhu.site.theme import hashed_name
from jiazhu.text.languages import tag_of

STYLE = "style.css"
PAPER, DARK_PAPER = "#fbfaf6", "#161513"
"""As in style.css."""
READABLE, PLAIN = 4.5, 7.0
"""Contrast of text with its ground: WCAG 2.2, 1.4.3 (AA) and 1.4.6 (AAA)."""

_COMMENT = re.compile(rb"""(?P<kept>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/\n*|(?<=\n)\n+""", re.DOTALL)
_STEPS = 64
_NEARLY_BLACK = 0.04045
_GENERIC = {"serif", "sans-serif", "system-ui", "ui-serif", "monospace"}
_CHANNEL = re.compile("[0-9a-f]{2}")

StaticFiles = Mapping[str, tuple[str, bytes]]
"""By name: the name with a hash in it, and the bytes."""


def dressed(files: StaticFiles, library: Library) -> dict[str, tuple[str, bytes]]:
    """Add what the settings ask for to a theme's static files: rules behind its style sheet, and the logo.

    Comments in a style sheet are for whoever works on the theme: readers do not load them.
    """
    dressed = dict(files)
    for name, (_, given) in files.items():
        if name.endswith(".css"):
            rules = own_rules(library.config.theme) if name == STYLE else ""
            data = without_comments(given) + rules.encode()
            dressed[name] = hashed_name(name, data), data
    if library.logo:
        name = logo_name(library.config.theme)
        dressed[name] = hashed_name(name, library.logo), library.logo
    return dressed


def without_comments(css: bytes) -> bytes:
    """Take the comments out of a style sheet, and the empty lines about them; what is in a string is none."""
    return _COMMENT.sub(lambda found: found["kept"] or b"", css)


def logo_name(look: Look) -> str:
    """Name the logo among the static files."""
    return f"logo{PurePosixPath(look.logo).suffix.lower()}"


def own_rules(look: Look) -> str:
    """Write the style rules of a look: nothing where it changes nothing."""
    rules = []
    if look.accent:
        colours = f"light-dark({legible(look.accent, PAPER, READABLE)}, {legible(look.accent, DARK_PAPER, READABLE)})"
        plain = f"light-dark({legible(look.accent, '#ffffff', PLAIN)}, {legible(look.accent, '#000000', PLAIN)})"
        rules += [
            f":root {{ --vermilion: {colours}; }}",
            f"@media (prefers-contrast: more) {{ :root {{ --vermilion: {plain}; }} }}",
        ]
    rules += [
        f":lang({tag_of(code)}) {{ --own-fonts: {_families(families.split(','))}, }}"
        for code, families in sorted(look.fonts.items())
    ]
    return "".join(f"\n{rule}" for rule in rules)


def _families(names: Iterable[str]) -> str:
    trimmed = [name.strip() for name in names]
    return ", ".join(name if name in _GENERIC else f'"{name}"' for name in trimmed if name)


def legible(colour: str, ground: str, ratio: float) -> str:
    """Darken a colour (`#rrggbb`) on light ground, or lighten it on dark, until the contrast is at least `ratio`."""
    end = 0 if luminance(ground) > luminance("#767676") else 255
    channels = _channels(colour)
    mixed = colour.lower()
    for step in range(_STEPS + 1):
        mixed = "#" + "".join(f"{round(value + (end - value) * step / _STEPS):02x}" for value in channels)
        if contrast(mixed, ground) >= ratio:
            break
    return mixed


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(value / 255) for value in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    """Undo the gamma of sRGB (IEC 61966-2-1)."""
    return value / 12.92 if value <= _NEARLY_BLACK else float(((value + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> list[int]:
    return [int(pair, 16) for pair in _CHANNEL.findall(colour.lower())]
