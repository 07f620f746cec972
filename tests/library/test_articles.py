"""Articles' folders."""

from __future__ import annotations

import pytest

from jiazhu.errors import JiazhuError, Problems
from jiazhu.library import articles
from jiazhu.library.articles import (
    article_slugs,
    create_article,
    drop_article,
    faulty_fragments,
    find_article,
    load_article,
    load_articles,
)

ORIGINAL = "---\nid: x1\ntitle: 题\nepoch: 1692353702000\nfragment: 001.txt\nalso: [002.txt]\n---\n\n正文。\n"
TRANSLATION = "---\ntitle: Title\n---\n\nText.\n"


@pytest.fixture
def folder(tmp_path):
    """Give a function that writes an article's files and gives its folder."""

    def write(name="2023-08-18-x", **files):
        path = tmp_path / "articles" / name
        path.mkdir(parents=True)
        for code, text in files.items():
            (path / f"{code}.md").write_text(text, encoding="utf-8")
        return path

    return write


def faults(path):
    """Load a faulty article; give its problems: file, line and text."""
    with pytest.raises(JiazhuError) as caught:
        load_article(path)
    assert all(problem.hint for problem in caught.value.problems)
    return [(problem.path.name, problem.line, problem.text) for problem in caught.value.problems]


def test_the_original_is_the_file_with_an_epoch(folder):
    """It may be in any language; all others are translations."""
    article = load_article(folder(en=ORIGINAL, zh=TRANSLATION))

    assert (article.slug, article.language, article.body) == ("2023-08-18-x", "en", "正文。")
    assert {code: text.body for code, text in article.translations.items()} == {"zh": "Text."}


def test_every_fault_of_an_article_is_told(folder):
    """Of the original and of each translation, with its file."""
    broken = ORIGINAL.replace("id: x1\n", "").replace("题", "题\ntag: x")

    assert faults(folder(zh=broken, en="---\ntitle: x\nstate: done\n---\n")) == [
        ("en.md", 3, "`state` is `done`: expected one of machine, draft, reviewed"),
        ("zh.md", 3, "unknown key `tag`"),
        ("zh.md", 2, "the key `id` is missing"),
    ]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"zh": TRANSLATION}, "exactly one file must be the original, with `epoch`: found none"),
        ({}, "exactly one file must be the original, with `epoch`: found none"),
        (
            {"zh": ORIGINAL, "en": ORIGINAL},
            "exactly one file must be the original, with `epoch`: found en.md and zh.md",
        ),
    ],
)
def test_there_is_exactly_one_original(folder, files, said):
    """Neither none nor two."""
    assert [("2023-08-18-x", 0, said)] == faults(folder(**files))


def test_names_of_folders_and_files_are_addresses_and_languages(folder):
    """A folder with a space has no address; `notes.md` is no language."""
    assert faults(folder("a b", zh=ORIGINAL)) == [("a b", 0, "`a b` is no address")]
    assert faults(folder(zh=ORIGINAL, notes="x")) == [("notes.md", 0, "`notes` is no language code")]


def test_a_file_that_cannot_be_read_is_a_fault(folder):
    """Such as a link that leads nowhere."""
    path = folder(zh=ORIGINAL)
    (path / "en.md").symlink_to("nowhere")

    assert faults(path) == [("en.md", 0, "cannot be read: No such file or directory")]


def test_a_faulty_article_is_reported_and_left_out(folder, tmp_path):
    """The others are loaded, in the order of their names; hidden folders are none."""
    for name, text in (("b", ORIGINAL), ("a", ORIGINAL), ("c", "broken"), (".new-d", ORIGINAL)):
        folder(name, zh=text)
    problems = Problems()

    assert [article.slug for article in load_articles(tmp_path / "articles", problems)] == ["a", "b"]
    assert [problem.text for problem in problems] == ["no front matter"]
    assert article_slugs(tmp_path / "articles") == ["a", "b", "c"]


def test_faulty_articles_keep_their_fragments(folder, tmp_path):
    """Whatever is wrong with the file, names in it are found, quoted or not; a good article is not asked."""
    folder("good", zh=ORIGINAL)
    folder("bad", zh="---\nepoch: [\nfragment: \"a b.txt\"\nalso: [c.txt, 'd.txt']\n")
    (tmp_path / "articles" / "bad" / "en.md").symlink_to("nowhere")

    found = faulty_fragments(tmp_path / "articles", {"good"})
    assert {"a b.txt", "c.txt", "d.txt"} <= found
    assert "001.txt" not in found


