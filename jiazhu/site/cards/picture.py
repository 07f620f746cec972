"""A card's words and fonts in, its picture out: ink on paper, and the seal in vermilion.

Only this module needs Pillow: it is imported where a card is drawn, and not where one was drawn before.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from jiazhu.site.cards.card import SIZE, Card
from jiazhu.site.cards.fonts import Fonts
from jiazhu.site.columns import Phrase
from jiazhu.text.languages import is_chinese
from jiazhu.text.lines import set_lines

WIDTH, HEIGHT = SIZE
MARGIN = 88
ROOM = WIDTH - 2 * MARGIN
PAPER, INK, SOFT = (251, 250, 246), (31, 28, 24), (107, 101, 92)
"""The colours of the theme in light."""

TITLE_SIZES = (76, 70, 64, 58, 52, 46, 40)
"""Of these the largest by which a title goes into three lines, and both titles between head and foot; or the last."""
TITLE_LINES = 3
OTHER_SIZE, OTHER_LINES = 34, 2
GAP = 26
"""Between the titles."""
SMALL_SIZE, SEAL_SIZE = 30, 46
SITE = 66
"""So far from the margin the digest's name begins: behind the seal."""
HEAD, FOOT = 92, 556
"""The middle of the line above, and of that below."""
RULE = 144
TOP, BOTTOM = RULE + 28, FOOT - 52
"""Between these are the titles."""

_SHADES = 5
"""So many steps from paper to a colour: three colours of five, and paper, are the sixteen of a PNG of half a byte a
pixel, in which letters look as they do with all the shades there are."""
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_ABSENT = "\U0010fffd"
"""A private character that no font has."""


def draw(card: Card, fonts: Fonts) -> bytes:
    """Draw a card as PNG. The same words with the same fonts and library are the same bytes."""
    page = _Page()
    if card.seal:
        page.write("注", _Face(fonts.bold, SEAL_SIZE, "zh-Hans"), MARGIN, HEAD, page.seal)
    left = SITE if card.seal else 0
    site = _face(fonts.bold, SMALL_SIZE, card.site)
    page.write(site.cut(card.site.text, ROOM - left), site, MARGIN + left, HEAD, page.ink)
    page.rule(RULE)
    _write_titles(page, card, fonts)
    foot = _face(fonts.regular, SMALL_SIZE, card.foot)
    page.write(foot.cut(card.foot.text, ROOM), foot, MARGIN, FOOT, page.soft)
    return page.png(card.seal)


def _write_titles(page: _Page, card: Card, fonts: Fonts) -> None:
    """Write the titles, in the middle between head and foot."""
    below: list[tuple[_Face, list[str], Image.Image]] = []
    if card.other:
        face = _face(fonts.regular, OTHER_SIZE, card.other)
        below = [(face, face.first(face.lines(card.other.text), OTHER_LINES), page.soft)]
    room = BOTTOM - TOP - _height(below) - GAP * len(below)
    for size in TITLE_SIZES:
        face = _face(fonts.bold, size, card.title)
        lines = face.lines(card.title.text)
        if len(lines) <= TITLE_LINES and face.leading * len(lines) <= room:
            break
    blocks = [(face, face.first(lines, TITLE_LINES), page.ink), *below]
    top = (TOP + BOTTOM - _height(blocks) - GAP * len(below)) / 2
    for face, lines, layer in blocks:
        for line in lines:
            page.write(line, face, MARGIN, top + face.leading / 2, layer)
            top += face.leading
        top += GAP


def _height(blocks: list[tuple[_Face, list[str], Image.Image]]) -> float:
    return sum(face.leading * len(lines) for face, lines, _ in blocks)


