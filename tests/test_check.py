"""What `check` finds."""

from __future__ import annotations

import pytest
from written import marked, original, translation

from jiazhu.check import check_content
from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.blocks import read_blocks
from jiazhu.library.coverage import words_hash

OF = f"{{title: {words_hash('标题')}}}"
"""What a translation says that is of the default title."""


def found(content):
    """List what is wrong with a content folder: kind, file and text."""
    problems = Problems()
    check_content(content, load_config(content / "digest.toml"), problems)
    return [(problem.kind, problem.path.relative_to(content).as_posix(), problem.text) for problem in problems]


def whole(body="正文。", **keys):
    """Write an article that lacks nothing."""
    return {
        "articles/one/zh.md": original(body=body, **keys),
        "articles/one/en.md": translation(body=marked("Words.", body), of=OF),
    }


def test_nothing_wrong_is_nothing_found(make_content):
    """An article in every language, written by hand, is as it should be."""
    assert found(make_content(whole())) == []


def test_pages_are_counted(make_content):
    """The number of pages looked at is that of the site's HTML files."""
    content = make_content({})
    config = load_config(content / "digest.toml")
    pages_of_a_language = ["home", "digests", "tags", "sources", "archive", "search", "subscribe"]
    assert 2 * len(pages_of_a_language) + len(["door", "404"]) == check_content(content, config, Problems()).pages


def test_untranslated_article_is_a_warning(make_content):
    """An article that lacks a language is named, with the file to write."""
    content = make_content({"articles/one/zh.md": original()})
    assert found(content) == [("translation", "articles/one/zh.md", "not translated into `en`")]


def test_what_was_told_of_translations_is_kept(make_content, tmp_path, monkeypatch):
    """The next check works out nothing again."""
    content = make_content(whole())
    config = load_config(content / "digest.toml")
    check_content(content, config, Problems(), cache=tmp_path / "cache")
    monkeypatch.delattr("jiazhu.library.coverage.coverage_of")
    check_content(content, config, Problems(), cache=tmp_path / "cache")


def test_fragment_without_rule_is_a_warning(make_content):
    """An article whose fragment no rule cleaned is named with its host."""
    content = make_content(whole(fragment="1.txt", url="https://www.e.org/1"))
    assert found(content) == [
        (
            "rule",
            "articles/one/zh.md",
            "no rule cleans www.e.org (articles: 1): everything was kept",
        )
    ]


def test_fragments_that_cannot_be_imported_are_told(make_content):
    """As `import` tells them, but for those that shall be none, and those of drafts and faulty articles."""
    wrong = {f"raw/{name}.txt": "x" for name in ("ignored", "known", "draft", "faulty")}
    content = make_content(
        {
            **whole(fragment="known.txt", source="e"),
            "articles/draft/zh.md": original("b", draft="yes", fragment="draft.txt"),
            "articles/faulty/zh.md": original("c", aliases="[../x]", fragment="faulty.txt"),
            "sources/e.toml": 'hosts = ["e.org"]\nname = {zh = "甲"}\n',
            **wrong,
            "raw/ignore.txt": "ignored.txt\tno news\n",
            "raw/empty.txt": "",
            "raw/gbk.txt": "<!--1692353702000-->\n[题](https://e.org/2)\n------\n\n<p>正文</p>\n".encode("gbk"),
            "raw/new.txt": "<!--1692353702000-->\n[题](https://e.org/3)\n------\n\n<p>正文</p>\n",
            "raw/folder.txt/x": "",
        }
    )
    assert [(path, text) for kind, path, text in found(content) if kind == "fragment"] == [
        ("raw/empty.txt", "the file is empty"),
        ("raw/folder.txt", "cannot be read: Is a directory"),
        ("raw/gbk.txt", "not UTF-8: byte 0xcc"),
    ]


def test_fragment_with_rule_is_none(make_content):
    """An article of a source with a rule is no problem."""
    rule = 'hosts = ["e.org"]\nname = { zh = "某报", en = "Paper" }\n'
    assert found(make_content({**whole(fragment="1.txt", source="paper"), "sources/paper.toml": rule})) == []


def test_faulty_rule_is_an_error(make_content):
    """A rule whose selector is none is found before anything is imported by it."""
    rule = 'hosts = ["e.org"]\nname = { zh = "某报" }\nremove = ["p:nope("]\n'
    ((kind, path, _),) = found(make_content({**whole(), "sources/paper.toml": rule}))
    assert (kind, path) == ("source", "sources/paper.toml")


@pytest.mark.parametrize(
    ("link", "leads_nowhere"),
    [
        ("../two/", True),
        ("/watch/zh/articles/two/", True),
        ("/zh/", True),
        ("https://example.org/watch/zh/nope/", True),
        ("#nope", True),
        ("//[broken", True),
        ("../one/", False),
        ("../../search/", False),
        ("../../tags/", False),
        ("../../feeds/atom.xml", False),
        ("../../tags", False),
        ("../../tags/#main", False),
        ("#main", False),
        ("https://example.org/blog/", False),
        ("https://e.org/nope", False),
        ("mailto:ed@e.org", False),
    ],
)
def test_links_in_a_text_lead_somewhere(make_content, link, leads_nowhere):
    """A link in an article is followed from the article's page; one that leads nowhere is named with its file."""
    content = make_content(whole(body=f"见[此处]({link})。"))
    expected = [("link", "articles/one/zh.md", f"the link `{link}` leads nowhere")] if leads_nowhere else []
    assert expected == found(content)


