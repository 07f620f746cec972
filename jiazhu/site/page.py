"""What a page shows in; the page, with its address and its template, out: before it is rendered."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from functools import partial

from jiazhu.record import Record
from jiazhu.site.view import View

Render = Callable[[str, str, Mapping[str, object]], str]
"""Renders a template, given by its name, in a language, given by its code, with what it shows."""

Shows = Mapping[str, object]


class Page(Record):
    """One page of the site, before it is rendered."""

    language: str
    parts: tuple[str, ...]
    """What its address is made of, below the language."""
    template: str
    context: Shows
    real_in: tuple[str, ...]
    """The languages that have its words; in any other the page is a fallback, for people and not for search engines."""


class PlannedPage(Record):
    """One page of the site, before what it shows is gathered: that there is one is known without."""

    language: str
    parts: tuple[str, ...]
    page: Callable[[], Page]
    """Gathers it."""
    key: object
    """What it is made of beside what is used to gather and to render it: text and numbers, in tuples."""
    age: float
    """As a step's."""


def plan_page(
    view: View,
    template: str,
    parts: tuple[str, ...],
    shows: Callable[[], Shows],
    *,
    written_in: Callable[[], Container[str]] | None = None,
    key: object = None,
    age: float = 0.0,
) -> PlannedPage:
    """Plan a page whose words are written in some languages, given by their codes, or in all; `age` is a step's."""

    def page() -> Page:
        return make_page(view, template, parts, shows(), written_in() if written_in else None)

    return PlannedPage(language=view.language, parts=parts, page=page, key=(template, parts, key), age=age)


def make_page(
    view: View, template: str, parts: tuple[str, ...], shows: Shows, written_in: Container[str] | None = None
) -> Page:
    """Make a page whose words are written in some languages, given by their codes, or in all."""
    config = view.library.config
    return Page(
        language=view.language,
        parts=parts,
        template=template,
        context={"view": view, **shows},
        real_in=tuple(code for code in config.codes if written_in is None or config.base_of(code) in written_in),
    )


def plan_redirect(view: View, parts: tuple[str, ...], target: str) -> PlannedPage:
    """Plan a page that leads on to another, given by its address."""
    return plan_page(view, "redirect.html", parts, partial(dict, target=target), written_in=tuple, key=target)
