"""From a fragment's bytes to an original."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.errors import JiazhuError
from jiazhu.ingest.convert import convert_fragment
from jiazhu.model import DateRule, Source, TextRule

RULE = Source(
    id="example",
    hosts=("example.org",),
    title=TextRule(regex="^(.*) - Example$"),
    date=DateRule(select="time", format="iso", tz="Europe/Paris"),
    remove=(".advert",),
)


def fragment(html="<p>正文。</p>", *, title="题", url="https://www.example.org/a", stamp="<!--1692353702000-->"):
    """Write a fragment."""
    return f"{stamp}\n[{title}]({url})\n------\n\n{html}\n".encode()


def convert(data, *sources):
    """Convert a fragment's bytes."""
    return convert_fragment(data, Path("raw/001.txt"), sources)


def fault(data, *sources):
    """Convert what cannot be converted; give line and text of the problem."""
    with pytest.raises(JiazhuError) as caught:
        convert(data, *sources)
    (problem,) = caught.value.problems
    assert problem.hint
    assert Path("raw/001.txt") == problem.path
    return problem.line, problem.text


def test_a_rule_fills_the_front_matter():
    """Its language, its title, the date in its zone; what it removes is gone, and the rest comes back the same."""
    html = '<time>2023-08-18T11:59</time><p><b>重要：</b>他说</p><p class="advert">买</p>'
    made = convert(fragment(html, title="题 - Example"), RULE)

    assert (made.matter.title, made.matter.source, made.matter.lang) == ("题", "example", "zh-Hans")
    assert made.matter.published.isoformat() == "2023-08-18T11:59:00+02:00"
    assert made.matter.published == made.moment
    assert made.body == "**重要：**他说"
    assert made.difference is None


def test_without_a_rule_everything_is_kept():
    """The source is made of the host, the language guessed, and the date is that of fetching."""
    made = convert(fragment("<time>2023-08-18T11:59</time><p>中國國防部長訪問</p>"))

    assert (made.matter.source, made.matter.lang, made.matter.published) == ("example-org", "zh-Hant", None)
    assert made.body == "2023-08-18T11:59\n\n中國國防部長訪問"
    assert datetime(2023, 8, 18, 10, 15, 2, tzinfo=UTC) == made.moment


def test_identity_is_the_urls_else_the_fragments():
    """The same page fetched twice is one article; two texts without an address are two."""
    again = convert(fragment("<p>改过。</p>", title="改", stamp="<!--1692353703000-->"))
    first, second = (convert(fragment(f"<p>{words}</p>", url="")) for words in ("一", "二"))

    assert convert(fragment()).matter.id == again.matter.id
    assert first.matter.id != second.matter.id


def test_seconds_are_understood_as_seconds():
    """An epoch of ten digits is no day of January 1970."""
    assert convert(fragment(stamp="<!--1692353702-->")).matter.epoch == 1692353702000


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (fragment("<script>alert(1)</script>"), 5, "nothing is left of it after cleaning"),
        (fragment(url="javascript:alert(1)"), 2, "the URL `javascript:alert(1)` is no address of the web"),
        (b"\n\n" + fragment(url="https://[::1"), 4, "the URL `https://[::1` is no address of the web"),
        (fragment(stamp="<!--123-->"), 1, "the epoch 123 is no plausible date"),
    ],
)
def test_what_is_no_article_is_told(data, line, said):
    """With the fragment's line."""
    found_line, text = fault(data)

    assert line == found_line
    assert text.startswith(said)


@pytest.mark.parametrize("date", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_displayed_date_must_be_plausible(date):
    """A date that no time zone knows is told, and is no traceback."""
    line, text = fault(fragment(f"<time>{date}</time><p>x</p>"), RULE)

    assert line == 5
    assert text.startswith(f"the date it displays, {date}")


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text(alphabet="htps:/[]()x.?#%\\ \t'\"<", max_size=20),
    st.lists(
        st.sampled_from(
            "<p> </p> <b> <table> <td> <li> <pre> <a href='x:y'> <br> <!-- --> & 中 ** ` \x00 \u2028".split(" ")
        )
    ),
)
def test_any_fragment_is_converted_or_refused(title, url, html):
    """Whatever stands in header and body, there is an article or a problem."""
    try:
        made = convert(fragment("".join(html), title=title, url=url), RULE)
    except JiazhuError as error:
        assert error.problems[0].kind == "fragment"
    else:
        assert made.difference is None
