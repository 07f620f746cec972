"""An article that was renamed, in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from written import load, original

from browser.conftest import serving_site
from jiazhu.site.builder import build
from jiazhu.site.theme import Theme

NOTES = "- {id: n1, kind: context, in: zh, quote: 正文在此, note: {zh: 注}}\n"


@pytest.mark.parametrize(("script", "hash_"), [(True, "#note-n1"), (True, ""), (False, "")])
def test_the_earlier_address_leads_to_the_present_one(browser, make_content, tmp_path, script, hash_):
    """With a script, to the note that was asked for too; and nobody comes back to the old one by going back."""
    content = make_content(
        {"articles/one/zh.md": original(aliases="[old]", body="正文在此。"), "articles/one/notes.yaml": NOTES}
    )
    build(load(content), Theme(), tmp_path / "site")
    tab = browser.new_page(java_script_enabled=script)
    with serving_site(tmp_path / "site") as door:
        tab.goto(f"{door}zh/articles/old/{hash_}")
        expect(tab).to_have_url(f"{door}zh/articles/one/{hash_}")
        if hash_:
            expect(tab.locator(":target")).to_contain_text("注")
        tab.context.close()
