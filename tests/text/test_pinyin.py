"""How Chinese names are read."""

from __future__ import annotations

import pytest

from jiazhu.text.pinyin import pinyin


@pytest.mark.parametrize(
    ("name", "latin", "reading"),
    [
        ("习近平", "Xi Jinping", "Xí Jìnpíng"),
        ("習近平", "Xi Jinping", "Xí Jìnpíng"),
        ("北京", "Beijing", "Běijīng"),
        ("西安", "Xi'an", "Xī’ān"),
        ("女真", "Nüzhen", "Nǚzhēn"),
        ("白俄罗斯", "Belarus", "Bái’éluósī"),
        ("朝鲜", "North Korea", "Cháoxiān"),
        ("中央军事委员会", "", "Zhōng yāng jūn shì wěi yuán huì"),
        ("瓦列里·卡尔巴列维奇", "Valery Karbalevich", "Wǎlièlǐ·Kǎ’ěrbālièwéiqí"),
        ("北方/互动-2023", "", "Běifāng/Hùdòng-2023"),
        ("NATO", "NATO", ""),
        ("", "", ""),
    ],
)
def test_a_name_is_read_in_words(name, latin, reading):
    """Its words are those of the Latin name where that is pinyin; a long name is read syllable by syllable."""
    assert reading == pinyin(name, latin)
