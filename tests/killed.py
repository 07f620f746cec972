"""A folder of a digest in; its builds, killed at any moment, and what is wrong with the site then, out."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urldefrag

from conftest import DIGEST
from running import PATIENCE_S
from written import days, marked, original, translation

from jiazhu.check.links import Links, read_marks
from jiazhu.site.urls import Urls

TESTS = Path(__file__).parent
BASE_URL = "https://example.org/watch/"
BODIES = ["普京说。", "普京访华。\n\n第二段。", "中国和俄罗斯军演。" * 40, "**重要：**俄罗斯。[^1]\n\n[^1]: 注。"]
TAGS = ["- id: arms\n  label: {zh: 军事, en: Arms}\n", "- id: arms\n  label: {zh: 军备}\n  about: {en: All of it.}\n"]
PUTIN = "- id: putin\n  type: Person\n  name: {zh: 普京, en: Putin}\n"
SETTINGS = ['period = "month"\n', 'feeds = "summary"\n', 'rights = "excerpt"\n', 'period = "day"\nvariants = []\n', ""]
TEMPLATE = '{{% extends "base.html" %}}{{% block title %}}{{% endblock %}}{{% block main %}}{}{{% endblock %}}'


class Program:
    """The program, ready to run at once as often as is asked, in processes of its own."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self._said = folder / "said"
        self.pid = 0

    def start(self, *arguments: str | Path) -> None:
        """Begin to run a command."""
        json.dump([[*map(str, arguments)], str(self._said)], self._process.stdin)
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self.pid = int(self._process.stdout.readline())

    def wait(self) -> tuple[int, str]:
        """Wait for its end; give its status, and what it said."""
        status = int(self._process.stdout.readline())
        return status, self._said.read_text() if self._said.exists() else ""

    def run(self, *arguments: str | Path) -> tuple[int, str]:
        """Run a command to its end."""
        self.start(*arguments)
        return self.wait()

    def kill(self, *, all_of_it: bool = True) -> int:
        """Kill what was started, or only the process that was started first; give its status."""
        with suppress(ProcessLookupError):  # it has ended
            (os.killpg if all_of_it else os.kill)(self.pid, signal.SIGKILL)
        return int(self._process.stdout.readline())

    def running(self) -> list[int]:
        """List the processes that run of what was started, the first and its own."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, _, group = stat.read_text().rpartition(")")[2].split()[:3]
            except OSError:  # it has just ended
                continue
            if int(group) == self.pid and state != "Z":
                found.append(int(stat.parent.name))
        return found


@contextmanager
def programs(folder: Path, count: int = 1) -> Iterator[list[Program]]:
    """Start so many processes that wait for commands, which have built a site before."""
    started = []
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    for number in range(count):
        aside = folder / f"program-{number}"
        place = Place(aside)
        warming = json.dumps([*map(str, place.building("--jobs", "1"))])
        process = subprocess.Popen(
            [sys.executable, TESTS / "warm.py", warming],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(Program(process, aside))
    try:
        yield started
    finally:
        for program in started:
            program._process.stdin.close()
            program._process.wait(PATIENCE_S)
            program._process.stdout.close()


class Place:
    """A digest, its theme and its site, side by side in a folder."""

    def __init__(self, folder: Path, chance: random.Random | None = None) -> None:
        self.content, self.theme, self.site = (folder / name for name in ("content", "theme", "site"))
        self.chance = chance or random.Random(0)
        self._number = 8
        (self.theme / "templates").mkdir(parents=True)
        (self.theme / "static").mkdir()
        self.write("digest.toml", DIGEST)
        self.write("tags.yaml", TAGS[0])
        for name, text in days(self._number, tags="[arms]", body=BODIES[1]).items():
            self.write(name, text)

    def building(self, *options: str | Path, output: Path | None = None) -> list[str | Path]:
        """Give the command that builds the site."""
        given = ("--content", self.content, "--theme", self.theme, "--output", output or self.site)
        return ["build", *given, *options]

    def write(self, name: str, text: str) -> None:
        """Write a file of the content."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self) -> str:
        """Do what an editor may do, by chance, and name it."""
        edits = [
            self.edit_article, self.edit_article, self.add, self.delete, self.rename, self.translate, self.annotate,
            self.change_tags, self.change_entities, self.change_settings, self.change_style, self.change_template,
        ]  # fmt: skip
        chosen = self.chance.choice(edits)
        chosen()
        return chosen.__name__

    def _article(self) -> Path:
        return self.chance.choice(sorted((self.content / "articles").iterdir()))

    def _new(self) -> None:
        self._number += 1
        (written,) = days(1, first=self._number, tags="[arms]", body=self.chance.choice(BODIES)).items()
        self.write(*written)

    def edit_article(self) -> None:
        """Write another text."""
        slug = self._article().name
        body = f"{self.chance.choice(BODIES)}\n\n第{self.chance.randrange(1000)}段。"
        self.write(f"articles/{slug}/zh.md", original(f"id-{slug}", body=body, day=f"2023-08-{10 + len(body) % 9}"))

    def add(self) -> None:
        """Write three new articles."""
        for _ in range(3):
            self._new()

    def delete(self) -> None:
        """Take articles away; a few stay."""
        while len(list((self.content / "articles").iterdir())) > 6:
            shutil.rmtree(self._article())
        self._new()

    def rename(self) -> None:
        """Give an article another address; the old one leads on."""
        folder = self._article()
        new = folder.with_name(f"b{self.chance.randrange(10**6)}")
        folder.rename(new)
        self.write(f"articles/{new.name}/zh.md", original(f"id-{new.name}", aliases=f"[{folder.name}]"))

    def translate(self) -> None:
        """Translate an article."""
        slug = self._article().name
        self.write(f"articles/{slug}/zh.md", original(f"id-{slug}", body=BODIES[0]))
        self.write(f"articles/{slug}/en.md", translation(body=marked("Putin said.", BODIES[0])))

    def annotate(self) -> None:
        """Write a note on an article."""
        slug = self._article().name
        self.write(f"articles/{slug}/zh.md", original(f"id-{slug}", body=BODIES[1]))
        note = f"- id: n1\n  kind: context\n  in: zh\n  quote: 第二段\n  note: {{zh: 注{self.chance.random()}。}}\n"
        self.write(f"articles/{slug}/notes.yaml", note)

    def change_tags(self) -> None:
        """Write the tags anew."""
        self.write("tags.yaml", self.chance.choice(TAGS))

    def change_entities(self) -> None:
        """Write the names anew."""
        self.write("entities.yaml", self.chance.choice(["", PUTIN]))

    def change_settings(self) -> None:
        """Write the settings anew."""
        first = self.chance.choice(SETTINGS)
        self.write("digest.toml", first + DIGEST)

    def change_style(self) -> None:
        """Write a style sheet, which gets another name."""
        (self.theme / "static" / "own.css").write_text(f"p {{ width: {self.chance.randrange(1000)}px }}\n")

    def change_template(self) -> None:
        """Write a template."""
        words = TEMPLATE.format(f"{{{{ articles|length }}}} {self.chance.randrange(1000)}")
        (self.theme / "templates" / "month.html").write_text(words)

    def left_beside(self) -> set[str]:
        """List what a build left beside the site."""
        return {path.name for path in self.site.parent.iterdir() if path.name.startswith(".site")}


