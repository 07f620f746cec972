"""The texts of articles as pages show them."""

from __future__ import annotations

import pytest
from written import load, marked, original, translation

from jiazhu.site.columns import beginning, column_of


@pytest.mark.parametrize("media", ["<p>{0}</p>", '<p><a href="{0}" rel="external">{0}</a></p>'])
def test_the_address_of_a_recording_is_no_beginning(media):
    """Words are: those of the next paragraph, or of what there is else."""
    first = media.format("https://e.org/a.mp3?b=1&amp;c=2")
    assert beginning([first, "<p>正文。</p>"]) == (1, "正文。")
    assert beginning([first, "<h2>标题</h2>"])[1] == "标题"
    assert beginning([f'<p><a href="https://e.org/">收听</a></p>{first}']) == (0, "收听")
    assert beginning(["<p>https://e.org/ 是地址。</p>"]) == (0, "https://e.org/ 是地址。")


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_han_in_a_translation_is_of_the_originals_script(make_content, lang):
    """The words of a translation that are Chinese were quoted from it."""
    files = {"one/zh.md": original(lang=lang), "one/en.md": translation(body=marked("The 臺灣關係 Act."))}
    (article,) = load(make_content({f"articles/{name}": text for name, text in files.items()})).articles
    assert column_of(article, "en").html == f'<p>The <span lang="{lang}">臺灣關係</span> Act.</p>\n'
