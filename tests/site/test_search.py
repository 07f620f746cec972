"""Search: the index that is made of a digest, asked as the search page asks it."""

from __future__ import annotations

import re

import pytest
from engine import NODE, Engine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indexed import TABLE, index_of, search_files, write
from written import marked, original, translation, view

from jiazhu.site.searched import Searched, SearchedWords
from jiazhu.text.names import UNSPACED
from jiazhu.text.tokens import fold

ENTITIES = """\
- {id: putin, type: Person, name: {zh: 普京, en: Vladimir Putin}, match: {en: [Putin]}}
- {id: minsk, type: Place, name: {zh: 明斯克, en: Minsk}}
"""

needs_node = pytest.mark.skipif(not NODE, reason="no node; tests/browser/test_search.py asks the browser")


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Start the search page's engine."""
    started = Engine(tmp_path_factory.mktemp("engine"))
    yield started
    started.close()


@pytest.fixture
def ask(engine, tmp_path):
    """Give a function that makes the index of a content folder, and looks for something in it."""

    def asked(content, query, language="zh", **more):
        folder = tmp_path / language
        write(folder, search_files(view(content, language)), f"{language}/search/")
        return engine.find(folder, query, cold=True, **more)

    return asked


def slugs(found):
    """List the articles found."""
    return [article["slug"] for article in found["shown"]]


def article(number, text, title="", notes=()):
    """Make an article with a text, which is no markup."""
    html = text.replace("&", "&amp;").replace("<", "&lt;").split("\n")
    facts = {"day": "2023-08-18", "source": "s", "tags": (), "entities": ()}
    said = SearchedWords(title=title, blocks=tuple(html), notes=notes)
    return Searched(slug=f"a{number}", lang="zh-Hans", version="", words=lambda: said, **facts)


# A text as a reader sees it, and what is found in it, told without the tokens: by a regular expression.
_HAN = f"[{UNSPACED}]"


def plain(text):
    """Write a text as it is compared: one mark for whatever interrupts it, and no space beside Han."""
    text = re.sub(r"[ ]+", " ", fold(text, TABLE)).strip(" ")
    text = re.sub(rf"(?<={_HAN}) (?={_HAN})", "·", text)
    text = re.sub(rf"(?<={_HAN}) | (?={_HAN})", "", text)
    return re.sub(r" ?[,，。·’]+(?:[ ]?[,，。·’]+)* ?", "·", text)


def holds(text, query):
    """Tell whether a text holds what is asked for: characters anywhere, words as whole ones."""
    wanted = plain(query).strip("·")
    before = "(?<![a-z0-9])" if re.match("[a-z0-9]", wanted) else ""
    behind = "(?![a-z0-9])" if re.search("[a-z0-9]$", wanted) else ""
    return bool(wanted and re.search(before + re.escape(wanted) + behind, plain(text)))


TEXTS = st.lists(st.text("中国俄國a1B ,，。’", max_size=24).filter(str.strip), min_size=1, max_size=5)


@needs_node
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), texts=TEXTS)
def test_any_part_of_a_text_is_found_and_nothing_else(engine, tmp_path, data, texts):
    """The articles found for a phrase are those, and only those, that hold it."""
    write(tmp_path, index_of([article(n, text) for n, text in enumerate(texts)]))
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text) - 1))
    query = text[start : data.draw(st.integers(start + 1, len(text)))]
    expected = [n for n, other in enumerate(texts) if holds(other, query)]
    assert expected == sorted(engine.find(tmp_path, f'"{query}"', cold=True)["numbers"])


@needs_node
def test_what_interrupts_a_phrase_is_no_word(engine, tmp_path):
    """A phrase with a comma in it is not found where a word stands in its place."""
    write(tmp_path, index_of([article(n, text) for n, text in enumerate(["1中,1", "中中1", "a x b", "a, b"])]))
    assert engine.find(tmp_path, '"中,1"', cold=True)["numbers"] == [0]
    assert engine.find(tmp_path, '"a, b"')["numbers"] == [3]
    assert engine.find(tmp_path, '"a x b"')["numbers"] == [2]


