"""The editor's words for a digest in; the articles that they name, and what is wrong with their stories, out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from jiazhu.errors import Problem, Problems
from jiazhu.library.frontmatter import line_in
from jiazhu.model import DigestMatter, DigestText

KIND: Final = "digest"

Where = tuple[str | int, ...]
"""Keys and indexes that lead to a value in front matter."""


def check_words(
    texts: Mapping[str, DigestText], order: DigestText | None, articles: Container[str], left_out: Container[str]
) -> None:
    """Raise SchemaError with every name in a digest's words that is no article's, and every story that is not one.

    `order` is the default language's text.
    """
    problems = Problems()
    for text in texts.values():
        for where, slug in places(text.matter):
            if slug not in articles and slug not in left_out:
                problems.add(
                    _fault(text, where, f"there is no article `{slug}`", "name its folder, as under content/articles")
                )
        problems.add(*_unclear_stories(text))
        if order:
            problems.add(*_unplaced_words(text, order))
    problems.raise_all()


def _unclear_stories(text: DigestText) -> Iterator[Problem]:
    """Go through the stories that have the lead of an earlier one, and the articles that a story names twice."""
    headlines: dict[str, str] = {}
    for index, story in enumerate(text.matter.stories):
        where: Where = ("stories", index, "lead")
        if story.lead in headlines:
            words = f"“{headlines[story.lead]}” and “{story.headline}” have one lead, `{story.lead}`"
            yield _fault(text, where, words, "make them one story, or choose another lead")
        headlines.setdefault(story.lead, story.headline)
        seen = {story.lead}
        for number, also in enumerate(story.also):
            if also.article in seen:
                where = ("stories", index, "also", number, "article")
                words = f"“{story.headline}” names `{also.article}` twice"
                yield _fault(text, where, words, "take one of them out")
            seen.add(also.article)


def _unplaced_words(text: DigestText, order: DigestText) -> Iterator[Problem]:
    """Go through what a translation says of stories and articles that the text it translates has not."""
    stories = {story.lead: {also.article for also in story.also} for story in order.matter.stories}
    for index, story in enumerate(text.matter.stories):
        where: Where = ("stories", index, "lead")
        if story.lead not in stories:
            words = f"`{order.path.name}` has no story that `{story.lead}` leads"
            yield _fault(text, where, words, "write it there too, or give it the lead that it has there")
            continue
        for number, also in enumerate(story.also):
            if also.article not in stories[story.lead]:
                where = ("stories", index, "also", number, "article")
                words = f"the story that `{story.lead}` leads has no `{also.article}` in `{order.path.name}`"
                yield _fault(text, where, words, "write it there too")


def _fault(text: DigestText, where: Where, words: str, hint: str) -> Problem:
    return Problem(kind=KIND, path=text.path, line=line_in(text.path, *where), text=words, hint=hint)


def naming(texts: Iterable[DigestText], slugs: Container[str]) -> Iterator[Problem]:
    """Go through the places at which digests' words name one of these articles, which is about to go."""
    for text in texts:
        for where, slug in places(text.matter):
            if slug in slugs:
                fault = _fault(text, where, f"it names `{slug}`", "take that out: without it this digest is left out")
                yield replace(fault, severity="warning")


def places(matter: DigestMatter) -> Iterator[tuple[Where, str]]:
    """Go through the articles that a digest's words name, in order, each with its place in the front matter."""
    for index, story in enumerate(matter.stories):
        yield ("stories", index, "lead"), story.lead
        for number, also in enumerate(story.also):
            yield ("stories", index, "also", number, "article"), also.article
    for index, slug in enumerate(matter.articles):
        yield ("articles", index), slug
