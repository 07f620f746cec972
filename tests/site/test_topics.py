"""Pages that list articles by tag, by source and by month."""

from __future__ import annotations

from written import original, pages_of


def test_archive_goes_by_year_and_month_of_the_digests_zone(make_content):
    """The last evening of a year in London is the next year in Shanghai."""
    content = make_content({"articles/one/zh.md": original(published="2022-12-31T20:00+00:00")})
    assert ("archive", "2023", "01") in pages_of(content)


def test_chinese_lists_are_sorted_by_pinyin(make_content):
    """Tags are in the order in which the page's readers look for them."""
    labels = {"b": "中国", "c": "白俄", "a": "军事"}
    written = "".join(f"- id: {id_}\n  label: {{zh: {label}}}\n" for id_, label in labels.items())
    content = make_content({"tags.yaml": written})
    assert [tag.id for tag in pages_of(content)["tags",].context["tags"]] == ["c", "a", "b"]
