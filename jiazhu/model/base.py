"""What all records share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeVar, dataclass_transform

Words = dict[str, str]
"""The same words per language code: `{zh = "…", en = "…"}`."""

Rights = Literal["full", "excerpt", "link"]
State = Literal["machine", "draft", "reviewed"]

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class one of the house's records: a frozen, slotted, keyword-only dataclass."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)
