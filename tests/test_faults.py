"""Whatever is wrong with the content: one clear problem, the rest of the site, status 1; strictly, no change at all."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from chance import examples
from click.testing import CliRunner
from conftest import DIGEST
from hypothesis import given, settings
from hypothesis import strategies as st

from jiazhu.cli import main
from jiazhu.model import OriginalMatter


def original(id_, *lines, title="title: 题", epoch="epoch: 1692353702000"):
    """Write the text of an original."""
    return "\n".join(["---", f"id: {id_}", title, epoch, *lines, "---", "", "正文。", ""])


def fragment(stamp="<!--1692353702000-->", title="[题](https://example.org/1)", html="<p>正文。</p>"):
    """Write a fragment of 18 August 2023."""
    return f"{stamp}\n{title}\n------\n\n{html}\n"


GOOD = {
    "tags.yaml": "- {id: arms, label: {zh: 武器}}\n",
    "articles/good/zh.md": original("good", "tags: [arms]"),
    "digests/2023-W33.zh.md": "---\ntitle: 这一周\n---\n",
}


def run(content, command, *options):
    """Run the program on a content folder, the site beside it; give the status, and what it says is wrong."""
    site = ["--output", str(content.parent / "site"), "--jobs", "1"] if command in {"build", "all"} else []
    arguments = [command, "--content", str(content), *site, *options]
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stderr.splitlines()


def state(folder):
    """Read every file of a folder, but for what caches and locks leave."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path: path.read_bytes() for path in files if not {".cache"} & set(path.parts) and path.suffix != ".lock"}


def page(content, slug):
    """Tell whether an article is on the site, in each language."""
    return [(content.parent / "site" / code / "articles" / slug / "index.html").exists() for code in ("zh", "en")]


@pytest.fixture
def content(make_content):
    """Give the content of a faultless site, which is built."""
    content = make_content(GOOD)
    assert run(content, "build") == (0, [])
    return content


def told(content, place, text):
    """Match one problem: its place, what is wrong, and in brackets what to do."""
    return re.compile(rf"{re.escape(str(content / place))}: error: .*{text}.* \(.+\)")


FRAGMENTS = {
    "no header": ("<p>正文。</p>", ":1", r"no header"),
    "no rule": ("<!--1692353702000-->\n[题](https://example.org/1)\n<p>x</p>", ":3", "no header: no `------`"),
    "epoch missing": (fragment(stamp=""), ":2", "the epoch is missing"),
    "epoch no number": (fragment(stamp="<!--NaN-->"), ":1", "the epoch `NaN` is no number"),
    "epoch absurd": (fragment(stamp="<!--99999999999999999-->"), ":1", "no plausible date"),
    "empty": ("", "", "the file is empty"),
    "nothing left": (fragment(html="<script>x</script>"), ":5", "nothing is left"),
    "binary": (bytes(range(256)) * 40, "", "a binary file"),
    "UTF-16": (fragment().encode("utf-16"), "", "a binary file, or text that is not UTF-8"),
    "GB 18030": (fragment(html="<p>English text and 中文。</p>").encode("gb18030"), ":2", "not UTF-8"),
    "50 MB": (fragment().encode() + b"<p>x</p>" * (50 * 1024 * 128), "", "larger than 20 MB"),
    "runs in a browser": (fragment(title="[题](javascript:alert(1))"), ":2", "no address of the web"),
}


@pytest.mark.parametrize(("data", "line", "text"), FRAGMENTS.values(), ids=FRAGMENTS)
def test_a_faulty_fragment_is_told_and_the_others_are_imported(content, data, line, text):
    """It stays as it is; another fragment becomes an article, but not strictly."""
    (content / "raw").mkdir()
    (content / "raw" / "0.txt").write_bytes(data if isinstance(data, bytes) else data.encode())
    (content / "raw" / "1.txt").write_text(fragment(title="[新](https://example.org/2)"), encoding="utf-8")
    before = state(content.parent)

    for options, changed in ((["--strict"], False), ([], True)):
        status, said = run(content, "all", *options)
        assert (status, len(said)) == (1, 1)
        assert told(content, f"raw/0.txt{line}", text).fullmatch(said[0])
        assert changed is (state(content.parent) != before)
        assert page(content, "2023-08-18-xin") == [changed, changed]
    assert state(content / "raw") == {path: data for path, data in before.items() if path.parent.name == "raw"}


