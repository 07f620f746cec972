"""Mail addresses that Cloudflare hides from robots."""

from __future__ import annotations

import pytest

from jiazhu.ingest.steps.emails import hidden_address


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("5a3b1a22742305", "a@x.y_"),
        ("003b", ";"),
        ("5a", ""),
        ("", ""),
        ("5a3", ""),
        ("not hexadecimal", ""),
        ("00ff", ""),
    ],
)
def test_hidden_address(code, expected):
    """Each byte but the first is the address's, combined with the first by XOR; what is no such code is no address."""
    assert expected == hidden_address(code)
