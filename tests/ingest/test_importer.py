"""Imports: new fragments become articles, once."""

from __future__ import annotations

import shutil

import pytest

from jiazhu.config import load_config
from jiazhu.errors import JiazhuError, Problems
from jiazhu.ingest import workers
from jiazhu.ingest.importer import Importer
from jiazhu.library import articles
from jiazhu.library.raw import fragment_files

SLUG = "2023-08-18-ti-yi"


def fragment(title="题一", url="https://example.org/1", html="<p>正文。</p>"):
    """Write a fragment of 18 August 2023."""
    return f"<!--1692353702000-->\n[{title}]({url})\n------\n\n{html}\n"


def run(content, paths=None, **options):
    """Import; give the report and the problems as file and text."""
    problems = Problems()
    imports = Importer(content, load_config(content / "digest.toml"), problems)
    files = imports.take_in(paths) if paths else fragment_files(content / "raw")
    return imports.run(files, **options), [(problem.path.name, problem.line, problem.text) for problem in problems]


def state(content):
    """Read every file of the content, with the time it was changed."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in content.rglob("*") if path.is_file()}


@pytest.fixture
def content(make_content):
    """Give a content folder with one fragment."""
    return make_content({"raw/1.txt": fragment()})


def test_a_second_import_changes_nothing(content):
    """No file is written, not even with the same bytes."""
    first, _ = run(content)
    before = state(content)
    second, problems = run(content)

    assert (first.new, first.known) == ([SLUG], 0)
    assert (second.new, second.known, second.edited) == ([], 1, [])
    assert before == state(content)
    assert problems == []


def test_an_article_that_a_hand_changed_is_left_alone_and_told(content):
    """What a hand wrote is never overwritten."""
    run(content)
    path = content / "articles" / SLUG / "zh.md"
    path.write_text(path.read_text("utf-8").replace("正文。", "改过。"), encoding="utf-8")
    before = state(content)

    assert run(content)[0].edited == [SLUG]
    assert before == state(content)


def test_an_article_is_known_by_its_fragment(content):
    """Its folder may be renamed, and its words be changed."""
    run(content)
    (content / "articles" / SLUG).rename(content / "articles" / "renamed")

    report, problems = run(content)
    assert (report.new, report.known) == ([], 1)
    assert [path.name for path in (content / "articles").iterdir()] == ["renamed"]
    assert problems == []


@pytest.mark.parametrize(
    ("break_", "said"),
    [
        (lambda text: text.replace("tags:", "tag:"), "unknown key `tag`"),
        (lambda text: text.replace("---", "", 1), "no front matter"),
        (lambda text: text.replace('title: "', 'title: "" "'), "no valid YAML"),
    ],
)
def test_a_faulty_articles_fragment_is_not_imported_again(content, break_, said):
    """Not even where its folder has another name: the broken file still names the fragment."""
    run(content)
    folder = (content / "articles" / SLUG).rename(content / "articles" / "renamed")
    text = (folder / "zh.md").read_text("utf-8")
    (folder / "zh.md").write_text(break_(text), encoding="utf-8")

    report, problems = run(content)
    assert (report.new, report.known) == ([], 1)
    assert [path.name for path in (content / "articles").iterdir()] == ["renamed"]
    assert [said in text for _, _, text in problems] == [True]


def test_an_emptied_article_is_not_imported_again(content):
    """Nothing names the fragment any more, but the folder is there: that is told, with what to do."""
    run(content)
    (content / "articles" / SLUG / "zh.md").write_text("", encoding="utf-8")

    report, problems = run(content)
    assert report.new == []
    assert [folder.name for folder in (content / "articles").iterdir()] == [SLUG]
    assert ["no front matter", f"its folder would be `{SLUG}`, and the article there cannot be read"] == [
        text for _, _, text in problems
    ]


def test_ignored_fragments_never_become_articles(content):
    """They are counted, and nothing is said of them."""
    (content / "raw" / "ignore.txt").write_text("1.txt\tan advert\n", encoding="utf-8")

    report, problems = run(content)
    assert (report.new, report.ignored, problems) == ([], 1, [])


def test_articles_of_one_day_and_title_get_folders_of_their_own(make_content):
    """Four digits of the fragment's hash tell the second from the first."""
    content = make_content({"raw/1.txt": fragment(), "raw/2.txt": fragment(url="https://example.org/2")})
    report, problems = run(content)

    assert [report.new[0], report.new[1].startswith(f"{SLUG}-")] == [SLUG, True]
    assert [len(SLUG) + 5, 2] == [len(report.new[1]), len(set(report.new))]
    assert problems == []