@needs_node
def test_words_may_go_on_and_stand_in_any_order(ask, make_content):
    """A word finds those that begin with it, from three letters on; in quotation marks words stand as they are."""
    body = "Sanctions against Warsaw. The war at sea, 2023."
    content = make_content({"articles/one/en.md": original(title="T", body=body, lang="en")})
    found = 'sanction war|the war|war sanctions|warsaw|SÁNCTIONS|at|20|"the war"|"sea, 2023"|"against warsaw"|wa'
    answers = {query: bool(slugs(ask(content, query, "en"))) for query in found.split("|")}
    assert {"20": False, "wa": False} == {query: hit for query, hit in answers.items() if not hit}
    for query in ['"sanction"', '"warsaw the"', '"war the"', '"sea 2023"', "peace war"]:
        assert slugs(ask(content, query, "en")) == []


@needs_node
@pytest.mark.parametrize(
    "query", ["联合军演", "聯合軍演", "合军", "军", "“联合军演”", "「聯合軍演」", "中俄 军演", "演。"]
)
def test_chinese_is_found_in_either_script(ask, make_content, query):
    """By a word, a part of it, or a character."""
    content = make_content({"articles/one/zh.md": original(body="中俄联合军演。")})
    assert ["one"] == slugs(ask(content, query))


@needs_node
@pytest.mark.parametrize("query", ["合演", "军演中", "演正文", "标题中", "…", ""])
def test_what_does_not_stand_there_is_not_found(ask, make_content, query):
    """Not across the borders of paragraphs, nor what only looks alike; what has no word asks for nothing."""
    content = make_content({"articles/one/zh.md": original(body="中俄联合军演\n\n正文")})
    assert ask(content, query)["numbers"] == ([] if query else [0])


@needs_node
def test_every_word_of_a_page_is_searched(ask, make_content):
    """Title, summary, body, caption, author and note: each in the page's language, and no other."""
    keys = {"image": '{src: "https://e.org/a.png"}', "caption": "图中", "summary": "提要", "authors": "[张三]"}
    notes = "- {id: n1, kind: context, in: zh, quote: 正文, note: {zh: 编者说, en: Editor said}}\n"
    content = make_content(
        {
            "articles/one/zh.md": original(**keys),
            "articles/one/en.md": translation(summary="Abstract", caption="Shown"),
            "articles/one/notes.yaml": notes,
        }
    )
    words = {
        "zh": ["标题", "提要", "正文", "图中", "张三", "编者说"],
        "en": ["Title", "Abstract", "Words", "Shown", "Editor"],
    }
    for language, other in [("zh", "en"), ("en", "zh")]:
        assert [["one"]] * len(words[language]) == [slugs(ask(content, word, language)) for word in words[language]]
        assert [[]] * len(words[other]) == [slugs(ask(content, word, language)) for word in words[other]]


@needs_node
def test_articles_that_are_not_translated_are_not_in_the_index(ask, make_content):
    """Neither by their words, nor by a name; where half of one is translated, it is."""
    body = "普京一。\n\n普京二。\n\n普京三。"
    marks = marked("Putin one.\n\nPutin two.\n\nPutin three.", body).split("\n\n")
    content = make_content(
        {
            "entities.yaml": ENTITIES,
            "articles/none/zh.md": original("a1", body=body, url="https://e.org/1"),
            "articles/third/zh.md": original("a2", body=body, url="https://e.org/2"),
            "articles/third/en.md": translation(body=marks[0]),
            "articles/most/zh.md": original("a3", body=body, url="https://e.org/3"),
            "articles/most/en.md": translation(body="\n\n".join(marks[1:])),
        }
    )
    assert ["most"] == slugs(ask(content, "Putin", "en")) == slugs(ask(content, "普京", "en"))
    assert {"none", "third", "most"} == {*slugs(ask(content, "普京"))}