def test_an_article_is_created_whole(tmp_path):
    """What a killed import left in its place is no part of it."""
    left = tmp_path / "articles" / ".new-x"
    left.mkdir(parents=True)
    (left / "en.md").write_text("half", encoding="utf-8")
    create_article(tmp_path / "articles", "x", {"zh.md": ORIGINAL})

    assert sorted(str(path.relative_to(tmp_path / "articles")) for path in left.parent.rglob("*")) == ["x", "x/zh.md"]


def test_a_killed_import_leaves_no_article(tmp_path, monkeypatch):
    """Until all of its files are written, an article is in a hidden folder."""

    def killed(*_args, **_keywords):
        raise KeyboardInterrupt

    monkeypatch.setattr(articles.Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        create_article(tmp_path, "x", {"zh.md": ORIGINAL})

    assert article_slugs(tmp_path) == []


def test_a_folder_that_is_there_is_never_written_to(folder, tmp_path):
    """Its files are a hand's."""
    path = folder("x", zh="mine")
    with pytest.raises(JiazhuError, match="the folder is there already"):
        create_article(tmp_path / "articles", "x", {"zh.md": ORIGINAL})

    assert (path / "zh.md").read_text(encoding="utf-8") == "mine"


def test_what_cannot_be_written_is_a_fault_with_a_place(tmp_path):
    """No traceback where a file is in the way, or the disk is full."""
    (tmp_path / "articles").write_text("in the way", encoding="utf-8")

    with pytest.raises(JiazhuError, match=r"cannot be written: .* \(see to its rights"):
        create_article(tmp_path / "articles", "x", {"zh.md": ORIGINAL})


def test_a_dropped_article_is_gone_and_its_fragments_are_ignored(folder, tmp_path):
    """They stay in `raw`, and the list says why."""
    path = folder("x", zh=ORIGINAL)

    assert drop_article(tmp_path, find_article(tmp_path, "x"), "an advert") == ["001.txt", "002.txt"]
    assert not path.exists()
    assert "001.txt\tan advert: x\n002.txt\tan advert: x\n" in (tmp_path / "raw" / "ignore.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("slug", "hint"), [("2023-08-18-y", "did you mean `2023-08-18-x`?"), ("../articles", "give the")]
)
def test_only_an_article_can_be_found(folder, tmp_path, slug, hint):
    """A slip of the finger finds nothing, and no path leads out."""
    folder(zh=ORIGINAL)
    with pytest.raises(JiazhuError, match="there is no article") as caught:
        find_article(tmp_path, slug)

    assert caught.value.problems[0].hint.startswith(hint)
    assert article_slugs(tmp_path / "articles") == ["2023-08-18-x"]


def test_text_before_the_first_marker_is_a_fault(folder):
    """It would translate nothing, and be lost on the page; without any marker the whole stands beside the whole."""
    lost = TRANSLATION.replace("Text.", "Lost.\n\n<!-- 00000000 -->\nText.")

    assert faults(folder(zh=ORIGINAL, en=lost)) == [("en.md", 5, "text before the first marker translates nothing")]


def test_a_slip_in_a_marker_is_an_error_with_its_line(folder):
    """Its words would pass for those of the block above."""
    english = "---\ntitle: T\n---\n\n<!-- 00000000 -->\nOne.\n\n<!-- 11111111 reviewd -->\nTwo.\n"

    assert faults(folder(zh=ORIGINAL, en=english)) == [
        ("en.md", 8, "`<!-- 11111111 reviewd -->` looks like a marker, and is none")
    ]


def test_a_comment_before_the_first_marker_is_no_text(folder):
    """Readers never see comments."""
    english = "---\ntitle: T\n---\n\n<!-- mine -->\n\n<!-- 00000000 -->\nOne.\n"

    assert load_article(folder(zh=ORIGINAL, en=english)).translations["en"].body.endswith("One.")


def test_an_article_is_found_by_an_earlier_name(folder, tmp_path):
    """Whatever is wrong with others."""
    folder("a", zh="nothing")
    folder("b", zh=ORIGINAL.replace("also:", "aliases: [c]\nalso:"))

    assert [find_article(tmp_path, name).slug for name in ("b", "c", "articles/b/zh.md")] == ["b", "b", "b"]
    with pytest.raises(JiazhuError, match="no front matter"):
        find_article(tmp_path, "a")
    with pytest.raises(JiazhuError, match="there is no article `d`"):
        find_article(tmp_path, "d")
