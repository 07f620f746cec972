"""An article in; when it was last changed, by the dates that hands wrote, out: no build changes that."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from zoneinfo import ZoneInfo

from jiazhu.library.load import published
from jiazhu.model import Article


def updated(article: Article, zone: ZoneInfo, codes: Container[str]) -> datetime:
    """Give the latest of an article's dates, with those of its translations into some languages."""
    dates = (translation.matter.date for code, translation in article.translations.items() if code in codes)
    days = filter(None, [*dates, *(note.date for note in article.notes)])
    moments = [published(article, zone), *(datetime(day.year, day.month, day.day, tzinfo=zone) for day in days)]
    if article.matter.updated:
        hand = article.matter.updated
        moments.append(hand if hand.tzinfo else hand.replace(tzinfo=zone))
    return max(moments)
