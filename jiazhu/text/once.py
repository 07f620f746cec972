"""A method in, a value that is worked out when it is asked for first, out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

V = TypeVar("V")


class once(Generic[V]):  # noqa: N801 -- as `property`
    """What `functools.cached_property` is, without the lock that it takes up to Python 3.11.

    Of each block of a text half a dozen things are asked, and no block is known to two threads.
    """

    def __init__(self, make: Callable[[Any], V]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, of: None, owner: type) -> Self: ...

    @overload
    def __get__(self, of: object, owner: type) -> V: ...

    def __get__(self, of: object | None, owner: type) -> V | Self:
        if of is None:
            return self
        value = of.__dict__[self._name] = self._make(of)
        return value
