"""Fragments that belong to an article there is: versions of its page, copies of its text, and cleaning again."""

from __future__ import annotations

import contextlib
import itertools
import marshal
import shutil

import pytest
from invented import edited, text_of

from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.ingest.importer import Importer
from jiazhu.library.articles import load_article
from jiazhu.library.blocks import read_blocks
from jiazhu.library.raw import fragment_files

DAY = 1692353702000
SLUG = "2023-08-18-ti"
RULE = 'hosts = ["example.org"]\nname = {zh = "甲"}\nremove = [".ad"]\n'


def fragment(text, *, url="https://example.org/1", hours=0):
    """Write a fragment, fetched so many hours after noon."""
    body = "".join(f"<p>{part}</p>" for part in text.split("\n"))
    return f"<!--{DAY + hours * 3_600_000}-->\n[题]({url})\n------\n\n{body}<p class=ad>买</p>\n"


def run(content, *, again=False, cache=None):
    """Import, or clean again; give the report and the problems."""
    problems = Problems()
    importer = Importer(content, load_config(content / "digest.toml"), problems, cache=cache)
    report = importer.clean_again() if again else importer.run(fragment_files(content / "raw"))
    return report, [*map(str, problems)]


def article(content):
    """Load the one article."""
    (folder,) = (content / "articles").iterdir()
    return load_article(folder)


def add(content, name, text):
    """Drop a fragment in."""
    (content / "raw" / name).write_text(text, encoding="utf-8")


def test_a_later_version_takes_the_place_of_the_earlier(make_content):
    """The body and `fragment` move on, the earlier fragment is noted; identity, address and the editor's keys stay."""
    content = make_content({"raw/1.txt": fragment("旧")})
    run(content)
    path = content / "articles" / SLUG / "zh.md"
    path.write_text(path.read_text("utf-8").replace("tags: []", "tags: []\n# mine\nremark: 留"), encoding="utf-8")
    before = article(content)
    add(content, "2.txt", fragment("新", url="http://example.org/1/", hours=1))
    report, problems = run(content)
    after = article(content)

    assert (report.new, report.versions, problems) == ([], [SLUG], [])
    assert after.body == "新\n\n买"
    assert (after.matter.fragment, after.matter.also) == ("2.txt", ("1.txt",))
    assert after.matter.epoch == DAY + 3_600_000
    assert (after.slug, after.matter.id, after.matter.remark) == (before.slug, before.matter.id, "留")
    assert "# mine\n" in path.read_text("utf-8")
    assert (run(content)[0].known, run(content)[0].edited) == (2, [])


def test_an_earlier_version_is_only_noted(make_content):
    """It came late, and is older than what there is."""
    content = make_content({"raw/1.txt": fragment("新", hours=1)})
    run(content)
    add(content, "2.txt", fragment("旧"))
    run(content)

    assert (article(content).body, article(content).matter.also) == ("新\n\n买", ("2.txt",))


@pytest.mark.parametrize("order", [*itertools.permutations("123")])
def test_of_copies_the_earliest_stands_in_whatever_order(make_content, order):
    """Nearly the same text at three addresses is one article; the other fragments are in `also`."""
    text = text_of(1)
    copies = {
        "1": fragment(text, url="https://example.org/1"),
        "2": fragment(edited(text, 0.005, 2), url="https://b.example/2", hours=1),
        "3": fragment(edited(text, 0.005, 3), url="https://c.example/3", hours=2),
    }
    content = make_content({})
    (content / "raw").mkdir()
    for name in order:
        add(content, f"{name}.txt", copies[name])
        run(content)

    assert article(content).matter.fragment == "1.txt"
    assert article(content).matter.also == ("2.txt", "3.txt")
    assert article(content).body.startswith(text)


def test_an_equal_title_is_no_copy(make_content):
    """Columns repeat theirs."""
    content = make_content(
        {"raw/1.txt": fragment(text_of(1)), "raw/2.txt": fragment(text_of(2), url="https://example.org/2")}
    )

    assert len(run(content)[0].new) == 2


def test_an_edited_article_is_left_alone_and_told(make_content):
    """Neither a version nor a copy changes what a hand wrote."""
    content = make_content({"raw/1.txt": fragment("旧")})
    run(content)
    path = content / "articles" / SLUG / "zh.md"
    path.write_text(path.read_text("utf-8").replace("旧", "手"), encoding="utf-8")
    before = path.read_bytes()
    add(content, "2.txt", fragment("新", hours=1))
    report, problems = run(content)

    assert before == path.read_bytes()
    assert (report.versions, len(problems), "2.txt" in problems[0]) == ([], 1, True)


def test_cleaning_again_follows_the_rule(make_content):
    """A rule that came later is applied to what was imported before; a second time nothing changes."""
    content = make_content({"raw/1.txt": fragment("正文")})
    run(content)
    (content / "sources").mkdir()
    (content / "sources" / "example.toml").write_text(RULE, encoding="utf-8")
    first, second = run(content, again=True)[0], run(content, again=True)[0]

    assert (first.again, second.again) == ([SLUG], [])
    assert (article(content).body, article(content).matter.source) == ("正文", "example")


