"""Days, numbers and languages in; how a page writes them in its language out: filters of templates."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal
from jinja2 import pass_context
from jinja2.runtime import Context

from jiazhu.text.languages import closest, code_of, locale_of, tag_of

_WORLD_ENGLISH = {"en": "en_001"}
"""English dates are written as most of the world writes them: 18 August 2023."""
_STRETCHES = {"month": "yMMMM", "quarter": "yQQQ", "year": "y"}
"""What is told of a stretch of time, as CLDR's skeletons say it."""


def _locale(context: Context) -> str:
    return _locale_of(str(context["lang"]))


@cache
def _locale_of(language: str) -> str:
    """Name Babel's locale for a language: that of no language, `root`, where it knows none."""
    return str(_known_locale(language) or "root")


# Thousands of pages show the same few days, spans and numbers: Babel writes each once.
_day_in = cache(format_date)
_skeleton_in = cache(format_skeleton)
_days_in = cache(format_interval)
_number_in = cache(format_decimal)


@pass_context
def _day(context: Context, moment: date) -> str:
    return str(_day_in(date(moment.year, moment.month, moment.day), "long", _locale(context)))


@pass_context
def _moment(context: Context, moment: datetime) -> str:
    return f"{_day(context, moment)} {moment.hour:02}:{moment.minute:02}"


@pass_context
def _month(context: Context, moment: date) -> str:
    return str(_skeleton_in(_STRETCHES["month"], date(moment.year, moment.month, 1), locale=_locale(context)))


@pass_context
def _months(context: Context, span: tuple[date, date]) -> str:
    return str(_days_in(span[0], span[1], "yMMMM", locale=_locale(context)))


@pass_context
def _short_month(context: Context, moment: date) -> str:
    return str(_skeleton_in("yMMM", date(moment.year, moment.month, 1), locale=_locale(context)))


@pass_context
def _stretch(context: Context, first: date, unit: str) -> str:
    """Name the month, quarter or year that begins on a day."""
    return str(_skeleton_in(_STRETCHES[unit], first, locale=_locale(context)))


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


def own_names(codes: Sequence[str]) -> dict[str, str]:
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


LOCAL_FILTERS = {
    "day": _day,
    "moment": _moment,
    "month": _month,
    "short_month": _short_month,
    "stretch": _stretch,
    "months": _months,
    "days": _days,
    "language_in": _language_in,
    "languages_in": _languages_in,
    "script_in": _script_in,
    "duration": _duration,
    "number": _number,
    "listed": _listed,
}
