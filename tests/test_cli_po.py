"""The commands `po export` and `po import`: what they take, what they say and how they end."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from written import original, translation

FILES = {
    "articles/one/zh.md": original(),
    "articles/one/en.md": translation(),
    "articles/two/zh.md": original("b2", title="另一篇", day="2023-08-20"),
}
ENGLISH = {**FILES, "articles/three/en.md": original("c3", title="Third", day="2023-08-21", body="Words.")}


@pytest.fixture
def run(run):
    """Give a function that runs a `po` command beside the content folder."""
    return partial(run, "po")


def contexts(text):
    """List what a PO file asks for."""
    return [line.split('"')[1] for line in text.split("\n") if line.startswith("msgctxt")]


def test_the_file_is_printed(run, make_content):
    """And nothing else: it may go into a pipe."""
    make_content(FILES)
    done = run("export")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("# Texts are Markdown.")
    assert [context.split("/")[0] for context in contexts(done.stdout)] == ["two", "two", "one", "one"]


def test_it_goes_to_a_file_and_sums_up(run, make_content):
    """The same bytes."""
    make_content(FILES)
    done = run("export", "--output", "x.po")

    assert done.stdout == "x.po · articles 2 · entries 4 · to translate 2 · fuzzy 0 · problems 0\n"
    assert Path("x.po").read_bytes() == run("export").stdout_bytes


def test_articles_are_chosen_by_name(run, make_content):
    """Of one that is not there you are told the nearest."""
    make_content(FILES)

    assert [context.split("/")[0] for context in contexts(run("export", "one").stdout)] == ["one", "one"]
    assert "there is no article `tow` (did you mean `two`?)" in run("export", "tow").stderr


def test_the_language_must_be_plain(run, make_content):
    """It may be left out where there is one; originals in it are not asked for."""
    make_content(ENGLISH)

    assert (run("export").exit_code, run("export", "--to", "fr").exit_code) == (2, 2)
    assert "--to is missing: one of zh, en" in run("export").stderr
    to_chinese = run("export", "--to", "zh").stdout
    assert [context.split("/")[0] for context in contexts(to_chinese)] == ["three", "three"]
    assert '"Language: zh_Hans\\n"' in to_chinese
    assert "three" not in run("export", "--to", "en").stdout


def test_what_comes_back_is_written_and_named(run, make_content):
    """Each file that changed, then how much was taken."""
    content = make_content(FILES)
    run("export", "--output", "x.po")
    before = (content / "articles/one/en.md").read_bytes()
    assert run("import", "x.po").stdout == "taken 0 · files 0 · problems 0\n"
    text = Path("x.po").read_text(encoding="utf-8").replace('"另一篇"\nmsgstr ""', '"另一篇"\nmsgstr "Another"')
    Path("x.po").write_text(text, encoding="utf-8")
    done = run("import", "x.po")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{Path('content/articles/two/en.md')}\ntaken 1 · files 1 · problems 0\n"
    assert "title: Another" in (content / "articles/two/en.md").read_text(encoding="utf-8")
    assert (content / "articles/one/en.md").read_bytes() == before


def test_chinese_comes_back_under_any_of_its_names(run, make_content):
    """Poedit and others say `zh_CN`."""
    content = make_content(ENGLISH)
    run("export", "--to", "zh", "--output", "x.po")
    text = Path("x.po").read_text(encoding="utf-8")
    text = text.replace('"Third"\nmsgstr ""', '"Third"\nmsgstr "第三"').replace("Language: zh_Hans", "Language: zh_CN")
    Path("x.po").write_text(text, encoding="utf-8")

    assert run("import", "x.po").exit_code == 0
    assert "第三" in (content / "articles/three/zh.md").read_text(encoding="utf-8")


def test_strict_changes_nothing_where_anything_is_wrong(run, make_content):
    """What could be taken is not taken either."""
    content = make_content(FILES)
    run("export", "--output", "x.po")
    text = Path("x.po").read_text(encoding="utf-8").replace('msgstr ""\n\n', 'msgstr "New"\n\n')
    Path("x.po").write_text(text + '\nmsgid "stray"\nmsgstr "stray"\n', encoding="utf-8")
    done = run("import", "--strict", "x.po")

    assert (done.exit_code, done.stdout) == (1, "nothing was changed · problems 1\n")
    assert not (content / "articles/two/en.md").exists()
    assert run("import", "x.po").exit_code == 1
    assert (content / "articles/two/en.md").exists()


def test_a_file_that_cannot_be_written_is_told_of(run, make_content):
    """With what to do."""
    make_content(FILES)
    done = run("export", "--output", "content/digest.toml/x.po")

    assert done.exit_code == 1
    assert "content/digest.toml: error: cannot be written: File exists" in done.stderr


def test_the_folder_of_the_file_is_made(run, make_content):
    """Whatever its depth."""
    make_content(FILES)
    assert run("export", "--output", "po/new/x.po").exit_code == 0
    assert Path("po/new/x.po").exists()


def test_what_was_taken_is_not_taken_again(run, make_content):
    """The same file once more changes nothing, and says so."""
    make_content(FILES)
    run("export", "--output", "x.po")
    text = Path("x.po").read_text(encoding="utf-8")
    text = text.replace('"另一篇"\nmsgstr ""', '"另一篇"\nmsgstr "Another"').replace(
        'msgstr ""\n\n', 'msgstr "New"\n\n'
    )
    Path("x.po").write_text(text, encoding="utf-8")

    assert run("import", "x.po").stdout.endswith("taken 2 · files 1 · problems 0\n")
    assert run("import", "x.po").stdout == "taken 0 · files 0 · problems 0\n"
