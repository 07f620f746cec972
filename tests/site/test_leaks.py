"""What may not be published of an article is nowhere in the site."""

from __future__ import annotations

import gzip
import random
import re
from html import unescape
from pathlib import Path
from string import ascii_lowercase

import pytest
from written import load, marked, original, translation

from jiazhu.site import steps
from jiazhu.site.builder import build
from jiazhu.site.theme import Theme
from jiazhu.text.anchor import bare
from jiazhu.text.script import Script
from jiazhu.text.tags import TAG

RUN = 8
"""So many characters of a text in a row are a part of it, and no accident."""

DIGEST = """\
title = { zh = "观察", en = "Watch" }
base_url = "https://example.org/watch/"
languages = ["zh", "en"]
variants = ["zh-Hant"]
timezone = "Asia/Shanghai"
authority = "example.org,2023"
rights = "link"
"""

HAN = (
    "发动机关东风车书画龙马鸟语门开闭时间实验证据说谈判断续线条约会议员额"
    "头脑筋骨汉汤锅炉灶台湾国际边缘绿叶树乌云灵丽丰厚义务农业劳乐队伍"
)
INVENT = random.Random(1)
NOTED = "话中有话的六个字"
NOTED_ENGLISH = "quoted on purpose"
NAME = "Korea"
SHOWN = (NOTED, NOTED_ENGLISH, NAME)
"""Words that notes and names show, and that stand in what must not be shown."""


def invented(code: str, *, named: str = "") -> str:
    """Make up a sentence that nothing else in a site has a run of characters in common with."""
    if code == "zh":
        return "".join(INVENT.choices(HAN, k=24)) + named + "".join(INVENT.choices(HAN, k=24)) + "。"
    made = ["".join(INVENT.choices(ascii_lowercase, k=6)) for _ in range(14)]
    return " ".join([*made[:7], *filter(None, [named]), *made[7:]]) + "."


def secret(code: str) -> tuple[str, list[str]]:
    """Write blocks of every kind with words that must not be shown; give them, and the words."""
    said = [invented(code) for _ in range(12)]
    alt, caption, cell, head, foot, comment, code_, item, heading, quote, link, inline = said
    name = invented(code, named="朝鲜" if code == "zh" else NAME)
    noted = NOTED if code == "zh" else NOTED_ENGLISH
    blocks = [
        f"## {heading}",
        f"{name}[^1]",
        f"**{link[:12]}**{link[12:]} [{inline}](https://e.org/{'x' * 5} '{inline}')",
        f"{quote} {noted}，{quote[::-1]}",
        f"![{alt}](https://e.org/p.jpg)\\\n{caption}",
        f"| {head} | b |\n|---|---|\n| {cell} | d |",
        f"- {item}\n- b",
        f"```\n{code_}\n```",
        f"> {said[0][::-1]}",
        f"<!-- {comment} -->",
        f"[^1]: {foot}",
    ]
    return "\n\n".join(blocks), [*said, name, quote[::-1], said[0][::-1]]


class Told:
    """An article of which not all may be shown."""

    def __init__(self, language: str, other: str) -> None:
        self.begins = {code: invented(code) for code in (language, other)}
        self.secrets: list[str] = []
        bodies = {}
        for code in (language, other):
            rest, hidden = secret(code)
            further = "".join(invented(code) + " " for _ in range(8))
            bodies[code] = f"{self.begins[code]}{further}\n\n{rest}"
            self.secrets += [*hidden, further[200:]]
        self.original = bodies[language]
        visible = [block for block in bodies[other].split("\n\n") if not block.startswith("<!--")]
        comment = next(block for block in bodies[other].split("\n\n") if block.startswith("<!--"))
        self.translation = marked("\n\n".join(visible), bodies[language]) + f"\n\n{comment}\n"
        self.captions = {code: invented(code) for code in (language, other)}
        self.alt = invented(language)
        self.secrets += [*self.captions.values(), self.alt]

    def files(self, slug: str, language: str, other: str, **keys: str) -> dict[str, str]:
        """Write its files."""
        image = f"{{src: 'https://e.org/lead.jpg', alt: '{self.alt}'}}"
        noted = {"zh": NOTED, "en": NOTED_ENGLISH}
        notes = ""
        for code, text in ((language, self.original), (other, self.translation)):
            before, quote, after = text.partition(noted[code])
            notes += (
                f"- id: n{code}\n  kind: claim\n  in: {code}\n  quote: {quote}\n"
                f"  before: '{bare(before)[-16:]}'\n  after: '{after[:16]}'\n"
                "  claim: {by: nk, verdict: disputed}\n  note: {zh: 注文在此, en: Words here}\n"
            )
        return {
            f"articles/{slug}/{language}.md": original(
                slug,
                title=f"T{slug}",
                body=self.original,
                lang="en" if language == "en" else "zh-Hans",
                image=image,
                caption=self.captions[language],
                tags="[arms]",
                **keys,
            ),
            f"articles/{slug}/{other}.md": translation(
                f"Translated {slug}", body=self.translation, caption=self.captions[other]
            ),
            f"articles/{slug}/notes.yaml": notes,
        }


