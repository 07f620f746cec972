"""What tags and entities are: one thing that is spoken of, with a name and a line about it in each language."""

from __future__ import annotations

from msgspec import field

from jiazhu.model.base import Words
from jiazhu.record import Record


class Concept(Record):
    """A tag or an entity. Where the two have one id, they are the same concept, and their pages link to each other."""

    id: str
    """Its address."""
    about: Words = field(default_factory=dict)

    @property
    def names(self) -> Words:
        """What it is called, by language code or BCP 47 tag."""
        raise NotImplementedError  # each kind says it: the class of a record cannot be abstract
