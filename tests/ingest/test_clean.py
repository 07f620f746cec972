"""Cleaning: what comes out is of the grammar, and nothing that people read is lost."""

from __future__ import annotations

import re
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import lxml.html
import pytest
from chance import examples
from grammar import faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiazhu.ingest.clean import TooLong, clean, clean_html
from jiazhu.ingest.fragment import parse_fragment
from jiazhu.ingest.rules import find_source, shown_title
from jiazhu.limits import CLEAN_CHARACTERS, HTML_TAGS
from jiazhu.model import Source
from jiazhu.schema import read_toml
from jiazhu.text.sanitizer import sanitize

CONTENT = Path(__file__).parents[2] / "content"
SEEDS = sorted((CONTENT / "raw").glob("00[0-4]_*.txt"))
SOURCES = [read_toml(path, Source, kind="source") for path in sorted((CONTENT / "sources").glob("*.toml"))]

CASES = {
    # text and boxes
    "loose text": ("hello<div>there</div>you", "<p>hello</p>\n<p>there</p>\n<p>you</p>"),
    "blocks in a paragraph": ("<p>a<div>b</div>c</p>", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
    "white space": ("<p>\n a \t b <br> c\u3000<br></p>", "<p>a b<br>c</p>"),
    "inner ideographic space stays": ("<p>a\u3000b&nbsp;c</p>", "<p>a\u3000b\u00a0c</p>"),
    "empty blocks": ("<p></p><div><br></div><ul><li> </ul><blockquote> </blockquote><h2>&nbsp;</h2>", ""),
    "scripts and comments": ("a<script>x()</script><!-- y --><style>z</style><template>t</template>b", "<p>ab</p>"),
    "form controls": ('<form><input value="a"><select><option>b</select><button>c</button>d</form>', "<p>d</p>"),
    "a link dressed up as a button": (
        '<button><a href="http://x.y/">go</a></button>',
        '<p><a href="http://x.y/">go</a></p>',
    ),
    "invisible characters": ("<p>a\u200bb\ufeff\x08c\ud800d\u202ee\u200df</p>", "<p>abcde\u200df</p>"),
    "stray end tags": ("a</div></body></html><p>b", "<p>a</p>\n<p>b</p>"),
    "rule": ("a<hr>b", "<p>a</p>\n<hr>\n<p>b</p>"),
    "images that draw an emoji": (
        '<p>a<img class="emoji" alt="🥴" src="http://x.y/a.png"><img alt="b" src="http://x.y/b.png"></p>',
        '<p>a🥴<img src="http://x.y/b.png" alt="b"></p>',
    ),
    "a title that says what alt says": (
        '<img src="http://x.y/a.png" alt="b" title="b"><img src="http://x.y/a.png" alt="b" title="c">',
        '<p><img src="http://x.y/a.png" alt="b"><img src="http://x.y/a.png" alt="b" title="c"></p>',
    ),
    "hidden mail addresses": (
        '<a data-cfemail="5a3b1a22742305" href="/x">[…]</a> <a href="/cdn-cgi/l/email-protection#5a3b1a22742305">b</a>',
        '<p><a href="mailto:a@x.y_">a@x.y_</a> <a href="mailto:a@x.y_">b</a></p>',
    ),
    # marks
    "names of marks": ("<b>a</b> <i>b</i> <s>c</s> <u>d</u>", "<p><strong>a</strong> <em>b</em> <del>c</del> d</p>"),
    "neighbours merge": ("<b>a</b><strong>b</strong>", "<p><strong>ab</strong></p>"),
    "spaces move out": ("a<b> b </b>c<i><br>d</i>", "<p>a <strong>b</strong> c<br><em>d</em></p>"),
    "nested in itself": ("<b>a<b>b</b></b>", "<p><strong>ab</strong></p>"),
    "over blocks": ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p>\n<p><strong>b</strong></p>"),
    "marks on nothing": ("a<b></b><i> </i>b<strong><br></strong>c", "<p>a b<br>c</p>"),
    "marks in code": (
        "<code>a<b>b</b></code>",
        "<p><code>a</code><strong><code>b</code></strong></p>",
    ),
    "bold over a link": (
        '<b>a <a href="http://x.y/">b</a> c</b>',
        '<p><strong>a <a href="http://x.y/">b</a> c</strong></p>',
    ),
    "ruby": ("<ruby>漢<rp>(</rp><rt>hàn</rt></ruby>", "<p><ruby>漢<rp>(</rp><rt>hàn</rt></ruby></p>"),
    # links
    "relative": ('<a href="/b?c=1&amp;d=%25E5">x</a>', '<p><a href="https://h.x/b?c=1&amp;d=%25E5">x</a></p>'),
    "unsafe": ('<a href="javascript:x()">a</a><a href="file:///c">b</a><a href="http://[x/">c</a>', "<p>abc</p>"),
    "in the page": ('<a href="#n">a</a> <a name="n">b</a>', "<p>a b</p>"),
    "links stay apart": (
        '<a href="http://x.y/">a</a><a href="http://x.y/">b</a>',
        '<p><a href="http://x.y/">a</a><a href="http://x.y/">b</a></p>',
    ),
    "a link round blocks": (
        '<a href="http://x.y/"><h2>a</h2><p>b</p></a>',
        '<h2><a href="http://x.y/">a</a></h2>\n<p><a href="http://x.y/">b</a></p>',
    ),
    # pictures
    "lazy": (
        '<img src="data:image/gif;base64,R0" data-src="//x.y/a.jpg" alt=" a  b ">',
        '<p><img src="https://x.y/a.jpg" alt="a b"></p>',
    ),
    "lazy with its twin": (
        '<img data-lazy-src="http://x.y/a.jpg?w=9"><noscript><img src="http://x.y/a.jpg"></noscript>',
        '<p><img src="http://x.y/a.jpg?w=9" alt=""></p>',
    ),
    "only in noscript": (
        '<img src="data:x" alt="b"><noscript><img src="http://x.y/a.jpg" alt="b"></noscript>',
        '<p><img src="http://x.y/a.jpg" alt="b"></p>',
    ),
    "only in a set": (
        '<img srcset="http://x.y/s.jpg 300w, http://x.y/l.jpg 900w">',
        '<p><img src="http://x.y/l.jpg" alt=""></p>',
    ),
    "open source elements": (
        '<picture><source srcset="http://x.y/a.webp"><img src="http://x.y/a.jpg"></picture>',
        '<p><img src="http://x.y/a.jpg" alt=""></p>',
    ),
    "pixel": ('a<img src="http://x.y/p" width="1" height="1"><img src="https://medium.com/_/stat?e=1">', "<p>a</p>"),
    "words of a broken picture": ('<img src="file:///a.jpg" alt="the cat">', "<p>the cat</p>"),
    # figures
    "figure": (
        '<figure><div><img src="http://x.y/a.jpg"></div><figcaption><p>one</p><p>two</p></figcaption></figure>',
        '<figure><img src="http://x.y/a.jpg" alt=""><figcaption>one<br>two</figcaption></figure>',
    ),
    "figure without words": (
        '<figure><a href="http://x.y/"><img src="http://x.y/a.jpg"></a></figure>',
        '<p><a href="http://x.y/"><img src="http://x.y/a.jpg" alt=""></a></p>',
    ),
    "WordPress caption": (
        '<div class="wp-caption x"><img src="http://x.y/a.jpg"><p class="wp-caption-text">one</p></div>',
        '<figure><img src="http://x.y/a.jpg" alt=""><figcaption>one</figcaption></figure>',
    ),
    "picture and words on the next line": (
        '<p><img src="http://x.y/a.jpg"><br>&nbsp;one</p>',
        '<figure><img src="http://x.y/a.jpg" alt=""><figcaption>one</figcaption></figure>',
    ),
    "pictures on lines": (
        '<p><img src="http://x.y/a.jpg"><br><img src="http://x.y/b.jpg"><br>one</p>',
        (
            '<p><img src="http://x.y/a.jpg" alt=""></p>\n<figure><img src="http://x.y/b.jpg" alt="">'
            "<figcaption>one</figcaption></figure>"
        ),
    ),
    "caption of a table": (
        "<figure><table><tr><td>a<td>b</table><figcaption>c</figcaption></figure>",
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>\n<p>c</p>",
    ),
    # media
    "video": (
        '<p>a<video poster="http://x.y/p.jpg"><source src="http://x.y/v.mp4">old browser</video>b</p>',
        '<p>a</p>\n<p><a href="http://x.y/v.mp4"><img src="http://x.y/p.jpg" alt=""></a></p>\n<p>b</p>',
    ),
    "frame": ('<iframe src="//x.y/e" title="T">f</iframe>', '<p><a href="https://x.y/e">T</a></p>'),
    "an embed that parsers leave open": (
        '<embed src="http://x.y/e">a',
        '<p><a href="http://x.y/e">http://x.y/e</a></p>\n<p>a</p>',
    ),
    # lists
    "tight": (
        "<ul><li><p>a</p><ol start=3><li>b</li></ol></li><li>c</li></ul>",
        '<ul><li>a<ol start="3"><li>b</li></ol></li><li>c</li></ul>',
    ),
    "loose": ("<ul><li>a<p>b</p></li><li>c</li></ul>", "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>"),
    "lists in lists": ("<ul><li>a</li><ul><li>b</li></ul>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "item without a list": ("<li>a</li>", "<p>a</p>"),
    "definitions": (
        "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dt>d</dt><dd>e</dd></dl>",
        "<ul><li><strong>a</strong><br>b</li><li><strong>c</strong><br><strong>d</strong><br>e</li></ul>",
    ),
    # tables
    "simple table": (
        "<table><tr><th>a<th>b<tr><td><p>c</p><td></table>",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td></td></tr></tbody></table>",
    ),
    "spans and blocks": (
        (
            '<table><caption>t</caption><thead><tr><td colspan="2" rowspan="1">a</td></tr></thead>'
            "<tr><td>b<p>c</p></td><td>d</td></tr></table>"
        ),
        (
            '<p>t</p>\n<table><thead><tr><th colspan="2">a</th></tr></thead>'
            "<tbody><tr><td><p>b</p><p>c</p></td><td>d</td></tr></tbody></table>"
        ),
    ),
    "box drawn as a table": ("<table><tr><td><p>a</p><p>b</p></table>", "<p>a</p>\n<p>b</p>"),
    # code and headings
    "preformatted": (
        '<pre class="language-py">\n<b>if</b> a:<br>  b\n\nc  \n</pre>',
        '<pre><code class="language-py">if a:\n  b\n\nc  </code></pre>',
    ),
    "levels": ("<h1>a</h1><h3>b</h3><h6>c</h6><h2>d</h2>", "<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n<h3>d</h3>"),
    "paragraph in a heading": ("<h2 id=x> <p class=y>a</p></h2>b", "<h2>a</h2>\n<p>b</p>"),
    "boxes in a heading": ("<h1><div>a</div></h1>", "<h2>a</h2>"),
    "comment spam": (
        "&lt;a href=http://x&gt;b&lt;/a&gt;",
        "<p>&lt;a href=http://x&gt;b&lt;/a&gt;</p>",
    ),
}


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=CASES.keys())
def test_case(html, expected):
    """Each of these comes out as it stands here."""
    assert expected == clean_html(html, base_url="https://h.x/dir/page")


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=CASES.keys())
def test_case_is_of_the_grammar(html, expected):
    """What the cases expect is clean HTML, survives the sanitizer and cleans to itself."""
    assert not faults(expected)
    assert expected == sanitize(expected).replace("&nbsp;", "\u00a0")
    assert expected == clean_html(expected)


