"""Which characters are Han."""

from __future__ import annotations

HAN = "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Han characters as the inside of a regular expression's class (Unicode's Scripts.txt, `Han`)."""
