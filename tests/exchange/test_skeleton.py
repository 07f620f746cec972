"""Skeletons of translations: each block has its place, and nothing is lost or taken for what it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from chance import examples
from edits import edited, edits
from hypothesis import given, settings
from hypothesis import strategies as st

from jiazhu.errors import JiazhuError
from jiazhu.exchange.comments import uncommented
from jiazhu.exchange.skeleton import skeleton
from jiazhu.library.articles import parse_translation
from jiazhu.library.blocks import changed_blocks, read_blocks
from jiazhu.library.coverage import freshness_of, words_hash
from jiazhu.library.frontmatter import scalar
from jiazhu.library.markers import COMMENT, follow_changes, read_segments, write_segment
from jiazhu.library.translations import pair_blocks
from jiazhu.model import Article, OriginalMatter

PATH = Path("articles/one/en.md")


def ids(body):
    """List the ids of a body's blocks."""
    return [block.id for block in read_blocks(body)]


def article(body, text="", **words):
    """Make an article, with the text of its translation."""
    matter = OriginalMatter(id="a1", epoch=1692353702000, **{"title": "题", **words})
    translations = {"en": parse_translation(PATH, text)} if text else {}
    return Article(
        slug="one", path=PATH.with_name("zh.md"), language="zh", matter=matter, body=body, translations=translations
    )


def made(body, text="", **words):
    """Make a skeleton; see that a second one is the same."""
    first = skeleton(article(body, text, **words), "en", PATH, text)
    second = skeleton(article(body, first.text, **words), "en", PATH, first.text)
    assert (first.text, 0) == (second.text, second.added)
    return first


def translated(body):
    """Write a translation's file."""
    return f"---\ntitle: T\nof: {{title: {words_hash('题')}}}\n---\n\n{body}\n"


def test_a_new_translation_has_a_place_for_everything():
    """Title, summary and caption where there are some, each with its wording above; each block with its marker."""
    a, b = ids("甲。\n\n- 乙\n\n  丙")
    caption = words_hash('图"说"')

    assert made("甲。\n\n- 乙\n\n  丙", caption='图\n"说"').text == (
        f'---\n# 题\ntitle: ""\n# 图 "说"\ncaption: ""\n'
        f"of: {{title: {words_hash('题')}, caption: {caption}}}\n"
        f"state: draft\n---\n\n<!-- {a} -->\n<!--\n甲。\n-->\n\n<!-- {b} -->\n<!--\n- 乙\n\n  丙\n-->\n"
    )


@pytest.mark.parametrize(
    "block",
    [
        "```html\n<!-- 5d740250 -->\n\n--> x\n```",
        "<table>\n<tr><td>甲</td></tr>\n</table>",
        "甲 <!-- 乙 --> 丙",
        "> 引\n>\n> 文",
        "---",
        "![图](https://e.org/1.jpg)\\\n说明",
        "甲--!>乙-->丙--\\>",
    ],
)
def test_any_block_can_be_shown(block):
    """Its Markdown is in the comment, and what a translator writes below is alone what readers see."""
    body = f"{block}\n\n尾"
    text = made(body).text
    segments = read_segments(parse_translation(PATH, text).body)[1]

    assert [segment.marker.ids for segment in segments] == [(id_,) for id_ in ids(body)]
    assert block == uncommented(COMMENT.fullmatch(segments[0].text)["words"])
    assert all(segment.blank for segment in segments)
    written = read_blocks(f"{segments[0].text}\nWords.")
    assert ["<p>Words.</p>\n"] == [found.text.html for found in written]


def test_a_missing_block_gets_its_place_and_no_other_line_changes():
    """Whatever blank lines, comments and keys a hand wrote."""
    a, b, c = ids("甲\n\n乙\n\n丙")
    keys = f"title: 'T'  # mine\nof: {{title: {words_hash('题')}}}\nremark: x\n\n"
    text = f"---\n{keys}---\n\n\n<!--  {a}  -->\n\nA\n\n\n<!-- why? -->\n\n<!-- {c} machine -->\nC\n\n\n"

    assert made("甲\n\n乙\n\n丙", text).text == text.replace(f"<!-- {c}", f"<!-- {b} -->\n<!--\n乙\n-->\n\n<!-- {c}")


def test_nothing_to_do_changes_no_byte():
    """A translation that has everything is as it was."""
    a, b = ids("甲\n\n乙")
    text = f"--- \ntitle: T\nof: {{title: 00000000}}\n---\n<!-- {b} was {a}ff -->\nB\n<!-- {a} -->\nA"

    assert made("甲\n\n乙", text).text == text


@pytest.mark.parametrize(
    ("marker", "becomes"),
    [
        ("<!-- 00000000 -->", "<!-- {b} was 00000000 -->"),
        ("<!-- 00000000 was 11111111 draft -->", "<!-- {b} was 11111111 draft -->"),
        ("<!-- 00000000 was {b} -->", "<!-- {b} -->"),
    ],
)
def test_a_pair_that_was_inferred_is_written_down(marker, becomes):
    """After a change by hand, the marker names the new wording, and the one it was written for."""
    a, b, c = ids("甲\n\n乙\n\n丙")
    text = translated(f"<!-- {a} -->\nA\n\n{marker.format(b=b)}\n\nB\n\n<!-- {c} -->\nC")

    assert made("甲\n\n乙\n\n丙", text).text == text.replace(marker.format(b=b), becomes.format(b=b))


def test_an_orphan_stays():
    """Its words wait for somebody to look."""
    (a,) = ids("甲")
    text = translated(f"<!-- {a} -->\nA\n\n<!-- 00000000 -->\nGone.")

    assert made("甲", text).text == text


