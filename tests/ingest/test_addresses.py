"""Addresses: absolute, safe, without tracking, and otherwise as they came."""

from __future__ import annotations

import pytest

from jiazhu.ingest.steps.addresses import address

BASE = "https://h.x/dir/page?q=1"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("http://x.y/", "http://x.y/"),
        ("  HTTP://x.y/a b\n", "HTTP://x.y/a%20b"),
        ("//x.y/a", "https://x.y/a"),
        ("/a", "https://h.x/a"),
        ("a/../b?c#d", "https://h.x/dir/b?c#d"),
        ("mailto:a@x.y?subject=b", "mailto:a@x.y?subject=b"),
        ("http://x.y/%25E5%2585%(中)?a=%20", "http://x.y/%25E5%2585%(中)?a=%20"),
        ('http://x.y/"<b>`', "http://x.y/%22%3Cb%3E%60"),
        ("http://x.y/?utm_source=a&b=1&fbclid=c#d", "http://x.y/?b=1#d"),
        ("http://x.y/?utm_source=a&utm_medium=b", "http://x.y/"),
        ("http://x.y/?a=utm_source=b&amp", "http://x.y/?a=utm_source=b&amp"),
        ("https://images.weserv.nl/?w=9&url=x.y/a.jpg&h=9", "https://x.y/a.jpg"),
        ("https://images.weserv.nl?url=https%3A%2F%2Fx.y%2Fa%2520b.jpg", "https://x.y/a%20b.jpg"),
        ("https://images.weserv.nl/?url=ssl:x.y/a.jpg", "https://x.y/a.jpg"),
        ("https://i2.wp.com/x.y/a.jpg?resize=9%2C9&ssl=1", "https://x.y/a.jpg"),
        ("https://i2.wp.com/", "https://i2.wp.com/"),
        ("#a", ""),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("whatsapp://send?text=a", ""),
        ("file:///etc/passwd", ""),
        ("http://", ""),
        ("http:///a", ""),
        ("http://[x", ""),
        ("http://a%3Eb/", ""),
        ("mailto:", ""),
        ("https://images.weserv.nl/?url=javascript:alert(1)//", ""),
    ],
)
def test_address(raw, expected):
    """Each comes out as it stands here."""
    assert expected == address(raw, BASE)


def test_relative_without_a_page():
    """A relative address leads nowhere when the page's own is unknown."""
    assert address("/a") == ""
