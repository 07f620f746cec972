"""Words of a page in; the same selected, as by a hand, out."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

_SELECT = """([within, start, end, length]) => {
  const pieces = [];
  for (const root of document.querySelectorAll(within)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.closest(".tip, .noteref, .state")) pieces.push(walker.currentNode);
    }
  }
  // Words may run through several elements: places are counted in all the text.
  const text = pieces.map(({ data }) => data).join("");
  const from = text.indexOf(start);
  const to = length ? from + length : text.indexOf(end, from) + end.length;
  if (from < 0 || to <= from) throw new Error(`no ${start} … ${end}`);
  const at = (place, last) => {
    for (const piece of pieces) {
      if (place < piece.data.length || (last && place === piece.data.length)) return [piece, place];
      place -= piece.data.length;
    }
  };
  const [first, last] = [at(from, false), at(to, true)];
  last[0].parentElement.scrollIntoView({ block: "center", behavior: "instant" });
  getSelection().setBaseAndExtent(...first, ...last);
}"""


def select(tab: Page, start: str, end: str = "", *, within: str = ".pair .original", length: int = 0) -> None:
    """Select from where some words begin to where others end, or so many characters, and have the page see it."""
    tab.evaluate(_SELECT, [within, start, end or start, length])
    expect(tab.locator(".pen")).to_have_class(re.compile("ready"))
