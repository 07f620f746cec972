"""Persons, places, organisations, events and concepts, as `content/entities.yaml` names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from jiazhu.model.base import Words, record


@record
class Entity:
    """What texts speak of by name, with its name in each language."""

    id: str
    """Its address."""
    type: Literal["Person", "Place", "Organization", "Event", "Concept"]
    name: Words
    """By BCP 47 tag or language code: `zh-Hans`, `zh-Hant`, `en`."""
    match: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further ways to write the name, by language code."""
    never: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Longer words that hold the name and mean something else, by language code."""
    about: Words = field(default_factory=dict)
    same_as: tuple[str, ...] = ()
    """Addresses of pages that are about the same, such as Wikidata's."""