BAD = "articles/bad/zh.md"
CONTENT = {
    "no front matter": ({BAD: "正文。"}, f"{BAD}:1", "no front matter"),
    "front matter without end": ({BAD: "---\nid: x\n"}, f"{BAD}:1", "does not end"),
    "front matter broken": ({BAD: original("x", 'summary: "open')}, f"{BAD}:5", "no valid YAML"),
    "unknown key": ({BAD: original("x", "sumary: x")}, f"{BAD}:5", "unknown key `sumary`"),
    "wrong type": ({BAD: original("x", "draft: perhaps")}, f"{BAD}:5", "expected true or false"),
    "missing key": ({BAD: original("x", title="draft: no")}, f"{BAD}:2", "the key `title` is missing"),
    "duplicate key": ({BAD: original("x", "draft: no", "draft: yes")}, f"{BAD}:6", "`draft` stands twice"),
    "anchor": ({BAD: original("x", "remark: &a x")}, f"{BAD}:5", "the YAML anchor `a`"),
    "alias": ({BAD: original("x", "remark: *a")}, f"{BAD}:5", "the YAML alias `a`"),
    "three thousand brackets": ({BAD: original("x", "tags: " + "[" * 3000)}, f"{BAD}:5", "nested deeper"),
    "three thousand dashes": ({BAD: original("x", "tags:", "- " * 3000)}, f"{BAD}:6", "nested deeper"),
    "control character": ({BAD: original("x", "remark: 中\x07")}, f"{BAD}:5", "a control character"),
    "epoch in seconds": ({BAD: original("x", epoch="epoch: 1692353702")}, f"{BAD}:4", "no plausible date"),
    "epoch absurd": ({BAD: original("x", epoch="epoch: 1e300")}, f"{BAD}:4", "`epoch` is `1e300`"),
    "date absurd": ({BAD: original("x", "published: 0001-01-01T00:00+14:00")}, f"{BAD}:5", "no plausible date"),
    "unknown tag": ({BAD: original("x", "tags: [arms, amrs]")}, f"{BAD}:5", "there is no tag `amrs`"),
    "unknown source": ({BAD: original("x", "source: rfi")}, f"{BAD}:5", "there is no source `rfi`"),
    "no original": ({BAD: "---\ntitle: x\n---\n"}, "articles/bad", "found none"),
    "two originals": ({BAD: original("x"), "articles/bad/en.md": original("y")}, "articles/bad", "en.md and zh.md"),
    "two at one id": (
        {BAD: original("x"), "articles/worse/zh.md": original("x")},
        "articles/worse/zh.md:2",
        "the id `x`",
    ),
    "two at one alias": (
        {BAD: original("x", "aliases: [old]"), "articles/worse/zh.md": original("y", "aliases: [old]")},
        "articles/worse/zh.md:5",
        "the address `/articles/old/`",
    ),
    "two at one address": ({BAD: original("x", "aliases: [good]")}, f"{BAD}:5", "the address `/articles/good/`"),
    "a page at an address of the site": ({"pages/tags.zh.md": "---\ntitle: x\n---\n"}, "pages/tags.zh.md", "`/tags/`"),
    "an address outside": ({BAD: original("x", "aliases: [../../x]")}, f"{BAD}:5", "no address"),
    "not UTF-8": ({BAD: original("x").encode("gb18030")}, f"{BAD}:3", "not UTF-8"),
    "faulty translation": (
        {BAD: original("x"), "articles/bad/en.md": "---\ntitle: x\nstate: done\n---\n"},
        "articles/bad/en.md:3",
        "expected one of machine, draft, reviewed",
    ),
    "a folder for a translation": (
        {BAD: original("x"), "articles/bad/en.md/x": ""},
        "articles/bad/en.md",
        "cannot be read: Is a directory",
    ),
    "a folder for a page": ({"pages/about.zh.md/x": ""}, "pages/about.zh.md", "cannot be read: Is a directory"),
    "edition of an unknown article": (
        {"digests/x.zh.md": "---\ntitle: x\narticles:\n- good\n- god\n---\n"},
        "digests/x.zh.md:5",
        "there is no article `god`",
    ),
    "edition of a faulty article": (
        {BAD: original("x", "tag: x"), "digests/x.zh.md": "---\narticles: [good, bad]\n---\n"},
        f"{BAD}:5",
        "unknown key `tag`",
    ),
    "digest without its default language": (
        {"digests/2023-W33.en.md": "---\ntitle: x\n---\n", "digests/2023-W33.zh.md": None},
        "digests/2023-W33.en.md",
        "`2023-W33.zh.md` is missing",
    ),
    "page in no language": ({"pages/about.md": "---\ntitle: x\n---\n"}, "pages/about.md", "no name for a page"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "place", "text"), CONTENT.values(), ids=CONTENT)
