"""A template's name and what it shows in, HTML out."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Hashable, Mapping
from functools import cache, partial
from gettext import NullTranslations
from pathlib import Path
from typing import Protocol, cast

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from jiazhu.errors import JiazhuError
from jiazhu.file_store import FileStore
from jiazhu.site.columns import Phrase
from jiazhu.site.engine import TRUST, Compiled, Engine
from jiazhu.site.feeds.feed import FORMATS, announced, opml_parts
from jiazhu.site.locales import LOCAL_FILTERS, own_names
from jiazhu.site.look import logo_name
from jiazhu.site.metadata.csp import content_security_policy
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls
from jiazhu.text.languages import is_chinese, tag_of
from jiazhu.text.runs import mark_han

_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What a faulty template raises."""


def safe(html: str) -> Markup:
    """Let HTML through to a page as it is: what `render_markdown` or this module made, and nothing else."""
    return Markup(html)  # noqa: S704 -- the one place where HTML is trusted


class Keeping(Protocol):
    """What keeps what was made for several pages."""

    def once(self, key: Hashable, make: Callable[[], Markup]) -> Markup:
        """Make a value once."""
        ...


class Templates:
    """A theme's templates with the words of each interface language."""

    def __init__(
        self,
        theme: Theme,
        urls: Urls,
        languages: tuple[str, ...],
        cache_folder: Path | None,
        policy: Callable[..., str] = content_security_policy,
    ) -> None:
        self._catalogs: dict[str, NullTranslations] = {code: theme.catalog(code, cache_folder) for code in languages}
        self._folders = [folder / "templates" for folder in theme.folders]
        self._loader = FunctionLoader(partial(_source, theme))
        self._bytecode = Compiled(FileStore(cache_folder / "templates")) if cache_folder else None
        self._known = {
            "urls": urls,
            "tag_of": tag_of,
            "own_names": own_names(languages),
            "logo_name": logo_name,
            "formats": FORMATS,
            "announced": announced,
            "opml_parts": opml_parts,
            "policy": policy,
        }
        self._made: dict[str, Engine] = {}

    def _environment(self, language: str, context: Mapping[str, object]) -> Engine:
        """Give what renders in a language; templates that others import are run once for all of its pages."""
        made = self._made.get(language)
        view = context.get("view", made and made.globals["view"])
        if made is None or made.globals["view"] is not view:
            made = Engine(
                loader=self._loader,
                extensions=["jinja2.ext.i18n"],
                bytecode_cache=self._bytecode,
                autoescape=True,
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                auto_reload=False,
                cache_size=-1,  # all are kept
            )
            catalog = self._catalogs[language]
            made.filters.update(LOCAL_FILTERS, phrase=_phrase, words=_words, **{TRUST: safe})
            made.globals.update(self._known, view=view, lang=language, tag=tag_of(language), once=partial(_once, view))
            made.install_gettext_translations(catalog, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
            made.globals["_"] = made.globals["gettext"] = _gettext(catalog)
            self._made[language] = made
        return made

    def render(self, template: str, language: str, context: Mapping[str, object]) -> str:
        """Render a page.

        Raises JiazhuError with the template's file and line where it is faulty.
        """
        try:
            return self._environment(language, context).get_template(template).render(context)
        except TemplateSyntaxError as error:
            path = Path(error.filename or template)
            raise JiazhuError(f"template: {error.message}", path, error.lineno, "mend the template") from error
        except _FAULTS as error:
            path, line = self._place(error, template)
            raise JiazhuError(f"template: {error}", path, line, "mend the template") from error

    def _place(self, error: Exception, template: str) -> tuple[Path, int]:
        """Find the template's line at which a rendering failed."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if Path(frame.filename).suffix == ".html":
                return Path(frame.filename), frame.lineno or 0
        return self._folders[-1] / template, 0


def _gettext(catalog: NullTranslations) -> Callable[..., Markup]:
    """Make the function by which templates say words of the interface: without variables, each is worked out once."""

    @cache
    def whole(words: str) -> Markup:
        return safe(catalog.gettext(words)) % {}

    def gettext(words: str, /, **variables: object) -> Markup:
        return safe(catalog.gettext(words)) % variables if variables else whole(words)

    return gettext


def _source(theme: Theme, name: str) -> tuple[str, str, None] | None:
    found = theme.template(name)
    return (found[1], str(found[0]), None) if found else None


def _once(view: object, *name: object, caller: Callable[[], Markup]) -> Markup:
    """Give what a template says the same on many pages: rendered once by its name."""
    made: Markup = cast("Keeping", view).once(("said", *name), caller)
    return made


def _words(phrase: Phrase) -> Markup:
    """Write words into an element that says their language, with the language of Han in other text."""
    html = phrase.html or str(escape(phrase.text))
    return safe(html if is_chinese(phrase.lang) else mark_han(html))


@pass_context
def _phrase(context: Context, phrase: Phrase, css: str = "") -> Markup:
    """Write words, with their language where it is not the page's, and the language of Han in other text.

    `css` is a class for their element.
    """
    html = _words(phrase)
    lang = f' lang="{escape(phrase.lang)}"' if phrase.lang != context["tag"] else ""
    css = f' class="{escape(css)}"' if css else ""
    return safe(f"<span{css}{lang}>{html}</span>" if css or lang else html)
