"""A seed in, a text of Chinese characters that means nothing out; and the same with changes."""

from __future__ import annotations

import random

WORDS = [chr(code) for code in range(0x4E00, 0x4E00 + 400)]


def text_of(seed: int, length: int = 1200) -> str:
    """Invent a text."""
    return "".join(random.Random(seed).choices(WORDS, k=length))


def edited(text: str, share: float, seed: int = 1) -> str:
    """Change a share of a text's characters."""
    rng = random.Random(seed)
    return "".join(rng.choice(WORDS) if rng.random() < share else char for char in text)
