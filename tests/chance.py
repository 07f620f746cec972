"""How many examples a property is tried on: few with `make test`, many with `make test-slow`."""

from __future__ import annotations

import os


def examples(few: int, many: int) -> int:
    """Choose between the two. Where they are drawn anew, as on a desk, many runs of few come to many as well."""
    return many if os.environ.get("EXAMPLES") == "many" else few
