"""The files of the search: which of them an edit changes, and what they hang on."""

from __future__ import annotations

import json
import shutil
import zlib

import pytest
from conftest import DIGEST
from indexed import search_files
from written import days, load, original, translation, view

from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.load import load_library
from jiazhu.site import search, segments
from jiazhu.site.builder import build, site_files
from jiazhu.site.material import Material
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls
from jiazhu.site.view import View


def test_a_new_article_changes_the_last_segment_alone(make_content, monkeypatch, tmp_path):
    """An edit changes that of its article; what comes of it is what a build without cache makes, byte by byte."""
    monkeypatch.setattr(search, "SEGMENT", 4)
    made = []
    read = segments._terms
    monkeypatch.setattr(segments, "_terms", lambda article, table: made.append(1) or read(article, table))

    def built(files, cache=tmp_path / "cache"):
        made.clear()
        return dict(search_files(view(make_content(files), "zh"), cache))

    def names(files):
        return [name for name, *_ in json.loads(files["zh/search/index.json"])["segments"]]

    first = built(days(10))
    assert (10, 3) == (len(made), len(names(first)))
    assert (first, 0) == (built(days(10)), len(made))
    more = built(days(11))
    assert (1, names(first)[:2]) == (len(made), names(more)[:2])
    edited = built({**days(11), "articles/a002/zh.md": original("id2", day="2023-01-03", body="改。")})
    assert (1, names(more)[1:]) == (len(made), names(edited)[1:])
    assert edited == dict(search_files(view(tmp_path / "content", "zh"), None))


def test_what_is_kept_of_segments_goes_with_them(make_content, monkeypatch, tmp_path):
    """Where there are fewer articles, there are fewer segments."""
    monkeypatch.setattr(search, "SEGMENT", 4)
    content = make_content(days(5))

    def kept():
        build(load(content), Theme(), tmp_path / "site", cache=tmp_path / "cache")
        return sorted(path.name for path in (tmp_path / "cache" / "search").iterdir())

    assert kept() == ["zh-0", "zh-1"]
    shutil.rmtree(content / "articles" / "a004")
    assert kept() == ["zh-0"]


SPOKEN = """\
- {id: n1, kind: claim, in: zh, quote: 俄罗斯, note: {zh: 他说。}, claim: {by: chief, verdict: unverified}}
"""
CHIEF = "- {id: chief, type: Person, name: {zh: 将军}}\n"


@pytest.mark.parametrize(
    ("notes", "entities"),
    [(SPOKEN, ["", CHIEF, ""]), ("", ["", "- {id: russia, type: Place, name: {zh: 俄罗斯, zh-Hant: 俄國}}\n", ""])],
    ids=["a claim of somebody unknown is no note", "names are written as they are in a script"],
)
def test_words_hang_on_names_too(make_content, tmp_path, notes, entities):
    """An article's words may be others though its files are the same; the index is always that of a build afresh."""
    files = {
        "digest.toml": DIGEST.replace("languages = ", 'variants = ["zh-Hant"]\nlanguages = '),
        "articles/one/zh.md": original(title="俄罗斯说", body="俄罗斯人来了。"),
        **({"articles/one/notes.yaml": notes} if notes else {}),
    }
    found = []
    for names in entities:
        content = make_content({**files, "entities.yaml": names})
        library = load_library(content, load_config(content / "digest.toml"), Problems())
        shown = View(Material(library, Urls(library.config.base_url)), "zh-hant")
        kept, afresh = (dict(search_files(shown, at)) for at in (tmp_path / "cache", None))
        assert kept == afresh
        found.append(afresh)
    assert found[0] != found[1] != found[2] == found[0]


def test_a_translation_moves_no_article(make_content, monkeypatch):
    """Segments are counted in articles of all languages."""
    monkeypatch.setattr(search, "SEGMENT", 2)
    files = {**days(4), "articles/a004/en.md": translation()}
    names = [
        json.loads(dict(search_files(view(make_content(more), "en")))["en/search/index.json"])["segments"]
        for more in (files, {**files, "articles/a001/en.md": translation()})
    ]
    assert names[0][-1] == names[1][-1]
    assert [1, 2] == [*map(len, names)]


def test_only_characters_that_are_needed_are_listed(make_content):
    """The table of Traditional characters is that of the characters in the texts."""
    content = make_content({"articles/one/zh.md": original(title="国", body="国")})
    index = json.loads(dict(search_files(view(content, "zh")))["zh/search/index.json"])
    assert "國" in index["traditional"]
    assert {*index["simplified"]} == {"国"}


def test_site_without_search_has_neither_page_nor_link(make_content):
    """Nothing of it is left; all else is the same."""
    content = make_content({"articles/one/zh.md": original()})
    with_it, without = (dict(site_files(load(content), Theme(), search=on)) for on in (True, False))
    assert {name for name in with_it if "/search/" in name} == with_it.keys() - without.keys()
    assert not [name for name, data in without.items() if name.endswith(".html") and b"/search/" in data]
    assert b'href="/watch/zh/search/"' in with_it["zh/index.html"]


def test_names_of_files_do_not_tell_of_the_base_path(make_content):
    """The same index serves wherever the site is put."""
    content = make_content({"articles/one/zh.md": original()})
    first = dict(search_files(view(content, "zh")))
    (content / "digest.toml").write_text(DIGEST.replace("/watch/", "/"), encoding="utf-8")
    assert first == dict(search_files(view(content, "zh")))


def test_what_may_not_be_published_is_not_in_the_index(make_content):
    """Of an article that is a link or an excerpt, no file of the index holds more than its page, inflated or not."""
    body = "开头一句。\n\n秘密。"
    content = make_content(
        {
            "articles/one/zh.md": original("a", body=body, rights="link", url="https://e.org/1"),
            "articles/two/zh.md": original("b", body=body, rights="excerpt", url="https://e.org/2"),
        }
    )
    files = {name: data for name, data in site_files(load(content), Theme()) if "/search/" in name}
    texts = [
        (zlib.decompress(data) if name.endswith(".bin") else data).decode("utf-8", "replace")
        for name, data in files.items()
    ]
    assert any("开头" in text for text in texts)
    assert not [text for text in texts if "秘密" in text]
