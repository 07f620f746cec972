"""Where a short text may stand in a long one."""

from __future__ import annotations

from jiazhu.text.windows import STEP, likely_starts, occurrences

PATTERN = "卢卡申科此前曾表示，白俄罗斯已经接收了俄罗斯的核武器"


def near(text, at, pattern=PATTERN, part=range(0)):
    """Tell whether an offset is among the places guessed."""
    return any(start <= at <= start + 2 * STEP for start in likely_starts(text, pattern, part))


def test_occurrences_may_overlap():
    """Words are found one over another; empty words are nowhere."""
    assert list(occurrences("啊啊啊", "啊啊")) == [0, 1]
    assert list(occurrences("啊", "")) == []


def test_an_edited_text_is_near_a_guess():
    """Wherever it stands, a few grams that are left tell."""
    for at in range(0, 200, 7):
        assert near("，" * at + PATTERN.replace("已经", "").replace("此前", "那时") + "。" * 90, at)


def test_a_text_whose_beginning_is_cut_begins_before_the_text():
    """The guess may be below 0."""
    assert near(PATTERN[8:], -8)


def test_what_has_nothing_in_common_is_nowhere():
    """Without a gram that both hold there is no guess."""
    assert likely_starts("完全不同的另一篇报道", PATTERN, range(0)) == []
    assert likely_starts("", PATTERN, range(0)) == []


def test_a_part_has_guesses_of_its_own():
    """The words are looked for where they are, though most of what stood beside them stands elsewhere."""
    words = PATTERN[22:]
    text = "".join(PATTERN[:22] + "。" * 40 for _ in range(3)) + words

    assert not near(text, len(text) - len(PATTERN))
    assert near(text, len(text) - len(PATTERN), part=range(22, len(PATTERN)))


def test_a_gram_that_is_everywhere_does_not_vote():
    """It tells nothing: a text of one character gives no guess at all."""
    assert likely_starts("啊" * 300, "啊" * 20, range(20)) == []
