"""What machines are told about."""

from __future__ import annotations

from jiazhu.record import Record
from jiazhu.site.cards.card import CardImage
from jiazhu.site.metadata.head import PageHead
from jiazhu.site.page import Page
from jiazhu.site.view import View


class Subject(Record):
    """A page, with what is known of it before it is rendered."""

    page: Page
    head: PageHead
    view: View
    image: CardImage | None
    """Its card, where there is one."""
