"""A source's rule and a fragment's soup in; what belongs into the front matter out, boilerplate gone from the soup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import soupsieve
from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from jiazhu.ingest.rules import chosen
from jiazhu.ingest.steps import pictures
from jiazhu.ingest.steps.held import first_address, held, shown
from jiazhu.ingest.steps.pages import mark_figures, part_paragraphs
from jiazhu.limits import SELECTED_DEPTH
from jiazhu.model import DateRule, Image, RemoveRule, Source, TextRule
from jiazhu.record import Record

_BETWEEN_AUTHORS = re.compile(r"\s*[,，、;；/]\s*")


class Log(Protocol):
    """Takes the name of a step or key, what it was about, and the words it took away."""

    def __call__(self, name: str, what: str, taken: str = "") -> None: ...


class Matter(Record):
    """What a page displays that belongs into the front matter."""

    published: datetime | None = None
    image: Image | None = None
    caption: str = ""
    authors: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """The keys of the rule that found nothing."""


def take_out(scope: Tag, rule: Source, url: str, log: Log) -> Matter:
    """Take date, image, caption, authors and boilerplate out of the soup.

    `url` is the page's. What a selector finds but the rest of its key cannot read stays in the text. `log` is told
    each key that took something or found nothing.
    """
    if _is_deeper(scope, SELECTED_DEPTH):
        log("rule", f"left out: elements nest deeper than {SELECTED_DEPTH}")
        return Matter()
    if rule.paragraphs:
        for words in part_paragraphs(scope):
            log("paragraphs", words)
    taking = _Taking(scope, log)
    published = taking.date(rule.date, url) if rule.date else None
    image = taking.image(rule.image.select, url) if rule.image else None
    caption = "".join(taking.words("caption", rule.caption)[:1])
    credit = "".join(taking.words("credit", rule.credit)[:1])
    authors = taking.words("authors", rule.authors)
    for removal in rule.remove:  # in order: a later one may look at what an earlier one left
        _remove(scope, removal, log)
    for tag in taking.taken:
        tag.extract()
    for selector in rule.figures:
        mark_figures(_select(selector, scope))
    return Matter(
        published=published,
        image=image,
        caption=_with_credit(caption, credit, rule.lang),
        authors=tuple(dict.fromkeys(name for words in authors for name in _BETWEEN_AUTHORS.split(words) if name)),
        missing=tuple(taking.missing),
    )


class _Taking:
    """The elements that keys of a rule found: they are taken out when all keys have looked."""

    def __init__(self, scope: Tag, log: Log) -> None:
        self._scope = scope
        self._log = log
        self.taken: list[Tag] = []
        self.missing: list[str] = []

    def date(self, rule: DateRule, url: str) -> datetime | None:
        """Read the first date that is one."""
        found = re.search(rule.url, url) if rule.url else None
        moment = read_moment(chosen(found), rule) if found else None
        if moment:
            self._log("date", url)
            return moment
        for tag, words in _found(self._scope, rule, rule.attr) if rule.select else ():
            moment = read_moment(words, rule)
            if moment:
                self._take("date", tag, words)
                return moment
        self._miss("date")
        return None

    def image(self, selector: str, base: str) -> Image | None:
        """Take the first picture that has an address."""
        for tag in _select(selector, self._scope):
            url = pictures.source(tag, base)
            if url:
                self.taken.append(tag)
                raw = first_address(tag)
                self._log("image", url if url == raw else f"{raw} → {url}", raw)
                return Image(src=url, alt=pictures.words(tag, "alt"))
        self._miss("image")
        return None

    def words(self, key: str, rule: TextRule | None) -> list[str]:
        """Take the words of all elements that a key finds; of captions and credits only the first counts."""
        if rule is None:
            return []
        found = list(_found(self._scope, rule))
        for tag, words in found if key == "authors" else found[:1]:
            self._take(key, tag, words)
        if not found:
            self._miss(key)
        return [words for _, words in found]

    def _take(self, key: str, tag: Tag, words: str) -> None:
        self.taken.append(tag)
        goes, *others = held(tag)
        self._log(key, words if goes in ("", words) else f"{goes} → {words}", goes)
        for other in others:
            self._log(key, other, other)

    def _miss(self, key: str) -> None:
        self.missing.append(key)
        self._log(key, "not found")


def read_moment(words: str, rule: DateRule) -> datetime | None:
    """Read a date by its rule; None where it is none."""
    try:
        moment = datetime.fromisoformat(words) if rule.format == "iso" else datetime.strptime(words, rule.format)  # noqa: DTZ007  # the zone follows
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(rule.tz))


def _remove(scope: Tag, removal: str | RemoveRule, log: Log) -> None:
    rule = RemoveRule(select=removal) if isinstance(removal, str) else removal
    for tag in _select(rule.select, scope):
        if rule.regex and not re.search(rule.regex, shown(tag)):
            continue
        if rule.when == "all-links" and not _is_all_links(tag):
            continue
        following = list(_following(tag, rule.next)) if rule.next else []
        if rule.next and not following:
            continue
        for gone in (tag, *following):
            for words in held(gone):
                log("remove", rule.select, words)
            gone.extract()


def _following(tag: Tag, selector: str) -> Iterator[Tag]:
    """Go through the elements that follow directly and match a selector."""
    wanted = soupsieve.compile(selector)
    for sibling in tag.next_siblings:
        if isinstance(sibling, Tag):
            if not wanted.match(sibling):
                return
            yield sibling
        elif isinstance(sibling, NavigableString) and sibling.strip():
            return


def _is_all_links(tag: Tag) -> bool:
    """Tell whether all words in an element stand in links."""
    texts = [text for text in tag.descendants if isinstance(text, NavigableString) and text.strip()]
    shown = [text for text in texts if not isinstance(text, PreformattedString)]
    return bool(shown) and all(text.find_parent("a") is not None for text in shown)


def _with_credit(caption: str, credit: str, lang: str) -> str:
    if not caption or not credit:
        return caption or credit
    return f"{caption}（{credit}）" if lang.startswith("zh") else f"{caption} ({credit})"


def _select(selector: str, scope: Tag) -> list[Tag]:
    return soupsieve.compile(selector).select(scope)


def _found(scope: Tag, rule: TextRule | DateRule, attr: str = "") -> Iterator[tuple[Tag, str]]:
    """Go through the elements whose words a rule can read, with those words."""
    for tag in _select(rule.select, scope):
        words = pictures.words(tag, attr) if attr else shown(tag)
        match = re.search(rule.regex, words) if rule.regex else None
        if match or not rule.regex:
            taken = chosen(match) if match else words
            if taken:
                yield tag, taken


def _is_deeper(scope: Tag, limit: int) -> bool:
    level = [scope]
    for _ in range(limit):
        level = [child for tag in level for child in tag.contents if isinstance(child, Tag)]
        if not level:
            return False
    return True
