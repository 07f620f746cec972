"""Pages in Traditional characters: derived, labelled, and free of cost where nobody wants them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from written import marked, original, site, translation

REPOSITORY = Path(__file__).parent.parent.parent
DIGEST = """\
title = { zh = "中俄观察", en = "China–Russia Watch" }
base_url = "https://example.org/watch/"
languages = ["zh", "en"]
variants = ["zh-Hant"]
timezone = "Asia/Shanghai"
authority = "example.org,2023"
"""
BODY = "朝鲜的**发**展，见[链接](https://e.org/发展)。"


@pytest.fixture
def files(make_content):
    """Give a site with articles in Simplified and in Traditional characters and in English."""
    return site(
        make_content(
            {
                "digest.toml": DIGEST,
                "articles/one/zh.md": original("a1", title="发展与朝鲜", body=BODY, tags="[arms]"),
                "articles/one/en.md": translation("One", body=marked("Words of 发展.", BODY)),
                "articles/two/zh.md": original(
                    "a2", title="發展", lang="zh-Hant", body="發展的歷史。", day="2023-08-17"
                ),
                "articles/three/en.md": original("a3", title="Three", lang="en", body="Text.", day="2023-08-16"),
                "articles/three/zh.md": translation("三国", body=marked("译文。", "Text."), state="machine"),
                "tags.yaml": "- id: arms\n  label: {zh: 武器, zh-Hant: 軍備, en: Arms}\n",
                "entities.yaml": "- id: nk\n  type: Place\n  name: {zh-Hans: 朝鲜, zh-Hant: 北韓, en: North Korea}\n",
                "digests/2023-W33.zh.md": "---\ntitle: 一周\n---\n[这里](https://e.org/这里)的话。",
                "pages/about.zh.md": "---\ntitle: 关于\n---\n这是说明。",
            }
        )
    )


def test_words_are_converted_and_addresses_are_not(files):
    """A word across a mark is understood as a whole, a name takes its own form, a link leads where it led."""
    page = files["zh-hant/articles/one/index.html"]
    assert '的<strong>發</strong>展，見<a href="https://e.org/发展">鏈接</a>。</p>' in page
    assert '<span class="mine">發展與北韓</span>' in page
    assert re.search(r'lang="zh-Hant">\n<p><span class="named"><a [^>]*>北韓</a>', page)
    assert "发展" in page.partition("Words of")[2][:60]


def test_what_is_converted_says_so(files):
    """The article, and the foot of each page; the Simplified pages say nothing but of what was Traditional."""
    said = '<span class="badge">文字由簡體中文轉換</span>'
    assert said in files["zh-hant/articles/one/index.html"]
    assert said in files["zh-hant/articles/three/index.html"]
    assert said not in files["zh-hant/articles/two/index.html"]
    assert '<span class="badge">文字由繁体中文转换</span>' in files["zh/articles/two/index.html"]
    assert "转换" not in files["zh/articles/one/index.html"]
    for name, text in files.items():
        if name.startswith("zh-hant/") and name.endswith("index.html"):
            assert "這些網頁的文字由程式從中文轉換而來。" in text


def test_each_script_has_its_own_pages(files):
    """What is Traditional stays so there, and is Simplified on the other pages."""
    assert "<p>發展的歷史。</p>" in files["zh-hant/articles/two/index.html"]
    assert "<p>发展的历史。</p>" in files["zh/articles/two/index.html"]
    assert "<p>譯文。</p>" in files["zh-hant/articles/three/index.html"]


def test_everything_of_a_page_is_in_its_script(files):
    """Labels (their own form first), digests' words, the editor's pages, feeds."""
    assert "軍備" in files["zh-hant/tags/arms/index.html"]
    digest = files["zh-hant/digests/2023-W33/index.html"]
    assert "一週" in digest
    assert '<a href="https://e.org/这里">這裡</a>的話。' in digest
    assert "這是說明。" in files["zh-hant/about/index.html"]
    assert "<title>發展與北韓</title>" in files["zh-hant/feeds/atom.xml"]
    assert 'xml:lang="zh-Hant"' in files["zh-hant/feeds/atom.xml"]


def test_english_pages_quote_what_the_source_wrote(files):
    """Beside a translation stands the original, unconverted."""
    assert "<p>發展的歷史。</p>" in files["en/articles/two/index.html"]
    assert "朝鲜" in files["en/articles/one/index.html"]


def test_both_scripts_are_alternates(files):
    """hreflang names them, each page links to the others, and the menu tells one script from the other."""
    page = files["zh-hant/articles/one/index.html"]
    assert re.findall(r'hreflang="([^"]+)" href', page)[:4] == ["zh-Hans", "en", "zh-Hant", "x-default"]
    assert '<link rel="canonical" href="https://example.org/watch/zh-hant/articles/one/">' in page
    assert ">简体中文</a>" in page
    assert ">繁體中文</a>" in page
    assert ">繁體中文</a>" in files["index.html"]


def test_without_variants_nothing_is_loaded(make_content, tmp_path):
    """A site in one script does not pay for the converter, but for search, which takes questions in both."""
    content = make_content({"articles/one/zh.md": original()})
    program = (
        "import sys; from jiazhu.cli import main\n"
        f"main(['build', '--quiet', '--no-search', '--content', {str(content)!r}, "
        f"'--output', {str(tmp_path / 'site')!r}], standalone_mode=False)\n"
        "print('opencc' in sys.modules, 'langcodes' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
