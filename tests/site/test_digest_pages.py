"""What pages show of a digest."""

from __future__ import annotations

from written import original, view

from jiazhu.site.columns import Phrase


def test_stories_of_a_digest_are_its_editors_and_then_the_rest(make_content):
    """An editor's headline stands over its article; an article in no story makes one of its own."""
    story = "stories:\n  - headline: {}\n    lead: one\n    also: [{{article: two, adds: {}}}]"
    content = make_content(
        {
            "articles/one/zh.md": original("a1", title="甲"),
            "articles/two/zh.md": original("a2", title="乙"),
            "articles/three/zh.md": original("a3", title="丙"),
            "digests/2023-W33.zh.md": f"---\n{story.format('头条', '补充')}\n---\n",
            "digests/2023-W33.en.md": f"---\n{story.format('Headline', 'More')}\n---\n",
        }
    )
    first, second = view(content, "en").digests[0].stories
    assert (Phrase(text="Headline", lang="en"), Phrase(text="头条", lang="zh-Hans")) == (
        first.headline,
        first.other_headline,
    )
    assert [("two", Phrase(text="More", lang="en"))] == [(also.article.slug, also.adds) for also in first.also]
    assert (Phrase(text="丙", lang="zh-Hans"), "three", ()) == (second.headline, second.lead.slug, second.also)