def test_an_earlier_wording_that_nobody_translated_gives_way():
    """By import, or by hand: the comment that this program wrote shows the present words, and there is no `was`."""
    before, after = "甲文\n\n乙文一二", "甲文\n\n乙文一三"
    empty = made(before).text
    (old, new) = ids(before)[1], ids(after)[1]
    expected = empty.replace(old, new).replace("乙文一二", "乙文一三")

    assert made(after, empty).text == expected
    assert made(after, follow_changes(empty, {old: new})).text == expected


def test_a_comment_of_a_hand_stays():
    """The present wording is added below it."""
    a, b = ids("甲\n\n乙")
    text = translated(f"<!-- {a} -->\nA\n\n<!-- {b} was 00000000 -->\n<!-- ask Li -->")

    assert made("甲\n\n乙", text).text == text.replace(" was 00000000", "").replace(
        "<!-- ask Li -->", "<!-- ask Li -->\n<!--\n乙\n-->"
    )


def test_a_marker_without_words_shows_the_wording():
    """As one that a hand wrote."""
    (a,) = ids("甲")

    assert made("甲", translated(f"<!-- {a} -->")).text == translated(f"<!-- {a} -->\n<!--\n甲\n-->")


def test_a_translation_without_markers_gets_them():
    """Above each block, in order, where there are as many as in the original."""
    a, b, c = ids("# 甲\n\n乙\n\n丙")

    assert made("# 甲\n\n乙\n\n丙", translated("# A\nB\n\n\nC\nC")).text == translated(
        f"<!-- {a} -->\n# A\n\n<!-- {b} -->\nB\n\n\n<!-- {c} -->\nC\nC"
    )


def test_a_translation_without_markers_and_with_other_blocks_is_a_fault():
    """Nobody can tell which belongs to which; both numbers are told."""
    with pytest.raises(JiazhuError, match="blocks: 2 here, 1 in the original") as caught:
        made("甲", translated("A\n\nB"))

    assert "rename en.md" in caught.value.problems[0].hint


def test_missing_keys_are_added_and_others_stay():
    """Keys of words that the original has; `of` for words that had none."""
    (a,) = ids("甲")
    text = f"---\n# mine\ntitle: T\nof: {{summary: aaaaaaaa}}\nsummary: S\n---\n\n<!-- {a} -->\nA\n"

    title, caption = scalar(words_hash("题")), scalar(words_hash("图"))
    assert made("甲", text, summary="要", caption="图").text == (
        f"---\n# mine\ntitle: T\nof: {{summary: aaaaaaaa, title: {title}, caption: {caption}}}\n"
        f'summary: S\n# 图\ncaption: ""\n---\n\n<!-- {a} -->\nA\n'
    )


def test_a_blank_title_shows_the_present_one():
    """Its `of` follows: whoever translates it sees the present words."""
    empty = made("甲", title="旧").text

    assert made("甲", empty, title="新").text == empty.replace("旧", "新").replace(words_hash("旧"), words_hash("新"))


CHARACTERS = "甲乙丙丁戊己庚辛"
TEXTS = st.lists(st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=4), min_size=1, max_size=5)


def filled(text, at):
    """Translate, by hand, one of the places that have no words: what its comment says, in brackets."""
    body = parse_translation(PATH, text).body
    blank = [segment for segment in read_segments(body)[1] if segment.blank]
    if not blank:
        return text.replace('title: ""', 'title: "[' + text.split("# ", 1)[1].split("\n")[0] + ']"', 1)
    segment = blank[at % len(blank)]
    words = f"[{uncommented(COMMENT.fullmatch(segment.text)['words'])}]"
    return text.replace(body, write_segment(body, segment.number, segment.marker, f"{segment.text}\n{words}"))


def words_in(text):
    """List the words of all segments."""
    segments = read_segments(parse_translation(PATH, text).body)[1] if text else []
    return sorted(COMMENT.sub("", segment.text).strip() for segment in segments if not segment.blank)


@settings(max_examples=examples(100, 3_000), deadline=None)
@given(TEXTS, edits("retitle", "translate", "translate", "fill", "fill", most=14))
def test_no_edit_loses_words_or_makes_stale_ones_fresh(blocks, edits):
    """Edits by hand and by import, translators at work, and this command at any moment between."""
    title, text = "题甲", ""
    for kind, at, value, by_import in edits:
        before = words_in(text)
        if kind == "translate":
            text = made("\n\n".join(blocks), text, title=title).text
            assert before == words_in(text)
            assert all(pair.segment for pair in pair_blocks(ids("\n\n".join(blocks)), read_segments(text)[1]).pairs)
        elif kind == "fill":
            text = text and filled(text, at)
        elif kind == "retitle":
            title = f"题{CHARACTERS[value % 8]}"
        else:
            new = edited(blocks, kind, at, value)
            if by_import:
                old, now = read_blocks("\n\n".join(blocks)), read_blocks("\n\n".join(new))
                text = follow_changes(text, changed_blocks(old, now))
            blocks = new
        if text:
            translation = parse_translation(PATH, text)
            for pair in pair_blocks(ids("\n\n".join(blocks)), read_segments(translation.body)[1]).pairs:
                if pair.freshness == "fresh":
                    words = COMMENT.sub("", pair.segment.text).strip()
                    assert words == "[" + "".join(blocks[place] for place in pair.blocks) + "]"
            if freshness_of("title", article("", title=title).matter, translation.matter) == "fresh":
                assert translation.matter.title == f"[{title}]"