def read(path: Path):
    fragment = parse_fragment(path.read_bytes(), path.name, path)
    return fragment, find_source(SOURCES, fragment.url)


def words(element: lxml.html.HtmlElement) -> str:
    return re.sub(r"\s+", "", element.text_content())


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_without_a_rule_nothing_is_lost(path):
    """Another parser finds the same words, links and pictures in the seed and in its clean HTML."""
    fragment, _ = read(path)
    html = clean_html(fragment.html, base_url=fragment.url)
    raw, cleaned = (lxml.html.fragment_fromstring(text, create_parent="div") for text in (fragment.html, html))
    assert not faults(html)
    assert words(raw) == words(cleaned)
    assert [link.get("href") for link in raw.iter("a") if words(link)] == [a.get("href") for a in cleaned.iter("a")]
    assert len(list(raw.iter("img"))) == len(list(cleaned.iter("img")))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_seed_with_its_rule(path):
    """A seed loses its date, picture, caption and share block to the rule, and no word of the article."""
    fragment, rule = read(path)
    cleaned = clean(fragment.html, base_url=fragment.url, rule=rule)
    raw = lxml.html.fragment_fromstring(fragment.html, create_parent="div")
    article = "".join(words(paragraph) for paragraph in raw.iter("p"))
    assert not faults(cleaned.html())
    assert article == re.sub(r"\s+", "", cleaned.body.text())
    assert cleaned.published is not None
    assert 0 < fragment.epoch / 1000 - cleaned.published.timestamp() < 3600
    assert cleaned.image is not None
    assert "weserv" not in cleaned.image.src
    assert "<img" not in cleaned.html()
    assert fragment.title == shown_title(fragment.title, rule)


