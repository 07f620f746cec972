"""A document of a feed in, JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) out."""

from __future__ import annotations

import json

from jiazhu.site.feeds.document import Document, Entry
from jiazhu.text.characters import without_controls

VERSION = "https://jsonfeed.org/version/1.1"

Json = str | list["Json"] | dict[str, "Json"]


def json_feed(document: Document) -> bytes:
    """Write a document of a feed as JSON Feed."""
    said: dict[str, Json] = {
        "version": VERSION,
        "title": document.title,
        "home_page_url": document.home,
        "feed_url": document.address,
        "description": document.subtitle,
        "authors": [{"name": document.author}],
        "language": document.lang,
        "items": [_item(entry) for entry in document.entries],
    }
    said = {key: value for key, value in said.items() if value or key == "items"}
    return f"{json.dumps(_clean(said), ensure_ascii=False, indent=1)}\n".encode()


def _item(entry: Entry) -> Json:
    item: dict[str, Json] = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.via,
        "title": entry.title.text,
        "content_html": entry.content,
        "summary": entry.summary.text,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [label.text for _, label in entry.categories],
        "language": entry.lang,
    }
    if entry.picture:
        item["image"] = entry.picture.url
        if entry.picture.type:
            item["attachments"] = [{"url": entry.picture.url, "mime_type": entry.picture.type}]
    return {key: value for key, value in item.items() if value or key == "content_html"}


def _clean(value: Json) -> Json:
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, list):
        return [_clean(each) for each in value]
    return {key: _clean(each) for key, each in value.items()}
