"""What a page shows in; the page, with its address and its template, out: before it is rendered."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from jiazhu.model import record
from jiazhu.site.view import View

Render = Callable[[str, str, Mapping[str, object]], str]
"""Renders a template, given by its name, in a language, given by its code, with what it shows."""


@record
class Page:
    """One page of the site, before it is rendered."""

    language: str
    parts: tuple[str, ...]
    """What its address is made of, below the language."""
    template: str
    context: Mapping[str, object]
    real_in: tuple[str, ...]
    """The languages that have its words; in any other the page is a fallback, for people and not for search engines."""


def make_page(
    view: View,
    template: str,
    parts: tuple[str, ...],
    shows: Mapping[str, object],
    written_in: Container[str] | None = None,
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