def test_date_and_lead_of_rfi():
    """RFI's date is Paris time, its bold lead the first block."""
    fragment, rule = read(SEEDS[0])
    cleaned = clean(fragment.html, base_url=fragment.url, rule=rule)
    assert datetime(2023, 7, 23, 16, 51, tzinfo=ZoneInfo("Europe/Paris")) == cleaned.published
    assert cleaned.html().startswith("<p><strong>俄罗斯国防部今天宣布，")


def test_caption_and_headings_of_voa():
    """VOA's small type is the caption, its bold paragraphs are headings."""
    fragment, rule = read(SEEDS[3])
    cleaned = clean(fragment.html, base_url=fragment.url, rule=rule)
    assert cleaned.caption.startswith("资料照片：俄罗斯国防部新闻局公布的照片显示，")
    expected = ["中俄关系加强的证据", "中俄合作的局限性"]
    assert expected == re.findall("<h2>(.*?)</h2>", cleaned.html())


def test_steps_are_told():
    """Everything that goes is named: what did it and what it was about."""
    cleaned = clean('<script>a()</script><a href="tel:1">b</a><!--c--><img src="http://x.y/p" width=0 height=0>')
    expected = [("script", "a()"), ("link", "tel:1"), ("comment", "c"), ("pixel", "http://x.y/p")]
    assert expected == [(step.name, step.what) for step in cleaned.steps]


