"""Originals as the importer writes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiazhu.library.articles import load_article
from jiazhu.library.originals import imported_hash, is_edited, original_text
from jiazhu.model import Image, OriginalMatter
from jiazhu.text.characters import writable

MATTER = OriginalMatter(
    id="ce71debe9664",
    title="李尚福: 访俄 #1",
    epoch=1692353702000,
    published=datetime(2023, 8, 18, 11, 59, tzinfo=UTC),
    source="rfi-zh",
    url="https://www.rfi.fr/cn/a",
    authors=("小山", "no"),
    image=Image(src="https://s.rfi.fr/1.jpg", alt="旗"),
    caption='"说"',
    fragment="002.txt",
)


def written(tmp_path, text):
    """Write an original and read it again."""
    folder = tmp_path / "2023-08-18-x"
    folder.mkdir(exist_ok=True)
    (folder / "zh.md").write_text(text, encoding="utf-8")
    return load_article(folder)


def test_what_is_written_is_read_again(tmp_path):
    """Every key and the body come back, and nobody seems to have edited them."""
    article = written(tmp_path, original_text(MATTER, "第一段。\n\n第二段。"))

    assert replace(MATTER, imported=article.matter.imported) == article.matter
    assert article.body == "第一段。\n\n第二段。"
    assert not is_edited(article)


@pytest.mark.parametrize(
    ("before", "after", "edited"),
    [
        ("tags: []", "tags: [arms]\nsummary: 短\ndraft: yes\nupdated: 2023-08-20\nremark: x", False),
        ("authors: [", "# a comment\nauthors:  [", False),
        ("\n第二段。", "\n\n第二段。\n\n", True),
        ("第二段。", "第二段！", True),
        ("李尚福", "李尚福将军", True),
        ("002.txt", "003.txt", True),
        ("imported: ", "imported: 0", True),
    ],
)
def test_only_the_importers_keys_and_body_count_as_edited(tmp_path, before, after, edited):
    """The editor's own keys, comments and spaces between keys are no edit; a changed word is."""
    text = original_text(MATTER, "第一段。\n\n第二段。")
    assert before in text

    assert edited is is_edited(written(tmp_path, text.replace(before, after)))


def test_empty_keys_are_not_written():
    """A file holds what is known; a title it has even if it is empty, and tags wait for the editor."""
    text = original_text(OriginalMatter(id="x1", title="", epoch=1692353702000), "")

    lines = text.split("\n")
    assert lines[:5] == ["---", "id: x1", 'title: ""', "lang: zh-Hans", "epoch: 1692353702000"]
    assert [lines[5].startswith("imported: "), lines[6]] == [True, "tags: []"]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30))
def test_any_words_are_still_the_importers_when_read_again(tmp_path_factory, words):
    """No title or body looks edited only because it was written and read."""
    words = writable(words)  # as the importer makes them
    matter = replace(MATTER, title=f"题{words}")

    assert not is_edited(written(tmp_path_factory.mktemp("a"), original_text(matter, words)))


def test_the_hash_is_short_and_fixed():
    """Committed articles hold it: another way of reckoning would make every article look edited."""
    assert imported_hash(OriginalMatter(id="x1", title="x", epoch=1692353702000), "x") == "7c7d4129"
