"""A text and its mentions in; those to be linked, and what is written round them on a page, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape

from jiazhu.library.mentions import Mention, text_of
from jiazhu.model import Article, Entity
from jiazhu.site.columns import Column, Phrase, in_language
from jiazhu.site.material import Material
from jiazhu.site.speech import Speech
from jiazhu.site.urls import Urls
from jiazhu.text.languages import code_of, is_chinese
from jiazhu.text.names import Span
from jiazhu.text.pinyin import TAG, pinyin
from jiazhu.text.tags import split_tags

_CLOSED = re.compile(r"<(/?)(?:a|code|pre|ruby|h[1-6])\b")
"""Tags within which no link begins: links, code, headings; and glosses, which a link would tear."""


NameTags = Callable[[Column, Mapping[int, Sequence[Span]]], dict[int, dict[Span, tuple[str, str]]]]
"""Gives the names to be linked in a column, where some words of each piece are taken: by piece and place, with the tags
before and after."""


class NamesOf:
    """The names to be linked on the pages of one interface language."""

    def __init__(self, material: Material, speech: Speech) -> None:
        self._mentioned = material.mentioned
        self._library = material.library
        self._ingredients = material.ingredients
        self._urls = material.urls
        self._speech = speech

    def article(self, article: Article) -> NameTags:
        """Make what tells the names to be linked on an article's page."""

        def tags(column: Column, taken: Mapping[int, Sequence[Span]]) -> dict[int, dict[Span, tuple[str, str]]]:
            first = first_mentions(column, self._mentioned.in_text(article, column.code), taken)
            return {
                piece: {span: self._around(span.id, column.code) for span in spans} for piece, spans in first.items()
            }

        return tags

    def _around(self, id_: str, code: str) -> tuple[str, str]:
        """Write the tags round a name, once for all texts of a language."""

        def write() -> tuple[str, str]:
            return around(self._library.entities[id_], code, self._speech, self._urls)

        return self._ingredients.once(("name", self._speech.language, id_, code), write)


def first_mentions(
    column: Column, mentions: Iterable[Mention], taken: Mapping[int, Sequence[Span]] | None = None
) -> dict[int, list[Span]]:
    """Choose the first mention of each entity in a column's body that can be linked: by the piece it is in.

    None is in a link, in code or a heading, across a tag, or over words that are `taken` in its piece, such as those
    that a note quotes.
    """
    taken = taken or {}
    open_runs: dict[int, list[tuple[int, int]]] = {}
    chosen: dict[int, list[Span]] = defaultdict(list)
    seen: set[str] = set()
    for mention in mentions:
        if mention.at != "body" or mention.id in seen:
            continue
        if mention.block not in open_runs:
            open_runs[mention.block] = list(_open_runs(column.pieces[mention.block].html))
        span = Span(mention.start, mention.end, mention.id)
        inside = any(start <= span.start and span.end <= end for start, end in open_runs[mention.block])
        others = taken.get(mention.block, ())
        if inside and not any(span.start < other.end and other.start < span.end for other in others):
            seen.add(mention.id)
            chosen[mention.block].append(span)
    return dict(chosen)


def _open_runs(html: str) -> Iterator[tuple[int, int]]:
    """Go through the words between two tags that may become a link: from where to where in the text."""
    at = closed = 0
    for number, piece in enumerate(split_tags(html)):
        if number % 2:
            found = _CLOSED.match(piece)
            closed += (-1 if found[1] else 1) if found else 0
            continue
        end = at + len(text_of(piece))
        if not closed and end > at:
            yield at, end
        at = end


def around(entity: Entity, code: str, speech: Speech, urls: Urls) -> tuple[str, str]:
    """Write the tags before and after the first mention of an entity in a column; `code` is that of its language.

    The mention leads to what follows it, which is hidden: names, reading and a line about it, with a link to its page.
    Whether hovered, focused or tapped, the style sheet shows that; where there is no style, nothing does. All of it is
    in the page's script.
    """
    id_ = f"name-{entity.id}-{code}"
    names = map(speech.spoken, speech.each(entity.names) or [speech.chosen(entity.names)])
    own, *others = sorted(names, key=lambda name: code_of(name.lang) != code_of(code))
    latin = next((phrase.text for phrase in others if not is_chinese(phrase.lang)), "")
    first = f'<a href="{urls.page(speech.language, "entities", entity.id)}" lang="{own.lang}">{_html(own)}</a>'
    words = " ".join([first, *_read_out(own, latin), *(part for other in others for part in _other(other, own))])
    about = speech.phrase(entity.about)
    line = f'<span class="tip-about" lang="{about.lang}">{_html(about)}</span>' if about.text else ""
    tip = f'<span class="tip-names">{words}</span>{line}'
    return (
        f'<span class="named"><a class="name" href="#{id_}" aria-describedby="{id_}">',
        f'</a><span class="tip" role="tooltip" id="{id_}" tabindex="-1" hidden>{tip}</span></span>',
    )


def reading_of(name: Phrase, latin: str = "") -> Phrase | None:
    """Give how a name is read, in pinyin; None where it is not Chinese. `latin` is the name in Latin script."""
    reading = pinyin(name.text, latin) if is_chinese(name.lang) else ""
    return Phrase(text=reading, lang=TAG) if reading else None


def _read_out(name: Phrase, latin: str) -> list[str]:
    reading = reading_of(name, latin)
    return [f'<span class="pinyin" lang="{reading.lang}">{escape(reading.text)}</span>'] if reading else []


def _other(name: Phrase, own: Phrase) -> list[str]:
    return [f'<span lang="{name.lang}">{_html(name)}</span>', *_read_out(name, own.text)]


def _html(phrase: Phrase) -> str:
    return in_language(escape(phrase.text), phrase.lang)
