"""Attack strings in every place where somebody may write: none gets out of its place, wherever the site shows it."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hostile import ATTACKS, EVERY, HAND_WRITTEN
from judge import dangers, dangers_of_mail, dangers_of_page, read, skeleton
from lxml import etree
from poisoned import RULE, build_sites, by_hand, fragment

from jiazhu.errors import JiazhuError
from jiazhu.ingest.clean import clean_html
from jiazhu.ingest.convert import convert_fragment
from jiazhu.ingest.slugs import make_slug
from jiazhu.limits import ADDRESS_BYTES
from jiazhu.text.addresses import is_slug, is_web_url
from jiazhu.text.blocks import split_blocks
from jiazhu.text.markdown import render_markdown
from jiazhu.text.sanitizer import sanitize

BASE = "/watch/"
STRICT = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"

kinds = pytest.mark.parametrize("kind", ATTACKS)


def test_there_are_enough():
    """The files hold more than nine hundred attacks, each once; written in other ways, too, they are twice as many."""
    assert len(HAND_WRITTEN) > 900
    assert len(EVERY) == len(set(EVERY)) > 1800


def test_the_judge_finds_what_runs():
    """Almost every attack that is HTML would be told, were it let through as it is."""
    plain = [attack for kind in ("html", "svg", "mathml", "mutation") for attack in ATTACKS[kind] if "<" in attack]
    assert sum(bool(dangers(attack)) for attack in plain) > 0.95 * len(plain)


@kinds
def test_markdown_lets_none_through(kind):
    """What comes of an attack in Markdown is harmless, whole or block by block; sanitized again, it is the same."""
    for attack in ATTACKS[kind]:
        for text in (
            attack,
            f"文 {attack} 文",
            f'[{attack}]({attack} "{attack}")',
            f"![{attack}]({attack})\\\n{attack}",
        ):
            html = render_markdown(text)
            assert dangers(html) == [], text
            assert sanitize(html) == html, text


@kinds
def test_blocks_of_a_text_let_none_through(kind):
    """The same holds for each block alone, which is what pages show."""
    for attack in ATTACKS[kind]:
        for block in split_blocks(f"{attack}\n\n文 {attack}"):
            assert dangers(block.html) == [], attack
            assert sanitize(block.html) == block.html, attack


@kinds
def test_the_cleaner_lets_none_through(kind):
    """What comes of an attack in a fragment is harmless before Markdown, and the sanitizer finds nothing to do."""
    for attack in ATTACKS[kind]:
        html = clean_html(f'<p>文</p>{attack}<p title="{attack}">文</p>', base_url="https://e.org/")
        assert dangers(html) == [], attack
        assert sanitize(html).replace("&nbsp;", "\xa0") == html, attack


@pytest.mark.parametrize("share", [8, pytest.param(1, marks=pytest.mark.slow)])
def test_no_part_of_a_fragment_lets_one_through(share):
    """A fragment that is an attack in title, address and every other part is refused, or becomes a harmless article."""
    refused = 0
    for attack in HAND_WRITTEN[::share]:
        for title, url in ((attack, "https://fragment.example/"), ("题", f"https://fragment.example/{attack}")):
            try:
                made = convert_fragment(fragment([attack], title, url), Path("a.txt"), [RULE])
            except JiazhuError as error:
                assert error.problems[0].hint
                refused += 1
                continue
            matter = made.matter
            assert matter.url == "" or is_web_url(matter.url)
            assert matter.image is None or is_web_url(matter.image.src)
            assert is_slug(make_slug(made.moment.date(), matter.title))
            assert dangers(render_markdown(made.body)) == [], attack
    assert refused < len(HAND_WRITTEN[::share])


@kinds
def test_no_address_leads_anywhere_else(kind):
    """The address of a fragment is one of the web, or the fragment is told to have none."""
    for attack in ATTACKS[kind]:
        with suppress(JiazhuError):
            assert is_web_url(
                convert_fragment(fragment(["文"], url=attack), Path("a.txt"), [RULE]).matter.url or "http://a"
            )


@pytest.fixture(scope="module", params=[16, pytest.param(1, marks=pytest.mark.slow)])
def sites(request, tmp_path_factory):
    """Build a site that is poisoned wherever somebody may write, and its harmless twin."""
    return build_sites(tmp_path_factory.mktemp("sites"), request.param)


def test_pages_are_built_as_their_harmless_twins(sites):
    """No page holds anything that is not the theme's, and none is built otherwise outside of a writer's own text."""
    poisoned, harmless = sites
    pages = sorted(path for path in poisoned.rglob("*.html") if not path.name.startswith("mail"))
    assert len(pages) > 50
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert dangers_of_page(html, BASE) == [], page
        twin = harmless / page.relative_to(poisoned)
        assert skeleton(html) == skeleton(twin.read_text(encoding="utf-8")), page


def test_mails_are_built_as_their_harmless_twins(sites):
    """The same holds for mails, which hold no script, no form and no picture at all."""
    poisoned, harmless = sites
    for mail in poisoned.rglob("mail*.html"):
        html = mail.read_text(encoding="utf-8")
        assert dangers_of_mail(html) == [], mail
        twin = harmless / mail.relative_to(poisoned)
        assert skeleton(html) == skeleton(twin.read_text(encoding="utf-8")), mail


def test_feeds_hold_harmless_html(sites):
    """Each feed is well-formed; what readers take for HTML is harmless, and what they take for words are words."""
    poisoned, _ = sites
    found = 0
    for path in poisoned.rglob("feeds/**/*.xml"):
        root = etree.fromstring(path.read_bytes(), STRICT)
        entries = [*root.iter(f"{ATOM}content", ENCODED, "description")]
        found += len(entries)
        for entry in entries:
            assert len(entry) == 0
            assert dangers(entry.text or "") == [], (path, entry.tag)
        assert not [node for node in root.iter(f"{ATOM}title", f"{ATOM}summary") if node.get("type", "text") != "text"]
        for link in root.iter(f"{ATOM}link"):
            assert urlsplit(link.get("href")).scheme in {"http", "https"}
    for path in poisoned.rglob("feeds/**/*.json"):
        for item in json.loads(path.read_bytes())["items"]:
            found += 1
            assert dangers(item["content_html"]) == [], path
            assert is_web_url(item["url"])
    assert found > 100


def test_data_for_machines_holds_words(sites):
    """Sitemap and OPML are well-formed, JSON-LD and annotations JSON, and what of them is HTML is harmless."""
    poisoned, _ = sites
    for path in [*poisoned.glob("sitemap*.xml"), *poisoned.rglob("*.opml")]:
        etree.fromstring(path.read_bytes(), STRICT)
    for path in poisoned.rglob("annotations.jsonld"):
        for item in json.loads(path.read_bytes())["first"]["items"]:
            for text in bodies(item["body"]):
                assert text.get("format") != "text/html" or dangers(text["value"]) == [], path
    graphs = 0
    for path in poisoned.rglob("index.html"):
        root, _ = read(path.read_text(encoding="utf-8"))
        for element in root.walk():
            if element.attrs.get("type") == "application/ld+json" and element.tag == "script":
                graphs += len(json.loads(element.text())["@graph"])
    assert graphs > 50


def bodies(body):
    """Go through all texts in the body of an annotation."""
    for one in body if isinstance(body, list) else [body]:
        yield from bodies(one["items"]) if "items" in one else [one]


def test_the_search_index_holds_words_alone(sites):
    """What the search page writes out is text, each of it: no list or key holds HTML that it would have to trust."""
    poisoned, _ = sites
    for path in poisoned.rglob("search/index.json"):
        assert json.loads(path.read_bytes())["articles"]
    texts = 0
    for path in poisoned.rglob("words-*.bin"):
        slug, lang, title, blocks, notes = json.loads(zlib.decompress(path.read_bytes()))
        assert is_slug(slug)
        assert all(isinstance(text, str) for text in (lang, title, *blocks, *notes))
        texts += len(blocks)
    assert texts > 100


@kinds
def test_a_name_is_an_address_or_is_refused(kind):
    """What may be a step of an address can be a file's name anywhere, and leads out of no folder."""
    for attack in map(by_hand, ATTACKS[kind]):
        if is_slug(attack):
            assert not set('/\\:*?"<>|\n\r\t ') & set(attack)
            assert not attack.startswith(".")
            assert len(attack.encode()) <= ADDRESS_BYTES
