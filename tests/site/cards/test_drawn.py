"""The pictures of cards are drawn once, and kept as long as nothing of them changes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from jiazhu.site.cards import drawn as drawing
from jiazhu.site.cards.card import Card
from jiazhu.site.cards.drawn import card_steps
from jiazhu.site.cards.fonts import Fonts, system_fonts
from jiazhu.site.columns import Phrase


def card(title):
    """Write a card."""
    phrase = Phrase(text=title, lang="zh-Hans")
    return Card(seal="#b5301f", site=phrase, title=phrase, other=None, foot=phrase)


CARDS = {"zh/articles/one/card.png": card("一"), "zh/articles/two/card.png": card("二")}


@pytest.fixture
def fonts(tmp_path):
    """Give fonts that nothing is drawn with."""
    path = tmp_path / "font.ttc"
    path.write_bytes(b"font")
    return Fonts(bold=path, regular=path)


@pytest.fixture
def draws(monkeypatch, fonts, tmp_path):
    """Give a function that draws cards, with the titles that were really drawn as a result."""

    def run(cards):
        titles = []

        def draw(one, _fonts):
            titles.append(one.title.text)
            return one.title.text.encode()

        monkeypatch.setattr(drawing, "_draw", draw)
        steps = card_steps(cards, fonts, folder=tmp_path / "cards")
        files = dict(file for step in steps for file in step.make())
        assert files == {name: one.title.text.encode() for name, one in cards.items()}
        return titles

    return run


def test_card_is_drawn_once(draws):
    """A second build draws nothing, and a change draws one card alone."""
    assert draws(CARDS) == ["一", "二"]
    assert draws(CARDS) == []
    assert draws({**CARDS, "zh/articles/two/card.png": card("三")}) == ["三"]


def test_other_fonts_draw_anew(draws, fonts):
    """Where a font changed, every card is drawn again."""
    draws(CARDS)
    fonts.bold.write_bytes(b"another font")
    assert draws(CARDS) == ["一", "二"]


def test_other_code_draws_anew(draws, monkeypatch):
    """Where what draws changed, every card is drawn again."""
    draws(CARDS)
    monkeypatch.setattr(drawing, "_made_with", lambda: "another version")
    assert draws(CARDS) == ["一", "二"]


def test_unused_and_corrupt_pictures_go(draws, tmp_path):
    """A picture that no page has any more is taken away, and a corrupt one is drawn again."""
    draws(CARDS)
    assert draws({"a.png": card("一")}) == []
    (kept,) = (tmp_path / "cards").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert draws({"a.png": card("一")}) == ["一"]


@pytest.mark.skipif(system_fonts() is None, reason="no font on this system writes Chinese")
def test_build_without_changes_does_not_load_pillow(tmp_path):
    """Pillow is imported by a run that draws, and by none that finds all pictures."""
    program = f"""
import sys
from pathlib import Path
from jiazhu.site.cards.card import Card
from jiazhu.site.cards.drawn import card_steps
from jiazhu.site.cards.fonts import system_fonts
from jiazhu.site.columns import Phrase
phrase = Phrase(text="甲", lang="zh-Hans")
card = Card(seal="#b5301f", site=phrase, title=phrase, other=None, foot=phrase)
for step in card_steps({{"card.png": card}}, system_fonts(), folder=Path({str(tmp_path)!r})):
    list(step.make())
print("PIL" in sys.modules)
"""
    said = [subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True) for _ in "ab"]
    assert [done.stdout for done in said] == ["True\n", "False\n"]
