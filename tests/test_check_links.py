"""Links of a site that `check` follows, pages that none leads to, and where an editor wrote them."""

from __future__ import annotations

import pytest
from written import load, marked, original, translation

from jiazhu.check.links import ELSEWHERE, Links, broken_links, links_in, read_marks
from jiazhu.check.places import Places, line_of
from jiazhu.check.reach import unreached_pages
from jiazhu.site.builder import site_files
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls

URLS = Urls("https://example.org/watch/")


def test_case_of_a_file_matters():
    """GitHub Pages tells `A` from `a`."""
    files = [("en/index.html", b'<a href="/watch/en/A/">x</a>'), ("en/a/index.html", b"")]
    assert list(broken_links(read_marks(files), URLS)) == [("en/index.html", "/watch/en/A/")]


def test_words_that_look_like_links_are_none():
    """Only attributes of elements that link are read, and entities in them are characters."""
    files = [("index.html", b'<p>&lt;a href="x"></p><a href="/watch/?a=1&amp;b=2">y</a>'), ("x&y.html", b"")]
    marks = read_marks(files)
    assert frozenset({"/watch/?a=1&b=2"}) == marks["index.html"].links
    assert list(broken_links(marks, URLS)) == []


def test_a_link_leads_to_a_file_elsewhere_or_nowhere():
    """Asked from two pages, a relative link leads to two files."""
    files = [("index.html", b""), ("en/index.html", b'<p id="a">'), ("en/x.html", b""), ("zh/x.html", b"")]
    links = Links(read_marks(files), URLS)
    assert links.target("index.html", "/watch/en/#a") == "en/index.html"
    assert links.target("index.html", "/watch/en/#b") is None
    assert links.target("en/index.html", "x") == "en/x.html"
    assert links.target("zh/index.html", "x") == "zh/x.html"
    assert links.target("index.html", "https://e.org/") == ELSEWHERE
    assert links.target("index.html", "https://example.org/other/") == ELSEWHERE


def test_links_of_html_are_those_of_its_elements():
    """Pictures too, with what stands for a character undone."""
    assert links_in('<a href="?a&amp;b">x</a> <img src="1.jpg"> href="no"') == ["?a&b", "1.jpg"]


ISLAND = {
    "index.html": b'<link href="/watch/en/only-named/"><a href="/watch/en/">x</a>',
    "en/index.html": b'<a href="a/">x</a>',
    "en/a/index.html": b"",
    "en/old/index.html": b'<meta http-equiv="refresh" content="0; url=../a/">',
    "404.html": b"",
    "en/digests/1/mail.html": b"",
    "en/one/index.html": b'<a href="../two/">x</a>',
    "en/two/index.html": b'<a href="../one/">x</a>',
    "en/only-named/index.html": b"",
    "static/x.css": b"",
}


def test_pages_that_no_reader_comes_to_are_told_of(make_content):
    """Two that lead to each other alone, and one that only machines are told of; not what is meant to stand aside."""
    content = make_content({"pages/two.en.md": "---\ntitle: Two\n---\nWords."})
    links = Links(read_marks(ISLAND.items()), URLS)
    faults = list(unreached_pages(links, Places(content, load(content))))
    assert [(fault.kind, fault.severity, fault.text) for fault in faults] == [
        ("unreachable", "warning", f"no page leads to en/{name}/") for name in ("one", "two", "only-named")
    ]
    assert [fault.path.name for fault in faults] == ["index.html", "two.en.md", "index.html"]


def test_every_page_of_the_sample_is_reached(sample):
    """By links that a reader can follow alone."""
    library = load(sample)
    links = Links(read_marks(site_files(library, Theme())), Urls(library.config.base_url))
    assert list(unreached_pages(links, Places(sample, library))) == []
    assert sum(marks.moved for marks in links.marks.values()) > 0


@pytest.mark.parametrize(
    ("body", "link", "line"),
    [
        ("一\n\n二\n见[此](nope/)", "nope/", 4),
        ("[a](https://e.org/nope/)\n\n[b](nope/)", "nope/", 3),
        ("[a](nope/more)\n\n[b](nope/)", "nope/", 3),
        ("一\n\n[b](<no pe/> 'x')", "no%20pe/", 3),
        ("一\n\n[b](中文/)", "%E4%B8%AD%E6%96%87/", 3),
        ("一\n\n[b](x?a=1&amp;b=2)", "x?a=1&b=2", 3),
        ("一\n\n[b][1]\n\n[1]: nope/", "nope/", 5),
        ("一\n\n- 二\n- ![p](nope.png)", "nope.png", 4),
        ("一\n\n二\n[b](n\\_o/)", "n_o/", 3),
    ],
)
def test_a_link_has_the_line_on_which_it_stands(make_content, body, link, line):
    """However Markdown writes it; where that cannot be told, the line of its block."""
    content = make_content({"articles/one/zh.md": original(body=body), "articles/one/en.md": translation()})
    places = Places(content, load(content))
    above = original(body=body).partition(body)[0].count("\n")
    assert places.link("en/articles/one/index.html", link) == (content / "articles/one/zh.md", above + line)


def test_links_stand_in_the_files_a_page_is_made_of(make_content):
    """Translations, notes, what is said of names and sources; what a page makes by itself stands nowhere."""
    note = "- {id: n1, kind: source, in: zh, quote: 正文, note: {zh: 甲}, sources: [{url: 'https://e.org/note'}]}\n"
    entity = "- {id: minsk, type: Place, name: {zh: 明斯克, en: Minsk}, same_as: ['https://e.org/minsk']}\n"
    source = 'hosts = ["e.org"]\nname = { zh = "某报", en = "Paper" }\n'
    content = make_content(
        {
            "articles/one/zh.md": original(),
            "articles/one/en.md": translation(body=marked("[x](https://e.org/en)")),
            "articles/one/notes.yaml": note,
            "entities.yaml": "\n" + entity,
            "sources/paper.toml": source,
        }
    )
    places = Places(content, load(content))
    page = "zh/articles/one/index.html"
    assert places.link(page, "https://e.org/1") == (content / "articles/one/zh.md", 6)
    assert places.link(page, "https://e.org/en") == (content / "articles/one/en.md", 7)
    assert places.link(page, "https://e.org/note") == (content / "articles/one/notes.yaml", 1)
    assert places.link("en/entities/minsk/index.html", "https://e.org/minsk") == (content / "entities.yaml", 2)
    assert places.files_of("en/sources/paper/index.html") == [content / "sources/paper.toml"]
    assert places.link("en/index.html", "https://e.org/1") is None


def test_a_link_within_another_is_none():
    """It stands whole, or not at all."""
    assert line_of("(a/b)\n(b)", "b") == 2
    assert line_of("(a/b)", "b") == 0
