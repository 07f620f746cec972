"""What machines are told of a page's contents: a line about it, and when they changed."""

from __future__ import annotations

import pytest
from conftest import DIGEST
from written import original, translation, view

from jiazhu.site.metadata.contents import changed, description
from jiazhu.site.pages import language_pages

CONTENT = {
    "tags.yaml": (
        "- id: told\n  label: {zh: 有}\n  about: {zh: 编者的话}\n"
        "- id: bare\n  label: {zh: 无}\n- id: none\n  label: {zh: 空}\n"
    ),
    "articles/old/zh.md": original("a1", title="旧", day="2023-08-01", tags="[bare, told]", summary="旧的摘要"),
    "articles/old/en.md": translation(date="2023-08-20"),
    "articles/new/zh.md": original("a2", title="新", day="2023-08-18", tags="[bare]"),
    "digests/2023-W33.zh.md": "---\ntitle: 周\n---\n\n编者的**导言**。\n",
    "pages/about.zh.md": "---\ntitle: 关于\n---\n\n# 头\n\n说明。\n",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Give the pages in Chinese, by their addresses, with the view they are of."""
    content = tmp_path_factory.mktemp("content")
    for name, text in {"digest.toml": DIGEST + 'description = {zh = "关于此站"}\n', **CONTENT}.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    seen = view(content, "zh")
    return seen, {"/".join(planned.parts): planned.page() for planned in language_pages(seen)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("articles/old", "旧的摘要"),
        ("articles/new", "正文。"),
        ("digests/2023-W33", "编者的导言。"),
        ("digests/2023-W31", "旧"),
        ("digests", "周 · 旧"),
        ("tags", "有 · 无 · 空"),
        ("sources", "e.org"),
        ("tags/told", "编者的话"),
        ("tags/bare", "新 · 旧"),
        ("tags/none", "关于此站"),
        ("sources/e-org", "新 · 旧"),
        ("archive/2023/08", "新 · 旧"),
        ("archive", "关于此站"),
        ("about", "头 说明。"),
        ("", "关于此站"),
    ],
)
def test_description_is_what_the_page_has(pages, name, expected):
    """An editor's words come first, then what the page begins with, then what the digest says of itself."""
    seen, found = pages
    assert expected == description(found[name], seen)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("articles/old", "2023-08-20"),
        ("articles/new", "2023-08-18"),
        ("digests/2023-W31", "2023-08-20"),
        ("digests/2023-W33", "2023-08-18"),
        ("tags/told", "2023-08-20"),
        ("tags/none", None),
        ("tags", "2023-08-20"),
        ("archive", "2023-08-20"),
        ("", "2023-08-20"),
        ("about", None),
        ("subscribe", None),
    ],
)
def test_page_changed_when_what_it_shows_did(pages, name, expected):
    """A page is as new as the newest of its articles, in their own dates; one without any has no date."""
    seen, found = pages
    moment = changed(found[name], seen)
    assert expected == (moment and moment.date().isoformat())
