"""Which requests are for the preview."""

from __future__ import annotations

import pytest

from jiazhu.preview.guard import Hosts, is_loopback


@pytest.mark.parametrize(
    ("name", "address", "asked", "expected"),
    [
        ("127.0.0.1", "127.0.0.1", "127.0.0.1:8000", True),
        ("127.0.0.1", "127.0.0.1", "localhost:8000", True),
        ("127.0.0.1", "127.0.0.1", "LOCALHOST:8000", True),
        ("127.0.0.1", "127.0.0.1", "[::1]:8000", False),
        ("127.0.0.1", "127.0.0.1", "localhost:8001", False),
        ("127.0.0.1", "127.0.0.1", "localhost", False),
        ("127.0.0.1", "127.0.0.1", "", False),
        ("127.0.0.1", "127.0.0.1", "127.1:8000", False),
        ("127.0.0.1", "127.0.0.1", "localhost.:8000", False),
        ("127.0.0.1", "127.0.0.1", "127.0.0.1.evil.example:8000", False),
        ("127.0.0.1", "127.0.0.1", "evil.example:8000", False),
        ("127.0.0.1", "127.0.0.1", "user@127.0.0.1:8000", False),
        ("::1", "::1", "[::1]:8000", True),
        ("::1", "::1", "127.0.0.1:8000", False),
        ("192.168.1.5", "192.168.1.5", "192.168.1.5:8000", True),
        ("192.168.1.5", "192.168.1.5", "localhost:8000", False),
        ("0.0.0.0", "0.0.0.0", "192.168.1.5:8000", True),
        ("0.0.0.0", "0.0.0.0", "[fe80::1]:8000", True),
        ("0.0.0.0", "0.0.0.0", "evil.example:8000", False),
    ],
)
def test_only_what_is_listened_on_is_answered(name, address, asked, expected):
    """By its name or address, with its port; on all interfaces by any address: no name server has a say in one."""
    assert expected == Hosts(name=name, address=address, port=8000).knows(asked)


def test_https_own_port_is_left_out():
    """As browsers do."""
    hosts = Hosts(name="127.0.0.1", address="127.0.0.1", port=80)
    assert [hosts.knows(each) for each in ("localhost", "localhost:80", "localhost:8000")] == [True, True, False]
    assert Hosts(name="::1", address="::1", port=80).knows("[::1]")


@pytest.mark.parametrize(
    ("address", "expected"), [("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("192.168.1.5", False)]
)
def test_loopback_is_told_from_the_rest(address, expected):
    """Only there may anything be written."""
    assert expected == is_loopback(address)
