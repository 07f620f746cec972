"""Pages that list articles by tag, by source and by month."""

from __future__ import annotations

import pytest
from written import original, pages_of, site


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


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_the_alias_of_a_tag_leads_to_it(make_content, language):
    """In every language, whatever script it is in: a page that search engines leave out, and that knows the tag's."""
    tags = "- {id: drills, label: {zh: 军演, en: Drills}, aliases: [中俄军演]}\n"
    settings = make_content({"tags.yaml": tags}) / "digest.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'variants = ["zh-Hant"]\n', encoding="utf-8")
    files = site(settings.parent)
    page = files[f"{language}/tags/中俄军演/index.html"]

    assert f'content="0; url=/watch/{language}/tags/drills/"' in page
    assert f'<link rel="canonical" href="https://example.org/watch/{language}/tags/drills/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "%E4%B8" not in files["sitemap.xml"]
