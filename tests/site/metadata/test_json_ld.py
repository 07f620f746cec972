"""What pages are about, in the vocabulary of schema.org."""

from __future__ import annotations

import re

import pytest
from conftest import DIGEST
from told import Told
from written import marked, original, site, translation

BASE = "https://example.org/watch/"
BODY = "卢卡申科说要和平。"
CONTENT = {
    "tags.yaml": "- id: trade\n  label: {zh: 贸易, en: Trade}\n",
    "entities.yaml": (
        "- id: lukashenko\n  type: Person\n  name: {zh: 卢卡申科, en: Lukashenko}\n"
        "  about: {en: A president.}\n  same_as: [https://www.wikidata.org/wiki/Q1]\n"
        "- id: peace\n  type: Concept\n  name: {zh: 和平, en: Peace}\n"
    ),
    "articles/both/zh.md": original(
        "a1", body="卢卡申科说要和平。", tags="[trade]", authors="[王]", updated="2023-08-21"
    ),
    "articles/both/en.md": translation(
        body=marked("Lukashenko wants peace.", BODY), translator="Ann", date="2023-08-20"
    ),
    "articles/both/notes.yaml": (
        "- id: n1\n  kind: claim\n  in: zh\n  quote: 要和平\n  claim: {by: lukashenko, verdict: disputed}\n"
        "  note: {en: He says so.}\n"
    ),
    "articles/chinese/zh.md": original("a2", title="只有中文"),
}


@pytest.fixture
def files(make_content):
    """Give a site with an article in both languages, of which somebody claims something, and one in Chinese only."""
    return site(make_content(CONTENT))


def test_article_says_what_it_is_made_of(files):
    """An original says its source and its translations, a translation what it translates and who did."""
    chinese = Told(files["zh/articles/both/index.html"]).node("NewsArticle")
    english = Told(files["en/articles/both/index.html"]).node("NewsArticle")
    assert chinese["@id"] == f"{BASE}zh/articles/both/#article"
    assert chinese["isBasedOn"] == english["isBasedOn"] == "https://e.org/1"
    assert chinese["workTranslation"] == [{"@type": "NewsArticle", "@id": english["@id"]}]
    assert english["translationOfWork"] == [{"@type": "NewsArticle", "@id": chinese["@id"]}]
    assert english["translator"] == {"@type": "Person", "name": "Ann"}
    assert {"workTranslation", "translationOfWork", "translator"} & (english.keys() ^ chinese.keys()) == {
        "workTranslation",
        "translationOfWork",
        "translator",
    }
    assert [chinese["inLanguage"], english["inLanguage"]] == ["zh-Hans", "en"]
    assert [english["headline"], english["alternativeHeadline"]] == ["Title", "标题"]
    assert english["author"] == [{"@type": "Person", "name": "王"}]
    assert english["sourceOrganization"] == {"@type": "Organization", "name": "e.org"}
    assert english["publisher"]["name"] == "China–Russia Watch"
    assert english["datePublished"] == "2023-08-18T12:00:00+08:00"
    assert english["dateModified"] == "2023-08-21T00:00:00+08:00"


def test_article_names_what_it_is_about(files):
    """Tags are what an article is about, names what it mentions; both have one address in all languages."""
    for language in ("zh", "en"):
        node = Told(files[f"{language}/articles/both/index.html"]).node("NewsArticle")
        assert [term["@id"] for term in node["about"]] == [f"{BASE}zh/tags/trade/#term"]
        person, peace = node["mentions"]
        assert person["@id"] == f"{BASE}zh/entities/lukashenko/#term"
        assert person["additionalType"] == "https://schema.org/Person"
        assert person["sameAs"] == ["https://www.wikidata.org/wiki/Q1"]
        assert "additionalType" not in peace


def test_claim_has_its_author_and_no_verdict(files):
    """A claim says who claims what, and where; the page it is on is the one whose note it is."""
    node = Told(files["en/articles/both/index.html"]).node("Claim")
    assert node == {
        "@type": "Claim",
        "@id": f"{BASE}en/articles/both/#note-n1",
        "text": "要和平",
        "inLanguage": "zh-Hans",
        "author": {"@type": "Person", "name": "Lukashenko", "sameAs": ["https://www.wikidata.org/wiki/Q1"]},
        "appearance": {"@id": f"{BASE}en/articles/both/#article"},
    }
    assert 'id="note-n1"' in files["en/articles/both/index.html"]