@needs_node
def test_a_name_is_found_in_every_language(ask, make_content):
    """What speaks of it by its words comes first; what is about it otherwise follows, told as such and marked."""
    bodies = {
        "one": ("普京来访明斯克。", "Putin visits Minsk."),
        "two": ("他来访。", "He visits."),
        "three": ("无。", "None."),
    }
    files = {"entities.yaml": ENTITIES}
    for number, (slug, (zh, en)) in enumerate(bodies.items()):
        added = {"entities": "{add: [putin]}"} if slug == "two" else {}
        files[f"articles/{slug}/zh.md"] = original(f"a{number}", body=zh, url=f"https://e.org/{number}", **added)
        files[f"articles/{slug}/en.md"] = translation(body=marked(en, zh))
    content = make_content(files)
    for query in ["普京", "Putin", "vladimir putin", "“普京”"]:
        found = ask(content, query, "en")
        assert {"one", "two"} == {*slugs(found)}
        assert ["putin"] == found["names"]
    marks = {shown["slug"]: (shown["about"], shown["marked"]) for shown in ask(content, "普京", "en")["shown"]}
    assert {"one": (True, ["Putin"]), "two": (True, [])} == marks
    assert [("one", False), ("two", True)] == [
        (shown["slug"], shown["about"]) for shown in ask(content, "普京", "zh")["shown"]
    ]
    # With another word, both must be there; half a word left over is no name's neighbour.
    assert ["one"] == slugs(ask(content, "普京 Minsk", "en")) == slugs(ask(content, "普京明斯克", "zh"))
    assert [] == slugs(ask(content, "普京无", "zh")) == slugs(ask(content, "普京 None", "en"))


@needs_node
def test_titles_come_first_then_dense_texts_then_new_ones(ask, make_content):
    """As the documentation has it."""
    words = {
        "a": ("军演", "。"),
        "b": ("题", "军演。"),
        "c": ("题", "军演，" * 9),
        "d": ("题", "军演" + "字" * 400),
        "e": ("题", "军演。"),
    }
    content = make_content(
        {
            f"articles/{slug}/zh.md": original(
                slug * 3, title=title, body=body, day=f"2023-08-1{n}", url=f"https://e.org/{n}"
            )
            for n, (slug, (title, body)) in enumerate(words.items())
        }
    )
    assert ["a", "c", "e", "b", "d"] == slugs(ask(content, "军演"))


@needs_node
def test_results_are_narrowed(ask, make_content):
    """By source, year, tag and entity: any of one kind, and all kinds together."""
    content = make_content(
        {
            "tags.yaml": "- {id: t, label: {zh: 军事}}\n",
            "entities.yaml": ENTITIES,
            "articles/a/zh.md": original("a", body="普京。", day="2022-08-18", tags="[t]"),
            "articles/b/zh.md": original("b", body="无。", day="2023-08-18", url="https://b.example/", tags="[t]"),
            "articles/c/zh.md": original("c", body="普京。", day="2023-08-19", url="https://b.example/c"),
        }
    )
    for chosen, expected in [
        ({"tag": ["t"]}, "ba"),
        ({"year": ["2023"]}, "cb"),
        ({"year": ["2023", "2022"]}, "cba"),
        ({"year": ["2023"], "tag": ["t"]}, "b"),
        ({"entity": ["putin"]}, "ca"),
        ({"source": ["b-example"]}, "cb"),
        ({"source": ["nobody"]}, ""),
    ]:
        assert [*expected] == slugs(ask(content, "", chosen=chosen)), chosen


@needs_node
def test_words_of_no_page_are_not_searched(ask, make_content):
    """Those of a translation whose original is gone, addresses, markup, and the numbers of footnotes."""
    body = "俄[^1]国 **中**国 [文](https://e.org/hidden)\n\n[^1]: 脚注。"
    texts = translation(body="<!-- 00000000 -->\nGone.\n\n" + marked("Here.\n\nNote.", body))
    content = make_content({"articles/one/zh.md": original(body=body), "articles/one/en.md": texts})
    answers = {query: slugs(ask(content, query)) for query in ["俄国", "中国", "脚注", "hidden", "strong", "1"]}
    assert ["俄国", "中国", "脚注"] == [query for query, found in answers.items() if found]
    assert [["one"], []] == [slugs(ask(content, query, "en")) for query in ["Here", "Gone"]]


@needs_node
def test_an_article_without_a_word_moves_no_other(engine, tmp_path):
    """A title of one mark has a place, at which nothing stands."""
    write(tmp_path, index_of([article(0, "", title="？"), article(1, "", title="中国")]))
    assert engine.find(tmp_path, "中国", cold=True)["numbers"] == [1]
