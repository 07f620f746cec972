"""Articles under tags: those of the tags beneath count, once."""

from __future__ import annotations

from written import load, original

from jiazhu.site.tagged import articles_by_tag

TAGS = """\
- id: asia
  label: {zh: 亚洲}
- id: china
  label: {zh: 中国}
  parent: asia
- id: beijing
  label: {zh: 北京}
  parent: china
- id: empty
  label: {zh: 空}
"""


def tagged(content):
    """Give the slugs under each tag."""
    return {tag: [article.slug for article in articles] for tag, articles in articles_by_tag(load(content)).items()}


def test_articles_of_the_tags_beneath_count_once(make_content):
    """A tag has its own articles and those of all tags beneath it, each once, the newest first."""
    content = make_content(
        {
            "articles/old/zh.md": original("a1", day="2023-08-16", tags="[china]", url="https://e.org/1"),
            "articles/mid/zh.md": original("a2", day="2023-08-17", tags="[beijing, asia]", url="https://e.org/2"),
            "articles/new/zh.md": original("a3", day="2023-08-18", tags="[asia]", url="https://e.org/3"),
            "tags.yaml": TAGS,
        }
    )
    expected = {"asia": ["new", "mid", "old"], "china": ["mid", "old"], "beijing": ["mid"], "empty": []}
    assert expected == tagged(content)
