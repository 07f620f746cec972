"""The pictures of cards: legible, small, and the same for the same words."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from jiazhu.site.cards.card import SIZE, Card
from jiazhu.site.cards.fonts import system_fonts
from jiazhu.site.cards.picture import BOTTOM, FOOT, HEAD, MARGIN, PAPER, ROOM, _Face, draw
from jiazhu.site.columns import Phrase

FONTS = system_fonts()
pytestmark = pytest.mark.skipif(FONTS is None, reason="no font on this system writes Chinese")

LONG = (
    "美日韩联合谴责朝鲜向俄罗斯提供武器装备和弹药：“这将显著增加俄罗斯在乌克兰战争中的人员伤亡”，三国外长发表联合声明呼吁国际社会关注"
    * 2
)
WORDS = (
    "The United States, Japan and South Korea jointly condemn North Korea’s delivery of “arms and munitions” to Russia"
)


def card(
    title="李尚福访问白俄罗斯",
    lang="zh-Hans",
    other="Li Shangfu visits Belarus",
    foot="法国国际广播电台 · 2023年8月18日",
):
    """Write a card in one language, with the other title in English."""
    return Card(
        seal="#b5301f",
        site=Phrase(text="中俄观察", lang="zh-Hans"),
        title=Phrase(text=title, lang=lang),
        other=Phrase(text=other, lang="en") if other else None,
        foot=Phrase(text=foot, lang=lang),
    )


def seen(png):
    """Open a picture."""
    return Image.open(io.BytesIO(png)).convert("RGB")


def place_of(colour, png):
    """Give the box that holds all pixels of one colour."""
    picture = Image.open(io.BytesIO(png))
    palette = picture.getpalette()
    number = next(at for at in range(16) if tuple(palette[3 * at : 3 * at + 3]) == colour)
    return picture.point(lambda pixel: 255 * (pixel == number)).getbbox()


@pytest.mark.parametrize("words", [card(), card(LONG, other=WORDS * 3), card("", other="", foot=""), card(WORDS, "en")])
def test_card_is_a_small_png_of_its_size(words):
    """Every card is 1200 × 630 in sixteen colours, and under 40 KB."""
    png = draw(words, FONTS)
    picture = Image.open(io.BytesIO(png))
    assert (SIZE, "P", "PNG") == (picture.size, picture.mode, picture.format)
    assert len(picture.getcolors()) <= 16
    assert len(png) < 40_000


def test_same_words_are_the_same_bytes():
    """A card drawn twice is one file; another title is another."""
    assert draw(card(), FONTS) == draw(card(), FONTS) != draw(card("李尚福访问俄罗斯"), FONTS)


def test_only_the_seal_is_vermilion():
    """The 注 above is in the colour of annotation, and nothing else is."""
    left, top, right, bottom = place_of((181, 48, 31), draw(card(), FONTS))
    assert MARGIN <= left < right < MARGIN + 60
    assert HEAD - 30 < top < bottom < HEAD + 30


def test_long_titles_keep_clear_of_the_rest():
    """Whatever is written, the margins stay empty, and the titles end above the foot."""
    picture = seen(draw(card(LONG, other=WORDS * 3), FONTS))
    width, height = picture.size
    for box in ((0, 0, MARGIN - 6, height), (width - MARGIN + 6, 0, width, height), (0, BOTTOM + 6, width, FOOT - 24)):
        assert picture.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), PAPER)]


@pytest.mark.parametrize("title", ["\U0010fffd注", "🐉注\u2009 \n注", "\u202eevil\u0000", "ا" * 300, "a" * 500])
def test_no_title_breaks_the_drawing(title):
    """Characters without a glyph, controls and endless words are drawn as far as they can be."""
    assert seen(draw(card(title), FONTS)).size == SIZE


def test_what_the_font_lacks_is_left_out():
    """No empty box stands for a character that the font does not have, and any space is a space."""
    assert _Face(FONTS.bold, 40, "zh-Hans").written("龙\U0010fffd飞\u202f凤\n舞") == "龙飞 凤 舞"


def test_quotes_are_as_wide_as_their_language_has_them():
    """In English a quote is no wider than a letter, in Chinese as wide as a character."""
    assert _Face(FONTS.bold, 40, "en").width(_Face(FONTS.bold, 40, "en").written("’")) < 20
    chinese = _Face(FONTS.bold, 40, "zh-Hans")
    assert chinese.width(chinese.written("”")) > 30


@pytest.mark.parametrize(("lang", "text", "end"), [("en", "word " * 200, "word..."), ("zh-Hans", "字，" * 200, "字…")])
def test_cut_ends_at_a_word(lang, text, end):
    """What does not go into a line ends at a word with dots, without a comma before them."""
    face = _Face(FONTS.regular, 34, lang)
    cut = face.cut(text, ROOM)
    assert cut.endswith(end)
    assert ROOM * 0.9 < face.width(cut) <= ROOM


@pytest.mark.skipif(
    not (FONTS and FONTS.bold.name.endswith("CJK-Bold.ttc")), reason="no collection with faces by script"
)
def test_each_script_has_its_own_face():
    """Simplified and Traditional text are drawn with the shapes that their readers know."""
    assert draw(card("骨直", "zh-Hans"), FONTS) != draw(card("骨直", "zh-Hant"), FONTS)
