"""The fonts that cards are written with: found where systems keep them, the best first."""

from __future__ import annotations

import pytest

from jiazhu.site.cards.fonts import KNOWN, Fonts, find_fonts


@pytest.fixture
def folder(tmp_path):
    """Give a function that puts empty files below a folder."""

    def put(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return tmp_path

    return put


def test_best_font_is_found_wherever_it_is(folder):
    """A serif is taken before a sans, however deep it lies, in both weights."""
    top = folder("a/NotoSansCJK-Bold.ttc", "a/NotoSansCJK-Regular.ttc", "z/y/Songti.ttc")
    assert find_fonts([top]) == Fonts(bold=top / "z/y/Songti.ttc", regular=top / "z/y/Songti.ttc")


def test_font_without_its_regular_weight_is_none(folder):
    """A font counts with both of its files, wherever each of them lies."""
    top = folder("a/NotoSerifCJK-Bold.ttc")
    assert find_fonts([top]) is None
    folder("b/NotoSerifCJK-Regular.ttc")
    assert find_fonts([top / "b", top / "a"]) == Fonts(
        bold=top / "a/NotoSerifCJK-Bold.ttc", regular=top / "b/NotoSerifCJK-Regular.ttc"
    )


def test_where_nothing_writes_chinese_there_is_none(folder, tmp_path):
    """Latin fonts, and folders that are not there, give nothing."""
    assert find_fonts([folder("DejaVuSerif.ttf"), tmp_path / "none"]) is None


def test_fonts_are_told_from_others_of_their_names(folder):
    """A file of another size is another font."""
    top = folder(*KNOWN[0])
    fonts = find_fonts([top])
    before = fonts.identity
    (top / KNOWN[0][0]).write_bytes(b"newer")
    assert before != fonts.identity
    assert str(top) not in before
