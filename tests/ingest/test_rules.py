"""Rules: which source a URL is of, what a rule takes out, and what is said of one that cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jiazhu.errors import SchemaError
from jiazhu.ingest.clean import clean
from jiazhu.ingest.rules import check_source, find_source, shown_title
from jiazhu.model import DateRule, HeadingRule, Image, ImageRule, LeadRule, Source, TextRule
from jiazhu.schema import read_toml

SOURCES = sorted((Path(__file__).parents[2] / "content" / "sources").glob("*.toml"))

RFI = Source(id="rfi-zh", hosts=("rfi.fr",), path="^/cn/")
FR = Source(id="rfi-fr", hosts=("rfi.fr",), path="^/fr/")
VOA = Source(id="voa-zh", hosts=("VOAchinese.com",))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.rfi.fr/cn/x", RFI),
        ("https://rfi.fr/fr/x", FR),
        ("http://www.rfi.fr//cn/x", RFI),
        ("https://www.rfi.fr/en/x", None),
        ("https://evil-rfi.fr/cn/x", None),
        ("https://rfi.fr.evil.com/cn/x", None),
        ("https://WWW.voachinese.com:443/a/b", VOA),
        ("http://[/cn/", None),
        ("", None),
    ],
)
def test_source_of_url(url, expected):
    """Hosts match their subdomains and nothing else; a path tells apart sources on one host."""
    assert expected == find_source([RFI, FR, VOA], url)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_rules_of_the_digest(path):
    """The rule files can be read."""
    check_source(read_toml(path, Source, kind="source"), path)


def test_faults_of_a_rule(tmp_path):
    """Every selector, expression, format and zone that cannot be read is named with its line and key."""
    path = tmp_path / "bad.toml"
    path.write_text(
        'hosts = ["x.y"]\n'
        'path = "("\n'
        'date = { select = "div[", regex = "[", format = "%Q", tz = "Mars/Olympus" }\n'
        "remove = [\n"
        '  "p",\n'
        '  ":nope(",\n'
        "]\n",
        encoding="utf-8",
    )
    with pytest.raises(SchemaError) as caught:
        check_source(read_toml(path, Source, kind="source"), path)
    found = [(problem.line, problem.text.partition("`: ")[0]) for problem in caught.value.problems]
    expected = [
        (2, "`path` is `("),
        (3, "`date.select` is `div["),
        (3, "`date.regex` is `["),
        (3, "`date.tz` is `Mars/Olympus"),
        (3, "`date.format` is `%Q"),
        (6, "`remove[1]` is `:nope("),
    ]
    assert expected == found
    assert all(problem.path == path and problem.kind == "source" for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("美股上扬 – 法国国际广播电台 - RFI", "美股上扬"),
        ("美股上扬 – 下午 - RFI", "美股上扬 – 下午 - RFI"),
        ("美股上扬", "美股上扬"),
    ],
)
def test_title_suffix(title, expected):
    """RFI's name goes from the end of a title, and nothing else."""
    rule = read_toml(SOURCES[0], Source, kind="source")
    assert expected == shown_title(title, rule)


def take(html: str, **keys):
    return clean(html, base_url="https://h.x/", rule=Source(**keys))


@pytest.mark.parametrize(
    ("words", "format_", "zone", "expected"),
    [
        ("13/09/2020 - 14:26", "%d/%m/%Y - %H:%M", "Europe/Paris", datetime(2020, 9, 13, 12, 26, tzinfo=UTC)),
        (
            "Sun, 13 Sep 2020 12:26:40 GMT",
            "%a, %d %b %Y %H:%M:%S GMT",
            "UTC",
            datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC),
        ),
        ("2020-09-13T12:26:40Z", "iso", "Asia/Shanghai", datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)),
        ("2020年9月13日 20:26", "%Y年%m月%d日 %H:%M", "Asia/Shanghai", datetime(2020, 9, 13, 12, 26, tzinfo=UTC)),
    ],
)
def test_date(words, format_, zone, expected):
    """A date is read by its format, in its own zone or the rule's, and leaves the body."""
    cleaned = take(f"<div>{words}</div><p>b</p>", date=DateRule(select="div", format=format_, tz=zone))
    assert expected == cleaned.published
    assert cleaned.html() == "<p>b</p>"


