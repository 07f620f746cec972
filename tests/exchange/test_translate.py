"""Translations by hand and by machine: what is asked, and what is written."""

from __future__ import annotations

import pytest
from written import original, translation

from jiazhu.errors import JiazhuError
from jiazhu.exchange.machine import Piece
from jiazhu.exchange.provider import Answer
from jiazhu.exchange.translate import translate
from jiazhu.library.articles import load_article
from jiazhu.library.blocks import read_blocks
from jiazhu.library.coverage import Coverages, words_hash
from jiazhu.library.frontmatter import scalar

BODY = "甲。\n\n乙。\n\n丙。"
A, B, C = (block.id for block in read_blocks(BODY))


@pytest.fixture
def folder(make_content):
    """Give an article's folder: three blocks and a caption, and no translation."""
    return make_content({"articles/one/zh.md": original(body=BODY, caption="图")}) / "articles" / "one"


def write(folder, *segments, **keys):
    """Write a translation by hand, and give its text."""
    text = translation(body="\n\n".join(segments), of=f"{{title: {words_hash('标题')}}}", caption="By hand", **keys)
    (folder / "en.md").write_text(text, encoding="utf-8")
    return text


class Echo:
    """Answers with the words asked for, in brackets, and keeps what it was asked."""

    def __init__(self, *but: str) -> None:
        self.but = but
        self.asked: list[Piece] = []

    def __call__(self, pieces):
        self.asked = list(pieces)
        blocks = [Piece(id=piece.id, text=f"[{piece.text}]") for piece in pieces if piece.id not in self.but]
        return Answer(blocks=tuple(blocks), translator="Echo")


def test_a_new_file_counts_what_is_to_do(folder):
    """Blocks that are new, and everything without words, title and caption too."""
    done = translate(load_article(folder), "en")

    assert (done.path, done.written, done.added) == (folder / "en.md", True, 3)
    assert (done.missing, done.stale, done.orphans) == (5, 0, 0)


def test_what_has_everything_is_not_written(folder):
    """Not even with the same bytes; what is stale or orphaned is counted."""
    text = write(folder, f"<!-- {A} was {B} -->\r\nA", f"<!-- {B} {C} -->\nB", "<!-- 00000000 -->\nGone.")
    text = text.replace("of: {", "of: {caption: aaaaaaaa, ")
    (folder / "en.md").write_bytes(text.encode())
    before = (folder / "en.md").stat()
    done = translate(load_article(folder), "en")

    assert (done.written, done.missing, done.stale, done.orphans) == (False, 0, 2, 1)
    assert (folder / "en.md").read_bytes() == text.encode()
    assert (folder / "en.md").stat() == before


def test_the_line_ends_of_a_hand_stay(folder):
    """A file from Windows is one afterwards."""
    text = write(folder, f"<!-- {A} -->\nA", f"<!-- {B} -->\nB")
    (folder / "en.md").write_bytes(text.replace("\n", "\r\n").encode())
    translate(load_article(folder), "en")
    after = (folder / "en.md").read_bytes()

    assert after.count(b"\n") == after.count(b"\r\n")
    assert after.startswith(text.split("of:")[0].replace("\n", "\r\n").encode())


def test_a_machine_translates_a_new_file(folder):
    """As a whole: its state says so, no comment is left, and a block that it did not answer is left to do."""
    echo = Echo(B)
    done = translate(load_article(folder), "en", echo)

    assert [(piece.id, piece.text) for piece in echo.asked] == [
        ("title", "标题"),
        ("caption", "图"),
        (A, "甲。"),
        (B, "乙。"),
        (C, "丙。"),
    ]
    assert (done.machine, done.unanswered, done.left, done.missing) == (4, 1, (), 1)
    caption = scalar(words_hash("图"))
    assert (folder / "en.md").read_text("utf-8") == (
        f'---\ntitle: "[标题]"\ncaption: "[图]"\nof: {{title: {words_hash("标题")}, caption: {caption}}}\n'
        f"state: machine\ntranslator: Echo\n---\n\n<!-- {A} -->\n[甲。]\n\n"
        f"<!-- {B} -->\n<!--\n乙。\n-->\n\n<!-- {C} -->\n[丙。]\n"
    )


