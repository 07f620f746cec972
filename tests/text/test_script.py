"""Chinese in its two scripts."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiazhu.text.markdown import render_markdown
from jiazhu.text.script import Script

NAMES = {
    "瓦列里": "瓦列里",
    "朝鲜": "北韓",
    "朝鲜战争": "韓戰",
    "特朗普": "川普",
    "老挝": "寮人民民主共和國",
    "北韓": "北韓",
}

TRADITIONAL = Script("zh-Hant", NAMES)
SIMPLIFIED = Script("zh-Hans")

TAG = re.compile(r"<(?:[^<>\"]|\"[^\"]*\")*>")
WORDS = re.compile(r'(?<= )(alt|title)="[^"]*"')


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("皇后和以后的头发", "皇后和以後的頭髮"),
        ("干涉干部", "干涉幹部"),
        ("台湾的软件", "臺灣的軟件"),
        ("Vassily Kashin 🙂", "Vassily Kashin 🙂"),
        ("后\0后\n", "後\0後\n"),
        ("", ""),
    ],
)
def test_characters_are_those_of_taiwan_and_words_stay(simplified, traditional):
    """Which of several characters is meant is told by the word; words of another usage are not replaced."""
    assert traditional == TRADITIONAL.text(simplified)
    assert SIMPLIFIED.text(traditional) == simplified


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("瓦列里在公里", "瓦列里在公里"),
        ("朝鲜与朝鲜战争", "北韓與韓戰"),
        ("北韓", "北韓"),
        ("特朗普访问老挝", "川普訪問寮人民民主共和國"),
    ],
)
def test_names_take_their_own_form(text, expected):
    """The longest name counts, and nothing of it is converted; by characters alone, 里 would be 裡."""
    assert expected == TRADITIONAL.text(text)
    assert Script("zh-Hant").text("瓦列里") == "瓦列裡"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("美国历史", "美國歷史"), ("中俄关系", "中俄關係"), ("压力表示不满", "壓力表示不滿"), ("更复杂", "更複雜"),
        ("合作伙伴", "合作夥伴"), ("恢复历法", "恢復曆法"), ("相关系统", "相關系統"), ("关系统一", "關係統一"),
        ("体制造成", "體制造成"),
    ],
)  # fmt: skip
def test_frequent_words_are_not_cut(simplified, traditional):
    """OpenCC alone would write 美國曆史 and 中俄關系; other words of these characters stay right."""
    assert traditional == Script("zh-Hant").text(simplified)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>皇<strong>后</strong></p>", "<p>皇<strong>后</strong></p>"),
        ("<td>皇</td><td>后</td>", "<td>皇</td><td>後</td>"),
        ("<p>皇<br>后</p>", "<p>皇<br>後</p>"),
        ("<p>头<em>发</em>、发<em>展</em></p>", "<p>頭<em>髮</em>、發<em>展</em></p>"),
        ("<p>瓦<em>列里</em></p>", "<p>瓦<em>列里</em></p>"),
        ("<p>特<em>朗</em>普说</p>", "<p>川<em>普</em>說</p>"),
        ("<p><em>老</em>挝<em>说</em></p>", "<p><em>寮</em>人民民主共和國<em>說</em></p>"),
        ('<p lang="zh-Hans">后 <span lang="zh-Hans">后</span> <span lang="en">a</span></p>',
         '<p lang="zh-Hant">後 <span lang="zh-Hant">後</span> <span lang="en">a</span></p>'),
        ('<img src="/后.jpg" alt="后 &quot;&amp;" title="特朗普">',
         '<img src="/后.jpg" alt="後 &quot;&amp;" title="川普">'),
        ('<a href="/?a= alt=后" class="后" id="后">后</a>', '<a href="/?a= alt=后" class="后" id="后">後</a>'),
        ("<p>a &lt;后&gt; &amp;lt; &quot;</p>", '<p>a &lt;後&gt; &amp;lt; "</p>'),
        ("<p>后&nbsp;a</p>", "<p>後&nbsp;a</p>"),
        ("<p>a &quot;&#39;</p>", "<p>a &quot;&#39;</p>"),
        ("后", "後"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_keeps_its_tags(html, expected):
    """A word across inline tags is one word, across blocks it is none; addresses and classes are no words."""
    assert expected == TRADITIONAL.html(html)


def test_footnotes_still_lead_to_each_other():
    """Only the words change in what the Markdown renderer makes."""
    html = render_markdown("中国说[^后]\n\n[^后]: 来源 `软件`", doc_id="a-zh")

    assert html.replace("中国说", "中國說").replace("来源", "來源").replace("软件", "軟件") == TRADITIONAL.html(html)


def test_a_converter_that_changes_lengths_mixes_no_tags(monkeypatch):
    """Should OpenCC write a word with more or fewer characters, what is behind it keeps its tags."""
    script = Script("zh-Hant")
    monkeypatch.setattr(script, "_converted", lambda text: text.replace("三四", "3").replace("六", "VIVI"))

    assert script.html("一<em>二三四</em>五<em>六</em>七<em>八</em>") == "一<em>二3</em>五<em>VIVI</em>七<em>八</em>"
    assert script.html("三<em>四五</em>六") == "3<em>五</em>VIVI"


inline = st.lists(
    st.one_of(
        st.sampled_from(["朝鲜", "特朗普", "瓦列里", "老挝", "皇后", "头发", "&amp;", "&lt;", "&nbsp;", "干", "a "]),
        st.sampled_from(["<em>", "</em>", '<a href="/后">', "</a>", '<span lang="en">', "</span>"]),
    ),
    max_size=20,
).map("".join)


@given(st.lists(inline, max_size=4))
@example(["特<em>朗</em>普"])
def test_tags_stay_and_words_are_those_of_the_text(blocks):
    """All tags, in their order; and without them, each block is what its plain text becomes."""
    html = "".join(f"<p>{block}</p>" for block in blocks)
    converted = TRADITIONAL.html(html)

    assert TAG.findall(html) == TAG.findall(converted)
    words = [unescape(TAG.sub("", block)) for block in blocks]
    assert [unescape(TAG.sub("", p)) for p in re.findall("<p>(.*?)</p>", converted, re.DOTALL)] == list(
        map(TRADITIONAL.text, words)
    )


@given(st.text())
@example("a\0b")
def test_any_text_is_converted_there_and_back(text):
    """Nothing is lost of it, in either direction: both keep the number of characters where there is no name."""
    there = Script("zh-Hant").text(text)

    assert len(text) == len(there) == len(SIMPLIFIED.text(there))


@given(st.text("后发干里头瓦列a0*_`~[]()!|>#-<&;\"'\n ", max_size=60))
@example('![后 "<](/后.jpg "头")')
def test_rendered_markdown_keeps_its_tags(markdown):
    """Whatever comes in: only the words of `alt` and `title` change in a tag, and no character is lost."""
    html = render_markdown(markdown)
    converted = TRADITIONAL.html(html)

    assert [WORDS.sub("", tag) for tag in TAG.findall(html)] == [WORDS.sub("", tag) for tag in TAG.findall(converted)]
    assert len(unescape(html)) == len(unescape(converted))
    assert not re.search("[发头]", TAG.sub("", converted))


def test_opencc_is_loaded_only_where_a_script_is_made():
    """A site in one script does not pay for it."""
    code = "import sys, jiazhu.text.script; sys.exit('opencc' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
