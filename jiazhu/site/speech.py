"""Words in several languages in; those that one interface language shows, in its script, out."""

from __future__ import annotations

from dataclasses import replace

from jiazhu.library.entities import script_names
from jiazhu.model import Library, Words, record
from jiazhu.site.columns import Column, Phrase, in_language
from jiazhu.text.languages import closest, is_chinese, tag_of
from jiazhu.text.markdown import render_markdown
from jiazhu.text.script import Script


@record
class Prose:
    """Safe HTML with its language, a BCP 47 tag."""

    html: str
    lang: str


class Speech:
    """How one interface language speaks: which words it chooses, and in which script it writes them."""

    def __init__(self, language: str, library: Library) -> None:
        self.language = language
        """The code of the interface language, such as `zh` or `zh-hant`."""
        self.tag = tag_of(language)
        self.base = library.config.base_of(language)
        """The language whose words it shows: for a derived script, the one it is derived from."""
        self._languages = library.config.languages
        self._script = (
            Script(self.tag, script_names(library.entities, self.tag))
            if library.config.variants and is_chinese(self.tag)
            else None
        )

    def phrase(self, given: Words) -> Phrase:
        """Choose words: the interface language's, else the default language's, else any."""
        return self.spoken(self._chosen(given))

    def other(self, given: Words) -> Phrase | None:
        """Choose the same words in another language, where there are some in both."""
        codes = [code for code in self._languages if code in given and code != self.base]
        return Phrase(text=given[codes[0]], lang=tag_of(codes[0])) if codes and self.base in given else None

    def prose(self, given: Words) -> Prose | None:
        """Choose an editor's Markdown as `phrase` does, and render it; None where there is none."""
        return self._rendered(self._chosen(given)) if given else None

    def other_prose(self, given: Words) -> Prose | None:
        """Choose and render the same Markdown in another language, as `other` does."""
        other = self.other(given)
        return self._rendered(other) if other else None

    def converts(self, lang: str) -> bool:
        """Tell whether words in a language, a BCP 47 tag, are written in the interface's own script first."""
        return self._script is not None and is_chinese(lang) and closest(lang, [self.tag]) is None

    def spoken(self, phrase: Phrase) -> Phrase:
        """Write words in the interface's script, where they are its language's in another."""
        if self._script is None or not self.converts(phrase.lang):
            return phrase
        return Phrase(text=self._script.text(phrase.text), lang=self.tag)

    def column(self, column: Column) -> Column:
        """Write an article's text in the interface's script, likewise."""
        if self._script is None or not self.converts(column.lang):
            return column
        script = self._script
        return replace(
            column,
            lang=self.tag,
            title=column.title and self.spoken(column.title),
            summary=column.summary and self.spoken(column.summary),
            caption=column.caption and self.spoken(column.caption),
            pieces=tuple(replace(piece, html=script.html(piece.html)) for piece in column.pieces),
            translator=column.translator and self.spoken(column.translator),
        )

    def _rendered(self, markdown: Phrase) -> Prose:
        """Render Markdown; it is converted as HTML, where addresses are told from words."""
        html = in_language(render_markdown(markdown.text), markdown.lang)
        if self._script is None or not self.converts(markdown.lang):
            return Prose(html=html, lang=markdown.lang)
        return Prose(html=self._script.html(html), lang=self.tag)

    def _chosen(self, given: Words) -> Phrase:
        for code in (self.tag, self.language, self.base, *self._languages, *given):
            if code in given:
                return Phrase(text=given[code], lang=tag_of(code or self.language))
        return Phrase(text="", lang=self.tag)
