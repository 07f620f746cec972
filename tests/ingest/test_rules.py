"""Rules: which source a URL is of, what a rule takes out, and what is said of one that cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jiazhu.errors import SchemaError
from jiazhu.ingest.clean import clean
from jiazhu.ingest.rules import check_source, find_source, shown_title
from jiazhu.model import DateRule, HeadingRule, Image, ImageRule, LeadRule, RemoveRule, Source, TextRule
from jiazhu.schema import read_toml

FOLDER = Path(__file__).parents[2] / "content" / "sources"
SOURCES = sorted(FOLDER.glob("*.toml"))

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
    rule = read_toml(FOLDER / "rfi-zh.toml", Source, kind="source")
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
    rfi, voa = (read_toml(FOLDER / name, Source, kind="source") for name in ("rfi-zh.toml", "voa-zh.toml"))
    wire = '<div>13/10/2020 - 00:05</div><div class="t"><p>甲</p><p class="t-copyright">© 2020 AFP</p></div>'
    feed = '<p>甲</p><hr><p>乙</p><br><hr><div>RSS：<a href="https://feedx.net">https://feedx.net</a></div>'
    assert clean(wire, rule=rfi).html() == "<p>甲</p>"
    assert clean(feed, rule=voa).html() == "<p>甲</p>\n<hr>\n<p>乙</p>"


def test_faults_of_newer_keys(tmp_path):
    """Selectors and expressions inside lists and records are looked at too, and so are tests that test nothing."""
    path = tmp_path / "bad.toml"
    path.write_text(
        'date = { format = "iso" }\n'
        'credit = { select = "p", regex = "(" }\n'
        'figures = ["figure", "::x"]\n'
        "remove = [\n"
        '  { select = "p", regex = "+" },\n'
        '  { select = "ul", next = "a[" },\n'
        "]\n"
        "[[test]]\n"
        'html = "a"\n'
        "[[test]]\n"
        'fragment = "a.txt"\n'
        'fields = { title = "a" }\n'
        "[[test]]\n"
        'html = "b"\n',
        encoding="utf-8",
    )
    with pytest.raises(SchemaError) as caught:
        check_source(read_toml(path, Source, kind="source"), path)
    found = [(problem.line, problem.text.partition("`: ")[0]) for problem in caught.value.problems]
    expected = [
        (1, "`date.select` is `"),
        (2, "`credit.regex` is `("),
        (3, "`figures[1]` is `::x"),
        (5, "`remove[0].regex` is `+"),
        (6, "`remove[1].next` is `a["),
        (8, "`test[0]` is `"),
        (13, "`test[2]` is `"),
    ]
    assert expected == found
    hints = {problem.hint.partition(",")[0] for problem in caught.value.problems}
    assert {"write a CSS selector", "write a regular expression", "mend the test"} == hints


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('remove = [{ select = "p", regexp = "a" }]', "unknown key `remove.regexp`"),
        ('remove = [{ regex = "a" }]', "`remove[0]`: the key `select` is missing"),
        ('paragraphs = "br"', "`paragraphs` is `br`: expected one of , double-br"),
        ('[[test]]\nhtml = "a"\nfields = { author = "a" }', "unknown key `test.fields.author`"),
    ],
)
def test_schema_of_a_rule(tmp_path, line, text):
    """A key that no rule has, and a value that a key cannot have, are named."""
    path = tmp_path / "bad.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        read_toml(path, Source, kind="source")
    assert [(1, text)] == [(problem.line, problem.text) for problem in caught.value.problems]


def test_date_of_an_attribute():
    """A page may display how long ago it was, and say the date in an attribute."""
    rule = DateRule(select="time", attr="datetime", format="iso", tz="Europe/London")
    cleaned = take('<time datetime="2020-07-09">5 minutes ago</time><p>b</p>', date=rule)
    assert cleaned.published == datetime(2020, 7, 8, 23, tzinfo=UTC)
    assert cleaned.html() == "<p>b</p>"


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://h.x/a-10022020082752.html", datetime(2020, 10, 2, 12, 27, 52, tzinfo=UTC)), ("https://h.x/a", None)],
)
def test_date_of_the_url(url, expected):
    """A page that displays no date may have it in its address."""
    rule = DateRule(url=r"-(\d{14})\.html$", format="%m%d%Y%H%M%S", tz="America/New_York")
    cleaned = clean("<p>b</p>", base_url=url, rule=Source(date=rule))
    assert expected == cleaned.published
    assert cleaned.missing == (() if expected else ("date",))


def test_authors_of_several_elements():
    """Each element may name authors; an element that is no line of authors stays."""
    cleaned = take("<i>By A, B</i><p>b</p><i>so</i><p><i>By B</i></p>", authors=TextRule(select="i", regex="^By (.+)"))
    assert cleaned.authors == ("A", "B")
    assert cleaned.html() == "<p>b</p>\n<p><em>so</em></p>"


@pytest.mark.parametrize(
    ("lang", "html", "expected"),
    [
        ("zh-Hans", "<i>甲</i><b>图像来源，乙</b>", "甲（乙）"),
        ("en", "<i>a</i><b>图像来源，b</b>", "a (b)"),
        ("zh-Hans", "<b>图像来源，乙</b>", "乙"),
        ("zh-Hans", "<i>甲</i>", "甲"),
    ],
)
def test_credit(lang, html, expected):
    """Whose picture it is stands in brackets behind the caption, or alone."""
    cleaned = take(html, lang=lang, caption=TextRule(select="i"), credit=TextRule(select="b", regex="^图像来源，(.+)"))
    assert expected == cleaned.caption
    assert cleaned.html() == ""


def test_figures():
    """Boxes round a picture and its words, and words below a picture, are figures where the rule says so."""
    cleaned = take(
        '<div class="box"><div><img src="a.jpg"></div><p>b</p></div><img src="c.jpg"> <div><small>d</small></div>'
        "<p>e</p><div><small>f</small></div>",
        figures=(".box", "img + div:has(> small)", "p + div"),
    )
    expected = (
        '<figure><img src="https://h.x/a.jpg" alt=""><figcaption>b</figcaption></figure>\n'
        '<figure><img src="https://h.x/c.jpg" alt=""><figcaption>d</figcaption></figure>\n<p>e</p>\n<p>f</p>'
    )
    assert expected == cleaned.html()


def test_paragraphs_parted_by_breaks():
    """Two line breaks part paragraphs before selectors look; one stays, and so do marks and links."""
    cleaned = take(
        "<p>a<br>b<br/> <br/><br/><b>c</b></p><p>d<br><br>by E</p>",
        paragraphs="double-br",
        headings=HeadingRule(when="all-bold"),
        authors=TextRule(select="p:last-child", regex="^by (.+)"),
    )
    assert cleaned.html() == "<p>a<br>b</p>\n<h2>c</h2>\n<p>d</p>"
    assert cleaned.authors == ("E",)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (RemoveRule(select="p", regex="^see also:?$"), "<p>see also the sea</p>\n<ul><li>A</li></ul>\n<p>b</p>"),
        (RemoveRule(select="p", regex="^see also:?$", next="ul"), "<p>see also the sea</p>\n<p>b</p>"),
        (RemoveRule(select="p", regex="^see also:?$", next="ol"), None),
        (RemoveRule(select="ul", when="all-links"), "<p>see also the sea</p>\n<p>See also:</p>\n<p>b</p>"),
        (RemoveRule(select="p", when="all-links"), None),
    ],
)
def test_remove_with_conditions(rule, expected):
    """What a selector finds goes only where its words, its links and what follows it are as the rule says."""
    html = '<p>see also the sea</p><p>See also:</p><ul><li><a href="/a">A</a> <a href="/b"> </a></ul><p>b</p>'
    links = '<a href="https://h.x/a">A</a>'
    everything = "<p>see also the sea</p>\n<p>See also:</p>\n<ul><li>A</li></ul>\n<p>b</p>"
    rule = RemoveRule(select=rule.select, regex=f"(?i){rule.regex}", when=rule.when, next=rule.next)
    assert (expected or everything) == take(html, remove=(rule,)).html().replace(links, "A")


def test_what_found_nothing_is_told():
    """The keys that found nothing are listed; a rule without a key misses nothing."""
    rule = TextRule(select=".none", optional=True)
    cleaned = take(
        "<p>a</p>", image=ImageRule(select="img"), caption=rule, authors=rule, lead=LeadRule(first="all-bold")
    )
    assert cleaned.missing == ("image", "caption", "authors")
