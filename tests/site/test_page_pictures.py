"""Pictures on pages and in feeds: from where they are, or copies."""

from __future__ import annotations

import re

import pytest
from lxml import html
from written import load, marked, original, site, translation

from jiazhu.library.pictures import keep_picture, picture_name
from jiazhu.site.builder import build, site_files
from jiazhu.site.pictures import upgraded
from jiazhu.site.theme import Theme

LEAD, IN_TEXT, ALONE = "https://e.org/lead.jpg", "https://e.org/a.jpg?x=1&y=2", "https://e.org/b.jpg"
BODY = f"一\n\n![图里的字]({IN_TEXT} '题')\\\n图的说明\n\n![独图]({ALONE})\n\n![自家](/watch/own.png)"
ENGLISH = f"One\n\n![words]({IN_TEXT})\\\nIts caption\n\n![alone]({ALONE})\n\n![own](/watch/own.png)"
MIRROR = 'images = "mirror"\n'
COPIES = {LEAD: [(480, 270), (960, 540)], IN_TEXT: [(300, 200)]}


@pytest.fixture
def written(make_content):
    """Give a function that writes an article with pictures, of which there are copies of some."""

    def write(settings="", copies=COPIES, **keys):
        given = {"image": f"{{src: '{LEAD}', alt: 主图}}", "caption": "主图的说明", **keys}
        content = make_content(
            {
                "articles/one/zh.md": original(body=BODY, **given),
                "articles/one/en.md": translation("One", body=marked(ENGLISH, BODY), caption="Lead"),
            }
        )
        with (content / "digest.toml").open("a", encoding="utf-8") as file:
            file.write(settings)
        for address, sizes in copies.items():
            keep_picture(content, address, {size: repr(size).encode() for size in sizes})
        return content

    return write


def page(content, name="zh/articles/one/index.html"):
    """Make the site, and parse a page of it."""
    return html.document_fromstring(site(content)[name].encode())


def copy(address, width, height, base="/watch/"):
    """Give the address of a copy."""
    return f"{base}images/{picture_name(address)}-{width}x{height}.webp"


def test_pictures_come_late_and_their_hosts_are_told_nothing(written):
    """All but the lead, for which a reader waits; the words that each has stay with it."""
    pictures = page(written()).xpath("//img")
    assert {picture.get("referrerpolicy") for picture in pictures} == {"no-referrer"}
    assert {picture.get("decoding") for picture in pictures} == {"async"}
    lead, *others = pictures
    assert (lead.get("src"), lead.get("loading"), lead.get("lang")) == (LEAD, None, "zh-Hans")
    assert {picture.get("loading") for picture in others} == {"lazy"}
    assert [(picture.get("src"), picture.get("alt"), picture.get("title")) for picture in others[:2]] == [
        (IN_TEXT, "图里的字", "题"),
        (IN_TEXT, "words", None),
    ]


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("http://e.org/a.jpg?to=http://f.org/", "https://e.org/a.jpg?to=http://f.org/"),
        ("HTTP://e.org:80/a.jpg", "https://e.org/a.jpg"),
        ("http://e.org:8080", "https://e.org:8080"),
        ("https://e.org/http:", "https://e.org/http:"),
        ("/watch/http:", "/watch/http:"),
    ],
)
def test_pictures_are_asked_for_over_https(address, asked):
    """As a reader of an https site sees them, so in the preview: else the policy would block them there."""
    assert upgraded(address) == asked


def test_pages_ask_over_https_and_feeds_say_the_address(written):
    """A feed reader has a policy of its own."""
    made = site(written(image="{src: 'http://e.org/lead.jpg'}"))
    assert 'src="https://e.org/lead.jpg"' in made["zh/articles/one/index.html"]
    assert "http://e.org/lead.jpg" in made["zh/feeds/atom.xml"]


def test_room_is_kept_for_pictures_alone_in_a_paragraph(written):
    """As for those with a caption; one in a line of words is as large as it is."""
    assert page(written()).xpath("//p[@class='plate']/img/@src") == [ALONE, ALONE, "/watch/own.png", "/watch/own.png"]


