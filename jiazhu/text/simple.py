"""What stands in a paragraph in; its words and its HTML, where they can be told at a glance, out.

Most of them hold words, links, pictures, bold and little else, written in a way that can be read as one thing only.
To read those takes a tenth of the time of parsing them. Whatever else there is, is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from jiazhu.text.flanking import delimiter_run, is_cjk

_WORDS = r"[^\\`*_~\[\]<&\n]*"
"""Words without markup on one line, inside brackets."""
_BRACKETS = rf"\[{_WORDS}\](?!\()"
"""Words in brackets that are no link."""
_AMPERSAND = r"&(?!\#?\w+;)"
"""One with which no entity begins."""
_ALT = rf"{_WORDS}(?:{_BRACKETS}{_WORDS})*"
_CHARACTERS = rf"(?:[^\s\x00-\x20\x7f\"`()<>\\&]|{_AMPERSAND})*"
"""What in an address is neither its end nor changed on the way to the page."""
_HOST = (
    r"(?![^\s/)]*[Xx][Nn]--)(?=[^\s/?\#)>]{1,253}[/?\#)>])"
    r"(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}(?::[0-9]{1,4})?(?=[/?\#)>])"
)
"""A host that everybody can read, no longer than hosts may be (RFC 1035, 2.3.4): an address whose host is none leads
nowhere, and is taken out."""
_ADDRESS = rf"(?:(?:https?:)?//{_HOST}|/(?![/\\])){_CHARACTERS}"
_AUTOLINK = rf"https?://{_HOST}[A-Za-z0-9/_.~=?&+,:;@\#-]*"
"""An address whose text is what it is: nothing in it is encoded, or could be."""
_ESCAPED = r"\\[!-/:-@\[-`{-~]"
_RUN = r"\*{1,3}(?!\*)"
_LABEL = rf"{_WORDS}(?:(?:{_ESCAPED}|{_RUN}|{_AMPERSAND}|{_BRACKETS}|!\[{_ALT}\]\({_ADDRESS}\)){_WORDS})*"
"""What a link can say: no other link."""
_PIECE = re.compile(
    rf"""
    (?P<words> [^\\`*_~\[<&!\n]+ | {_AMPERSAND} | !(?!\[) | !?{_BRACKETS} )
    | (?P<escaped> {_ESCAPED} )
    | (?P<run> {_RUN} )
    | (?P<break> \n[ ]* )
    | (?P<hard> \\\n[ ]* )
    | <(?P<autolink> {_AUTOLINK} )>
    | (?P<image> !\[ (?P<alt> {_ALT} ) \]\( (?P<source> {_ADDRESS} ) \) )
    | (?P<link> \[ (?P<label> {_LABEL} ) \]\( (?P<address> {_ADDRESS} ) (?: [ ]"(?P<title> [^"\\<&\n]* )" )? \) )
    """,
    re.VERBOSE,
)
_EMPHASIS = {
    "*": ("<em>", "</em>"),
    "**": ("<strong>", "</strong>"),
    "***": ("<em><strong>", "</strong></em>"),
}
_LEFT = re.compile(r"(?: |\\) \n")
"""Spaces at the end of a line that make a hard break, or that only a parser tells apart from an escape."""
_FIGURE = re.compile(rf"(!\[{_ALT}\]\({_ADDRESS}\)|\[!\[{_ALT}\]\({_ADDRESS}\)\]\({_ADDRESS}\))\\\n *")
"""A picture and a hard break, with which a paragraph begins that is a figure with its caption."""
_ODD = r"\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
"""What a parser, a sanitizer or a browser takes for something else."""
_IS_ODD = re.compile(f"[{_ODD}]")
_MARK = re.compile(rf"[\\`*_~\[<&>\xa0\n{_ODD}]")

_Read = tuple[str, str, str]
"""What was seen of a piece, as of the whole; of its ends, all that they are taken of."""
_BREAK: _Read = ("\n", "\n", "")
_NO_BREAK: _Read = ("\n", "", "")
"""A soft line break, and one between two CJK characters."""


class Seen(NamedTuple):
    """What was seen of some Markdown."""

    words: str
    """With their white space; a picture counts as its source and alt."""
    html: str
    """Safe HTML."""
    ends: str = ""
    """Of what stands in a line: the first and the last character of its text and of its pictures' alternative texts."""


def figure_at_a_glance(markdown: str) -> tuple[Seen, Seen] | None:
    """Read a paragraph that is a picture and its caption; None where it is not, or where that takes a parser."""
    found = _FIGURE.match(markdown)
    picture = found and at_a_glance(found[1])
    caption = found and at_a_glance(markdown[found.end() :])
    return (picture, caption) if picture and caption else None


def at_a_glance(markdown: str) -> Seen | None:
    """Read what stands in a paragraph, a heading or a cell; None where that takes a parser.

    Links by reference, and footnotes, are not known: there must be none in the text.
    """
    if not _MARK.search(markdown):
        return Seen(markdown, markdown, markdown[:1] + markdown[-1:])
    if _LEFT.search(markdown) or _IS_ODD.search(markdown) or _FIGURE.match(markdown):
        return None
    read = _read(markdown.replace(" \n", "\n"))
    if read is None:
        return None
    words, html, ends = map("".join, zip(*read, strict=True))
    return Seen(words, html, ends[:1] + ends[-1:])


def _read(text: str) -> list[_Read] | None:
    read: list[_Read] = []
    runs: list[tuple[int, int]] = []
    breaks = False
    end = 0
    while end < len(text):
        piece = _PIECE.match(text, end)
        if piece is None:
            return None
        end = piece.end()
        kind = piece.lastgroup
        if kind == "run":
            read.append(("", _EMPHASIS[piece[0]][len(runs) % 2], ""))
            runs.append(piece.span())
        elif kind == "break":
            breaks = True
            read.append(_BREAK)
        elif seen := _READERS[kind](piece):
            read.append(seen)
        else:
            return None
    if not _pair_up(text, runs):
        return None
    if breaks:
        _join_lines(read)
    return read


def _join_lines(read: list[_Read]) -> None:
    """Take away the soft line breaks between two CJK characters, whatever marks stand between those."""
    before = ""
    breaks: list[int] = []
    for place, (_, _, ends) in enumerate(read):
        if read[place] is _BREAK:
            breaks.append(place)
        elif ends:
            if breaks and before and is_cjk(before[-1]) and is_cjk(ends[0]):
                for each in breaks:
                    read[each] = _NO_BREAK
            before, breaks = ends, []


def _words(piece: re.Match[str]) -> _Read:
    return piece[0], _text(piece[0]), piece[0]


def _hard_break(_piece: re.Match[str]) -> _Read:
    return "", "<br>", ""


def _escaped(piece: re.Match[str]) -> _Read:
    sign = piece[0][1]
    return sign, _text(sign), sign


def _autolink(piece: re.Match[str]) -> _Read:
    address = piece["autolink"]
    return address, f'<a href="{_value(address)}">{_text(address)}</a>', address


def _image(piece: re.Match[str]) -> _Read:
    alt, source = piece["alt"], piece["source"]
    return source + alt, f'<img src="{_value(source)}" alt="{_value(alt)}">', alt


def _link(piece: re.Match[str]) -> _Read | None:
    label, address, title = piece["label"], piece["address"], piece["title"]
    said = at_a_glance(label)
    titled = f' title="{_value(title)}"' if title else ""
    return said and (said.words, f'<a href="{_value(address)}"{titled}>{said.html}</a>', said.ends)


_READERS: Mapping[str | None, Callable[[re.Match[str]], _Read | None]] = {
    "words": _words,
    "hard": _hard_break,
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


def _pair_up(text: str, runs: list[tuple[int, int]]) -> bool:
    """Tell whether runs of `*` are all emphasis: the first opens, the second is as long and closes, and so on."""
    lengths = [end - start for start, end in runs]
    if lengths[::2] != lengths[1::2]:
        return False
    return all(delimiter_run(text, *run)[number % 2] for number, run in enumerate(runs))
