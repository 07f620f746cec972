"""What `check` finds of rights."""

from __future__ import annotations

import pytest
from written import load, original

from jiazhu.check.articles import long_quotes
from jiazhu.site.columns import SUMMARY_COLUMNS

MOST = SUMMARY_COLUMNS // 2
"""Han characters, which take two columns."""


@pytest.mark.parametrize(
    ("rights", "length", "told"),
    [("excerpt", MOST + 1, True), ("link", MOST + 1, True), ("excerpt", MOST, False), ("full", MOST + 1, False)],
)
def test_a_note_that_quotes_more_than_an_excerpt_is_told_of(make_content, rights, length, told):
    """With its line, where the article may not be published as a whole."""
    quote = "文" * length
    note = f"- id: n1\n  kind: context\n  in: zh\n  quote: {quote}\n  note: {{zh: 甲, en: A}}\n"
    content = make_content({"articles/one/zh.md": original(body=quote, rights=rights), "articles/one/notes.yaml": note})
    faults = list(long_quotes(load(content)))
    assert [(fault.kind, fault.severity, fault.path.name, fault.line) for fault in faults] == (
        [("rights", "warning", "notes.yaml", 4)] if told else []
    )