def test_entity_is_a_term_of_the_sites_vocabulary(files):
    """An entity's page defines a term: its names, what it is, and where else it is told of."""
    term = Told(files["en/entities/lukashenko/index.html"]).node("DefinedTerm")
    assert term == {
        "@type": "DefinedTerm",
        "@id": f"{BASE}zh/entities/lukashenko/#term",
        "name": "Lukashenko",
        "additionalType": "https://schema.org/Person",
        "sameAs": ["https://www.wikidata.org/wiki/Q1"],
        "alternateName": ["卢卡申科"],
        "description": "A president.",
        "termCode": "lukashenko",
        "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": f"{BASE}zh/entities/#terms"},
    }


@pytest.mark.parametrize("name", ["digests/2023-W33", "tags/trade", "sources/e-org", "archive/2023/08"])
def test_page_that_gathers_articles_lists_them(files, name):
    """Digests, tags, sources and months are collections of the articles on them."""
    node = Told(files[f"en/{name}/index.html"]).node("CollectionPage")
    urls = [part["url"] for part in node["hasPart"]]
    assert f"{BASE}en/articles/both/" in urls
    assert all(part["@id"] == f"{part['url']}#article" for part in node["hasPart"])
    assert (f"{BASE}en/articles/chinese/" in urls) == (name != "tags/trade")


def test_digest_says_its_days(files):
    """A digest covers the days of its period."""
    node = Told(files["en/digests/2023-W33/index.html"]).node("CollectionPage")
    assert node["temporalCoverage"] == "2023-08-14/2023-08-20"


def test_home_is_the_website(files):
    """Home describes the site, which all other pages are a part of."""
    node = Told(files["en/index.html"]).node("WebSite")
    assert [node["@id"], node["name"], node["alternateName"]] == [f"{BASE}en/#site", "China–Russia Watch", "中俄观察"]
    assert Told(files["en/tags/index.html"]).node("WebPage")["isPartOf"]["@id"] == node["@id"]


def test_nothing_is_said_twice_of_what_is_not_there(files):
    """A page without words of its own says nothing, and no node has an empty value."""
    assert Told(files["en/articles/chinese/index.html"]).graph == []
    for name, page in files.items():
        if name.endswith(".html"):
            for node in Told(page).graph:
                assert all(value not in ("", [], {}, None) for value in node.values()), name


@pytest.mark.parametrize(
    "title",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "]]> & more",
        '"\\"}',
        "&lt;/script&gt;",
        "\\u003c/script>",
    ],
)
def test_no_title_breaks_out(make_content, title):
    """Whatever a title says is read back as that title, and nothing in the element could end it."""
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    page = site(make_content({"articles/one/zh.md": original(title=f'"{quoted}"')}))["zh/articles/one/index.html"]
    assert Told(page).node("NewsArticle")["headline"] == title
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert not set("<>&\u2028\u2029") & set(script)
    assert page.count("</script>") == page.count("<script")


def test_separators_of_lines_are_escaped(make_content):
    """What ended a line of a script before ES2019 stands in no element."""
    content = {
        "tags.yaml": '- id: odd\n  label: {zh: "a\\u2028b\\u2029c"}\n',
        "articles/one/zh.md": original(tags="[odd]"),
    }
    page = site(make_content(content))["zh/articles/one/index.html"]
    assert Told(page).node("NewsArticle")["about"][0]["name"] == "a\u2028b\u2029c"
    assert '"name":"a\\u2028b\\u2029c"' in page


@pytest.mark.parametrize(("language", "other"), [("zh", "en"), ("en", "zh")])
def test_languages_that_the_site_lacks_are_not_named(make_content, language, other):
    """A digest in one language says nothing of translations, or of an original, that it has no page for."""
    languages = DIGEST.replace('["zh", "en"]', f'["{language}"]').replace(f"{other} = ", "fr = ")
    page = site(make_content({**CONTENT, "digest.toml": languages}))[f"{language}/articles/both/index.html"]
    assert not {"workTranslation", "translationOfWork"} & Told(page).node("NewsArticle").keys()
