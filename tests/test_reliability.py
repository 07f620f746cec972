"""Files with any faults in them: the program ends with problems that have a place, and with no other error."""

from __future__ import annotations

import tempfile
from pathlib import Path

from chance import examples
from conftest import DIGEST
from hostile import HAND_WRITTEN
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from poisoned import fragment
from written import marked, original, translation

from jiazhu.config import load_config
from jiazhu.errors import JiazhuError, Problems
from jiazhu.ingest.importer import Importer
from jiazhu.library.load import load_library
from jiazhu.library.raw import fragment_files
from jiazhu.site.builder import site_files
from jiazhu.site.theme import Theme

BODY = "中国防长访问**白俄罗斯**[^1]。\n\n![图](https://e.org/a.png)\\\n说明\n\n| a | b |\n|---|---|\n| c | d |"
BODY += "\n\n[^1]: 注"
FILES = {
    "digest.toml": DIGEST
    + 'variants = ["zh-Hant"]\ntheme.footer = { zh = "*脚*" }\n[[fetch]]\nurl = "https://e.org/f"\n',
    "tags.yaml": "- id: arms\n  label: {zh: 武器, en: Arms}\n  aliases: [军火]\n"
    "- {id: b, label: {zh: 乙}, parent: arms}\n",
    "entities.yaml": "- id: by\n  type: Place\n  name: {zh-Hans: 白俄罗斯, en: Belarus}\n"
    "  match: {en: [White Russia]}\n  never: {zh: [白俄罗斯人]}\n  about: {zh: 国家}\n  same_as: [https://www.wikidata.org/wiki/Q184]\n",
    "sources/s.toml": 'hosts = ["fragment.example"]\nname = { zh = "某社" }\n'
    'date = { select = "p", format = "%Y" }\n'
    'remove = ["div", { select = "p", regex = "x" }]\n',
    "articles/one/zh.md": original(
        body=BODY,
        published="2023-08-18T11:59+02:00",
        tags="[arms]",
        authors="[甲]",
        image='{src: "https://e.org/a.png", alt: 图}',
        caption="图说",
        summary="概要",
        aliases="[old]",
        entities="{add: [by], skip: []}",
    ),
    "articles/one/en.md": translation(
        body=marked("Words.\n\nA picture\n\n| e |\n|---|\n\nNote", BODY), of="{title: 1a2b3c4d}"
    ),
    "articles/one/notes.yaml": "- id: n1\n  kind: claim\n  in: zh\n  quote: 防长访问\n  before: 中国\n"
    "  after: 白俄罗斯\n  claim: {by: by, verdict: disputed}\n  note: {zh: '*注*', en: Note}\n"
    "  sources: [{url: 'https://e.org/s', title: S, lang: en}]\n  by: ed\n  date: 2023-08-20\n"
    "- {id: n2, kind: correction, in: en, at: title, quote: Title, replacement: Name, note: {en: x}}\n",
    "digests/week.zh.md": "---\ntitle: 一周\nfrom: 2023-08-14\nto: 2023-08-20\nstories:\n"
    "  - headline: 头条\n    lead: one\n---\n\n导语。\n",
    "digests/week.en.md": "---\ntitle: A week\nstories: [{headline: First, lead: one}]\n---\n\nWords.\n",
    "pages/about.zh.md": "---\ntitle: 关于\n---\n\n# 题\n\n正文。\n",
    "raw/1.txt": fragment(["词", "文"]).decode(),
    "raw/ignore.txt": "# list\n2.txt\treason\n",
}