def test_a_machine_goes_on_where_it_stopped(folder):
    """In a translation of its own, nothing says `machine` again; it is asked for what is missing alone."""
    translate(load_article(folder), "en", Echo(B, "caption"))
    before = (folder / "en.md").read_text("utf-8")
    echo = Echo()
    done = translate(load_article(folder), "en", echo)
    after = (folder / "en.md").read_text("utf-8")

    assert [piece.id for piece in echo.asked] == ["caption", B]
    assert (done.machine, done.missing) == (2, 0)
    assert after == before.replace("<!--\n乙。\n-->", "[乙。]").replace('# 图\ncaption: ""', 'caption: "[图]"')


def test_a_machine_fills_a_skeleton_as_a_new_file(folder):
    """Nobody had begun."""
    translate(load_article(folder), "en")
    translate(load_article(folder), "en", Echo())
    filled = (folder / "en.md").read_bytes()
    (folder / "en.md").unlink()
    translate(load_article(folder), "en", Echo())

    assert (folder / "en.md").read_bytes() == filled


@pytest.mark.parametrize("state", ["draft", "reviewed"])
def test_a_machine_touches_nothing_of_a_hand(folder, state):
    """Its blocks say `machine`; stale ones, and a title that has no mark for it, are left alone."""
    text = write(folder, f"<!-- {A} was {C} -->\nA", f"<!-- {B} reviewed -->\n<!-- ask Li -->", state=state)
    text = text.replace("title: Title", 'title: ""').replace(f"{{title: {words_hash('标题')}}}", "{title: aaaaaaaa}")
    (folder / "en.md").write_text(text, encoding="utf-8")
    echo = Echo()
    done = translate(load_article(folder), "en", echo)
    after = load_article(folder)

    assert [piece.id for piece in echo.asked] == [B, C]
    assert (done.machine, done.left, done.missing, done.stale) == (2, ("title",), 1, 1)
    assert after.translations["en"].body == (
        f"<!-- {A} was {C} -->\nA\n\n<!-- {B} machine -->\n<!-- ask Li -->\n[乙。]\n\n<!-- {C} machine -->\n[丙。]"
    )
    assert (after.translations["en"].matter.state, after.translations["en"].matter.translator) == (state, "")
    assert Coverages().of(after, "en").reviewed == 0


def test_nobody_is_asked_for_nothing(folder):
    """A provider may cost money."""
    write(folder, f"<!-- {A} was {C} -->\nA", f"<!-- {B} {C} -->\nB")
    echo = Echo()
    done = translate(load_article(folder), "en", echo)

    assert echo.asked == []
    assert (done.machine, done.unanswered) == (0, 0)


@pytest.mark.parametrize("comment", ["", "\n<!-- ask Li -->"])
def test_blocks_that_a_hand_put_together_are_asked_for_together(folder, comment):
    """Their ids are one, and their text is one."""
    write(folder, f"<!-- {C} {A} -->{comment}", f"<!-- {B} -->\nB")
    echo = Echo()
    translate(load_article(folder), "en", echo)

    assert [(piece.id, piece.text) for piece in echo.asked] == [(f"{A} {C}", "甲。\n\n丙。")]
    assert f"<!-- {C} {A} machine -->{comment}\n[甲。\n\n丙。]" in (folder / "en.md").read_text("utf-8")


def test_a_fault_of_the_provider_leaves_the_file_as_it_was(folder):
    """Not even a skeleton is written."""

    def fail(_pieces):
        raise JiazhuError("failed", folder)

    with pytest.raises(JiazhuError):
        translate(load_article(folder), "en", fail)
    assert [path.name for path in folder.iterdir()] == ["zh.md"]
