"""What is looked at while something is made in, by name; what it was made of out.

A page of the site is made again only where one of its ingredients is another than the last time. So whatever a page
can look at is given to it through here: an article's card, its text, a tag, a list. Each has a name, and the builder
knows by a hash what is behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar, cast, overload

K = TypeVar("K")
V = TypeVar("V")

Made = dict[Hashable, tuple[object, frozenset[str]]]
"""What was made, by its key, with the names of what was used for it."""


class Ingredients:
    """Notes what is used, and keeps what was made of it."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._made: Made = {}

    def use(self, name: str) -> None:
        """Note that an ingredient is used by what is being made."""
        self._used.add(name)

    def once(self, key: Hashable, make: Callable[[], V], kept: Made | None = None) -> V:
        """Make a value, or give the one made before: whoever asks uses what it was made of.

        It is `kept` for ever, or where the caller says, who may give it back.
        """
        made = self._made if kept is None else kept
        if key not in made:
            made[key] = self.gathered(make)
        value, used = made[key]
        self._used |= used
        return cast("V", value)

    def gathered(self, make: Callable[[], V]) -> tuple[V, frozenset[str]]:
        """Make a value, and tell what was used for it."""
        outer, self._used = self._used, set()
        try:
            value = make()
            return value, frozenset(self._used)
        finally:
            self._used = outer


class Watched(Mapping[str, V]):
    """Things by their id, each of which is an ingredient; who goes through all of them uses the whole."""

    def __init__(self, kind: str, things: Mapping[str, V], ingredients: Ingredients) -> None:
        self._kind = kind
        self._things = things
        self._ingredients = ingredients

    def __getitem__(self, id_: str) -> V:
        """Give one of them."""
        self._ingredients.use(f"{self._kind} {id_}")
        return self._things[id_]

    def __contains__(self, id_: object) -> bool:
        """Tell whether there is one of an id."""
        self._ingredients.use(f"{self._kind} {id_}")
        return id_ in self._things

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        self._ingredients.use(f"any {self._kind}")
        return bool(self._things)

    def __iter__(self) -> Iterator[str]:
        """Go through their ids."""
        self._ingredients.use(self._kind)
        return iter(self._things)

    def __len__(self) -> int:
        """Count them."""
        self._ingredients.use(self._kind)
        return len(self._things)


class WatchedAll(Sequence[V]):
    """Things in their order, which are one ingredient together."""

    def __init__(self, kind: str, things: Sequence[V], ingredients: Ingredients) -> None:
        self._kind = kind
        self._things = things
        self._ingredients = ingredients

    @overload
    def __getitem__(self, place: int) -> V: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[V]: ...

    def __getitem__(self, place: int | slice) -> V | Sequence[V]:
        """Give one of them, or some."""
        self._ingredients.use(self._kind)
        return self._things[place]

    def __len__(self) -> int:
        """Count them."""
        self._ingredients.use(self._kind)
        return len(self._things)

    def __iter__(self) -> Iterator[V]:
        """Go through them."""
        self._ingredients.use(self._kind)
        return iter(self._things)
