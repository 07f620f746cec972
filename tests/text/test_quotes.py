"""Where quoted words stand now."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from jiazhu.text.quotes import CONTEXT, Found, context_of, exact_places, find_places, find_quote

TEXT = (
    "中国国防部长李尚福周四访问白俄罗斯，与总统卢卡申科举行会谈。卢卡申科此前曾表示，白俄罗斯已经接收了俄罗斯的核武器，"
    "周四他表示，两国将继续加强军事合作。李尚福说，此访是为了落实两国元首达成的重要共识。俄罗斯国防部没有评论。"
)
QUOTE = "白俄罗斯已经接收了俄罗斯的核武器"
ENGLISH = (
    "ChineseDefenceMinisterLiShangfuvisitedBelarusonThursdayandmetPresidentLukashenko.Lukashenkohadsaidthathis"
    "countryhasreceivedRussiannuclearweapons.OnThursdayhesaidthetwocountrieswouldstrengthentheirmilitaryties."
)


def note(quote, text=TEXT):
    """Quote words of a text, with their context: what `find_quote` takes."""
    start = text.index(quote)
    return quote, *context_of(text, start, start + len(quote))


def found(text, quote, before="", after=""):
    """Find words; give those that stand there now, and how."""
    place = find_quote(text, quote, before, after)
    return place and (text[place.start : place.end], place.how)


def edited(old, new, text=TEXT):
    """Change words that stand in a text once."""
    assert text.count(old) == 1
    return text.replace(old, new)


def test_words_with_their_context_are_exact():
    """Words that stand where they stood are found there, with the full score."""
    start = TEXT.index(QUOTE)
    assert find_quote(TEXT, *note(QUOTE)) == Found(start=start, end=start + len(QUOTE), how="exact", score=1.0)


def test_the_context_tells_repeated_words_apart():
    """Of 俄罗斯国防部 and the other 俄罗斯, the one is found whose context it is."""
    at = TEXT.index("俄罗斯国防部")

    assert find_quote(TEXT, "俄罗斯国防", *context_of(TEXT, at, at + 5)).start == at
    assert [find_quote(TEXT, "俄罗斯", *context_of(TEXT, at, at + 3)).start for at in exact_places(TEXT, "俄罗斯")] == (
        exact_places(TEXT, "俄罗斯")
    )


def test_a_small_edit_beside_the_words_is_no_move():
    """The very words, beside a character that was corrected, are still exact: nobody needs to look."""
    text = edited("此前曾表示", "此前表示")

    assert found(text, *note(QUOTE)) == (QUOTE, "exact")


def test_words_beside_a_new_sentence_have_moved():
    """The very words are reported where one side of their context is gone."""
    text = edited("卢卡申科此前曾表示，", "这是在莫斯科七月宣布部署之后不久的事情，当地媒体都有报道：")

    assert found(text, *note(QUOTE)) == (QUOTE, "moved")


def test_a_block_that_moved_takes_its_words_along():
    """The very words, if there are enough of them and they stand once, are found with none of their context."""
    text = "完全不同的另一篇报道。" + QUOTE + "。这里也没有一个字是原来的。"

    assert found(text, *note(QUOTE)) == (QUOTE, "moved")


def test_few_words_without_their_context_are_not_trusted():
    """加强军事合作 is said so often that it is no proof of the place."""
    assert found("完全不同的另一篇报道：双方加强军事合作，没有一个字是原来的。", *note("加强军事合作")) is None


def test_words_that_stand_twice_without_their_context_are_not_trusted():
    """Which of two is meant nobody can say."""
    text = f"完全不同的另一篇报道。{QUOTE}。这里也没有一个字是原来的。{QUOTE}{{}}。"

    assert found(text.format(""), *note(QUOTE)) is None
    assert found(text.format("，周四他表示，两"), *note(QUOTE)) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("已经接收了俄罗斯", "接收了俄国"),
        ("白俄罗斯已经", "白罗斯已经"),
        ("的核武器，", "的核弹头，"),
        ("接收了", "接收了（据他说是在上个月之内）"),
        ("已经接收了", ""),
    ],
)
def test_edited_words_are_approximate(old, new):
    """Words that were edited inside, at a border, by an insertion or by a cut are found with their new borders."""
    text = edited(old, new)
    start, end = text.index("表示，白") + 3, text.index("，周四他")

    assert found(text, *note(QUOTE)) == (text[start:end], "approximate")


def test_what_is_put_in_beside_the_words_is_not_theirs():
    """A word between the context and the words belongs to neither."""
    assert found(edited("表示，白俄", "表示，据悉，白俄"), *note(QUOTE)) == (QUOTE, "exact")


def test_edited_words_of_a_block_that_moved_are_found():
    """Many words that are nearly the same need no context; with half of them gone, they are others."""
    quote = "卢卡申科此前曾表示，" + QUOTE
    text = "完全不同的另一篇报道。{}。这里也没有一个字是原来的。"
    now = edited("已经", "已", quote)

    assert found(text.format(now), *note(quote)) == (now, "approximate")
    assert found(text.format("卢卡申科表示，白俄罗斯已经退出了俄罗斯提出的新倡议"), *note(quote)) is None


def test_edited_latin_words_are_found():
    """Translations are quoted as well."""
    quote = "hiscountryhasreceivedRussiannuclearweapons"
    text = edited("hasreceived", "hadreceivedthefirst", ENGLISH)

    assert found(text, *note(quote, ENGLISH)) == ("hiscountryhadreceivedthefirstRussiannuclearweapons", "approximate")


@pytest.mark.parametrize("new", ["", "此事属实", "相关指控是西方媒体的恶意炒作而已"])
def test_deleted_words_are_not_found(new):
    """Where the context stands without the words, or around others, nothing is found."""
    assert found(edited(QUOTE, new), *note(QUOTE)) is None


def test_deleted_words_are_not_found_in_a_similar_sentence():
    """A sentence that is half the same, elsewhere, is another sentence."""
    text = edited(QUOTE, "") + "分析人士指出，白俄罗斯已经退出了俄罗斯的新倡议，这令人意外。"

    assert found(text, *note(QUOTE)) is None


def test_deleted_words_are_not_found_at_a_copy():
    """The very words elsewhere are not those quoted while the quoted ones' context stands without them."""
    quote = TEXT[TEXT.index(QUOTE) : TEXT.index("李尚福说")]
    text = edited(quote, "") + f"一家报纸的标题：《{quote}》。"

    assert found(text, *note(quote)) is None


