"""A Library and a theme in; a page that shows every component of the theme, for the preview, out."""

from __future__ import annotations

from datetime import date

from jiazhu.model import Library
from jiazhu.site.chart import chart
from jiazhu.site.look import dressed
from jiazhu.site.material import Material
from jiazhu.site.metadata.csp import policy_of
from jiazhu.site.metadata.machines import Machines
from jiazhu.site.page import make_page
from jiazhu.site.templates import Templates
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls
from jiazhu.site.view import View

PARTS = ("_style",)

_MONTHS = (1, 2, 2, 4, 4, 4, 4, 5, 7, 7)
"""Of the articles in its chart."""


def specimen(library: Library, theme: Theme) -> str:
    """Render the page, in the default language. Raises JiazhuError for a fault in the theme."""
    config = library.config
    urls = Urls(config.base_url, {name: hashed for name, (hashed, _) in dressed(theme.static_files(), library).items()})
    language = config.languages[0]
    view = View(Material(library, urls), language)
    shows = {
        "articles": [view.article(article) for article in library.articles[:3]],
        "notes": [view.note(article, note) for article, note in view.notes],
        "chart": chart(date(2023, month, 1) for month in _MONTHS),
    }
    page = make_page(view, "specimen.html", PARTS, shows, ())
    templates = Templates(theme, urls, config.codes, None, policy_of(config))
    told, _ = Machines(config, urls).told_by(page, view, templates.render)
    return templates.render(page.template, language, {**told, **page.context})
