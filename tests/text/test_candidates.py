"""Strings that are likely names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jiazhu.text.candidates import Candidate, likely_names

OTHERS = "，".join(chr(0x5000 + number) for number in range(600))
"""Characters that stand once: beside so many, what stands together does not by chance."""
HAN = [
    "杨潇走过长路。路人见杨潇说起书。有杨潇在，书由杨潇写。",
    f"天很冷，河水流，人要去山上看花。花开在山上。{OTHERS}",
]


def test_a_string_that_holds_together_is_likely_a_name():
    """Its parts stand nowhere else, its neighbours change; one time too few is none."""
    assert likely_names(HAN, least=4) == [Candidate("杨潇", 4, 1)]
    assert likely_names(HAN, least=5) == []


def test_part_of_a_name_is_none():
    """What stands in a longer one alone is no name of its own; a frequent word of the news neither."""
    texts = [f"见陈春秀了。陈春秀，发现有陈春秀，也发现陈春秀人。我发现书。也发现花。{OTHERS}"]
    assert [name.text for name in likely_names(texts)] == ["陈春秀"]


def test_a_name_has_now_this_neighbour_now_that():
    """What stands between the same few characters again and again is part of a phrase."""
    texts = [f"见杨潇说，听杨潇说，见杨潇说，听杨潇说。{OTHERS}"]
    assert likely_names(texts) == []


def test_names_with_dots_are_names():
    """They need no more than to stand there often enough."""
    texts = ["瓦列里·卡申。", "瓦列里·卡申", "瓦列里·卡申、甲·乙"]
    assert likely_names(texts) == [Candidate("瓦列里·卡申", 3, 3)]


def test_capitals_tell_names():
    """Runs of words with capitals, small words within; not what is only written so where a sentence begins."""
    text = (
        "According to the Bank of China, Minsk’s streets are calm. According to Minsk, yes. “Minsk is calm,” said a "
        "man of the Bank of China. The Bank of China is calm; according to Li. According to us."
    )
    assert {(name.text, name.times) for name in likely_names([text])} == {("Bank of China", 3), ("Minsk", 3)}


def test_what_few_texts_hold_comes_first():
    """Of two names that stand equally often, the one that other texts do not hold is likelier to be theirs."""
    mine = ["Minsk, Berlin, Minsk, Berlin, Minsk, Berlin"]
    assert [name.text for name in likely_names(mine, ["Berlin", "Berlin"])] == ["Minsk", "Berlin"]


@given(st.lists(st.text(alphabet="俄罗斯的Ab· \n。", max_size=40), max_size=4))
def test_every_candidate_stands_in_the_texts(texts):
    """As often as is said, in as many texts; and the same texts give the same list."""
    found = likely_names(texts, least=2)
    assert found == likely_names(texts, least=2)
    for name in found:
        assert name.times >= 2
        assert sum(name.text in text for text in texts) >= name.texts >= 1
