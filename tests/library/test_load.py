"""The whole content, put together."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from jiazhu.cache import forget_all
from jiazhu.config import load_config
from jiazhu.errors import JiazhuError, Problems
from jiazhu.library import shelf
from jiazhu.library.load import load_library, published

TAGS = "- {id: arms, label: {zh: 武器}}\n- {id: war, label: {zh: 战争}}\n"
DISKS = "not every disk tells capitals apart"


def original(id_, *lines, epoch=1692353702000):
    """Write the text of an original."""
    return "\n".join(["---", f"id: {id_}", "title: 题", f"epoch: {epoch}", *lines, "---", "", "正文。", ""])


def load(content, **options):
    """Load a content folder; give the library and the problems as file, line and text."""
    problems = Problems()
    library = load_library(content, load_config(content / "digest.toml"), problems, **options)
    return library, [
        (str(problem.path.relative_to(content / "articles")), problem.line, problem.text) for problem in problems
    ]


def slugs(library):
    """List the library's articles."""
    return [article.slug for article in library.articles]


def test_the_sample_is_faultless(sample):
    """Five articles, newest first; every tag and source they name is there."""
    library, problems = load(sample)

    assert problems == []
    assert [slug[:10] for slug in slugs(library)] == [
        "2023-11-09",
        "2023-10-26",
        "2023-08-18",
        "2023-07-23",
        "2021-12-04",
    ]
    assert {article.matter.source for article in library.articles} <= set(library.sources)


def test_an_articles_date_is_what_was_displayed_else_when_it_was_fetched(make_content):
    """In the digest's zone: an evening in Europe is the next day in Shanghai."""
    library, _ = load(
        make_content(
            {"articles/a/zh.md": original("a", "published: 2023-08-18T23:59+02:00"), "articles/b/zh.md": original("b")}
        )
    )
    zone = ZoneInfo("Asia/Shanghai")

    assert slugs(library) == ["a", "b"]
    assert [f"{published(a, zone):%Y-%m-%d %H:%M}" for a in library.articles] == [
        "2023-08-19 05:59",
        "2023-08-18 18:15",
    ]


def test_drafts_and_what_is_yet_to_come_are_left_out(make_content):
    """They are no faults."""
    content = make_content(
        {
            "articles/a/zh.md": original("a"),
            "articles/b/zh.md": original("b", "draft: yes"),
            "articles/c/zh.md": original("c", "published: 2023-08-18T12:00Z"),
        }
    )

    assert (slugs(load(content)[0]), load(content)[1]) == (["c", "a"], [])
    assert slugs(load(content, now=datetime(2023, 8, 18, 11, tzinfo=UTC))[0]) == ["a"]


def test_unknown_tags_are_all_told_with_their_lines(make_content):
    """The article is left out, and a near name is suggested."""
    content = make_content(
        {
            "tags.yaml": TAGS,
            "articles/a/zh.md": original("a", "tags:", "  - arms", "  - armz", "  - wars"),
            "articles/b/zh.md": original("b", "tags: [war]"),
        }
    )
    library, problems = load(content)

    assert slugs(library) == ["b"]
    assert problems == [("a/zh.md", 7, "there is no tag `armz`"), ("a/zh.md", 8, "there is no tag `wars`")]


def test_unknown_concepts_are_faults_of_the_kind_of_their_file(make_content):
    """A tag that is not there is told as `tags.yaml`'s own faults are, a name as those of `entities.yaml`."""
    lines = ["tags: [nope]", "entities: {add: [nobody], skip: [no-one]}"]
    content = make_content({"tags.yaml": TAGS, "articles/a/zh.md": original("a", *lines)})
    problems = Problems()
    load_library(content, load_config(content / "digest.toml"), problems)

    assert ["tags", "entities", "entities"] == [problem.kind for problem in problems]


def test_a_source_is_a_file_or_made_of_the_host(make_content):
    """An article that names none, or its host's, gets the one there is; any other name is a fault."""
    content = make_content(
        {
            "sources/rfi-fr.toml": 'name = { zh = "法广" }',
            "articles/a/zh.md": original("a", "url: https://www.rfi.fr/a"),
            "articles/b/zh.md": original("b", "url: https://www.dw.com/a", "source: dw-com"),
            "articles/c/zh.md": original("c", "source: rfi"),
        }
    )
    library, problems = load(content)

    assert {key: s.name for key, s in library.sources.items()} == {"rfi-fr": {"zh": "法广"}, "dw-com": {"": "dw.com"}}
    assert problems == [("c/zh.md", 5, "there is no source `rfi`")]


