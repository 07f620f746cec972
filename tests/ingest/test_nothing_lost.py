"""Nothing lost: what another parser reads in a fragment is in its clean HTML, or a step says why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from accounts import unaccounted
from chance import examples
from conftest import CONTENT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw_dom import read

from jiazhu.ingest.clean import clean
from jiazhu.ingest.fragment import parse_fragment
from jiazhu.ingest.rules import find_source
from jiazhu.library.sources import load_sources
from jiazhu.model import Source

SOURCES = list(load_sources(CONTENT / "sources").values())
SEEDS = sorted((CONTENT / "raw").glob("*.txt"))
MORE = sorted(Path(os.environ["FRAGMENTS"]).rglob("*.txt")) if "FRAGMENTS" in os.environ else []
BASE = "https://h.x/dir/page"


@pytest.fixture(autouse=True)
def whole_words(monkeypatch):
    """Have steps tell all words that they took, not only the first."""
    monkeypatch.setattr("jiazhu.ingest.clean._MAX_WORDS", 10_000_000)


def lost(html: str, base: str = BASE, rule: Source | None = None) -> list[str]:
    cleaned = clean(html, base_url=base, rule=rule)
    return unaccounted(html, cleaned.html(), cleaned.steps, base)


@pytest.mark.parametrize("path", [*SEEDS, *MORE], ids=lambda path: path.name)
def test_a_fragment_loses_nothing_unsaid(path):
    """Text, links, pictures, headings, lists, cells and emphasis of a fragment are there, with its rule or without."""
    fragment = parse_fragment(path.read_bytes(), path.name, path)
    assert [] == lost(fragment.html, fragment.url)
    rule = find_source(SOURCES, fragment.url)
    if rule:
        assert [] == lost(fragment.html, fragment.url, rule)


RULED = [
    pytest.param(rule, test.html, test.url, id=f"{rule.id} {number}")
    for rule in SOURCES
    for number, test in enumerate(rule.test)
    if test.html
]


@pytest.mark.parametrize(("rule", "html", "url"), RULED)
def test_what_a_rule_takes_is_told(rule, html, url):
    """Everything that a rule takes out of the pages it was written for is told, and nothing else is gone."""
    assert [] == lost(html, url, rule)


def test_the_rules_are_tried():
    """Each rule but those tested on a seed comes with a page, and these have pictures, bold leads and films."""
    assert len(RULED) > 10


def test_the_seeds_are_read():
    """The five seeds are where the test above looks, each has a rule, and the reader finds their words."""
    assert 5 == len(SEEDS)
    for path in SEEDS:
        fragment = parse_fragment(path.read_bytes(), path.name, path)
        assert find_source(SOURCES, fragment.url)
        assert len(read(fragment.html).text) > 400


CASES = {
    "text and boxes": "甲<div>乙</div> 丙 <section>丁<p>戊</section>a</div></body></html><p>己",
    "spaces": "<p> a \n b <br> c\u3000<br></p><p>&nbsp;d&nbsp;e&nbsp;</p><p>f\u3000g</p>",
    "blocks in a paragraph": "<p>a<div>b</div>c<ul><li>d</ul>e</p>",
    "marks": "<b>a</b> <i>b</i><s>c</s> x<sup>2</sup>H<sub>2</sub>O <code>d e</code> <u>f</u><strike>g</strike>",
    "marks in one another": "<b>a<i>b<s>c</s></i></b><i>d<b>e</b></i><b>f<b>g</b></b><b> h </b>i",
    "marks round blocks": "<b><p>a</p><p>b <i>c</p></b><p>d</i>e</p><strong><div>f</div></strong>",
    "marks on nothing": "a<b></b><i> </i>b<strong><br></strong>c<b>&nbsp;</b>d",
    "code": (
        "<p>a <code>b<b>c</b></code></p><pre>\n<b>if</b> a:<br>  <a href='/x'>b</a>\n\n</pre>"
        "<pre class='language-py'> c <img src='/a.png'></pre>"
    ),
    "links": (
        '<a href="/b?c=1&amp;utm_source=d">e</a> <a href="#f">g</a><a name="h">i</a><a href="javascript:j()">k</a>'
        '<a href="mailto:l@m.n">o</a><a href="//p.q/">r</a><a href="tel:1">s</a><a href="http://[t/">u</a>'
    ),
    "links beside each other": '<a href="/a">a</a><a href="/a">b</a><a href="/c"><h2>d</h2><p>e</p></a>',
    "hidden mail addresses": (
        '<a data-cfemail="5a3b1a22742305" href="/x">[…]</a> <a href="/cdn-cgi/l/email-protection#5a3b1a22742305">b</a>'
    ),
    "headings": "<h1>a</h1><h3>b</h3><h6>c <i>d</i></h6><h2>e</h2><h2><p>f</p></h2><h2>g<ul><li>h</ul></h2>",
    "paragraphs in headings": "<h2><p>a</p>b</h2><h2><p>c</p> <b>d</b></h2><h2><p>e</p> </h2><h2>f<p>g</p></h2>",
    "lists": (
        "<ul><li>a<ol start=3><li>b<li>c</ol></li><li><p>d</p><p>e</p></li></ul><ol start=-2><li>f</ol><ul><li>g"
        "</li><ul><li>h</ul></ul>"
    ),
    "definitions": "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dt><i>d</i></dt><dd>e<p>f</p></dd></dl>",
    "quotes": "<blockquote>a<blockquote><p>b</p></blockquote></blockquote><blockquote>c</blockquote>",
    "deep nesting": "<blockquote>" * 12 + "a<ul><li>b</ul>",
    "table": "<table><thead><tr><th>a<th>b</thead><tr><td>c<td><b>d</b><tr><td><td>e</table>",
    "table with spans": (
        "<table><tr><td colspan=2>a<td rowspan=3>b<tr><td><p>c</p><p>d</p><td>e<br>f<tr><td>g<td>h</tr>"
        "<caption>i</caption></table>"
    ),
    "tables in tables": "<table><tr><td>a<td><table><tr><td>b<td>c</table></table><table><tr><td><p>d</p>e</table>",
    "ruby": "<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字",
    "footnotes": '<p>a<sup><a href="#fn1">1</a></sup></p><ol><li id=fn1>b <a href="#r">↩</a></li></ol>[^1]: c [^d]',
    "figures": (
        '<figure><img src="/a.jpg" alt="A b"><figcaption>c <b>d</b><p>e</p></figcaption></figure>'
        '<figure><figcaption>f</figcaption><a href="/g"><img src="/h.jpg"></a></figure>'
        '<div class="wp-caption"><img src="/i.jpg"><p>j</p></div><p><img src="/k.jpg"><br>l</p>'
        '<figure><img src="/m.jpg"><img src="/n.jpg"><figcaption>o</figcaption></figure>'
    ),
    "lazy pictures": (
        '<p>a<img src="data:image/gif;base64,R0" data-src="//x.y/a.jpg" alt=b>c<img srcset="/s.jpg 300w, /l.jpg 900w">'
        '<picture><source srcset="/e.webp"><img></picture><img src="/lazy.gif" data-original="/f.jpg"></p>'
    ),
    "noscript": (
        '<img data-lazy-src="/a.jpg?w=9"><noscript><img src="/a.jpg"></noscript>b'
        '<img src="data:x" alt=c><noscript><img src="/d.jpg" alt=c></noscript><noscript>e<img src="/f.jpg"></noscript>'
    ),
    "proxies": (
        '<img src="https://images.weserv.nl/?url=x.y/a.jpg"><a href="/b">'
        '<img src="https://i0.wp.com/x.y/c.jpg?w=1"></a>'
    ),
    "pixels": (
        'a<img src="http://x.y/p" width="1" height="1"><img src="https://medium.com/_/stat?e=1" alt=b>'
        '<img src="/c.jpg">'
    ),
    "broken pictures": '<img src="file:///a.jpg" alt="the cat"><img class=emoji alt="🥴" src="/a.png"><img><img alt=b>',
    "media": (
        '<p>a<video poster="/p.jpg" src="https://images.weserv.nl/?url=x.y/v.mp4">old</video>b<audio>'
        '<source src="/c.mp3"></audio>'
        '<iframe src="//x.y/e" title="T">f</iframe><iframe></iframe><embed src="/g.swf">h<object data="/i">j'
        '<img src="/k.jpg">'
        "</object><object>l</object></p>"
    ),
    "dropped": (
        "a<script>x()</script><!-- y --><style>z</style><template>t<img src='/t.jpg'></template>b<svg><text>c"
        "</text></svg>"
        '<form><input value="d"><select><option>e</select><button>f<img src="/g.jpg"></button><button>'
        '<a href="/h">i</a></button></form>'
    ),
    "broken quoting": '<p class="a"b">c<a href="/d"e" title=f"g>h</a><img src="/i.jpg" alt="j"k"></p>',
    "comment spam": '&lt;a href=http://x&gt;b&lt;/a&gt; [c](http://d) **e** <a href="http://f>g</a> <b>h" >i</a> j</b>',
    "invisible characters": "<p>a\u200bb\ufeff\x08c\u202ee\u200df&#8203;g\u2028h</p>",
}


@pytest.mark.parametrize("html", CASES.values(), ids=CASES.keys())
def test_a_case_loses_nothing_unsaid(html):
    """Whatever a page is made of comes out, or a step says what became of it."""
    assert [] == lost(html)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>甲乙</p>", "<p>甲</p>"),
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>a&nbsp;b</p>", "<p>ab</p>"),
        ("<p>甲</p>", "<p>甲乙</p>"),
        ("<p>甲</p><p>乙</p>", "<p>甲乙</p>"),
        ("<p>甲乙</p>", "<p>甲</p><p>乙</p>"),
        ("<p>甲<br>乙</p>", "<p>甲乙</p>"),
        ("<p>甲<br><br>乙</p>", "<p>甲<br>乙</p>"),
        ("<p><b>甲</b>乙</p>", "<p><strong>甲乙</strong></p>"),
        ("<p><s>甲</s></p>", "<p><em>甲</em></p>"),
        ("<p><sup>甲</sup></p>", "<p>甲</p>"),
        ("<h2>甲</h2>", "<p>甲</p>"),
        ("<h2>甲</h2>", "<h3>甲</h3>"),
        ('<a href="http://x.y/">甲</a>', "<p>甲</p>"),
        ('<a href="http://x.y/a">甲</a>', '<p><a href="http://x.y/b">甲</a></p>'),
        ('<a href="http://x.y/">甲</a><a href="http://x.y/">乙</a>', '<p><a href="http://x.y/">甲乙</a></p>'),
        ("<ul><li>甲<ul><li>乙</ul></ul>", "<ul><li>甲</li><li>乙</li></ul>"),
        ("<ul><li>甲<li>乙</ul>", "<ul><li>甲<br>乙</li></ul>"),
        ("<ol start=2><li>甲</ol>", "<ol><li>甲</li></ol>"),
        ("<blockquote>甲</blockquote>", "<p>甲</p>"),
        ("<table><tr><td>甲<td>乙</table>", "<table><tr><td>甲<br>乙</td></tr></table>"),
        ("<table><tr><td>甲<td><td>乙</table>", "<table><tr><td>甲</td><td>乙</td></tr></table>"),
        ("<table><tr><td>甲<td></table>", "<table><tr><td>甲</td></tr></table>"),
        ("<table><tr><td colspan=2>甲</table>", "<table><tr><td>甲</td></tr></table>"),
        ('甲<img src="http://x.y/a">', "<p>甲</p>"),
        ('甲<img src="http://x.y/a">', '<p><img src="http://x.y/a">甲</p>'),
        ('<img src="http://x.y/a">', '<p><img src="http://x.y/a"><img src="http://x.y/a"></p>'),
        ('<img src="http://x.y/a" alt=b>', '<p><img src="http://x.y/a" alt=""></p>'),
        ('<a href="http://x.y/"><img src="http://x.y/a"></a>', '<p><img src="http://x.y/a"></p>'),
        ("<pre>a\n  b</pre>", "<pre><code>a\n b</code></pre>"),
        ("<script>a</script>", ""),
        ("a\u200bb", "<p>ab</p>"),
    ],
)
def test_a_loss_is_found(before, after):
    """The comparison sees each of these where no step tells of it."""
    assert unaccounted(before, after, ())


CHARS = st.sampled_from(["x", "y z", " ", "\n", "中文。", "&nbsp;", "\u3000", "&lt;a>", "*", "“", "&amp;lt;", "\x0b"])
MARK_NAMES = st.sampled_from("b strong i em s del strike code sup sub u span small font".split())
BOX_NAMES = st.sampled_from("p div section h1 h2 h4 h6 blockquote center".split())
LINKS = st.sampled_from(["/a", "/b?utm_source=c&d=1", "#e", "javascript:f", "http://g.h/", "mailto:i@j.k"])
PICTURES = st.sampled_from(
    [
        '<img src="/a.jpg" alt="b">',
        '<img data-src="http://x.y/c.jpg">',
        '<img src="data:x" alt="d">',
        '<img src="/e" width=1 height=1>',
        '<img src="https://i0.wp.com/x.y/f.jpg?w=2">',
        "<br>",
        "<script>g</script>",
        "<!-- h -->",
    ]
)


def wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inner, min_size=1, max_size=3).map("".join)


def marked(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(lambda tag, words: f"<{tag}>{words}</{tag}>", MARK_NAMES, wrap(inner)),
        st.builds(lambda url, words: f'<a href="{url}">{words}</a>', LINKS, wrap(inner)),
    )


def listed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(
            lambda tag, items: f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag.split()[0]}>",
            st.sampled_from(["ul", "ol", "ol start=4"]),
            st.lists(wrap(inner), min_size=1, max_size=3),
        ),
        st.builds(lambda tag, words: f"<{tag}>{words}</{tag}>", BOX_NAMES, wrap(inner)),
        st.lists(st.lists(wrap(inner), min_size=2, max_size=2), min_size=1, max_size=2).map(
            lambda rows: (
                "<table>"
                + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
                + "</table>"
            )
        ),
        st.builds(
            lambda picture, words: f"<figure>{picture}<figcaption>{words}</figcaption></figure>", PICTURES, wrap(inner)
        ),
    )


WORDS = st.recursive(CHARS | PICTURES, marked, max_leaves=6)
PAGES = wrap(st.recursive(WORDS, listed, max_leaves=8))


@settings(max_examples=examples(100, 5_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(PAGES)
def test_any_page_loses_nothing_unsaid(html):
    """However marks, links, pictures, boxes, lists, tables and figures stand in one another, nothing goes unsaid."""
    assert [] == lost(html)
