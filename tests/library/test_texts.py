"""Files that are named by a name and a language."""

from __future__ import annotations

from jiazhu.errors import Problems
from jiazhu.library.texts import load_pages


def test_pages_are_read_by_name_and_language(tmp_path):
    """A page's title and body, in each language it has."""
    for name in ("about.zh.md", "about.en.md", ".#about.en.md"):
        (tmp_path / name).write_text(f"---\ntitle: {name}\n---\n\nbody\n", encoding="utf-8")
    problems = Problems()
    pages = load_pages(tmp_path, ["zh", "en"], problems)

    assert {"about": {"en", "zh"}} == {name: set(texts) for name, texts in pages.items()}
    assert (pages["about"]["zh"].title, pages["about"]["zh"].body) == ("about.zh.md", "body")
    assert len(problems) == 0


def test_wrong_names_and_broken_files_are_reported(tmp_path):
    """No language, a language the digest has not, a name that is no address, a key that is none."""
    for name in ("about.md", "about.fr.md", "..zh.md", "a b.zh.md", "x.zh.md", "good.zh.md"):
        (tmp_path / name).write_text("---\ntitle: x\n---\n", encoding="utf-8")
    (tmp_path / "x.zh.md").write_text("---\ntitel: x\ntitle: x\n---\n", encoding="utf-8")
    problems = Problems()

    assert list(load_pages(tmp_path, ["zh", "en"], problems)) == ["good"]
    assert [(problem.path.name, problem.text) for problem in problems] == [
        ("a b.zh.md", "`a b.zh.md` is no name for a page"),
        ("about.fr.md", "`about.fr.md` is no name for a page"),
        ("about.md", "`about.md` is no name for a page"),
        ("x.zh.md", "unknown key `titel`"),
    ]