def broken(files: Mapping[str, bytes], pages: Iterable[str]) -> list[tuple[str, str]]:
    """List the links, pictures, styles and scripts that lead to no file.

    They are those of the `pages`, and of all to which a reader comes from there.
    """
    found, seen = [], set()
    ahead = [name for name in pages if name.endswith(".html")]
    while ahead:
        page = ahead.pop()
        if page not in seen:
            seen.add(page)
            targets = _targets(files, page, files[page])
            found += [(page, link) for link, target in targets.items() if target is None]
            ahead += [target for target in targets.values() if target and target.endswith(".html")]
    return found


def walk(site: Path) -> Iterator[tuple[str, list[str]]]:
    """Go from the entrance of a site through all of its pages, as it is at that moment: each with its broken links."""
    seen, ahead = set(), ["index.html"]
    while ahead:
        page = ahead.pop()
        with suppress(OSError):  # it has been taken away since it was linked to
            data = (site / page).read_bytes()
            targets = _targets(_OnDisk(site), page, data)
            lost = [link for link, target in targets.items() if target is None]
            yield page, lost if lost and (site / page).read_bytes() == data else []
            new = {target for target in targets.values() if target and target.endswith(".html")} - seen
            seen |= new
            ahead += new


class _OnDisk(dict[str, bytes]):
    """The files of a folder, as they are whenever somebody asks."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __contains__(self, name: object) -> bool:
        return (self._folder / str(name)).is_file()


def _targets(files: Mapping[str, bytes], page: str, html: bytes) -> dict[str, str | None]:
    """Tell to which file each link of a page leads, wherever in it: ELSEWHERE out of the site, None nowhere."""
    links = Links(files, Urls(BASE_URL))
    return {link: links.target(page, urldefrag(link)[0] or ".") for link in read_marks([(page, html)])[page].links}


def at_a_moment(chance: random.Random, place: Place, usual_s: float) -> None:
    """Wait until any moment of a build, or one in which it writes, moves files, or has just done so."""
    awaited, gone, then_s = chance.choice(
        [
            ("", False, usual_s),
            (".site.new", False, usual_s / 2),
            (".site.journal", False, 0.01),
            (".site.new", True, 0),
        ]
    )
    beside = place.site.parent / awaited
    end = time.monotonic() + 2 * usual_s
    for there in [True, False] if gone else [True]:
        while beside.exists() != there and time.monotonic() < end:
            time.sleep(0.0002)
    time.sleep(chance.uniform(0, then_s))