@pytest.mark.parametrize(
    ("first", "second", "line", "said"),
    [
        (["aliases: [old]"], ["remark: x", "aliases: [older, old]"], 6, "the address `/articles/old/` is also that of"),
        ([], ["aliases: [a]"], 5, "the address `/articles/a/` is also that of"),
        ([], ["aliases: [b]"], 5, "the address `/articles/b/` is also that of"),
        ([], ["aliases: [old, old]"], 5, "the address `/articles/old/` is also that of"),
    ],
)
def test_an_address_has_one_article(make_content, first, second, line, said):
    """Of two that claim one, the later folder is left out and told; so is who claims one twice."""
    content = make_content({"articles/a/zh.md": original("a", *first), "articles/b/zh.md": original("b", *second)})
    library, problems = load(content)

    assert slugs(library) == ["a"]
    assert [("b/zh.md", line)] == [problem[:2] for problem in problems]
    assert problems[0][2].startswith(said)


def test_both_files_that_claim_an_address_are_named(make_content):
    """An alias of one that is the folder of another, with or without capitals, and one that both have."""
    content = make_content(
        {
            "articles/a/zh.md": original("a", "aliases: [B]"),
            "articles/b/zh.md": original("b"),
            "articles/c/zh.md": original("c", "aliases:", "  - x"),
            "articles/d/zh.md": original("d", "remark: y", "aliases: [x]"),
        }
    )
    library, problems = load(content)
    folder = content / "articles"

    assert slugs(library) == ["c", "b"]
    assert problems == [
        ("a/zh.md", 5, f"the address `/articles/B/` is also that of {folder}/b/zh.md, `/articles/b/`: {DISKS}"),
        ("d/zh.md", 6, f"the address `/articles/x/` is also that of {folder}/c/zh.md:6"),
    ]


def test_the_alias_of_a_tag_means_the_tag(make_content):
    """An article may name a tag by its id or by an alias; by both, it has the tag once."""
    files = {
        "tags.yaml": "- {id: drills, label: {zh: 军演}, aliases: [中俄军演]}\n- {id: war, label: {zh: 战争}}\n",
        "articles/a/zh.md": original("a", "tags: [中俄军演, war, drills]"),
    }
    library, problems = load(make_content(files))

    assert problems == []
    assert library.articles[0].matter.tags == ("drills", "war")


def test_a_page_has_no_address_of_the_sites_own(make_content):
    """It is told with its file when the content is read, and left out; so is one that differs in capitals only."""
    page = "---\ntitle: 题\n---\n"
    names = ["tags.zh.md", "tags.en.md", "About.en.md", "about.zh.md", "digests/Week.en.md", "digests/week.zh.md"]
    content = make_content({f"pages/{name}".replace("pages/digests", "digests"): page for name in names})
    problems = Problems()
    library = load_library(content, load_config(content / "digest.toml"), problems)

    about = f"the address `/about/` is also that of {content}/pages/About.en.md, `/About/`: {DISKS}"
    week = f"the address `/digests/week/` is also that of {content}/digests/Week.en.md, `/digests/Week/`: {DISKS}"
    assert list(library.pages) == ["About"]
    assert {(problem.path.relative_to(content).as_posix(), problem.text) for problem in problems} >= {
        ("pages/tags.zh.md", "the address `/tags/` is that of a page of the site's own"),
        ("pages/tags.en.md", "the address `/tags/` is that of a page of the site's own"),
        ("pages/about.zh.md", about),
        ("digests/week.zh.md", week),
    }


def test_an_id_has_one_article(make_content):
    """A copied folder is not published as the same entry of a feed."""
    library, problems = load(make_content({"articles/a/zh.md": original("x"), "articles/b/zh.md": original("x")}))

    assert slugs(library) == ["a"]
    assert [(*problem[:2], "the id `x` is also that of" in problem[2]) for problem in problems] == [
        ("b/zh.md", 2, True)
    ]


@pytest.mark.parametrize("good", [["- {id: a, type: Place, name: {zh: 甲}}\n"], []])
def test_faults_in_entities_take_no_article_down(make_content, good):
    """They are told, and the names of the others are there, if there are any."""
    faulty = "- {id: b, type: place, name: {zh: 乙}}\n"
    content = make_content({"entities.yaml": "".join([*good, faulty]), "articles/a/zh.md": original("a")})
    problems = Problems()
    library = load_library(content, load_config(content / "digest.toml"), problems)

    assert (slugs(library), list(library.entities)) == (["a"], ["a"] * len(good))
    assert [(problem.path.name, problem.line) for problem in problems] == [("entities.yaml", len(good) + 1)]


def test_faults_in_sources_and_tags_end_the_load_all_at_once(make_content):
    """Half of the site would be gone for a slip in a file that all articles share."""
    content = make_content(
        {"sources/x.toml": "host = 1", "tags.yaml": "- {id: arms}\n", "articles/a/zh.md": original("a")}
    )

    with pytest.raises(JiazhuError) as caught:
        load(content)
    assert [problem.path.name for problem in caught.value.problems] == ["x.toml", "tags.yaml"]


