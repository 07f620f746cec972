"""Fixtures: a digest to exchange."""

from __future__ import annotations

import pytest
from written import original, translation

from exchange.po_digest import BODY, A, B, Digest
from jiazhu.library.coverage import words_hash


@pytest.fixture
def digest(tmp_path):
    """Give a function that makes a digest of an article's body, and of its translation's."""

    def make(body: str = BODY, en: str | None = f"<!-- {A} -->\nA.\n\n<!-- {B} draft -->\nB.\n", **keys: str) -> Digest:
        english = None if en is None else translation(body=en, of=f"{{title: {words_hash('标题')}}}", **keys)
        return Digest(tmp_path, original(body=body), english)

    return make
