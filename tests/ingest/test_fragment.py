"""Fragments: what a header may look like, and what is said of a file that is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.errors import JiazhuError
from jiazhu.ingest.fragment import parse_fragment
from jiazhu.limits import FRAGMENT_BYTES

SEEDS = Path(__file__).parents[2] / "content" / "raw"


def parse(text: str | bytes):
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return parse_fragment(data, "f.txt", Path("content/raw/f.txt"))


def whole(title: str = "[t](http://x.y/)", stamp: str = "<!--1600000000000-->", body: str = "<p>b</p>") -> str:
    return f"{stamp}\n{title}\n------\n\n{body}\n"


def test_seed():
    """A seed gives its name, epoch, title, URL, body and the line the body starts on."""
    path = SEEDS / "003_22c29470a5353ec9.txt"
    fragment = parse_fragment(path.read_bytes(), path.name, path)
    assert path.name == fragment.name
    assert fragment.epoch == 1638585543000
    assert fragment.title == "中俄加深非正式同盟关系 双方还能走多近？"
    assert fragment.url.endswith("/china-deepens-informal-alliance-with-russia-20211203/6339221.html")
    assert fragment.line == 5
    assert fragment.html.startswith("<div><i>Sat, 04 Dec 2021 02:32:08 GMT</i></div><img src=")


@pytest.mark.parametrize(
    ("line", "title", "url"),
    [
        ("[[video]a](http://x.y/)", "[video]a", "http://x.y/"),
        ("[a[b] - c](http://x.y/)", "a[b] - c", "http://x.y/"),
        ("[a](b)](http://x.y/)", "a](b)", "http://x.y/"),
        ("[a](http://x.y/z_(w))", "a", "http://x.y/z_(w)"),
        ("[a](http://x.y/%25E5%2585)", "a", "http://x.y/%25E5%2585"),
        ("[a &amp; &quot;b&quot;\u200b](http://x.y/)", 'a & "b"', "http://x.y/"),
        ("[](http://x.y/)", "", "http://x.y/"),
        ("[a]()", "a", ""),
        ("[a]", "a", ""),
    ],
)
def test_title_line(line, title, url):
    """The title runs from the first bracket to the last `](` of its line, the URL to the last `)`."""
    fragment = parse(whole(line))
    assert (title, url) == (fragment.title, fragment.url)


@pytest.mark.parametrize(
    ("stamp", "epoch"),
    [
        ("<!--1600000000000-->", 1600000000000),
        ("<!--1600000000-->", 1600000000000),
        ("<!-- 1600000000001 -->", 1600000000001),
        ("\n<!--631152000-->", 631152000000),
    ],
)
def test_epoch(stamp, epoch):
    """The epoch is in ms; seconds are read too."""
    assert epoch == parse(whole(stamp=stamp)).epoch


@pytest.mark.parametrize(
    "date",
    [
        "日期：Sun, 13 Sep 2020 12:26:40 +0000",
        "日期：Sun, 13 Sep 2020 14:26:40 +0200",
        "Date: 2020-09-13T12:26:40Z",
        "日期: 2020-09-13 12:26:40",
    ],
)
@pytest.mark.parametrize("stamp", ["", "<!--NaN-->\n"])
def test_date_line_stands_in(stamp, date):
    """Where the epoch is missing, a date line below the rule stands in, and is no part of the body."""
    fragment = parse(f"{stamp}[t](http://x.y/)\n------\n{date}\n\n<p>b</p>")
    assert fragment.epoch == 1600000000000
    assert fragment.html == "<p>b</p>"


def test_chinese_date_line():
    """A Chinese date is its first moment in UTC."""
    assert parse("[t](u)\n---\n日期：2020年9月13日\n\nb").epoch == 1599955200000


def test_second_header_is_taken_out():
    """A header that stands again inside the body is gone, and the body's line is right."""
    again = "<!--NaN-->\n[t](http://x.y/)\n------\n\n<p>b</p>"
    fragment = parse(whole(body=again))
    assert fragment.html == "<p>b</p>"
    assert fragment.line == 9


def test_other_comments_stay():
    """A comment and brackets that repeat nothing of the header are body."""
    body = "<!--1-->\n[other](http://z/)\n<p>b</p>"
    assert body == parse(whole(body=body)).html


