"""What stands in a paragraph, a heading or a list in; its words and its HTML, where they can be told at a glance, out.

Most of them hold words, links, pictures, bold and little else, written in a way that can be read as one thing only.
To read those takes a tenth of the time of parsing them. Whatever else there is, is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from markdown_it.common.utils import mdTrim

from jiazhu.text.cjk import delimiter_run, is_cjk

_WORDS = r"[^\\`*_~\[\]<&]*"
"""Words without markup, inside brackets."""
_BRACKETS = rf"\[{_WORDS}\](?!\()"
"""Words in brackets that are no link."""
_AMPERSAND = r"&(?!\#?\w+;)"
"""One with which no entity begins."""
_ALT = rf"{_WORDS}(?:{_BRACKETS}{_WORDS})*"
_CHARACTERS = rf"(?:[^\s\x00-\x20\x7f\"`()<>\\&]|{_AMPERSAND})*"
"""What in an address is neither its end nor changed on the way to the page."""
_HOST = r"(?![^\s/)]*[Xx][Nn]--)(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::[0-9]{1,4})?(?=[/?\#)>])"
"""A host that everybody can read: an address whose host is none leads nowhere, and is taken out."""
_ADDRESS = rf"(?:(?:https?:)?//{_HOST}|/(?![/\\])){_CHARACTERS}"
_AUTOLINK = rf"https?://{_HOST}[A-Za-z0-9/_.~=?&+,:;@\#-]*"
"""An address whose text is what it is: nothing in it is encoded, or could be."""
_ESCAPED = r"\\[!-/:-@\[-`{-~]"
_RUN = r"\*{1,3}(?!\*)"
_LABEL = rf"{_WORDS}(?:(?:{_ESCAPED}|{_RUN}|{_AMPERSAND}|{_BRACKETS}|!\[{_ALT}\]\({_ADDRESS}\)){_WORDS})*"
"""What a link can say: no other link."""
_PIECE = re.compile(
    rf"""
    (?P<words> [^\\`*_~\[<&!]+ | {_AMPERSAND} | !(?!\[) | !?{_BRACKETS} )
    | (?P<escaped> {_ESCAPED} )
    | (?P<run> {_RUN} )
    | <(?P<autolink> {_AUTOLINK} )>
    | (?P<image> !\[ (?P<alt> {_ALT} ) \]\( (?P<source> {_ADDRESS} ) \) )
    | (?P<link> \[ (?P<label> {_LABEL} ) \]\( (?P<address> {_ADDRESS} ) (?: [ ]"(?P<title> [^"\\<&]* )" )? \) )
    """,
    re.VERBOSE,
)
_EMPHASIS = {
    "*": ("<em>", "</em>"),
    "**": ("<strong>", "</strong>"),
    "***": ("<em><strong>", "</strong></em>"),
}
_LINE_END = re.compile(" ?\n *")
_ODD = r"\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
"""What a parser, a sanitizer or a browser takes for something else."""
_IS_ODD = re.compile(f"[{_ODD}]")
_MARK = re.compile(rf"[\\`*_~\[<&>\xa0{_ODD}]")


class Seen(NamedTuple):
    """What was seen of some Markdown."""

    words: str
    """With their white space; a picture counts as its source and alt."""
    html: str
    """Safe HTML."""
    ends: str
    """The first and the last character of its text and of the alternative texts of its pictures."""


def paragraph(markdown: str) -> Seen | None:
    """Read a paragraph; None where that takes a parser."""
    seen = at_a_glance(mdTrim(markdown))
    return seen and Seen(seen.words, f"<p>{seen.html}</p>\n", "")


def heading(markdown: str) -> Seen | None:
    """Read a heading that begins with `#`; None where that takes a parser."""
    inside = markdown.lstrip("#")
    seen, level = at_a_glance(mdTrim(inside)), len(markdown) - len(inside)
    return seen and Seen(seen.words, f"<h{level}>{seen.html}</h{level}>\n", "")


def bullet_list(markdown: str) -> Seen | None:
    """Read a list of `* ` whose items hold one paragraph each; None where that takes a parser."""
    items = [at_a_glance(mdTrim(item)) for item in markdown.removeprefix("* ").split("\n* ")]
    seen = [item for item in items if item]
    if len(seen) < len(items):
        return None
    html = "".join(f"<li>{item.html}</li>\n" for item in seen)
    return Seen("".join(item.words for item in seen), f"<ul>\n{html}</ul>\n", "")


def at_a_glance(markdown: str) -> Seen | None:
    """Read what stands in a paragraph, a heading or a cell; None where that takes a parser.

    Links by reference, and footnotes, are not known: there must be none in the text.
    """
    if "\n" not in markdown:
        return _read(markdown)
    if "  \n" in markdown:  # a hard break
        return None
    seen, *others = [_read(line) for line in _LINE_END.split(markdown)]
    for line in others:
        # What stands beside a line with nothing to read is a matter of the lines around it.
        if not (seen and seen.ends and line and line.ends):
            return None
        between = "" if is_cjk(seen.ends[-1]) and is_cjk(line.ends[0]) else "\n"
        seen = Seen(f"{seen.words}\n{line.words}", f"{seen.html}{between}{line.html}", seen.ends[0] + line.ends[-1])
    return seen


def _read(line: str) -> Seen | None:
    if not _MARK.search(line):
        return Seen(line, line, line[:1] + line[-1:])
    if _IS_ODD.search(line):
        return None
    read: list[tuple[str, str, str]] = []
    runs: list[tuple[int, int]] = []
    end = 0
    while end < len(line):
        piece = _PIECE.match(line, end)
        if piece is None:
            return None
        end = piece.end()
        if piece.lastgroup == "run":
            read.append(("", _EMPHASIS[piece[0]][len(runs) % 2], ""))
            runs.append(piece.span())
        elif seen := _READERS[piece.lastgroup](piece):
            read.append(seen)
        else:
            return None
    if not _pair_up(line, runs):
        return None
    words, html, ends = map("".join, zip(*read, strict=True))
    return Seen(words, html, ends[:1] + ends[-1:])


def _words(piece: re.Match[str]) -> tuple[str, str, str]:
    return piece[0], _text(piece[0]), piece[0]


def _escaped(piece: re.Match[str]) -> tuple[str, str, str]:
    sign = piece[0][1]
    return sign, _text(sign), sign


def _autolink(piece: re.Match[str]) -> tuple[str, str, str]:
    address = piece["autolink"]
    return address, f'<a href="{_value(address)}">{_text(address)}</a>', address


def _image(piece: re.Match[str]) -> tuple[str, str, str]:
    alt, source = piece["alt"], piece["source"]
    return source + alt, f'<img src="{_value(source)}" alt="{_value(alt)}">', alt


def _link(piece: re.Match[str]) -> tuple[str, str, str] | None:
    label, address, title = piece["label"], piece["address"], piece["title"]
    said = _read(label)
    titled = f' title="{_value(title)}"' if title else ""
    return said and (said.words, f'<a href="{_value(address)}"{titled}>{said.html}</a>', said.ends)


_READERS: Mapping[str | None, Callable[[re.Match[str]], tuple[str, str, str] | None]] = {
    "words": _words,
    "escaped": _escaped,
    "autolink": _autolink,
    "image": _image,
    "link": _link,
}
"""What reads a piece: its words, its HTML, and what its ends are taken of."""


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def _value(words: str) -> str:
    return _text(words).replace('"', "&quot;")


def _pair_up(line: str, runs: list[tuple[int, int]]) -> bool:
    """Tell whether runs of `*` are all emphasis: the first opens, the second is as long and closes, and so on."""
    lengths = [end - start for start, end in runs]
    if lengths[::2] != lengths[1::2]:
        return False
    return all(delimiter_run(line, *run)[number % 2] for number, run in enumerate(runs))
