"""A template's name and what it shows in, HTML out."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup, escape

from jiazhu.errors import JiazhuError
from jiazhu.site.columns import Phrase
from jiazhu.site.feeds.feed import FORMATS, announced, opml_parts
from jiazhu.site.look import logo_name
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls
from jiazhu.text.languages import closest, code_of, is_chinese, locale_of, tag_of
from jiazhu.text.runs import mark_han

_WORLD_ENGLISH = {"en": "en_001"}
"""English dates are written as most of the world writes them: 18 August 2023."""

_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What a faulty template raises."""


def safe(html: str) -> Markup:
    """Let HTML through to a page as it is: what `render_markdown` or this module made, and nothing else."""
    return Markup(html)  # noqa: S704 -- the one place where HTML is trusted


class Templates:
    """A theme's templates with the words of each interface language."""

    def __init__(self, theme: Theme, urls: Urls, languages: tuple[str, ...], cache_folder: Path | None) -> None:
        self._catalogs: dict[str, NullTranslations] = {code: theme.catalog(code, cache_folder) for code in languages}
        self._folders = [folder / "templates" for folder in theme.folders]
        bytecode = cache_folder / "templates" if cache_folder else None
        if bytecode:
            bytecode.mkdir(parents=True, exist_ok=True)
        self._env = Environment(
            loader=FileSystemLoader(self._folders),
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=FileSystemBytecodeCache(str(bytecode)) if bytecode else None,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._env.filters.update(_FILTERS)
        self._env.globals.update(urls=urls, tag_of=tag_of, own_names=_own_names(languages), logo_name=logo_name)
        self._env.globals.update(formats=FORMATS, announced=announced, opml_parts=opml_parts)
        self._env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
            _gettext, _ngettext, newstyle=True, pgettext=_pgettext, npgettext=_npgettext
        )

    def render(self, template: str, language: str, context: Mapping[str, object]) -> str:
        """Render a page.

        Raises JiazhuError with the template's file and line where it is faulty.
        """
        try:
            return self._env.get_template(template).render(
                {"lang": language, "tag": tag_of(language), "catalog": self._catalogs[language], **context}
            )
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


@pass_context
def _gettext(context: Context, message: str) -> str:
    return str(context["catalog"].gettext(message))


@pass_context
def _ngettext(context: Context, singular: str, plural: str, n: int) -> str:
    return str(context["catalog"].ngettext(singular, plural, n))


@pass_context
def _pgettext(context: Context, sense: str, message: str) -> str:
    return str(context["catalog"].pgettext(sense, message))


@pass_context
def _npgettext(context: Context, sense: str, singular: str, plural: str, n: int) -> str:
    return str(context["catalog"].npgettext(sense, singular, plural, n))


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


def _locale(context: Context) -> str:
    return _locale_of(str(context["lang"]))


@cache
def _locale_of(language: str) -> str:
    """Name Babel's locale for a language: that of no language, `root`, where it knows none."""
    return str(_known_locale(language) or "root")


# Thousands of pages show the same few days, spans and numbers: Babel writes each once.
_day_in = cache(format_date)
_month_in = cache(format_skeleton)
_days_in = cache(format_interval)
_number_in = cache(format_decimal)


@pass_context
def _day(context: Context, moment: date) -> str:
    return str(_day_in(date(moment.year, moment.month, moment.day), "long", _locale(context)))


@pass_context
def _moment(context: Context, moment: datetime) -> str:
    return f"{_day(context, moment)} {moment:%H:%M}"


@pass_context
def _month(context: Context, moment: date) -> str:
    return str(_month_in("yMMMM", date(moment.year, moment.month, 1), locale=_locale(context)))


@pass_context
def _days(context: Context, span: tuple[date, date]) -> str:
    return str(_days_in(span[0], span[1], "yMMMMd", locale=_locale(context)))


@cache
def _known_locale(code: str) -> Locale | None:
    """Find what Babel knows of a language, or of the closest to it; None where it knows nothing."""
    with suppress(UnknownLocaleError, ValueError):
        return Locale.parse(_WORLD_ENGLISH.get(code, locale_of(code)))
    near = closest(code, sorted(name.replace("_", "-") for name in locale_identifiers()))
    return Locale.parse(near, sep="-") if near else None


def _own_names(codes: Sequence[str]) -> dict[str, str]:
    """Name languages, given by their codes, each in its own words; with its script where two have one language."""
    languages = [code_of(code) for code in codes]
    return {code: _own_name(tag_of(code) if languages.count(code_of(code)) > 1 else code) for code in codes}


def _own_name(code: str) -> str:
    locale = _known_locale(code)
    name = locale and locale.languages.get(locale_of(code) if "-" in code else code)
    return str(name or (locale and locale.language_name) or code)


@pass_context
def _language_in(context: Context, code: str) -> str:
    """Name a language in the words of the page."""
    return _name_in(code, _locale(context))


@cache
def _name_in(code: str, locale: str) -> str:
    known = _known_locale(code)
    return str(known.get_language_name(locale)) if known else code


@pass_context
def _script_in(context: Context, code: str) -> str:
    """Name a language with its script in the words of the page: Simplified Chinese."""
    return str(Locale.parse(_locale(context)).languages.get(locale_of(code), code))


@pass_context
def _languages_in(context: Context, codes: Sequence[str]) -> str:
    """Name languages in the words of the page, each once."""
    names = dict.fromkeys(_language_in(context, code) for code in codes)
    return str(format_list(list(names), locale=_locale(context)))


@pass_context
def _duration(context: Context, span: timedelta) -> str:
    """Write a span of time in its largest unit, such as `14 minutes`."""
    return str(format_timedelta(span, threshold=1, locale=_locale(context)))


@pass_context
def _number(context: Context, value: int) -> str:
    return str(_number_in(value, locale=_locale(context)))


def _listed(items: list[str], lang: str) -> str:
    """Join names by the words of the language they are in."""
    return str(format_list(items, locale=_known_locale(code_of(lang)) or Locale("en")))


_FILTERS = {
    "phrase": _phrase,
    "words": _words,
    "safe_html": safe,
    "day": _day,
    "moment": _moment,
    "month": _month,
    "days": _days,
    "language_in": _language_in,
    "languages_in": _languages_in,
    "script_in": _script_in,
    "duration": _duration,
    "number": _number,
    "listed": _listed,
}
