"""A feed's file in, the rules it breaks out: what the W3C's feed validator checks, as far as files alone can tell.

They are of RFC 4287, RFC 5005, RSS 2.0 with the RSS Advisory Board's Best Practices Profile, and JSON Feed 1.1.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml import etree

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "site" / "feeds" / "atom.rng"))

NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "fh": "http://purl.org/syndication/history/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
SAFE_TAGS = set(
    "a blockquote br code del div em figcaption figure h1 h2 h3 h4 h5 h6 hr img ins li ol p pre q rp rt ruby section"
    " span strong sub sup table tbody td th thead tr ul".split()
)
SAFE_ATTRIBUTES = {"alt", "colspan", "href", "id", "lang", "rowspan", "src", "start", "title", "value"}
EMPTY = {"br", "hr", "img"}
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

FEED_KEYS = set("version title home_page_url feed_url description authors language items".split())
ITEM_KEYS = set(
    "id url external_url title content_html summary image date_published date_modified authors tags"
    " language attachments".split()
)


def broken_rules(address: str, data: bytes) -> list[str]:
    """List the rules that a file breaks; `address` is where it will be, and tells its format."""
    text = data.decode()
    found = ["control characters"] if CONTROL.search(text) or re.search(r"\\u00[01]", text) else []
    if address.endswith("atom.xml"):
        found += _of_atom(address, data)
    elif address.endswith("rss.xml"):
        found += _of_rss(address, data)
    else:
        found += _of_json(address, json.loads(text))
    if address.endswith(".xml"):
        parsed = feedparser.parse(data)
        found += [f"feedparser: {parsed.get('bozo_exception')}"] if parsed.bozo else []
    return found


def _of_atom(address: str, data: bytes) -> Iterator[str]:
    root = etree.fromstring(data)
    if not SCHEMA.validate(root):
        yield str(SCHEMA.error_log)
    yield from _unique(root.xpath("a:entry/a:id/text()", namespaces=NAMES), "id")
    yield from _links(root, address, "a:link")
    pairs = root.xpath("a:link[@rel='alternate']", namespaces=NAMES)
    yield from _unique([f"{link.get('type')} {link.get('hreflang')}" for link in pairs], "alternate")
    archive, current = root.find("fh:archive", NAMES), root.xpath("a:link[@rel='current']", namespaces=NAMES)
    if (archive is not None) != bool(current):
        yield "an archive has a mark and a link to what is current"
    if not root.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield "no language"
    for entry in root.iterfind("a:entry", NAMES):
        yield from _of_entry(entry)


def _of_entry(entry: etree._Element) -> Iterator[str]:
    if not entry.findtext("a:title", namespaces=NAMES):
        yield "blank title"
    if not entry.xpath("a:author | ../a:author", namespaces=NAMES):
        yield "no author"
    links = entry.xpath("a:link[@rel='alternate']", namespaces=NAMES)
    if len(links) != 1:
        yield "an entry has one page"
    yield from (f"relative {link}" for link in entry.xpath("a:link/@href", namespaces=NAMES) if not _is_web(link))
    for link in entry.xpath("a:link[@rel='enclosure']", namespaces=NAMES):
        if not MEDIA_TYPE.fullmatch(link.get("type", "")):
            yield "enclosure without type"
    content = entry.find("a:content", NAMES)
    if content is None or content.get("type") != "html":
        yield "content is no html"
    else:
        yield from unsafe_html(content.text or "")


def _of_rss(address: str, data: bytes) -> Iterator[str]:
    root = etree.fromstring(data)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1:
        yield "no RSS 2.0"
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        if len(channel.findall(name)) != 1 or not channel.findtext(name):
            yield f"channel: {name}"
    if not LANGUAGE.fullmatch(channel.findtext("language")):
        yield "language"
    yield from _links(channel, address, "a:link")
    yield from _unique(channel.xpath("item/guid/text()"), "guid")
    yield from _rfc_822(channel.xpath("lastBuildDate/text() | item/pubDate/text()"))
    known = {"title", "link", "guid", "pubDate", "category", "enclosure", "description"}
    known |= {f"{{{NAMES['dc']}}}creator", f"{{{NAMES['dc']}}}language", f"{{{NAMES['content']}}}encoded"}
    for item in channel.iterfind("item"):
        yield from (f"unknown {child.tag}" for child in item if child.tag not in known)
        repeated = Counter(child.tag for child in item if child.tag not in {"category", f"{{{NAMES['dc']}}}creator"})
        yield from (f"{tag} stands {count} times" for tag, count in repeated.items() if count > 1)
        if item.find("guid") is None or item.find("guid").get("isPermaLink") != "false":
            yield "guid is no permalink"
        if not item.findtext("title") or not _is_web(item.findtext("link")):
            yield "title and link"
        for enclosure in item.iterfind("enclosure"):
            length, kind = enclosure.get("length", ""), enclosure.get("type", "")
            if not (_is_web(enclosure.get("url")) and length.isdecimal() and MEDIA_TYPE.fullmatch(kind)):
                yield "enclosure"
        yield from unsafe_html(item.findtext("content:encoded", namespaces=NAMES) or "")


def _of_json(address: str, said: Mapping[str, Any]) -> Iterator[str]:
    if said["version"] != "https://jsonfeed.org/version/1.1" or set(said) - FEED_KEYS:
        yield "no JSON Feed 1.1"
    if said["feed_url"] != address:
        yield "feed_url is not the address"
    if not _is_web(said["home_page_url"]):
        yield "home_page_url"
    yield from _unique([item["id"] for item in said["items"]], "id")
    for whole in [said, *said["items"]]:
        if not LANGUAGE.fullmatch(whole["language"]):
            yield "language"
        if not all(isinstance(author, dict) and author["name"] for author in whole["authors"]):
            yield "authors"
    for item in said["items"]:
        yield from _of_item(item)


def _of_item(item: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"unknown {key}" for key in set(item) - ITEM_KEYS)
    yield from (f"date {item[key]}" for key in ("date_published", "date_modified") if not _is_moment(item[key]))
    yield from (f"relative {key}" for key in ("url", "external_url", "image") if key in item and not _is_web(item[key]))
    for attachment in item.get("attachments", []):
        if not _is_web(attachment["url"]) or not MEDIA_TYPE.fullmatch(attachment["mime_type"]):
            yield "attachment"
    if not all(isinstance(value, str) and value for value in [item["id"], item["title"], *item.get("tags", [])]):
        yield "words"
    yield from unsafe_html(item["content_html"])


def unsafe_html(html: str) -> list[str]:
    """List what a feed reader should not get: what stays open, runs, has a style, is relative or there twice."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = [*reader.faults, *(f"<{tag}> is open" for tag in reader.open)]
    found += _unique(reader.ids, "element id")
    return found + [f"relative {link}" for link in reader.links if not _leads(link, reader.ids)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SAFE_TAGS:
            self.faults.append(f"<{tag}>")
        if tag not in EMPTY:
            self.open.append(tag)
        for name, value in attrs:
            if name not in SAFE_ATTRIBUTES:
                self.faults.append(f"{name} on <{tag}>")
            elif name == "id":
                self.ids.append(value or "")
            elif name in {"href", "src"}:
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


def _leads(link: str, ids: list[str]) -> bool:
    return link[1:] in ids if link.startswith("#") else _is_web(link) or link.startswith("mailto:")


def _is_web(link: str | None) -> bool:
    parts = urlsplit(link or "")
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _is_moment(text: str) -> bool:
    return bool(RFC_3339.fullmatch(text)) and datetime.fromisoformat(text).tzinfo is not None


def _links(channel: etree._Element, address: str, path: str) -> Iterator[str]:
    links = channel.findall(path, NAMES)
    if [link.get("href") for link in links if link.get("rel") == "self"] != [address]:
        yield "the self link is not the address"
    for link in links:
        if not _is_web(link.get("href")) or not MEDIA_TYPE.fullmatch(link.get("type", "")):
            yield f"link {link.get('href')}"


def _rfc_822(texts: list[str]) -> Iterator[str]:
    form = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
    for text in texts:
        if not form.fullmatch(text) or f"{parsedate_to_datetime(text):%a}" != text[:3]:
            yield f"date {text}"


def _unique(values: list[str], name: str) -> Iterator[str]:
    yield from (f"{name} {value} stands {count} times" for value, count in Counter(values).items() if count > 1)