TOKENS = st.one_of(
    st.sampled_from(HAND_WRITTEN),
    st.sampled_from(
        [
            *"--- ... : - [ ] { } , # & * ! | > % @ ` \" ' \\ ~ null true 0 -1 1e999 2023-02-30".split(),
            *"id title lang zh-Hans zh en xx und epoch of: was <!-- --> one old by arms n1".split(),
            *"https:// https://[ //e.org ../.. %Y (?P< (a|a)*$ :has( [[ ]] = 🙂 1692353702000".split(),
            "9999-12-31T23:59:59-14:00",
            *"\n\r\t \x00\x07\ufeff\u2028\u0301\u200d\ud800\U0010fffe",
        ]
    ),
    st.text(max_size=8),
    st.integers().map(str),
    st.dates().map(str),
)


@st.composite
def edited(draw, name):
    """Draw a file's bytes after a few edits: something put in, taken out, doubled, moved, or spoilt."""
    text = FILES[name]
    for _ in range(draw(st.integers(1, 3))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        end = min(end, start + draw(st.sampled_from([0, 1, 5, 40, 400])))
        kind = draw(st.sampled_from(["put", "put", "put", "take", "double", "lines"]))
        if kind == "lines":
            lines = text.split("\n")
            at, to = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
            lines.insert(to, lines.pop(at))
            text = "\n".join(lines)
        else:
            put = {"put": lambda: draw(TOKENS), "take": str, "double": lambda: text[start:end] * 2}[kind]()  # noqa: B023
            text = text[:start] + put + text[end:]
    data = text.encode("utf-8", "surrogatepass")
    at = draw(st.integers(0, len(data)))
    return data[:at] + draw(st.sampled_from([b""] * 9 + [b"\xff"])) + data[at:]


CHANGES = st.lists(
    st.sampled_from(sorted(FILES)).flatmap(lambda name: st.tuples(st.just(name), edited(name))), min_size=1, max_size=2
)


def written(folder: Path, changes: list[tuple[str, bytes]]) -> Path:
    """Write the files, some of them changed."""
    content = folder / "content"
    for name, data in {**{name: text.encode() for name, text in FILES.items()}, **dict(changes)}.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_bytes(data)
    return content


def place_is_known(content: Path, problems: Problems) -> None:
    """Make sure that each problem is one line that names a file there, a line in it, and what to do."""
    for problem in problems:
        assert content in (problem.path, *problem.path.parents), problem
        lines = problem.path.read_bytes().count(b"\n") + 1 if problem.path.is_file() else 0
        assert 0 <= problem.line <= lines + 1, problem
        assert problem.text, problem
        assert problem.hint, problem
        assert len(str(problem).splitlines()) == 1, problem


MANY = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def test_without_an_edit_nothing_is_wrong(tmp_path):
    """What is edited below is content of all kinds, and faultless."""
    problems = Problems()
    content = written(tmp_path, [])
    config = load_config(content / "digest.toml")
    imported = Importer(content, config, problems).run(fragment_files(content / "raw"))
    library = load_library(content, config, problems)
    assert (imported.new, len(library.articles), len(library.digests)) == (["2023-08-18-ti"], 2, 2)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []


@settings(MANY, max_examples=examples(80, 3000))
@given(CHANGES)
def test_any_fault_is_a_problem_with_a_place(changes):
    """Content with faults of any kind is imported, read and checked, or what is wrong is told."""
    with tempfile.TemporaryDirectory() as folder:
        content = written(Path(folder), changes)
        problems = Problems()
        with problems.collect():
            config = load_config(content / "digest.toml")
            with problems.collect():
                Importer(content, config, problems).run(fragment_files(content / "raw"))
            load_library(content, config, problems)
        place_is_known(content, problems)


@settings(MANY, max_examples=examples(8, 300))
@given(CHANGES)
def test_whatever_is_read_can_be_built_and_checked(changes):
    """Of content that was read, every file of the site can be made, and every check be run."""
    with tempfile.TemporaryDirectory() as folder:
        content = written(Path(folder), changes)
        problems = Problems()
        try:
            config = load_config(content / "digest.toml")
            library = load_library(content, config, problems)
        except JiazhuError:
            return
        assert all(name for name, _ in site_files(library, Theme(), search=True))