def test_bom_and_line_ends():
    """A byte order mark and Windows line ends make no difference."""
    text = whole(body="<p>a</p>\n<p>b</p>")
    assert parse(text) == parse(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())


def test_invisible_characters():
    """Control characters go, joiners stay, and other line breaks are no lines."""
    fragment = parse(whole("[a\u2028b\x0bc\x08d](http://x.y/)", body="e\u200bf\x85g\u202eh\ud800i\u200dj\tk"))
    assert fragment.title == "a b cd"
    assert fragment.html == "ef ghi\u200dj\tk"


def test_text_is_not_normalised():
    """Letters stay composed, or not, as they came."""
    assert parse(whole(body="e\u0301\u00e9\uf900")).html == "e\u0301\u00e9\uf900"


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 0, "the file is empty"),
        (" \n\ufeff\n", 0, "the file is empty"),
        ("<p>b</p>", 1, "no header: no `[title](url)` line"),
        ("<!--1600000000000-->\n\n<p>b</p>", 3, "no header: no `[title](url)` line"),
        ("<!--1600000000000-->", 1, "no header: no `[title](url)` line"),
        ("<!--1600000000000-->\n[t](u)\n<p>", 3, "no header: no `------` below the title"),
        ("[t](u)\n------\n\nb", 1, "the epoch is missing and no date line stands in"),
        (whole(stamp="<!--NaN-->"), 1, "the epoch `NaN` is no number and no date line stands in"),
        ("[t](u)\n------\n日期：soon\n\nb", 1, "the epoch is missing and no date line stands in"),
        (whole(stamp="\n<!--99999999999999999-->"), 2, "the epoch 99999999999999999 is no plausible date"),
        (whole(stamp="<!--0-->"), 1, "the epoch 0 is no plausible date"),
        ("[t](u)\n------\n日期：1970-01-01\n\nb", 1, "the date `1970-01-01` is not plausible"),
        (whole("[]()", body=""), 2, "neither title nor body"),
        (whole(body="中文").encode("gb18030"), 5, "not UTF-8: byte 0xd6"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", 0, "a binary file, or text that is not UTF-8"),
        (whole(body="中文中文中文").encode("utf-16"), 0, "a binary file, or text that is not UTF-8"),
        (bytes(range(128, 256)) * 9, 0, "a binary file, or text that is not UTF-8"),
        (b"x" * (FRAGMENT_BYTES + 1), 0, "larger than 20 MB"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) and value.isprintable() else "",
)
def test_no_fragment(data, line, message):
    """What is no fragment is refused with its place, the reason and a way out."""
    with pytest.raises(JiazhuError) as caught:
        parse(data)
    (problem,) = caught.value.problems
    assert ("fragment", line, message) == (problem.kind, problem.line, problem.text)
    assert Path("content/raw/f.txt") == problem.path
    assert problem.hint


@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: whole(body=text).encode("utf-8", "replace"))
    )
)
def test_any_bytes(data):
    """Any bytes are a fragment or are refused: nothing else happens."""
    try:
        fragment = parse(data)
    except JiazhuError as error:
        assert [problem.kind for problem in error.problems] == ["fragment"]
    else:
        assert not set("\x00\x08\x0b\x0c\r\ufeff") & set(fragment.html + fragment.title)


@pytest.mark.parametrize("line", ["[" + "](" * 200_000, "<!--" + " " * 200_000, "[" * 200_000 + ")"])
def test_a_hostile_header_is_read_at_once(line):
    """In time that grows with its length: one that grew with its square would take an hour."""
    with pytest.raises(JiazhuError):
        parse_fragment(f"<!--1692353702000-->\n{line}\n".encode(), "a.txt", Path("a.txt"))


def test_a_title_has_a_bound():
    """A longer one is none, and the front matter could not be read again."""
    data = f"<!--1692353702000-->\n[{'题' * 1001}](https://e.org/)\n------\n\n<p>x</p>".encode()

    with pytest.raises(JiazhuError, match="more than 1,000 characters"):
        parse_fragment(data, "a.txt", Path("a.txt"))