def test_a_fault_in_the_content_is_told_and_the_rest_is_built(content, files, place, text):
    """What is faulty is left out, what is not is on the site; strictly, the site is as it was."""
    before = state(content.parent / "site")
    for name, data in {**files, "articles/new/zh.md": original("new")}.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data if isinstance(data, bytes) else data.encode())

    status, said = run(content, "build", "--strict")
    assert (status, len(said)) == (1, 1)
    assert before == state(content.parent / "site")
    status, said = run(content, "build")
    assert (status, len(said)) == (1, 1)
    assert told(content, place, text).fullmatch(said[0])
    assert [*page(content, "good"), *page(content, "new")] == [True] * 4
    faulty = re.search(r"articles/(\w+)", place)
    assert not faulty or not any(page(content, faulty[1]))


def test_an_unreadable_file_is_told_and_the_rest_is_built(content):
    """Such as a link that leads nowhere."""
    (content / "articles" / "bad").mkdir()
    (content / "articles" / "bad" / "zh.md").symlink_to("nowhere")

    status, said = run(content, "build")
    assert (status, len(said)) == (1, 1)
    assert told(content, BAD, "cannot be read").fullmatch(said[0])
    assert page(content, "good") == [True, True]


SETTINGS = {
    "digest.toml broken": ({"digest.toml": DIGEST + "x = [\n"}, "digest.toml:7", "no valid TOML"),
    "digest.toml unknown key": ({"digest.toml": DIGEST + "languagse = []\n"}, "digest.toml:7", "unknown key"),
    "digest.toml no zone": ({"digest.toml": DIGEST.replace("Asia/Shanghai", "x")}, "digest.toml:4", "no time zone"),
    "digest.toml not UTF-8": ({"digest.toml": DIGEST.encode("gb18030")}, "digest.toml:1", "not UTF-8"),
    "tags.yaml broken": ({"tags.yaml": "- id: arms\n  label: {zh: 武器\n"}, "tags.yaml:2", "no valid YAML"),
    "tag without label": ({"tags.yaml": "- id: arms\n  lable: {}\n  label: {zh: 武器}\n"}, "tags.yaml:2", "`lable`"),
    "source broken": ({"sources/rfi-zh.toml": "hosts = 1\n"}, "sources/rfi-zh.toml:1", "expected a list"),
}