TAGS = (
    "p div b i code s sup h1 h2 h5 ul ol li blockquote pre table thead tr td th caption figure figcaption img br hr"
    " ruby rt dl dt dd span video iframe noscript a section source"
).split()
ATTRS = ("", ' href="http://a.b/c"', ' href="/x?utm_a=1"', ' src="http://a.b/i.png"', " colspan=2", " start=3")
pieces = st.one_of(
    st.sampled_from(["x", " ", "\n", "中文。", "&nbsp;", "\u3000", "&lt;p>", "*", "\ud800", "\x0b", "<", "“"]),
    st.builds(lambda tag, attr: f"<{tag}{attr}>", st.sampled_from(TAGS), st.sampled_from(ATTRS)),
    st.builds(lambda tag: f"</{tag}>", st.sampled_from(TAGS)),
)


@settings(max_examples=examples(100, 3_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pieces, max_size=30).map("".join))
def test_any_soup_is_of_the_grammar(html):
    """Whatever comes in, clean HTML comes out; cleaning and sanitizing it again changes nothing."""
    cleaned = clean_html(html, base_url="http://h.x/")
    assert not faults(cleaned)
    assert cleaned == clean_html(cleaned)
    assert cleaned == sanitize(cleaned).replace("&nbsp;", "\u00a0")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "deep",
        "<b><i>" * 5_000 + "deep",
        "<blockquote>" * 10_000 + "deep",
        "<ul><li>" * 9_000 + "deep",
        "<table><tr><td>" * 5_000 + "deep",
        '<figure><img src="http://x.y/a">' * 2_000 + "deep",
        "<object data='http://x.y/'>" * 9_000 + "deep" * 60,
        "<video src='http://x.y/'>" * 9_000 + "deep" * 60,
        "<embed src='http://x.y/'>" * 9_000 + "deep" * 60,
        "<p " + " ".join(f"a{number}" for number in range(100_000)) + ">deep",
        '<img src="data:image/gif;base64,' + "A" * 5_000_000 + '">deep',
        "<a href='http://x.y/'>" * 5_000 + "deep",
        "<!--" * 19_000 + "-->deep",
    ],
    ids=lambda html: html[:12],
)
def test_hostile_input_is_cleaned_soon(html):
    """Depth, numbers and size neither crash nor hang the cleaner, and its words stay."""
    rule = next(source for source in SOURCES if source.lead)
    start = time.process_time()
    assert "deep" in clean_html(html, rule=rule)
    assert time.process_time() - start < 5


def test_more_tags_than_an_article_has_are_refused():
    """Parsing takes the square of what nests: beyond all articles it is not even tried."""
    start = time.process_time()
    with pytest.raises(TooLong):
        clean("<figure><img>" * (HTML_TAGS // 2 + 1))
    assert time.process_time() - start < 1


@pytest.mark.parametrize("start", ["<p>", '<a href="https://x.y/'])
def test_more_words_than_an_article_has_are_refused(start):
    """What would take Markdown minutes to read is told before it is written."""
    with pytest.raises(TooLong):
        clean(f'{start}{"*" * CLEAN_CHARACTERS}">b')