class _Face:
    """A font of one size, for words in one language."""

    def __init__(self, path: Path, size: int, lang: str) -> None:
        self.font = _font(path, size, lang)
        self.leading = size * 1.4
        # In a Chinese font quotes may be as wide as a character: right in Chinese, a gap in the midst of other words.
        self._by_words = not is_chinese(lang)
        self._straight = self._by_words and self.font.getlength("’") > size * 0.6

    def written(self, text: str) -> str:
        """Leave out the characters that the font does not have; any space is one."""
        text = " ".join((text.translate(_STRAIGHT) if self._straight else text).split())
        return "".join(char for char in text if char == " " or _has(self.font, char))

    def width(self, text: str) -> float:
        """Measure words in pixels."""
        return self.font.getlength(text)

    def lines(self, text: str) -> list[str]:
        """Set words in lines."""
        return set_lines(self.written(text), ROOM, self.width)

    def first(self, lines: list[str], count: int) -> list[str]:
        """Take the first lines; an ellipsis says that there are more."""
        rest = (" " if self._by_words else "").join(lines[count - 1 :])
        return lines if len(lines) <= count else [*lines[: count - 1], self.cut(rest, ROOM)]

    def cut(self, text: str, room: float) -> str:
        """Cut words to one line: between two of them, where spaces part them."""
        text, more = self.written(text), "..." if self._by_words else "…"  # Chinese dots hang in the air elsewhere
        if self.width(text) <= room:
            return text
        while text and self.width(f"{text}{more}") > room:
            text = text.rpartition(" ")[0] if self._by_words and " " in text else text[:-1]
        return f"{text.rstrip(' ,;:，；：、')}{more}"


def _face(path: Path, size: int, phrase: Phrase) -> _Face:
    return _Face(path, size, phrase.lang)


@cache
def _font(path: Path, size: int, lang: str) -> ImageFont.FreeTypeFont:
    # Without the layout by Raqm, which some machines have and some do not.
    return ImageFont.truetype(path, size, index=_index(path, lang), layout_engine=ImageFont.Layout.BASIC)


@cache
def _index(path: Path, lang: str) -> int:
    """Choose the face of a collection that writes characters as a language does.

    They are known by their names, such as `Noto Serif CJK TC`; for other languages, it is one with narrow quotes.
    """
    faces: list[ImageFont.FreeTypeFont] = []
    while True:
        try:
            faces.append(ImageFont.truetype(path, 32, index=len(faces), layout_engine=ImageFont.Layout.BASIC))
        except OSError:
            break
        if path.suffix != ".ttc":
            break
    if not is_chinese(lang):
        return next((number for number, face in enumerate(faces) if face.getlength("’") < 16), 0)  # noqa: PLR2004
    script = "TC" if "Hant" in lang else "SC"
    names = [(face.getname()[0] or "").split() for face in faces]
    return next((number for number, name in enumerate(names) if script in name), 0)


@cache
def _has(font: ImageFont.FreeTypeFont, char: str) -> bool:
    return bytes(font.getmask(char)) != bytes(font.getmask(_ABSENT))


class _Page:
    """A picture being drawn: for each colour, how much of it covers the paper."""

    def __init__(self) -> None:
        self.ink, self.soft, self.seal = (Image.new("L", (WIDTH, HEIGHT)) for _ in range(3))

    def write(self, text: str, face: _Face, left: float, middle: float, layer: Image.Image) -> None:
        """Write one line, the middle of its characters at a height."""
        ImageDraw.Draw(layer).text((left, round(middle)), text, fill=255, font=face.font, anchor="lm")

    def rule(self, top: int) -> None:
        """Draw a hairline: the lightest shade of the soft colour, which is about that of the theme's rules."""
        ImageDraw.Draw(self.soft).rectangle((MARGIN, top, WIDTH - MARGIN - 1, top + 1), fill=255 // _SHADES)

    def png(self, seal: str) -> bytes:
        """Give the picture's bytes; `seal` is the colour of the seal."""
        seal_colour = ImageColor.getrgb(seal or "#000")[:3]
        colours, palette = Image.new("L", (WIDTH, HEIGHT)), [PAPER]
        for number, (layer, colour) in enumerate(((self.ink, INK), (self.soft, SOFT), (self.seal, seal_colour))):
            steps = [round(cover * _SHADES / 255) for cover in range(256)]
            colours = ImageChops.add(colours, layer.point([step and step + number * _SHADES for step in steps]))
            palette += [_mixed(colour, step / _SHADES) for step in range(1, _SHADES + 1)]
        picture = Image.frombytes("P", colours.size, colours.tobytes())
        picture.putpalette([part for colour in palette for part in colour])
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", bits=4)
        return buffer.getvalue()


def _mixed(colour: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    """Mix a colour with paper."""
    red, green, blue = (round(paper + (part - paper) * share) for paper, part in zip(PAPER, colour, strict=True))
    return red, green, blue