def test_copies_take_the_place_of_what_they_are_of(written):
    """In all sizes, with how large they are and where they were taken from."""
    lead, first, *_ = page(written(MIRROR)).xpath("//img[@data-original]")
    assert dict(lead.attrib) == {
        "src": copy(LEAD, 960, 540),
        "srcset": f"{copy(LEAD, 480, 270)} 480w, {copy(LEAD, 960, 540)} 960w",
        "sizes": lead.get("sizes"),
        "width": "960",
        "height": "540",
        "data-original": LEAD,
        "alt": "主图",
        "lang": "zh-Hans",
        "fetchpriority": "high",
        "decoding": "async",
        "referrerpolicy": "no-referrer",
    }
    assert (first.get("src"), first.get("srcset"), first.get("width")) == (copy(IN_TEXT, 300, 200), None, "300")
    assert first.get("data-original") == IN_TEXT


def test_no_other_host_is_asked_where_there_are_copies(written):
    """A picture without one shows its caption; without a caption, its words. The site's own stay."""
    files = site(written(MIRROR, copies={}))
    asked = {address for text in files.values() for address in re.findall(r'<img[^>]* src="([^"]*)', text)}
    assert asked == {"/watch/own.png"}
    shown = html.document_fromstring(files["zh/articles/one/index.html"].encode())
    assert shown.xpath("string(//figure[@class='picture'])").split() == ["主图的说明", "Lead", "英语"]
    assert not shown.xpath("//*[@class='frame']")
    assert [figure.text_content() for figure in shown.xpath("//*[contains(@class, 'prose')]/figure")] == [
        "图的说明",
        "Its caption",
    ]
    assert shown.xpath("//*[@class='no-picture']/text()") == ["独图", "alone"]


def test_a_lead_without_copy_and_caption_leaves_its_words(written):
    """And no empty frame."""
    content = written(MIRROR, copies={}, caption="''")
    (content / "articles" / "one" / "en.md").unlink()
    assert page(content).xpath("string(//figure[@class='picture'])").strip() == "主图"


def test_feeds_show_the_copies_too(written):
    """By their whole address, without what a page's style needs."""
    files = site(written(MIRROR))
    feed, lead = files["zh/feeds/atom.xml"], copy(LEAD, 960, 540, "https://example.org/watch/")
    assert feed.count(lead) == 2  # as a picture, and as what is enclosed
    assert f'<enclosure url="{lead}" length="{len(repr((960, 540)))}" type="image/webp"/>' in files["zh/feeds/rss.xml"]
    assert copy(IN_TEXT, 300, 200, "https://example.org/watch/") in feed
    assert "srcset" not in feed
    assert "lazy" not in feed


def test_the_site_has_the_copies_that_it_shows(written, tmp_path):
    """Linked, not read; the same from build to build; those of a cut article are not there."""
    content = written(MIRROR)
    keep_picture(content, "https://e.org/unused.jpg", {(5, 5): b"unused"})
    done = build(load(content), Theme(), tmp_path / "site")
    names = [f"{picture_name(LEAD)}-480x270.webp", f"{picture_name(LEAD)}-960x540.webp"]
    names.append(f"{picture_name(IN_TEXT)}-300x200.webp")
    assert sorted(path.name for path in (tmp_path / "site" / "images").iterdir()) == sorted(names)
    assert (tmp_path / "site" / "images" / names[0]).samefile(content / "images" / names[0])
    again = build(load(content), Theme(), tmp_path / "site")
    assert (again.written, again.unchanged) == (0, done.written)
    library = load(written(MIRROR, rights="link"))
    assert not [name for name, _ in site_files(library, Theme()) if name.startswith("images/")]


def test_a_copy_that_changed_is_another(written, tmp_path):
    """Also where the last site was written somewhere that has no links to it."""
    content = written(MIRROR)
    build(load(content), Theme(), tmp_path / "site")
    keep_picture(content, LEAD, {(480, 270): b"drawn again"})
    done = build(load(content), Theme(), tmp_path / "site")
    assert done.written == 1
    name = f"{picture_name(LEAD)}-480x270.webp"
    assert (tmp_path / "site" / "images" / name).read_bytes() == b"drawn again"


def test_a_note_on_a_picture_keeps_its_place(written):
    """Its words are those of the text, whatever is shown: with a copy, or without."""
    for copies in (COPIES, {}):
        content = written(MIRROR, copies=copies)
        note = "- id: n1\n  kind: context\n  in: zh\n  quote: 图里的字图的说明\n  note: {zh: 注, en: N}\n"
        (content / "articles" / "one" / "notes.yaml").write_text(note, encoding="utf-8")
        shown = page(content)
        assert shown.xpath("//figure//*[@class='quoted']/text()") == ["图的说明"]
        assert shown.xpath("//sup[@class='noteref']/a/text()") == ["1"]
