"""A digest in; the same as one self-contained HTML file for mail, in both languages and in one alone, out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from functools import partial

from msgspec.structs import replace

from jiazhu.model import Digest
from jiazhu.site.digests import DigestView
from jiazhu.site.feeds.content import for_readers
from jiazhu.site.lists import with_ages
from jiazhu.site.page import Render
from jiazhu.site.speech import Prose
from jiazhu.site.step import Step
from jiazhu.site.view import View
from jiazhu.text.tags import TAG

BOTH = "mail.html"
ALONE = "mail-alone.html"
"""The files beside a digest's page: in both languages, the page's first; and in the page's language alone."""
MAIL_BYTES = 100_000
"""Mail programs cut a longer message off: Gmail at 102 KB."""


def mail_names(view: View) -> tuple[str, ...]:
    """Name the files that a digest has for mail: where there is one language, there is nothing to choose."""
    return (BOTH, ALONE) if view.library.config.languages[1:] else (BOTH,)


def mail_steps(view: View, render: Render) -> Iterator[Step]:
    """Go through the mails of one interface language, each a step."""
    for digest, age in with_ages(view.library.digests):
        for name in mail_names(view):
            path = f"{view.language}/digests/{digest.id}/{name}"
            yield Step(name=path, key=None, make=partial(_files, view, path, digest, render), age=age)


def _files(view: View, path: str, digest: Digest, render: Render) -> Iterator[tuple[str, bytes]]:
    yield path, _mail(view, view.digest(digest), render, both=path.endswith(f"/{BOTH}"))


def _mail(view: View, digest: DigestView, render: Render, *, both: bool) -> bytes:
    """Write a mail of at most `MAIL_BYTES`.

    Where all would be too much, as many stories as there is room for stand in full, and of the others the headlines.
    An introduction that leaves no room for those stays away; of headlines that are too many, as many as fit are there.
    """
    given = [digest.introduction, digest.other_introduction if both else None]
    page = view.urls.absolute(digest.url)
    introduction = [_readable(prose, page) for prose in given if prose]
    count = len(digest.stories)
    said: dict[Hashable, str] = {}

    def once(*name: Hashable, caller: Callable[[], str]) -> str:
        """Render a story the first time that a mail is tried with it."""
        if name not in said:
            said[name] = caller()
        return said[name]

    shows = {"view": view, "digest": digest, "both": both, "once": once}

    def written(texts: list[Prose], full: int, listed: int) -> bytes:
        given = {**shows, "introduction": texts, "full": full, "listed": listed}
        return render("mail.html", view.language, given).encode()

    whole = written(introduction, count, 0)
    if len(whole) <= MAIL_BYTES:
        return whole
    for write in (
        lambda full: written(introduction, full, count - full),
        lambda full: written([], full, count - full),
        lambda listed: written([], 0, listed),
    ):
        longest = _longest(write, count)
        if longest:
            return longest
    return written([], 0, 0)


def _longest(write: Callable[[int], bytes], most: int) -> bytes | None:
    """Give the longest of `write(0)` to `write(most)` that is no more than `MAIL_BYTES`; None where all are."""
    fitting = bisect_right(range(most + 1), MAIL_BYTES, key=lambda number: len(write(number)))
    return write(fitting - 1) if fitting else None


def _readable(prose: Prose, page: str) -> Prose:
    """Make an introduction fit for mail: as for feed readers, and without pictures."""
    html = TAG.sub(lambda tag: "" if tag[0].startswith("<img") else tag[0], prose.html)
    return replace(prose, html=for_readers(html, page))