def test_untagged_articles_are_told_of_where_there_are_tags(make_content):
    """Who has no tags.yaml does without."""
    tags = "- {id: trade, label: {zh: 贸易, en: Trade}}\n"
    assert found(make_content(whole())) == []
    content = make_content({**whole(), "tags.yaml": tags})
    assert found(content) == [("tags", "articles/one/zh.md", "the article has no tag")]
    assert found(make_content(whole(tags="[trade]"))) == []


def test_pictures_and_pages_are_looked_at(make_content):
    """What the modules beside find is in the whole."""
    files = whole(body="![](https://e.org/1.jpg)")
    assert [kind for kind, *_ in found(make_content(files))] == ["alt"]


def test_broken_link_is_placed_in_the_file_that_holds_it(make_content):
    """A link in a translation, a page or a digest's introduction is told of with that file."""
    content = make_content(
        {
            "articles/one/zh.md": original(),
            "articles/one/en.md": translation(body="[a](x/)"),
            "pages/about.en.md": "---\ntitle: About\n---\n[b](y/)",
            "digests/2023-W33.zh.md": "---\ntitle: 一\n---\n[c](z/)",
        }
    )
    assert {"articles/one/en.md", "pages/about.en.md", "digests/2023-W33.zh.md"} == {
        path for kind, path, _ in found(content) if kind == "link"
    }


def test_two_pages_at_one_address_are_found(make_content):
    """`check` finds what would stop a build."""
    content = make_content({**whole(), "pages/tags.zh.md": "---\ntitle: 标签\n---\n话。"})
    problems = Problems()
    with problems.collect():
        check_content(content, load_config(content / "digest.toml"), problems)
    assert "address" in {problem.kind for problem in problems}


def test_stale_missing_and_orphan_blocks_are_told(make_content):
    """Of a translation with markers, in one line."""
    a, b = (block.id for block in read_blocks("甲\n\n乙"))
    english = f"<!-- {a} was 00000000 -->\nA.\n\n<!-- 11111111 -->\nX.\n\n<!-- 22222222 -->\nY."
    content = make_content(
        {"articles/one/zh.md": original(body="甲\n\n乙"), "articles/one/en.md": translation(body=english, of=OF)}
    )

    assert found(content) == [
        ("translation", "articles/one/en.md", "not as the original is now: stale 1, missing 1, orphan 2 of 2 blocks"),
        (
            "translation",
            "articles/one/en.md",
            f"the original of what is below `<!-- {a} was 00000000 -->` has changed since",
        ),
        ("translation", "articles/one/zh.md", "not translated into `en` yet: the blocks on the lines 11"),
        *(
            ("translation", "articles/one/en.md", f"the words below `<!-- {id_} -->` are on no page: its block is gone")
            for id_ in ("11111111", "22222222")
        ),
    ]
    fresh = english.replace(" was 00000000", "").partition("<!-- 1")[0] + f"<!-- {b} -->\nB."
    (content / "articles/one/en.md").write_text(translation(body=fresh, of=OF), encoding="utf-8")
    assert found(content) == []


@pytest.mark.parametrize(
    ("keys", "of", "which"),
    [
        ({}, "{}", "title"),
        ({}, OF, None),
        ({"summary": "摘要", "caption": "图"}, OF, "summary, caption"),
        ({"summary": "摘要", "caption": "图"}, "{}", "title, summary, caption"),
    ],
)
def test_words_of_which_no_hash_is_kept_are_told(make_content, keys, of, which):
    """In one line: a later change of the original's could not be seen."""
    words = {"summary": "S.", "caption": "C."} if keys else {}
    content = make_content(
        {"articles/one/zh.md": original(**keys), "articles/one/en.md": translation(of=of, **words)},
    )

    said = f"`of` does not say which {which} this translates: a change would not show"
    assert found(content) == ([("translation", "articles/one/en.md", said)] if which else [])


def test_words_that_are_not_translated_need_no_hash(make_content):
    """They are missing, and that is said already."""
    content = make_content({"articles/one/zh.md": original(summary="摘要"), "articles/one/en.md": translation(of=OF)})

    assert [text for *_, text in found(content)] == ["the summary is missing"]


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("```\nA", True),
        ("~~~\nA", True),
        ("A\n\n<!-- B", True),
        ("<pre>\nA", True),
        ("```\nA\n```", False),
        ("<!-- A -->\nA", False),
        ("<pre>\nA\n</pre>", False),
        ("- A", False),
        ("A `B", False),
    ],
)
def test_what_leaves_something_open_is_told_with_its_line(make_content, text, is_open):
    """It takes in the markers behind it, which Markdown does not see any more."""
    body = "甲\n\n乙\n\n丙"
    a, b, c = (block.id for block in read_blocks(body))
    english = f"<!-- {a} -->\nA.\n\n<!-- {b} -->\n{text}\n\n<!-- {c} -->\nC."
    content = make_content(
        {"articles/one/zh.md": original(body=body), "articles/one/en.md": translation(body=english, of=OF)}
    )
    problems = Problems()
    check_content(content, load_config(content / "digest.toml"), problems)
    lines = (content / "articles/one/en.md").read_text("utf-8").split("\n")

    assert [(lines[problem.line - 1], problem.severity, problem.text) for problem in problems] == (
        [(f"<!-- {b} -->", "warning", "the text below this marker leaves something open")] if is_open else []
    )