def test_a_faulty_fragment_leaves_the_others(make_content):
    """One problem, and the rest is imported."""
    report, problems = run(make_content({"raw/0.txt": "no header", "raw/1.txt": fragment()}))

    assert report.new == [SLUG]
    assert [problem[:2] for problem in problems] == [("0.txt", 1)]


@pytest.mark.parametrize("other", ["no header", fragment("二", url="https://example.org/2", html="<script>x</script>")])
def test_strict_imports_all_or_nothing(make_content, other):
    """With a faulty fragment among them, nothing is written."""
    content = make_content({"raw/1.txt": fragment(), "raw/2.txt": other})
    before = state(content)
    report, problems = run(content, strict=True)

    assert (report.new, len(problems)) == ([], 1)
    assert before == state(content)


def test_a_faulty_source_stops_the_import(make_content):
    """Without its rule, boilerplate would become text that no later import takes out again."""
    content = make_content(
        {"raw/1.txt": fragment(), "sources/example.toml": 'hosts = ["example.org"]\nremove = ["p["]\n'}
    )

    with pytest.raises(JiazhuError, match="remove"):
        run(content)
    assert not (content / "articles").exists()


def test_several_processes_import_the_same(make_content, monkeypatch):
    """In the same order, with the same names."""
    monkeypatch.setattr(workers, "WORTH_A_PROCESS", 2)
    files = {f"raw/{number}.txt": fragment(url=f"https://example.org/{number}") for number in range(4)}
    content = make_content({**files, "raw/5.txt": "no header"})
    one, problems = run(content)
    shutil.rmtree(content / "articles")

    assert (one.new, problems) == (run(content, jobs=2)[0].new, problems)


def test_a_killed_import_leaves_whole_articles_only(make_content, monkeypatch):
    """The next import takes up what it left, and the end is as if nothing had happened."""
    content = make_content({"raw/1.txt": fragment(), "raw/2.txt": fragment("题二", "https://example.org/2")})
    rename, done = articles.Path.rename, []

    def killed_at_second(path, target):
        if done:
            raise KeyboardInterrupt
        done.append(rename(path, target))

    with monkeypatch.context() as patch:
        patch.setattr(articles.Path, "rename", killed_at_second)
        with pytest.raises(KeyboardInterrupt):
            run(content)

    report, problems = run(content)
    assert report.new == ["2023-08-18-ti-er"]
    assert sorted(path.name for path in (content / "articles").iterdir()) == ["2023-08-18-ti-er", SLUG]
    assert problems == []


def test_fragments_from_elsewhere_are_kept_under_raw(make_content, tmp_path):
    """A file or a folder is given; each is copied as it becomes an article, byte for byte."""
    content = make_content({})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text(fragment(), encoding="utf-8")
    (tmp_path / "in" / "bad.txt").write_text("no header", encoding="utf-8")
    report, problems = run(content, [tmp_path / "in"])

    assert report.new == [SLUG]
    assert [path.name for path in (content / "raw").iterdir()] == ["1.txt"]
    assert fragment() == (content / "raw" / "1.txt").read_text("utf-8")
    assert [problem[0] for problem in problems] == ["bad.txt"]
    assert run(content, [tmp_path / "in" / "1.txt"])[0].known == 1


def test_a_raw_fragment_is_never_overwritten(content, tmp_path):
    """Another fragment of that name, or one named like the list of ignored ones, is told and left where it is."""
    for name in ("1.txt", "ignore.txt"):
        (tmp_path / name).write_text(fragment("另"), encoding="utf-8")
    before = state(content)
    report, problems = run(content, [tmp_path / "1.txt", tmp_path / "ignore.txt"])

    assert report.new == []
    assert before == state(content)
    assert [
        ("1.txt", f"{content}/raw/1.txt is another fragment of that name"),
        ("ignore.txt", "it has the name of a list"),
    ] == [(name, text) for name, _, text in problems]