@pytest.mark.parametrize(("files", "place", "text"), SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("command", ["build", "all"])
def test_a_fault_in_what_all_pages_share_leaves_the_site_as_it_was(content, command, files, place, text):
    """Settings, tags and sources: one problem, and nothing is written."""
    before = state(content.parent / "site")
    for name, data in files.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_bytes(data if isinstance(data, bytes) else data.encode())

    status, said = run(content, command)
    assert (status, len(said)) == (1, 1)
    assert told(content, place, text).fullmatch(said[0])
    assert before == state(content.parent / "site")


@pytest.mark.parametrize("name", ["articles", "digests", "pages", "sources", "images", "raw"])
def test_a_file_in_the_place_of_a_folder_leaves_the_site_as_it_was(content, name):
    """Else nothing that the folder held would be on it any more, without a word."""
    before = state(content.parent / "site")
    (content / "digest.toml").write_text(f'images = "mirror"\n{DIGEST}', encoding="utf-8")
    shutil.rmtree(content / name, ignore_errors=True)
    (content / name).touch()

    status, said = run(content, "all")
    assert (status, len(said)) == (1, 1)
    assert told(content, name, "no folder").fullmatch(said[0])
    assert before == state(content.parent / "site")


@pytest.mark.parametrize(
    ("template", "line", "text"),
    [
        ("<p>\n{% if %}\n", 2, "template"),
        ("<p>\n\n{{ nobody.knows }}\n", 3, "nobody"),
        ("{{ 1 / 0 }}", 1, "division"),
        ('{% extends "nowhere.html" %}', 1, "nowhere.html"),
    ],
)
def test_a_template_error_leaves_the_site_as_it_was(content, tmp_path, template, line, text):
    """One problem with the template's file and line, for all pages that are made with it."""
    (tmp_path / "theme" / "templates").mkdir(parents=True)
    path = tmp_path / "theme" / "templates" / "article.html"
    path.write_text(template, encoding="utf-8")
    before = state(content.parent / "site")

    status, said = run(content, "build", "--theme", str(tmp_path / "theme"))
    assert (status, len(said)) == (1, 1)
    assert re.fullmatch(rf"{re.escape(str(path))}:{line}: error: .*{text}.* \(.+\)", said[0])
    assert before == state(content.parent / "site")


def test_what_nobody_has_translated_is_a_warning_of_check_only(content):
    """A new article is never translated: it must not stop a strict build."""
    assert run(content, "build", "--strict") == (0, [])
    status, said = run(content, "check")

    assert status == 0
    assert [
        f"{content}/articles/good/zh.md: warning: not translated into `en` (`translate good --to en` begins it)"
    ] == said
    assert run(content, "check", "--strict")[0] == 1


def test_an_epoch_in_seconds_is_no_fault(content):
    """Archivers write both."""
    (content / "raw").mkdir()
    (content / "raw" / "1.txt").write_text(fragment(stamp="<!--1692353702-->"), encoding="utf-8")

    assert run(content, "all") == (0, [])
    assert page(content, "2023-08-18-ti") == [True, True]


def test_what_windows_writes_is_no_fault(make_content):
    """CRLF and a byte order mark, in every file."""
    files = {**GOOD, "digest.toml": DIGEST, "raw/1.txt": fragment(), "raw/ignore.txt": "2.txt\tx\n", "raw/2.txt": "x"}
    files["sources/rfi-zh.toml"] = 'hosts = ["rfi.fr"]\n'
    content = make_content({name: "\ufeff" + text.replace("\n", "\r\n") for name, text in files.items()})

    assert run(content, "all", "--strict") == (0, [])
    assert [*page(content, "good"), *page(content, "2023-08-18-ti")] == [True] * 4
    assert run(content, "all", "--strict") == (0, [])


def test_all_faults_are_told_in_one_run(content):
    """Of several files, and of several keys of one."""
    for name, text in {
        "articles/a/zh.md": original("a", "drafd: x", "tags: x"),
        "articles/b/zh.md": "",
        "pages/x.md": "",
        "digests/y.zh.md": "---\narticles: [a, q]\n---\n",
    }.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")

    status, said = run(content, "build")
    assert (status, len(said)) == (1, 5)
    assert page(content, "good") == [True, True]


NASTY = st.text(alphabet="ab中 -:#&*!|>[]{}\"'%@,?\n\t\r\x00\x07\u2028\ufeff", max_size=40)
KEYS = [*OriginalMatter.__struct_fields__, "key"]
VALUES = st.sampled_from(
    ["", "x", "no", "[]", "[x, y]", "{src: x}", "null", "2023-08-18", "0001-01-01", "9999-12-31T23:59-23:59", "1e99",
     "-1", "~", "../x", "http://[", "javascript:x", "zh-Hant", "full", '"\\0"', "1692353702000", "9" * 30]
) | NASTY  # fmt: skip


@settings(deadline=None, max_examples=examples(8, 200))
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4), NASTY, st.binary(max_size=60))
def test_no_front_matter_body_or_bytes_make_a_traceback(keys, body, data):
    """Whatever a file holds, the program ends with status 0 or 1, and the good article is on the site."""
    matter = {"id": "x", "title": "x", "epoch": "1692353702000", **keys}
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        files = {
            **GOOD,
            "digest.toml": DIGEST,
            "articles/x/zh.md": "---\n"
            + "".join(f"{key}: {value}\n" for key, value in matter.items())
            + f"---\n{body}",
            "articles/y/zh.md": data,
            "digests/x.zh.md": f"---\n{body}\n---\n",
            "raw/1.txt": data,
            "raw/2.txt": fragment().encode() + data,
        }
        for name, text in files.items():
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            (content / name).write_bytes(text if isinstance(text, bytes) else text.encode())

        status, said = run(content, "all", "--no-cache")
        assert status == 1
        assert all(re.match(rf"{re.escape(folder)}/content/\S+: (error|warning): .* \(.+\)$", line) for line in said)
        assert page(content, "good") == [True, True]
