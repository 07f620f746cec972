"""Words in several languages in; those that one interface language shows, in its script, out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from jiazhu.library.entities import script_names
from jiazhu.model import Library, Words
from jiazhu.record import Record
from jiazhu.site.columns import Column, Phrase, Side, in_language
from jiazhu.site.ingredients import Ingredients
from jiazhu.text.languages import closest, code_of, is_chinese, tag_of
from jiazhu.text.script import Script

S = TypeVar("S", bound=Side)


class Prose(Record):
    """Safe HTML with its language, a BCP 47 tag."""

    html: str
    lang: str


class Speech:
    """How one interface language speaks: which words it chooses, and in which script it writes them."""

    def __init__(self, language: str, library: Library, ingredients: Ingredients | None = None) -> None:
        self._ingredients = ingredients or Ingredients()
        self.language = language
        """The code of the interface language, such as `zh` or `zh-hant`."""
        self.tag = tag_of(language)
        self.base = library.config.base_of(language)
        """The language whose words it shows: for a derived script, the one it is derived from."""
        self._languages = library.config.languages
        self._order: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        """Which words are chosen first of those under some codes or tags, by these; with their BCP 47 tags."""
        self._script = (
            Script(self.tag, script_names(library.entities, self.tag))
            if library.config.variants and is_chinese(self.tag)
            else None
        )

    @property
    def script(self) -> str:
        """Names the ingredient by which it writes Chinese in a script; empty where it takes all as it is."""
        return f"script {self.tag}" if self._script else ""

    def phrase(self, given: Words) -> Phrase:
        """Choose words: the interface language's, else the default language's, else any."""
        return self.spoken(self.chosen(given))

    def other(self, given: Words) -> Phrase | None:
        """Choose the same words in another language, where there are some in both."""
        first, *others = self.each(given) or [self.chosen({})]
        return others[0] if others and code_of(first.lang) == code_of(self.tag) else None

    def each(self, given: Words) -> list[Phrase]:
        """Choose words in each of the digest's languages that has some, the interface language first; as they are.

        Of two scripts of a language, the interface's counts.
        """
        names = tuple(given)
        if names not in self._order:
            keys = dict.fromkeys(self._key(names, code) for code in (self.base, *self._languages))
            self._order[names] = [(key, tag_of(key.lower())) for key in keys if key is not None]
        return [Phrase(text=given[key], lang=lang) for key, lang in self._order[names]]

    def chosen(self, given: Words) -> Phrase:
        """Choose words as `phrase` does, and leave them in the script that they are in."""
        said = self.each(given)
        if said or not given:
            return said[0] if said else Phrase(text="", lang=self.tag)
        key = next(iter(given))
        return Phrase(text=given[key], lang=tag_of(key.lower() or self.language))

    def prose(self, given: Words, *, doc_id: str = "") -> Prose | None:
        """Choose an editor's Markdown as `phrase` does, and render it; None where there is none.

        `doc_id` keeps the footnotes of several texts on one page apart.
        """
        return self._rendered(self.chosen(given), doc_id) if given else None

    def other_prose(self, given: Words, *, doc_id: str = "") -> Prose | None:
        """Choose and render the same Markdown in another language, as `other` does."""
        other = self.other(given)
        return self._rendered(other, doc_id) if other else None

    def converts(self, lang: str) -> bool:
        """Tell whether words in a language, a BCP 47 tag, are written in the interface's own script first."""
        if self._script is None or not is_chinese(lang):
            return False
        self._ingredients.use(self.script)
        return closest(lang, [self.tag]) is None

    def spoken(self, phrase: Phrase) -> Phrase:
        """Write words in the interface's script, where they are its language's in another."""
        if self._script is None or not self.converts(phrase.lang):
            return phrase
        html = phrase.html and self._script.html(phrase.html)
        return Phrase(text=self._script.text(phrase.text), lang=self.tag, html=html)

    def side(self, side: S) -> S:
        """Write what is known of a text in the interface's script, likewise."""
        if self._script is None or not self.converts(side.lang):
            return side
        return replace(
            side,
            lang=self.tag,
            title=side.title and self.spoken(side.title),
            summary=side.summary and self.spoken(side.summary),
            caption=side.caption and self.spoken(side.caption),
            translator=side.translator and self.spoken(side.translator),
        )

    def column(self, column: Column) -> Column:
        """Write an article's text in the interface's script, likewise."""
        if self._script is None or not self.converts(column.lang):
            return column
        script = self._script
        pieces = tuple(replace(piece, html=script.html(piece.html)) for piece in column.pieces)
        return replace(self.side(column), pieces=pieces)

    def written(self, prose: Prose) -> Prose:
        """Write safe HTML in the interface's script, likewise: where addresses are told from words."""
        if self._script is None or not self.converts(prose.lang):
            return prose
        return Prose(html=self._script.html(prose.html), lang=self.tag)

    def _rendered(self, markdown: Phrase, doc_id: str) -> Prose:
        from jiazhu.text.markdown import render_markdown  # noqa: PLC0415 -- after most edits nothing is rendered here

        html = render_markdown(markdown.text, doc_id=f"{doc_id}-{code_of(markdown.lang)}" if doc_id else "")
        return self.written(Prose(html=in_language(html, markdown.lang), lang=markdown.lang))

    def _key(self, given: Iterable[str], code: str) -> str | None:
        """Find which of some language codes or tags is of a language; None where none is."""
        wanted = self.tag if code == self.base else tag_of(code)
        same = [key for key in given if key and code_of(key) == code_of(code)]
        return next((key for key in same if tag_of(key.lower()) == wanted), same[0] if same else None)