def test_cleaning_again_keeps_what_a_hand_changed_and_shows_the_difference(make_content):
    """The hand's words, the cleaner's words, in front matter too, at the lines of the file."""
    content = make_content({"raw/1.txt": fragment("正文"), "sources/example.toml": RULE})
    run(content)
    path = content / "articles" / SLUG / "zh.md"
    text = path.read_text("utf-8").replace("正文", "手书").replace('title: "题"', "title: 手题\nremark: 记")
    path.write_text(text, encoding="utf-8")
    before = path.read_bytes()
    report, _ = run(content, again=True)

    assert before == path.read_bytes()
    assert (report.again, report.edited) == ([], [SLUG])
    (difference,) = report.differences
    assert [line for line in difference.split("\n")[2:] if line[0] in "-+"] == [
        "-title: 手题",
        '+title: "题"',
        "-手书",
        "+正文",
    ]
    assert "@@ -2,3 +2,3 @@" in difference


def test_markers_of_translations_follow(make_content):
    """The changed block's marker keeps the hash of the earlier wording; the others stay as they are."""
    content = make_content({"raw/1.txt": fragment("第一段文字在这里\n第二段不变")})
    run(content)
    old = [block.id for block in read_blocks(article(content).body)]
    english = content / "articles" / SLUG / "en.md"
    english.write_text(
        f"---\ntitle: T\n---\n\n<!-- {old[0]} machine -->\nOne.\n\n<!-- {old[1]} -->\nTwo.\n", encoding="utf-8"
    )
    add(content, "2.txt", fragment("第一段文字改在这里\n第二段不变", hours=1))
    run(content)
    new = [block.id for block in read_blocks(article(content).body)]

    assert f"<!-- {new[0]} was {old[0]} machine -->\nOne." in english.read_text("utf-8")
    assert f"<!-- {old[1]} -->\nTwo." in english.read_text("utf-8")

    add(content, "3.txt", fragment("第一段文字在这里\n第二段不变", hours=2))
    run(content)
    assert f"<!-- {old[0]} machine -->\nOne." in english.read_text("utf-8")


class _KilledError(Exception):
    """Stands for a kill."""


@pytest.mark.parametrize("step", range(8))
def test_a_killed_import_ends_where_an_unbroken_one_does(make_content, tmp_path, monkeypatch, step):
    """Killed before any of its renames, it leaves whole articles; run again, the end is the same."""
    content = make_content(
        {"raw/1.txt": fragment("第一段文字在这里\n第二段"), "raw/0.txt": fragment("别", url="https://b.example/")}
    )
    run(content)
    old = [block.id for block in read_blocks(load_article(content / "articles" / SLUG).body)]
    for folder in (content / "articles").iterdir():
        (folder / "en.md").write_text(f"---\ntitle: T\n---\n\n<!-- {old[0]} -->\nOne.\n", encoding="utf-8")
    add(content, "2.txt", fragment("第一段文字改在这里\n第二段", hours=1))
    add(content, "3.txt", fragment(text_of(4), url="https://c.example/"))
    unbroken = shutil.copytree(content, tmp_path / "unbroken")
    run(unbroken)

    renames = itertools.count()

    def dying(method):
        def rename(self, target):
            if next(renames) == step:
                raise _KilledError
            return method(self, target)

        return rename

    path_type = type(content)
    with monkeypatch.context() as patch:
        patch.setattr(path_type, "rename", dying(path_type.rename))
        patch.setattr(path_type, "replace", dying(path_type.replace))
        with contextlib.suppress(_KilledError):
            run(content)
    for folder in (content / "articles").iterdir():
        assert folder.name.startswith(".") or load_article(folder)
    run(content)

    def files(root):
        return {
            str(path.relative_to(root)): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and "/." not in str(path.relative_to(root))
        }

    assert files(unbroken) == files(content)


def altered(data):
    """Give a file of the cache in which all fingerprints are others, of the same shape, behind the hash it had."""
    version, kept = marshal.loads(data[12:])
    return data[:12] + marshal.dumps((version, {key: (~simhash & 2**64 - 1, ()) for key, (simhash, _) in kept.items()}))


@pytest.mark.parametrize("spoilt", [altered, lambda _: b"\xff\x00 no cache", lambda _: b""])
def test_fingerprints_are_kept_and_safe_to_lose(make_content, tmp_path, spoilt):
    """A cache that is gone, not ours, or spoilt in what it says, changes nothing."""
    text = text_of(1)
    content = make_content({"raw/1.txt": fragment(text)})
    cache = tmp_path / ".cache"
    run(content, cache=cache)
    kept = cache / "fingerprints"
    kept.write_bytes(spoilt(kept.read_bytes()))
    add(content, "2.txt", fragment(text, url="https://b.example/", hours=1))

    assert run(content, cache=cache)[0].copies == [SLUG]


def test_cleaning_again_strictly_writes_nothing_where_anything_is_wrong(make_content):
    """A faulty article among them."""
    content = make_content({"raw/1.txt": fragment("正文"), "articles/x/zh.md": "no front matter"})
    run(content)
    (content / "sources").mkdir()
    (content / "sources" / "example.toml").write_text(RULE, encoding="utf-8")
    problems = Problems()
    report = Importer(content, load_config(content / "digest.toml"), problems).clean_again(strict=True)

    assert (report.again, len(problems)) == ([], 1)
