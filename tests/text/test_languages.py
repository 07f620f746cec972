"""Language codes, tags and guesses."""

from __future__ import annotations

import subprocess
import sys

import pytest

from jiazhu.text.languages import (
    CODE,
    closest,
    code_of,
    guess_tag,
    han_and_words,
    is_chinese,
    locale_of,
    tag_of,
)


@pytest.mark.parametrize(
    ("code", "tag"),
    [("zh", "zh-Hans"), ("zh-hant", "zh-Hant"), ("zh-tw", "zh-TW"), ("en", "en"), ("sr-latn-rs", "sr-Latn-RS"),
     ("ca-valencia", "ca-valencia"), ("de-1996", "de-1996")],
)  # fmt: skip
def test_tag_of_writes_script_and_region_as_bcp_47_does(code, tag):
    """A script is written in title case, a region in capitals, a variant as it is; Chinese names its script."""
    assert tag == tag_of(code)


def test_locale_of_names_the_catalog():
    """Babel's names have an underscore where tags have a hyphen."""
    assert [locale_of(code) for code in ("zh", "zh-hant", "en")] == ["zh_Hans", "zh_Hant", "en"]


@pytest.mark.parametrize(
    ("tag", "supported", "chosen"),
    [
        ("zh", ["zh-Hant", "zh-Hans"], "zh-Hans"), ("zh-CN", ["zh-Hant", "zh-Hans"], "zh-Hans"),
        ("zh-TW", ["zh-Hans", "zh-Hant"], "zh-Hant"), ("zh-hk", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh-hant", ["zh-TW", "zh-Hant"], "zh-Hant"), ("zh-Hant", ["zh-Hans"], None), ("zh", ["zh-Hant"], None),
        ("pt-br", ["en", "pt"], "pt"), ("pt-BR", ["pt", "pt-BR"], "pt-BR"), ("en-GB", ["en"], "en"),
        ("en", ["en-GB"], "en-GB"), ("nb", ["no"], "no"), ("fr", ["en"], None), ("be", ["ru"], None),
        ("hr", ["sr-Latn"], None), ("fr", [], None), ("en-ab-cd-ef", ["en"], None), ("fr", ["notes"], None),
    ],
)  # fmt: skip
def test_closest_is_the_same_language_in_the_same_script(tag, supported, chosen):
    """The very same comes first, then a variety of it; a related language is none, whoever can read it."""
    assert chosen == closest(tag, supported)


def test_langcodes_is_loaded_only_where_no_tag_is_the_same():
    """A site whose languages have catalogs does not pay for it."""
    code = "import sys; from jiazhu.text.languages import closest; closest('zh', ['en', 'zh-Hans'])"
    command = [sys.executable, "-c", f"{code}; sys.exit('langcodes' in sys.modules)"]
    assert subprocess.run(command, check=False).returncode == 0


def test_code_of_is_the_primary_language():
    """A file is kept under its language, whatever the script or region."""
    assert [code_of(tag) for tag in ("zh-Hans", "zh-TW", "EN-gb")] == ["zh", "zh", "en"]


@pytest.mark.parametrize(("tag", "chinese"), [("zh", True), ("zh-Hant", True), ("en", False), ("zha", False)])
def test_is_chinese_looks_at_the_whole_subtag(tag, chinese):
    """Zhuang (`zha`) only begins like Chinese."""
    assert chinese is is_chinese(tag)


@pytest.mark.parametrize(("code", "good"), [("zh", True), ("zh-hant", True), ("ZH", False), ("notes", False)])
def test_code_tells_codes_from_other_names(code, good):
    """A code is in lower case, its language two or three letters."""
    assert good is (CODE.fullmatch(code) is not None)


def test_han_and_words_are_counted_apart():
    """Punctuation, digits and kana are neither Han nor words in Latin script."""
    text = "俄罗斯2国，Kashin’s café カ。"

    assert han_and_words(text) == (4, 2)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("中国国防部长李尚福访问白俄罗斯", "zh-Hans"),
        ("中國國防部長李尚福訪問白俄羅斯", "zh-Hant"),
        ("Li Shangfu (李尚福) visited Minsk on Thursday", "en"),
        ("瓦西里·卡申(Vassily Kashin)说", "zh-Hans"),
    ],
)
def test_guess_tag_tells_script_and_language(text, tag):
    """A name in the other script or language does not change what a text is."""
    assert tag == guess_tag(text)
