"""What stands in a paragraph in; its words and its HTML, where they can be told at a glance, out.

Most paragraphs hold words, links, pictures, bold and little else, written in a way that can be read as one thing only.
To read those takes a tenth of the time of parsing them. Whatever else there is, is left to the parser.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jiazhu.text.cjk import delimiter_run, is_cjk

_LABEL = r"[^\\`*_~\[\]<&]*"
"""Words of a link, or a picture's alt text, that hold no markup."""
_CHARACTERS = r"(?:[^\s\x00-\x20\x7f\"`()<>\\&]|&(?!\#?\w+;))*"
"""What in an address is neither its end nor changed on the way to the page."""
_HOST = r"(?![^\s/)]*[Xx][Nn]--)(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?=[/?\#)])"
"""A host that everybody can read: an address whose host is none leads nowhere, and is taken out."""
_ADDRESS = rf"(?:(?:https?:)?//{_HOST}|/(?![/\\])){_CHARACTERS}"
_IMAGE = rf"!\[({_LABEL})\]\(({_ADDRESS})\)"
_PIECE = re.compile(
    rf"""
    (?P<words> (?: [^\\`*_~\[<&!] | &(?!\#?\w+;) | !(?!\[) | !?\[ {_LABEL} \] (?!\() )+ )
    | \\ (?P<escaped> [!-/:-@\[-`{{-~] )
    | (?P<run> \*{{1,3}} ) (?!\*)
    | \[ {_IMAGE} \] \( ({_ADDRESS}) \)
    | {_IMAGE}
    | \[ (?P<label> {_LABEL} ) \] \( (?P<address> {_ADDRESS} ) (?: [ ]"(?P<title> [^"\\<&]* )" )? \)
    """,
    re.VERBOSE,
)
_EMPHASIS = {
    "*": ("<em>", "</em>"),
    "**": ("<strong>", "</strong>"),
    "***": ("<em><strong>", "</strong></em>"),
}
_LINE_END = re.compile(" ?\n *")
_MARK = re.compile(r"[\\`*_~\[<&>\xa0]")
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What a parser, a sanitizer or a browser takes for something else."""


class Seen(NamedTuple):
    """What was seen of some Markdown."""

    words: str
    """With their white space; a picture counts as its source and alt."""
    html: str
    """Safe HTML."""


class _Line(NamedTuple):
    words: str
    html: str
    ends: str
    """The first and the last character of its text and of the alternative texts of its pictures."""


def at_a_glance(markdown: str) -> Seen | None:
    """Read what stands in a paragraph, a heading or a cell; None where that takes a parser.

    Links by reference, and footnotes, are not known: there must be none in the text.
    """
    if "  \n" in markdown:  # a hard break
        return None
    lines = [_read(line) for line in _LINE_END.split(markdown)]
    first = lines[0]
    if first is None:
        return None
    words, html, last = first.words, first.html, first.ends[1:]
    for line in lines[1:]:
        # What stands beside a line with nothing to read is a matter of the lines around it.
        if line is None or not (last and line.ends):
            return None
        between = "" if is_cjk(last) and is_cjk(line.ends[0]) else "\n"
        words, html, last = f"{words}\n{line.words}", f"{html}{between}{line.html}", line.ends[1:]
    return Seen(words, html)


def _read(line: str) -> _Line | None:
    if _ODD.search(line):
        return None
    if not _MARK.search(line):
        return _Line(line, line, line[:1] + line[-1:])
    words: list[str] = []
    html: list[str] = []
    said: list[str] = []
    runs: list[tuple[int, int]] = []
    end = 0
    while end < len(line):
        piece = _PIECE.match(line, end)
        if piece is None:
            return None
        end = piece.end()
        text, escaped, run, linked_alt, linked_source, link, alt, source, label, address, title = piece.groups()
        if text or escaped:
            text = text or escaped
            html.append(_text(text))
        elif run:
            html.append(_EMPHASIS[run][len(runs) % 2])
            runs.append(piece.span("run"))
            continue
        elif address:
            text = label
            titled = f' title="{_value(title)}"' if title else ""
            html.append(f'<a href="{_value(address)}"{titled}>{_text(text)}</a>')
        else:
            text = linked_alt or alt or ""
            words.append(linked_source or source)
            image = f'<img src="{_value(words[-1])}" alt="{_value(text)}">'
            html.append(f'<a href="{_value(link)}">{image}</a>' if link else image)
        words.append(text)
        said.append(text)
    if not _pair_up(line, runs):
        return None
    read = "".join(said)
    return _Line("".join(words), "".join(html), read[:1] + read[-1:])


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