@pytest.fixture(scope="module")
def told() -> dict[str, Told]:
    """Invent articles, by what is shown of them."""
    return {
        "excerpt-zh": Told("zh", "en"),
        "excerpt-en": Told("en", "zh"),
        "link-zh": Told("zh", "en"),
        "link-en": Told("en", "zh"),
        "full-zh": Told("zh", "en"),
    }


@pytest.fixture
def content(make_content, told):
    """Write them, beside what shows articles elsewhere than on their page."""
    return make_content(
        {
            "digest.toml": DIGEST,
            "sources/some.toml": 'hosts = ["e.org"]\nname = {zh = "某社", en = "Some"}\nrights = "excerpt"\n',
            "tags.yaml": "- id: arms\n  label: {zh: 武器, en: Arms}\n",
            "entities.yaml": "- id: nk\n  type: Place\n  name: {zh-Hans: 朝鲜, zh-Hant: 北韓, en: Korea}\n",
            "digests/week.zh.md": "---\ntitle: 一周\narticles: [excerpt-zh, excerpt-en, link-zh, link-en]\nstories:\n"
            "  - headline: 头条\n    lead: excerpt-zh\n    also: [{article: link-zh, adds: 另说}]\n---\n导语。",
            **told["excerpt-zh"].files("excerpt-zh", "zh", "en", source="some"),
            **told["excerpt-en"].files("excerpt-en", "en", "zh", rights="excerpt", url="https://other.org/1"),
            **told["link-zh"].files("link-zh", "zh", "en", url="https://other.org/2"),
            **told["link-en"].files("link-en", "en", "zh", rights="link", source="some", summary="What I say of it"),
            **told["full-zh"].files("full-zh", "zh", "en", rights="full", url="https://other.org/3"),
        }
    )


def texts_in(folder: Path) -> dict[str, list[str]]:
    """Read every file of a site as it is, without its tags, and with what stands for a character undone."""
    texts = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
            plain = unescape(unescape(unescape(data.decode(errors="replace"))))
            plain = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), plain)
            texts[path.relative_to(folder).as_posix()] = [bare(plain), bare(TAG.sub("", plain))]
    return texts


def runs_of(text: str) -> set[str]:
    """List all runs of characters in a text."""
    return {text[at : at + RUN] for at in range(len(text) - RUN + 1)}


SCRIPT = Script("zh-Hant", {})


def hidden_runs(secrets: list[str]) -> set[str]:
    """List the runs of secret words, in either script."""
    hidden = {run for text in secrets for form in (text, SCRIPT.text(text)) for run in runs_of(bare(form))}
    return hidden - {run for shown in SHOWN for run in runs_of(bare(shown))}


def not_shown(told: dict[str, Told]) -> list[str]:
    """List the words that must not be shown."""
    begins = [text for name, each in told.items() if name.startswith("link") for text in each.begins.values()]
    return [text for name, each in told.items() if name != "full-zh" for text in each.secrets] + begins


def test_no_word_beyond_what_is_shown_is_in_any_file(content, told, tmp_path):
    """Not in pages, feeds, digests, data, search or mail, in either script, whatever kind of block it stands in."""
    build(load(content), Theme(), tmp_path / "site")
    hidden = hidden_runs(not_shown(told))
    leaks = {name: set().union(*map(runs_of, texts)) & hidden for name, texts in texts_in(tmp_path / "site").items()}
    assert {name: runs for name, runs in leaks.items() if runs} == {}


def test_the_search_for_leaks_finds_them(content, told, tmp_path, monkeypatch):
    """Without the gate each kind of secret would be found, but for comments: the test above can be trusted."""
    monkeypatch.setattr(steps, "permitted", lambda library: library)
    build(load(content), Theme(), tmp_path / "site")
    found = {run for texts in texts_in(tmp_path / "site").values() for text in texts for run in runs_of(text)}
    written = "".join(each.original + each.translation for each in told.values())
    assert [
        text for text in not_shown(told) if not hidden_runs([text]) & found and f"<!-- {text} -->" not in written
    ] == []


def test_what_may_be_shown_is(content, told, tmp_path):
    """The beginning of both languages, your own summary, the quoted words, and all of what is free."""
    build(load(content), Theme(), tmp_path / "site")
    pages = {name: texts[1] for name, texts in texts_in(tmp_path / "site").items()}
    for name in ("excerpt-zh", "excerpt-en"):
        for text in told[name].begins.values():
            assert bare(text) in pages[f"en/articles/{name}/index.html"]
            assert bare(text) in pages["en/feeds/both/atom.xml"]
    assert "WhatIsayofit" in pages["en/articles/link-en/index.html"]
    for name in told:
        assert NOTED in pages[f"en/articles/{name}/index.html"]
        assert NOTED in pages["en/notes/index.html"]
    assert all(bare(text) in pages["en/articles/full-zh/index.html"] for text in told["full-zh"].captions.values())
