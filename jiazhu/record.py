"""What a record of this house is: a frozen value with named fields."""

from __future__ import annotations

from typing import Any, dataclass_transform

import msgspec


class _RecordType(msgspec.StructMeta):
    """Makes each class below Record one of records, which it need not say itself."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **_: object) -> Any:
        return super().__new__(cls, name, bases, namespace, frozen=True, kw_only=True)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, frozen=True, metaclass=_RecordType):  # frozen: said once more, to type checkers
    """A frozen value; its fields are given by keywords."""