def test_edited_words_are_found_beside_their_context_and_not_at_a_copy():
    """The context says that the edited words are meant, and not the very words elsewhere."""
    text = edited(QUOTE, "白俄罗斯已接收俄罗斯的核武器") + f"一家报纸的标题：《{QUOTE}》。"

    assert found(text, *note(QUOTE)) == ("白俄罗斯已接收俄罗斯的核武器", "approximate")


def test_very_short_words_are_never_approximate():
    """Three characters are found as they were, or not at all."""
    assert found(TEXT, *note("核武器")) == ("核武器", "exact")
    assert found(edited("核武器", "核武库"), *note("核武器")) is None


def test_very_short_words_need_their_context():
    """With another than they had, three characters are not found, though they stand there once."""
    quote, before, after = note("核武器")
    assert found(edited("俄罗斯的核武器", "一批核武器"), quote, before, after) is None


def test_very_short_words_without_a_context_are_found_where_they_stand_once():
    """With nothing beside them, or little, they stand there with all of it, or nowhere."""
    quote, before, after = note("核武器")
    assert found(TEXT, quote) == found(TEXT, quote, before[-2:], after[:2]) == (quote, "exact")
    assert found(TEXT, quote, before[-2:], "。") is None
    assert (found(TEXT, "俄罗斯"), len(find_places(TEXT, "俄罗斯"))) == (None, 4)


def test_very_short_words_survive_edits_further_off():
    """The nearest characters must be the same, and most of the others."""
    assert found(edited("此前曾表示", "此前表示"), *note("核武器")) == ("核武器", "exact")


def test_a_short_text_is_context_enough():
    """In a title of four characters, two of them can be quoted."""
    assert found("普京访华", "普京", "", "访华") == ("普京", "exact")
    assert found("普京不访华", "普京", "", "访华") is None


def test_short_words_bear_one_edit():
    """Of five characters one may be another, where both sides are as they were."""
    assert found(edited("军事合作", "军备合作"), *note("军事合作。")) == ("军备合作。", "approximate")
    assert found(edited("军事合作", "经济合作"), *note("军事合作。")) is None
    assert found(edited("。李尚福说，此访是为了落实", "，这是他本人的话。另外"), *note("军事合作。")) is None


def test_an_insertion_is_one_edit_however_long():
    """Five characters with as many put in between them are still there, one after the other."""
    assert found(edited("军事合作", "军事（包括演习）合作"), *note("军事合作。")) == (
        "军事（包括演习）合作。",
        "approximate",
    )


