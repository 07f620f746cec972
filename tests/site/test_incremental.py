"""Incremental builds: whatever is edited, the site is the one that a build from nothing makes, to the byte."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from written import marked, original, translation

from jiazhu import cache, glance
from jiazhu.config import load_config
from jiazhu.errors import JiazhuError, Problems
from jiazhu.glance import Glance
from jiazhu.library import shelf
from jiazhu.library.load import load_library
from jiazhu.model import Config
from jiazhu.site.builder import build, site_files
from jiazhu.site.theme import Theme

SETTINGS = """\
title = {{ zh = "{title}", en = "Watch" }}
base_url = "https://example.org/watch/"
languages = ["zh", "en"]
variants = {variants}
timezone = "Asia/Shanghai"
period = "{period}"
authority = "example.org,2023"
feeds = "{feeds}"
rights = "{rights}"
[metadata]
cards = false
sitemap = {sitemap}
"""
DEFAULTS = {
    "title": "观察",
    "variants": "[]",
    "period": "week",
    "feeds": "full",
    "rights": "full",
    "sitemap": "true",
}
CHOICES = {
    "title": ["观察", "中俄观察"],
    "variants": ["[]", '["zh-Hant"]'],
    "period": ["day", "week", "month"],
    "feeds": ["full", "summary"],
    "rights": ["full", "excerpt", "link"],
    "sitemap": ["true", "false"],
}
BODIES = [
    "普京说。",
    "普京访华。\n\n第二段。",
    "第二段。\n\n**重要：**俄罗斯。[^1]\n\n[^1]: 注。",
    "中国和俄罗斯军演。" * 40,
    "![图](https://e.org/a.png)\\\n说明。\n\n结尾。",
]
ENGLISH = ["Putin said.", "Putin.\n\nA second paragraph.", "China and Russia.\n\nMore.", "Words."]
DAYS = ["2023-08-01", "2023-08-16", "2023-08-18", "2023-09-02"]
KEYS = [
    {},
    {"tags": "[arms]"},
    {"tags": "[asia, arms]", "title": "普京的标题"},
    {"tags": "[yazhou]"},
    {"draft": "true"},
    {"aliases": "[old]"},
    {"summary": "摘要。"},
    {"rights": "excerpt"},
]
STATES = ["machine", "reviewed"]
TAGS = [
    "- id: arms\n  label: {zh: 军事, en: Arms}\n- id: asia\n  label: {zh: 亚洲, en: Asia}\n",
    "- id: arms\n  label: {zh: 军备, en: Arms}\n  parent: asia\n- id: asia\n  label: {zh: 亚洲}\n  aliases: [yazhou]\n",
    "- id: asia\n  label: {zh: 亚洲, en: Asia}\n  about: {en: All of it.}\n- id: arms\n  label: {zh: 军事}\n",
]
ENTITIES = [
    "",
    "- id: putin\n  type: Person\n  name: {zh: 普京, en: Putin}\n",
    "- id: putin\n  type: Person\n  name: {zh: 普京, en: Putin}\n  match: {zh: [普亭]}\n  about: {en: A man.}\n",
    "- id: russia\n  type: Place\n  name: {zh: 俄罗斯, zh-Hant: 俄國, en: Russia}\n",
    "- id: china\n  type: Place\n  name: {zh: 中国}\n  never: {zh: [中国和]}\n",
]
NOTES = [
    "",
    "- id: n1\n  kind: context\n  in: zh\n  quote: 普京\n  note: {zh: 总统。, en: The president.}\n",
    "- id: n1\n  kind: context\n  in: zh\n  quote: 第二段\n  note: {en: Twice.}\n  date: 2023-08-20\n",
    "- id: n2\n  kind: correction\n  in: zh\n  at: title\n  quote: 标\n  replacement: 题\n  note: {zh: 错字。}\n",
    "- id: n2\n  kind: translation\n  in: en\n  quote: paragraph\n  note: {en: Part.}\n",
]
DIGESTS = [
    "",
    "---\ntitle: 一周\n---\n\n导言。",
    "---\ntitle: 版\nstories:\n  - headline: 头条\n    lead: a\n    also: [{article: b, adds: 补充}]\n---\n",
    "---\ntitle: 别册\nfrom: 2023-08-01\nto: 2023-08-31\n---\n",
]
PAGE = '{{% extends "base.html" %}}{{% block title %}}{{% endblock %}}{{% block main %}}{}{{% endblock %}}'
TEMPLATES = [
    "",
    PAGE.format("{{ articles|length }}"),
    PAGE.format("{% for one in view.library.articles %}{{ one.matter.title }}{% endfor %}"),
]
SLUGS = st.sampled_from(["a", "b", "c", "d"])
TICK_S = 0.01
"""Two changes of a file so far apart have other times: Linux counts them in ticks of 4 ms at most."""


class Editing(RuleBasedStateMachine):
    """An editor who changes anything, and builds after each change."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.content, self.theme = self.folder / "content", self.folder / "theme"
        self.cache, self.other_cache, self.output = (self.folder / name for name in ("cache", "other", "site"))
        self.turns = 0
        self.touched: set[Path] = set()
        self.is_as_left = True
        self.settings = dict(DEFAULTS)
        (self.theme / "templates").mkdir(parents=True)

    @initialize()
    def begin(self) -> None:
        """Begin with two articles."""
        self.write("digest.toml", SETTINGS.format_map(self.settings))
        self.write("tags.yaml", TAGS[0])
        self.write("articles/a/zh.md", original("id-a", url="https://e.org/a", tags="[arms]", body=BODIES[1]))
        self.write("articles/b/zh.md", original("id-b", url="https://e.org/b", body=BODIES[0]))

    def write(self, name: str, text: str) -> None:
        """Write a file of the content; an empty text takes it away."""
        path = self.content / name
        self.touched.add(path.resolve())
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
            if path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()

    @rule(slug=SLUGS, body=st.sampled_from(BODIES), day=st.sampled_from(DAYS), keys=st.sampled_from(KEYS))
    def write_article(self, slug: str, body: str, day: str, keys: dict[str, str]) -> None:
        """Write an original, new or anew."""
        given = {"url": f"https://e.org/{slug}", **keys}
        self.write(f"articles/{slug}/zh.md", original(f"id-{slug}", day=day, body=body, **given))

    @rule(slug=SLUGS, body=st.sampled_from(ENGLISH), of=st.sampled_from(BODIES), state=st.sampled_from(STATES))
    def translate(self, slug: str, body: str, of: str, state: str) -> None:
        """Write a translation, fresh or stale."""
        if (self.content / f"articles/{slug}/zh.md").exists():
            blocks = "\n\n".join(of.split("\n\n")[: body.count("\n\n") + 1])
            try:
                text = marked(body, blocks)
            except ValueError:  # not as many blocks
                text = body
            self.write(f"articles/{slug}/en.md", translation("Title", body=text, state=state))

    @rule(slug=SLUGS, name=st.sampled_from(["en.md", "notes.yaml"]))
    def take_away(self, slug: str, name: str) -> None:
        """Take a translation or notes away."""
        self.write(f"articles/{slug}/{name}", "")

    @rule(slug=SLUGS, notes=st.sampled_from(NOTES))
    def annotate(self, slug: str, notes: str) -> None:
        """Write an article's notes."""
        if (self.content / f"articles/{slug}/zh.md").exists():
            self.write(f"articles/{slug}/notes.yaml", notes)

    @rule(slug=SLUGS)
    def delete(self, slug: str) -> None:
        """Delete an article."""
        self.touched |= set((self.content / "articles" / slug).resolve().glob("*"))
        shutil.rmtree(self.content / "articles" / slug, ignore_errors=True)

    @rule(slug=SLUGS, other=SLUGS)
    def rename(self, slug: str, other: str) -> None:
        """Give an article another address."""
        source, target = (self.content / "articles" / name for name in (slug, other))
        if source.is_dir() and not target.exists():
            source.rename(target)
            self.touched |= {source.resolve() / "zh.md", *target.resolve().glob("*")}

    @rule(tags=st.sampled_from(TAGS))
    def change_tags(self, tags: str) -> None:
        """Write the tags anew."""
        self.write("tags.yaml", tags)

    @rule(entities=st.lists(st.sampled_from(ENTITIES), max_size=2, unique=True).map("".join))
    def change_entities(self, entities: str) -> None:
        """Write the entities anew."""
        self.write("entities.yaml", entities)

    @rule(
        name=st.sampled_from(["2023-W33.zh", "edition.zh", "2023-08.zh", "2023-W33.en"]), text=st.sampled_from(DIGESTS)
    )
    def change_digest(self, name: str, text: str) -> None:
        """Write an editor's words for a digest."""
        self.write(f"digests/{name}.md", text)

    @rule(text=st.sampled_from(["", "---\ntitle: 关于\n---\n\n此站。", "---\ntitle: 关于\n---\n\n普京。"]))
    def change_page(self, text: str) -> None:
        """Write a page of the editor's own."""
        self.write("pages/about.zh.md", text)

    @rule(key=st.sampled_from(sorted(CHOICES)), place=st.integers(0, 2))
    def change_setting(self, key: str, place: int) -> None:
        """Change one of the settings."""
        self.settings[key] = CHOICES[key][place % len(CHOICES[key])]
        self.write("digest.toml", SETTINGS.format_map(self.settings))

    @rule(template=st.sampled_from(TEMPLATES))
    def change_template(self, template: str) -> None:
        """Write a template of the editor's own."""
        path = self.theme / "templates" / "month.html"
        if template:
            path.write_text(template, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)

    @rule(place=st.integers(0, 10_000), how=st.sampled_from(["delete", "change", "add"]))
    def meddle(self, place: int, how: str) -> None:
        """Do something to the output behind the program's back."""
        self.is_as_left = False
        files = sorted(path for path in self.output.rglob("*") if path.is_file() and path.name != ".nojekyll")
        if how == "add":
            (self.output / "zh").mkdir(parents=True, exist_ok=True)
            (self.output / "zh" / "stray.html").write_bytes(b"x")
        elif files:
            path = files[place % len(files)]
            path.unlink() if how == "delete" else path.write_bytes(b"something else")

    @rule(name=st.sampled_from(["articles", "abstracts", "stories", "sites"]), how=st.sampled_from(["lose", "spoil"]))
    def harm_cache(self, name: str, how: str) -> None:
        """Lose a part of the cache, or have it spoilt."""
        for path in [self.cache / name, *(self.cache / name).glob("*")]:
            if path.is_file():
                path.unlink() if how == "lose" else path.write_bytes(path.read_bytes()[:-9] + b"nonsense!")

    @rule()
    def begin_anew(self) -> None:
        """End the program: the next build is that of another process."""
        cache.forget_all()

    def made_afresh(self) -> dict[str, bytes] | None:
        """Make the site from nothing; None where it cannot be made."""
        for name in ("articles", "abstracts", "stories", "coverage", "sites"):
            shutil.rmtree(self.other_cache / name, ignore_errors=True)
            (self.other_cache / name).unlink(missing_ok=True)
        try:
            config = load_config(self.content / "digest.toml")
            library = load_library(self.content, config, Problems())
            files = dict(site_files(library, Theme(self.theme), cache=self.other_cache, search=False))
        except JiazhuError:
            return None
        return {name: data if isinstance(data, bytes) else data.read_bytes() for name, data in files.items()}

    @invariant()
    def built_is_as_made_afresh(self) -> None:
        """The output folder holds what a build from nothing makes; where none can be made, what was there."""
        if not (self.content / "digest.toml").exists():
            return
        before = self.in_output()
        expected = self.made_afresh()
        try:
            config = load_config(self.content / "digest.toml")
            self.turns += 1
            if self.turns % 3 == 0:
                self.pages_come_first(config, expected)
            seen = Glance(self.folder / "glance", "")
            look, said = seen.look()
            library = load_library(self.content, config, Problems(), cache=self.cache, look=look)
            build(library, Theme(self.theme), self.output, cache=self.cache, search=False, look=look)
        except JiazhuError:
            assert expected is None
            assert self.in_output() == before
            return
        found = self.in_output()
        assert expected is not None
        assert found.keys() == expected.keys()
        different = [name for name in found if found[name] != expected[name]]
        assert different == []
        assert said is None or before == expected
        self.touched, self.is_as_left = set(), True
        if self.turns % 2:
            seen.keep([], [self.content, self.theme], self.output.resolve())
        time.sleep(TICK_S)

    def pages_come_first(self, config: Config, expected: dict[str, bytes] | None) -> None:
        """Pages can be brought up to date alone, as a preview does, which knows what was touched.

        Nothing of the rest is lost, or taken for new.
        """
        library = load_library(self.content, config, Problems(), cache=self.cache, touched=self.touched)
        build(library, Theme(self.theme), self.output, cache=self.cache, search=False, seen=True)
        found = self.in_output()
        assert expected is not None
        if not self.is_as_left:  # who meddles waits for the rest
            return
        pages = {name for name in expected if name.endswith("index.html")}
        assert pages == {name for name in found if name.endswith("index.html")}
        assert [name for name in pages if found[name] != expected[name]] == []

    def in_output(self) -> dict[str, bytes]:
        """Read the output folder."""
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in self.output.rglob("*")
            if path.is_file()
        }

    def teardown(self) -> None:
        """Take the folders away."""
        shutil.rmtree(self.folder)


def edit(monkeypatch: pytest.MonkeyPatch, examples: int, steps: int) -> None:
    """Let editors edit; what tells of a change without opening a file is trusted at once."""
    for module in (shelf, glance):
        monkeypatch.setattr(module, "UNSURE_NS", 0)
    run_state_machine_as_test(
        Editing, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )


def test_whatever_is_edited(monkeypatch):
    """A short way through."""
    edit(monkeypatch, 4, 8)


@pytest.mark.slow
def test_whatever_is_edited_five_hundred_times(monkeypatch):
    """As often as `EDITS` says (500): the long way through."""
    steps = int(os.environ.get("EDITS", "500"))
    edit(monkeypatch, steps // 50, 50)
