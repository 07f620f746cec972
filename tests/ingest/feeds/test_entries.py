"""Feeds read: what of them can become fragments."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.ingest.feeds.entries import FeedError, read_feed

URL = "https://example.org/feed.xml"


def rss(*items: str, head: str = "<title>x</title>") -> bytes:
    """Write RSS 2.0 with items."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel>{head}{inner}</channel></rss>'.encode()


def atom(*entries: str) -> bytes:
    """Write Atom with entries."""
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{inner}</feed>'.encode()


def only(data: bytes):
    """Read a feed of one entry."""
    feed = read_feed(data, URL, "application/xml")
    (entry,) = feed.entries
    assert feed.faults == ()
    return entry


LINK = "<link>https://example.org/1</link>"
ATOM_LINK = '<link href="https://example.org/1"/>'


def test_rss_gives_the_whole_text_where_there_is_one():
    """`content:encoded` before `description`, as it came: what is in it is the cleaner's business."""
    html = '<p onclick="x">甲<br>乙 <a href="/2">&amp;</a></p><script>1</script>'
    full = (
        f"<title>题</title>{LINK}<description>short</description><content:encoded><![CDATA[{html}]]></content:encoded>"
    )
    entry = only(rss(full))
    assert (entry.title, entry.url, entry.html) == ("题", "https://example.org/1", html)
    assert (
        only(rss(f"<title>t</title>{LINK}<description>&lt;p&gt;short&lt;/p&gt;</description>")).html == "<p>short</p>"
    )


def test_atom_gives_its_content_else_its_summary():
    """Content may be HTML, XHTML or plain text; an empty one gives way."""
    html = f'<title>t</title>{ATOM_LINK}<summary>s</summary><content type="html">&lt;p&gt;c&lt;/p&gt;</content>'
    assert only(atom(html)).html == "<p>c</p>"
    xhtml = (
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>c<br/>d<img src="/x"/></p></div></content>'
    )
    assert only(atom(f"<title>t</title>{ATOM_LINK}{xhtml}")).html == '<p>c<br>d<img src="/x"></p>'
    plain = '<content type="text">a &lt; b\n\nc</content>'
    assert only(atom(f"<title>t</title>{ATOM_LINK}{plain}")).html == "<p>a &lt; b</p>\n<p>c</p>"
    assert only(atom(f'<title>t</title>{ATOM_LINK}<content/><summary type="html">s</summary>')).html == "s"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("<title>a\n  [b](c)\n</title>", "a [b](c)"),
        ('<title type="html">&lt;b&gt;x&lt;/b&gt; &amp;amp; y</title>', "x & y"),
        ("<title>1 &lt; 2 &amp; 3</title>", "1 < 2 & 3"),
        ("<title/>", ""),
        ("", ""),
    ],
)
def test_titles_are_words_on_one_line(written, title):
    """Markup and line breaks go; what only looks like markup stays."""
    assert only(atom(f"{written}{ATOM_LINK}<summary>s</summary>")).title == title


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/2024/1", "https://example.org/2024/1"),
        ("https://e.org/a b", "https://e.org/a%20b"),
        ("https://e.org/图(1)?a=[x](y)", "https://e.org/图(1)?a=[x%5D(y)"),
        ("https://e.org/%25E5?a=1&amp;b=2", "https://e.org/%25E5?a=1&b=2"),
    ],
)
def test_addresses_are_whole_and_left_as_they_came(link, url):
    """But for what would break a fragment's header."""
    assert only(rss(f"<title>t</title><link>{link}</link><description>x</description>")).url == url


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        ("<title>t</title><description>x</description>", "the entry “t” has no link"),
        ("<description>x</description>", "an entry without a title has no link"),
        (f"<title>t</title>{LINK}", "the entry “t” has neither content nor summary"),
        (f"<title>{'t' * 1001}</title>{LINK}<description>x</description>", "has a title of more than 1000 characters"),
        *(
            (f"<title>t</title><link>{url}</link><description>x</description>", "which is no address of the web")
            for url in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "mailto:a@e.org")
        ),
    ],
)
def test_what_can_be_no_fragment_is_told(item, fault):
    """With the entry's title; the others are taken."""
    feed = read_feed(rss(item, f"<title>good</title>{LINK}<description>x</description>"), URL, "text/xml")
    assert [entry.title for entry in feed.entries] == ["good"]
    (said,) = feed.faults
    assert fault in said


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"<!DOCTYPE html><title>Not found</title><p>x", "is no feed: the server calls it `text/html`"),
        (b"", "is no feed"),
        (b"\x00\xff" * 99, "is no feed"),
        (b"http://127.0.0.1:9/feed.xml", "is no feed"),
        (rss(f"<title>t</title>{LINK}<description>half a sen")[:-60], "breaks off: "),
        (atom("<title>t</title><summary>s</summary>").removesuffix(b"</feed>"), "breaks off: "),
    ],
)
def test_what_is_no_feed_or_no_whole_one_is_refused(data, fault):
    """A page, noise, an address, a feed without its end: nothing is taken of it."""
    with pytest.raises(FeedError, match=fault):
        read_feed(data, URL, "text/html")


def test_a_path_is_no_feed(tmp_path):
    """A server that sends one is not shown what is in the file."""
    (tmp_path / "secret.xml").write_bytes(rss(f"<title>t</title>{LINK}<description>x</description>"))
    with pytest.raises(FeedError, match="is no feed"):
        read_feed(str(tmp_path / "secret.xml").encode(), URL, "text/xml")


def test_faulty_xml_with_an_end_is_read():
    """Many a feed has an entity that XML does not know, or an & too many."""
    entry = only(rss(f"<title>t</title>{LINK}<description>a &nbsp; b & c</description>"))
    assert entry.html.startswith("a ")
    assert entry.html.endswith(" c")


def test_entities_neither_grow_nor_fetch():
    """A bomb of entities stays small, and a file of this machine is not read."""
    ten = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE r [<!ENTITY e0 "0123456789">{ten}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = rss(f"<title>t</title>{LINK}<description>x&f;&e8;</description>").decode().replace("?>", f"?>{bomb}", 1)
    try:
        entry = only(body.encode())
    except FeedError:
        return
    assert len(entry.html) < 1000
    assert Path("/etc/hostname").read_text(encoding="utf-8").strip() not in entry.html


@given(st.binary(max_size=300) | st.text(alphabet="<>/&;rsditem \n\"'=![]-CDATA", max_size=300).map(str.encode))
def test_noise_is_answered_with_a_word(noise):
    """Whatever is sent: a feed, or a fault that can be shown."""
    for data in (noise, rss(f"<title>t</title>{LINK}<description>").replace(b"</description>", b"") + noise):
        try:
            read_feed(data, URL, "text/xml")
        except FeedError as error:
            assert str(error)


FAULTY = rss(f"<title>t</title>{LINK}<description>a &nbsp; b</description>")


@pytest.mark.parametrize("behind", [b"<!--a-->", b"\n<!-- a -->\n<!-- > -->\n"])
def test_comments_may_stand_behind_the_end(behind):
    assert only(FAULTY + behind).title == "t"


@pytest.mark.parametrize("behind", [b"<!--a-->" * 50_000 + b"x", b"<!--" * 100_000, b"<!--a--></rss><!--" * 30_000])
def test_the_end_is_looked_for_once(behind):
    """However many comments there are: each of them doubled the time."""
    start = time.process_time()
    with pytest.raises(FeedError, match="breaks off: "):
        read_feed(FAULTY + behind, URL, "text/xml")
    assert time.process_time() - start < 5