def test_words_without_a_context_are_found_where_they_stand_once():
    """A note that says nothing of the context may still have words enough."""
    assert found(TEXT, QUOTE) == (QUOTE, "exact")
    assert found(TEXT, "白俄罗斯") is None


def test_several_places_that_are_as_good_are_all_told():
    """Words that are not told apart have every place, and `find_quote` chooses none."""
    places = find_places(TEXT, "白俄罗斯")

    assert [place.start for place in places] == exact_places(TEXT, "白俄罗斯") == [13, 40]
    assert find_quote(TEXT, "白俄罗斯") is None


def test_near_copies_are_several_places():
    """Where the words are in two passages, each a little other than what was noted, neither is taken."""
    text = (
        "外交部发言人三日表示，中方对此严重关切，并提出交涉。另据报道，"
        "外交部发言人四日曾表示，中方对此严重关切，并已提出交涉。"
    )
    note_ = ("中方对此严重关切", "外交部发言人五日表示，", "，并将提出交涉。")

    assert len(find_places(text, *note_)) == 2
    assert find_quote(text, *note_) is None


def test_exact_places_overlap():
    """Each offset counts, and the context narrows them down."""
    assert exact_places("啊啊啊啊", "啊啊") == [0, 1, 2]
    assert exact_places("啊啊啊吗", "啊啊", after="吗") == [1]
    assert exact_places("啊啊", "") == []


def test_context_is_as_long_as_it_must_be():
    """It has 16 characters on each side, and more where a passage is repeated."""
    start = TEXT.index(QUOTE)
    before, after = context_of(TEXT, start, start + len(QUOTE))
    twice = "甲" + TEXT + TEXT

    assert (len(before), len(after)) == (CONTEXT, CONTEXT)
    assert exact_places(twice, QUOTE, before, after) == [start + 1, start + 1 + len(TEXT)]
    assert exact_places(twice, QUOTE, *context_of(twice, start + 1, start + 1 + len(QUOTE))) == [start + 1]


odd = st.text(st.sampled_from("俄罗斯核武器，。ab\u0301\ud800🙂"), max_size=60)


@given(st.text(st.sampled_from("俄罗斯白国核武器的了是，。ab"), min_size=8, max_size=120), st.data())
def test_words_are_found_where_they_were(text, data):
    """Words with the context taken for them are found in the same text, and nowhere else."""
    start = data.draw(st.integers(0, len(text) - 4))
    end = data.draw(st.integers(start + 4, len(text)))

    place = find_quote(text, text[start:end], *context_of(text, start, end))

    assert place == Found(start=start, end=end, how="exact", score=1.0)


@settings(deadline=None)
@given(odd, odd, odd, odd)
@example("", "", "", "")
@example("", "核武器俄罗斯", "", "")
@example("啊" * 300, "啊" * 200, "啊" * 16, "吗")
def test_places_are_parts_of_the_text(text, quote, before, after):
    """Whatever the text and the words are, places hold something, do not overlap, and come out the same again."""
    places = find_places(text, quote, before, after)

    for place in places:
        assert 0 <= place.start < place.end <= len(text)
        assert 0 < place.score <= 1
        assert (text[place.start : place.end] == quote) == (place.how != "approximate")
    assert places == find_places(text, quote, before, after)


@settings(deadline=None)
@given(st.text(st.sampled_from("俄罗斯白国核武器的了是，。abcdefgh"), min_size=8, max_size=120), st.data())
def test_deleted_words_are_never_put_on_strange_ones(text, data):
    """Where the words were cut out, a place that is found shares characters with them."""
    start = data.draw(st.integers(0, len(text) - 4))
    end = data.draw(st.integers(start + 4, min(start + 30, len(text))))
    quote, context = text[start:end], context_of(text, start, end)
    rest = text[:start] + text[end:]

    for place in find_places(rest, quote, *context):
        assert set(quote) & set(rest[place.start : place.end])


@given(st.text(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=20, max_size=80), st.data())
def test_deleted_words_of_which_no_character_is_left_are_not_found(text, data):
    """Where no character of the words is left, they are an orphan's."""
    quote = data.draw(st.text(st.sampled_from("子丑寅卯辰巳午未"), min_size=4, max_size=30))
    at = data.draw(st.integers(0, len(text)))
    assume(len(text) > CONTEXT)

    assert find_places(text, quote, text[:at][-CONTEXT:], text[at:][:CONTEXT]) == []