def test_date_keeps_the_zone_of_the_source():
    """What the page displayed can be shown again as it was."""
    cleaned = take("<i>13/07/2020 14:26</i>", date=DateRule(select="i", format="%d/%m/%Y %H:%M", tz="Europe/Paris"))
    assert cleaned.published is not None
    assert timedelta(hours=2) == cleaned.published.utcoffset()
    assert ZoneInfo("Europe/Paris") == cleaned.published.tzinfo


def test_a_date_that_cannot_be_read_stays():
    """Words that a rule finds but cannot read are not lost, and it is told."""
    cleaned = take("<div>soon</div>", date=DateRule(select="div", format="%Y"))
    assert cleaned.published is None
    assert cleaned.html() == "<p>soon</p>"
    assert [(step.name, step.what) for step in cleaned.steps] == [("date", "not found")]


def test_date_and_authors_in_one_element():
    """Two keys may read one element; names said twice are one author."""
    cleaned = take(
        "<div><i>曹莉,曹莉、张三<br>2020-09-17 10:21:39</i></div><p>b</p>",
        date=DateRule(select="i", regex=r"(\d{4}-.*)$", format="%Y-%m-%d %H:%M:%S", tz="Asia/Shanghai"),
        authors=TextRule(select="i", regex=r"^(.*?)\s*\d{4}-"),
    )
    assert cleaned.authors == ("曹莉", "张三")
    assert cleaned.published is not None
    assert cleaned.html() == "<p>b</p>"


def test_image_and_caption():
    """The lead image is the original, not its proxy's; its caption goes with it."""
    cleaned = take(
        '<img src="https://images.weserv.nl?url=x.y/a.jpg" alt="a"><small> b  c </small><p>d</p>',
        image=ImageRule(select=":scope > img"),
        caption=TextRule(select="img + small"),
    )
    assert Image(src="https://x.y/a.jpg", alt="a") == cleaned.image
    assert cleaned.caption == "b c"
    assert cleaned.html() == "<p>d</p>"


def test_remove_goes_in_order():
    """A later selector sees what an earlier one left, and each is named."""
    cleaned = take("<p>a</p><hr><div>ad</div>", remove=("div", ":scope > hr:last-child", ".none"))
    assert cleaned.html() == "<p>a</p>"
    assert [step.what for step in cleaned.steps] == ["div", ":scope > hr:last-child"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p><b>a b </b></p><div><p>ab</p><p>c</p></div>", "<p><strong>a b</strong></p>\n<p>c</p>"),
        ("<p><b>a</b></p><p>a!</p>", "<p><strong>a</strong></p>\n<p>a!</p>"),
        ("<p>a</p><p>a</p>", "<p>a</p>\n<p>a</p>"),
        ("<p><b>a</b></p><p>b</p><p>a</p>", "<p><strong>a</strong></p>\n<p>b</p>\n<p>a</p>"),
    ],
)
def test_repeated_lead(html, expected):
    """The paragraph below a bold lead goes where it says exactly the same, and only there."""
    assert expected == take(html, lead=LeadRule(first="all-bold")).html()


def test_bold_paragraphs_as_headings():
    """A paragraph bold throughout is a heading; not the first, nor the last, nor one with a picture or plain words."""
    html = "<p><b>a</b></p><p><b>b</b></p><p><b>c</b> d</p><p><b>e</b></p>"
    expected = "<p><strong>a</strong></p>\n<h2>b</h2>\n<p><strong>c</strong> d</p>\n<p><strong>e</strong></p>"
    assert expected == take(html, headings=HeadingRule(when="all-bold")).html()


def test_rule_on_soup_too_deep():
    """Where elements nest without end the rule is left out, and it is told."""
    cleaned = take("<div>" * 3000 + "a", remove=("div",))
    assert cleaned.html() == "<p>a</p>"
    assert [step.name for step in cleaned.steps] == ["rule"]


def test_outlets():
    """What RFI and VOA put round an article goes; a rule across two paragraphs, and what it is about, stays."""
    rfi, voa = (read_toml(path, Source, kind="source") for path in SOURCES[:2])
    wire = '<div>13/10/2020 - 00:05</div><div class="t"><p>甲</p><p class="t-copyright">© 2020 AFP</p></div>'
    feed = '<p>甲</p><hr><p>乙</p><br><hr><div>RSS：<a href="https://feedx.net">https://feedx.net</a></div>'
    assert clean(wire, rule=rfi).html() == "<p>甲</p>"
    assert clean(feed, rule=voa).html() == "<p>甲</p>\n<hr>\n<p>乙</p>"
