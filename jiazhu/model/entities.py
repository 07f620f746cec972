"""Persons, places, organisations, events and concepts, as `content/entities.yaml` names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import field

from jiazhu.model.base import Words
from jiazhu.model.concepts import Concept
from jiazhu.record import Record


class Entity(Concept):
    """What texts speak of by name, with its name in each language."""

    type: Literal["Person", "Place", "Organization", "Event", "Concept"]
    name: Words
    """By BCP 47 tag or language code: `zh-Hans`, `zh-Hant`, `en`."""
    match: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further ways to write the name, by language code."""
    never: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Longer words that hold the name and mean something else, by language code."""
    same_as: tuple[str, ...] = ()
    """Addresses of pages that are about the same, such as Wikidata's."""

    @property
    def names(self) -> Words:
        """What it is called."""
        return self.name


class EntityChoice(Record):
    """What an editor says of the entities of one article, beside what its names say."""

    add: tuple[str, ...] = ()
    """Entities that it is about, though it does not name them."""
    skip: tuple[str, ...] = ()
    """Entities that it is not about, though a name of theirs stands in it."""
