"""How much of an article a translation covers."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from jiazhu.library import coverage
from jiazhu.library.blocks import read_blocks
from jiazhu.library.coverage import Coverage, Coverages, freshness_of, words_hash
from jiazhu.model import Article, OriginalMatter, Translation, TranslationMatter

BODY = "甲\n\n乙\n\n丙\n\n丁"
A, B, C, D = (block.id for block in read_blocks(BODY))


def article(body="", *, state="reviewed", original=BODY, summary="", caption="", **words):
    """Make an article with a translation."""
    matter = TranslationMatter(**{"title": "Title", "state": state, **words})
    return Article(
        slug="one",
        path=Path("zh.md"),
        language="zh",
        matter=OriginalMatter(id="a1", title="标题", epoch=0, summary=summary, caption=caption),
        body=original,
        translations={"en": Translation(path=Path("en.md"), matter=matter, body=body)},
    )


def covered(*given, **keys):
    """Tell how much of an article is covered."""
    return Coverages().of(article(*given, **keys), "en")


def test_blocks_are_counted_by_state():
    """Two under one marker are two; an orphan is none of the original's."""
    found = covered(
        f"<!-- {A} {B} -->\nA and B\n\n<!-- {C} was 00000000 -->\nC\n\n<!-- 11111111 -->\nX\n\n<!-- 22222222 -->\nY"
    )

    assert (found.blocks, found.fresh, found.stale, found.missing, found.orphans) == (4, 2, 1, 1, 2)
    assert found.marked


@pytest.mark.parametrize(
    ("state", "marker", "reviewed"),
    [
        ("reviewed", "", 1),
        ("reviewed", " draft", 0),
        ("machine", "", 0),
        ("draft", " reviewed", 1),
        ("reviewed", " was 00000000", 0),
    ],
)
def test_reviewed_are_fresh_ones_that_a_person_has_read(state, marker, reviewed):
    """The marker's word, else the whole's; a stale one has to be read again."""
    found = covered(f"<!-- {A}{marker} -->\nA", state=state)

    assert found.reviewed == reviewed
    assert found.share == reviewed / 4


@pytest.mark.parametrize(
    ("body", "title", "translated"),
    [
        (f"<!-- {A} {B} -->\nA", "Title", True),
        (f"<!-- {A} {B} machine -->\nA", "Title", True),
        (f"<!-- {A} {B} was 00000000 -->\nA", "Title", True),
        (f"<!-- {A} -->\nA", "Title", False),
        (f"<!-- {A} {B} {C} {D} -->\nA", "", False),
        (f"<!-- {A} {B} {C} {D} -->\n<!-- A -->", "Title", False),
        ("", "Title", False),
    ],
)
def test_an_article_is_translated_with_its_title_and_half_of_its_blocks(body, title, translated):
    """By a machine or not, stale or not."""
    assert covered(body, title=title).translated == translated


def test_without_markers_nothing_is_covered():
    """Nobody can tell what is."""
    found = covered("A\n\nB\n\nC\n\nD")

    assert (found.marked, found.missing, found.orphans) == (False, 4, 0)


def test_nothing_to_translate_is_all_done():
    """A picture's article has a title alone."""
    found = covered("", original="")

    assert (found.blocks, found.share, found.translated) == (0, 1.0, True)


@pytest.mark.parametrize(
    ("of", "expected"),
    [({}, "fresh"), ({"summary": words_hash("要点")}, "fresh"), ({"summary": "00000000"}, "stale")],
)
def test_words_are_as_fresh_as_of_says(of, expected):
    """What it does not speak of is fresh; what the original has not is neither."""
    found = covered(summary="要点", of=of) if of else covered(summary="要点")
    matter = TranslationMatter(title="T", summary="S", of=of)

    assert found.summary == "missing"
    assert freshness_of("summary", OriginalMatter(id="a", title="题", epoch=0, summary="要点"), matter) == expected
    assert found.caption is None


def test_a_hash_of_words_does_not_mind_spaces():
    """Rewrapping makes nothing stale."""
    assert words_hash("要 点\n一") == words_hash("要点一") != words_hash("要点二")


def test_there_must_be_a_translation():
    """Asking for another is a mistake."""
    with pytest.raises(KeyError):
        Coverages().of(article(), "fr")


def test_a_cache_changes_nothing(tmp_path, monkeypatch):
    """What is told is the same, and is not worked out again."""
    made = article(f"<!-- {A} -->\nA", caption="图", summary="要点")
    first = Coverages(tmp_path)
    told = first.of(made, "en")
    first.save()

    assert told == Coverages().of(made, "en")
    monkeypatch.setattr(coverage, "coverage_of", None)  # it would fail
    assert Coverages(tmp_path).of(made, "en") == told
    assert isinstance(told, Coverage)


@pytest.mark.parametrize(
    "change",
    [
        lambda made, _old: replace(made, body="新\n\n乙"),
        lambda made, _old: replace(made, matter=replace(made.matter, title="新")),
        lambda made, _old: replace(made, matter=replace(made.matter, caption="新")),
        lambda made, old: replace(made, translations={"en": replace(old, body="")}),
        lambda made, old: replace(made, translations={"en": replace(old, matter=replace(old.matter, state="draft"))}),
        lambda made, old: replace(made, translations={"en": replace(old, matter=replace(old.matter, title=""))}),
        lambda made, old: replace(
            made, translations={"en": replace(old, matter=replace(old.matter, of={"title": "00000000"}))}
        ),
    ],
)
def test_whatever_it_hangs_on_is_in_the_key(tmp_path, change):
    """Another text, or state, or `of`, is looked at anew."""
    made = article(f"<!-- {A} -->\nA", of={"title": words_hash("标题")})
    coverages = Coverages(tmp_path)
    before = coverages.of(made, "en")
    coverages.save()
    changed = change(made, made.translations["en"])

    assert Coverages(tmp_path).of(changed, "en") == Coverages().of(changed, "en") != before