def test_entities_that_cannot_be_read_leave_the_site_as_it_was(make_content):
    """One slip of syntax must not take all names, and the notes that need them, off the site."""
    content = make_content({"entities.yaml": "- id: a\n\ttype: Place\n"})
    with pytest.raises(JiazhuError, match=r"tab|character"):
        load_library(content, load_config(content / "digest.toml"), Problems())


@pytest.mark.parametrize("cached", [False, True])
def test_a_faulty_article_is_as_it_last_was(make_content, tmp_path, cached):
    """With an earlier reading at hand, what has a fault now is shown as it was, and told; what is gone is gone."""
    content = make_content({f"articles/{name}/zh.md": original(name) for name in ("one", "two", "three")})
    config = load_config(content / "digest.toml")
    cache = tmp_path / "cache" if cached else None
    load_library(content, config, Problems(), cache=cache)
    last = {}
    load_library(content, config, Problems(), last=last, cache=cache)
    (content / "articles/one/zh.md").write_text("---\nid: [\n---\n", encoding="utf-8")
    (content / "articles/two/zh.md").write_text(original("two", "tags: [nope]"), encoding="utf-8")
    (content / "articles/three/zh.md").unlink()
    (content / "articles/three").rmdir()
    problems = Problems()
    library = load_library(content, config, problems, last=last, cache=cache)
    assert {article.slug: article for article in library.articles} == {name: last[name] for name in ("one", "two")}
    assert [article.body for article in library.articles] == ["正文。"] * 2
    assert sorted(problem.path.parent.name for problem in problems) == ["one", "two"]


def test_what_nobody_touched_is_what_it_was(make_content, tmp_path, monkeypatch):
    """Who watches the files is asked, and not they; a fault is told until it is mended, whatever else is touched."""
    monkeypatch.setattr(shelf, "UNSURE_NS", 0)
    content = make_content({"articles/a/zh.md": original("id-a"), "articles/b/zh.md": original("id-b")})
    config, a, b = load_config(content / "digest.toml"), *(content / "articles" / name / "zh.md" for name in "ab")

    def titles(*touched):
        problems = Problems()
        library = load_library(
            content, config, problems, cache=tmp_path, touched=None if ... in touched else {*touched}
        )
        return {article.slug: article.matter.title for article in library.articles}, len(problems)

    whole = titles(...)
    assert whole[0].keys() == {"a", "b"}
    a.write_text("no front matter", encoding="utf-8")
    assert titles(b.resolve()) == whole
    for touched in (a.resolve(), b.resolve(), ...):
        assert titles(touched) == ({"b": whole[0]["b"]}, 1)
    a.write_text(original("id-a"), encoding="utf-8")
    assert titles(a.resolve()) == whole

    b.write_text(original("id-b").replace("题", "改"), encoding="utf-8")
    assert titles(content.resolve() / "articles")[0]["b"] == "改"
    b.write_text(original("id-b").replace("题", "再改"), encoding="utf-8")
    forget_all()
    assert titles(a.resolve())[0]["b"] == "再改"


def test_a_link_to_the_articles_is_watched_as_what_it_is(make_content, tmp_path, monkeypatch):
    """A watcher names files by the folder that it was given."""
    monkeypatch.setattr(shelf, "UNSURE_NS", 0)
    content = make_content({"articles/a/zh.md": original("id-a")})
    (content / "articles").rename(tmp_path / "elsewhere")
    (content / "articles").symlink_to(tmp_path / "elsewhere")
    config = load_config(content / "digest.toml")
    load_library(content, config, Problems(), cache=tmp_path / "cache")
    (content / "articles/a/zh.md").write_text(original("id-a").replace("题", "改"), encoding="utf-8")
    touched = {content.resolve() / "articles/a/zh.md"}
    (article,) = load_library(content, config, Problems(), cache=tmp_path / "cache", touched=touched).articles
    assert article.matter.title == "改"


def test_drafts_say_what_they_are(make_content):
    """Where they are asked for, drafts and what is dated after `now` are there and marked; else they are left out."""
    late = 1692353702000 + 86_400_000
    content = make_content(
        {
            "articles/draft/zh.md": original("a", "draft: true"),
            "articles/late/zh.md": original("b", epoch=late),
            "articles/out/zh.md": original("c"),
        }
    )
    now = datetime(2023, 8, 19, tzinfo=UTC)
    shown, _ = load(content, now=now, drafts=True)
    assert {article.slug: article.unpublished for article in shown.articles} == {
        "draft": "draft",
        "late": "future",
        "out": "",
    }
    assert [article.slug for article in load(content, now=now)[0].articles] == ["out"]
    assert [article.unpublished for article in load(content)[0].articles] == ["", ""]
