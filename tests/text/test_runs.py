"""Runs of Han in text that is not Chinese."""

from __future__ import annotations

import time

import pytest

from jiazhu.text.runs import mark_han


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>no Han</p>", "<p>no Han</p>"),
        ("<p>Li (李尚福) said</p>", '<p>Li (<span lang="zh-Hans">李尚福</span>) said</p>'),
        ("<p>《人民日报》 and 中国、俄国。</p>",
         '<p>《<span lang="zh-Hans">人民日报》</span> and <span lang="zh-Hans">中国、俄国。</span></p>'),
        ("瓦西里·卡申 x", '<span lang="zh-Hans">瓦西里·卡申</span> x'),
    ],
)  # fmt: skip
def test_each_run_is_one_span(html, marked):
    """Punctuation inside a run, and what closes it, belongs to it; spaces and Latin letters end it."""
    assert marked == mark_han(html)


def test_tags_are_left_alone():
    """Han in an attribute is no text, even beside a quoted `>`."""
    html = '<img alt="a > 中国" title=\'"俄>国\'>x'

    assert html == mark_han(html)


def test_the_language_can_be_named():
    """A quotation from Taiwan is `zh-Hant`."""
    assert mark_han("國", "zh-Hant") == '<span lang="zh-Hant">國</span>'


def test_long_text_takes_no_longer_than_its_length():
    """Text that looks like a run and is none, again and again, is not searched again and again."""
    start = time.process_time()
    mark_han(("中" + "·" * 50) * 4000 + "<" * 20_000)

    assert time.process_time() - start < 1
