"""Lists of articles: under a tag count those of the tags beneath it, once."""

from __future__ import annotations

from written import original, view

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
    groups = view(content, "zh").groups
    return {tag: [article.slug for article in groups.of("tag", tag)] for tag in groups.ids("tag")}


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
