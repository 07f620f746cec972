"""The command line: `import`, alone and before a build, and `drop`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from written import files_in, original

SLUG = "2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo"


@pytest.mark.parametrize("arguments", [(), ("--jobs", "1"), ("--quiet",)])
def test_without_a_command_it_imports_and_builds(run, sample, arguments):
    """No command means import, then build; options may stand there too."""
    shutil.rmtree(sample / "articles" / SLUG)
    shutil.rmtree(sample / "digests")
    done = run(*arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    assert Path("content/articles", SLUG, "zh.md").exists()
    assert Path("site/zh/articles", SLUG, "index.html").exists()
    named = f"content/articles/{SLUG}\nimported 1"
    assert ("" if "--quiet" in arguments else named) == done.stdout.partition(" ·")[0]


def test_import_twice_is_import_once(run, sample):
    """What is an article already is passed over."""
    before = files_in(sample)
    done = run("import")
    assert (done.exit_code, done.stdout) == (0, "imported 0 · already articles 5 · problems 0\n")
    assert before == files_in(sample)


def test_a_fragment_without_a_title_is_told(run, make_content):
    """Its first words stand in for one: a page, and each list that leads to it, needs some."""
    content = make_content({"raw/1.txt": "<!--1692353702000-->\n[](https://e.org/1)\n------\n\n<p>正文。</p>\n"})
    done = run("import")
    assert (done.exit_code, "1.txt: warning: it has no title" in done.stderr) == (0, True)
    (path,) = content.glob("articles/*/zh.md")
    assert 'title: "正文。"' in path.read_text(encoding="utf-8")


def test_an_article_without_a_title_is_told(run, make_content):
    """It is left out until it has one."""
    content = make_content({"raw/1.txt": "<!--1692353702000-->\n[题](https://e.org/1)\n------\n\n<p>正文。</p>\n"})
    run("import")
    (path,) = content.glob("articles/*/zh.md")
    path.write_text(path.read_text(encoding="utf-8").replace('title: "题"', 'title: ""'), encoding="utf-8")
    done = run("build")
    assert (done.exit_code, f"{path.relative_to(content.parent)}:3: error: `title` is empty" in done.stderr) == (
        1,
        True,
    )
    path.write_text(path.read_text(encoding="utf-8").replace('title: ""', "title: 题"), encoding="utf-8")
    assert run().exit_code == 0


def test_import_takes_fragments_from_elsewhere(run, sample, tmp_path):
    """A fragment given by its path is copied to content/raw and becomes an article."""
    shutil.rmtree(sample / "articles" / SLUG)
    fragment = next(path for path in (sample / "raw").glob("*.txt") if "李尚福诺" in path.read_text(encoding="utf-8"))
    moved = fragment.rename(tmp_path / fragment.name)
    done = run("import", moved)
    summary = "imported 1 · already articles 0 · problems 0"
    assert (done.exit_code, done.stdout) == (0, f"content/articles/{SLUG}\n{summary}\n")
    assert moved.read_bytes() == fragment.read_bytes()


def test_dropped_article_does_not_come_back(run, sample):
    """`drop` takes the folder away and names the fragment as ignored, with the reason."""
    shutil.rmtree(sample / "digests")
    done = run("drop", SLUG, "--reason", "twice")
    assert (0, f"dropped {SLUG} · ignored 1 fragments · problems 0\n") == (done.exit_code, done.stdout)
    assert f"\ttwice: {SLUG}\n" in (sample / "raw" / "ignore.txt").read_text(encoding="utf-8")
    again = run("import")
    assert again.stdout == "imported 0 · already articles 4 · ignored 1 · problems 0\n"
    assert not (sample / "articles" / SLUG).exists()


def test_an_article_is_dropped_by_its_path_too(run, sample):
    """As a shell completes it, with a slash; the folder's name is what is written down."""
    shutil.rmtree(sample / "digests")
    done = run("drop", f"content/articles/{SLUG}/")
    assert (0, f"dropped {SLUG} · ignored 1 fragments · problems 0\n") == (done.exit_code, done.stdout)
    assert f"\tdropped: {SLUG}\n" in (sample / "raw" / "ignore.txt").read_text(encoding="utf-8")


def test_dropping_nothing_is_a_fault(run, sample):
    """A name that is nearly an article's is answered with that."""
    done = run("drop", SLUG[:-1])
    assert done.exit_code == 1
    assert f"did you mean `{SLUG}`?" in done.stderr


def test_dropping_an_article_tells_what_names_it(run, make_content):
    """Each digest that would be left out, with the line; also by an earlier name. With --strict nothing is dropped."""
    words = "---\nstories:\n  - headline: h\n    lead: one\n    also:\n      - {article: before}\n---\n"
    files = {f"articles/{name}/zh.md": original(name) for name in ("one", "three")}
    files["articles/two/zh.md"] = original("two", aliases="[before]")
    content = make_content({**files, "digests/2020-W42.zh.md": words, "digests/2020-W42.en.md": words})
    said = [
        f"content/digests/2020-W42.{code}.md:6: warning: it names `before` (take that out: " for code in ("en", "zh")
    ]
    done = run("drop", "two", "--strict")
    assert done.exit_code == 1
    assert all(line.startswith(start) for line, start in zip(done.stderr.splitlines(), said, strict=True))
    assert (content / "articles" / "two").exists()
    done = run("drop", "two")
    assert (done.exit_code, done.stdout) == (0, "dropped two · ignored 0 fragments · problems 2\n")
    assert all(line.startswith(start) for line, start in zip(done.stderr.splitlines(), said, strict=True))
    assert not (content / "articles" / "two").exists()
    assert run("drop", "three").stdout == "dropped three · ignored 0 fragments · problems 0\n"


def test_import_keeps_copies_of_pictures_where_it_is_asked_to(run, make_content):
    """And tells of each that could not be had; addresses in private networks are not asked."""
    content = make_content({"articles/one/zh.md": original(image="{src: 'http://127.0.0.1:9/1.jpg'}")})
    said = "imported 0 · already articles 0 · edited by hand, left alone 1 ·"
    assert run("import", "--content", content).stdout == f"{said} problems 0\n"
    with (content / "digest.toml").open("a", encoding="utf-8") as settings:
        settings.write('images = "mirror"\n')
    done = run("import", "--content", content)
    assert (
        "zh.md:7: warning: no copy of the picture http://127.0.0.1:9/1.jpg: its host is in a private network"
        in done.stderr
    )
    assert done.stdout == f"{said} pictures not to be had 1 · problems 1\n"
    assert done.exit_code == 0


def test_strictly_no_picture_is_kept_where_anything_is_wrong(run, make_content, monkeypatch):
    """Nothing is changed, then: neither by `import` nor before a build."""
    asked = []
    monkeypatch.setattr("jiazhu.ingest.download.Downloader.get", lambda _, url: asked.append(url))
    article = original(image="{src: 'https://e.org/1.jpg'}")
    content = make_content({"articles/one/zh.md": article, "raw/bad.txt": "no fragment"})
    with (content / "digest.toml").open("a", encoding="utf-8") as settings:
        settings.write('images = "mirror"\n')
    before = files_in(content)
    for arguments in (["import", "--strict"], ["--strict"]):
        done = run(*arguments)
        assert done.exit_code == 1
        assert "raw/bad.txt:1: error: no header" in done.stderr
    assert (asked, files_in(content)) == ([], before)
