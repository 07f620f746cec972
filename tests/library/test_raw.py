"""The folder of fragments."""

from __future__ import annotations

import pytest

from jiazhu.errors import JiazhuError
from jiazhu.library.raw import fragment_files, ignore_fragment, ignored_fragments, save_fragment


def test_fragments_are_the_text_files(tmp_path):
    """Not the list of ignored ones, nor what systems leave behind."""
    for name in ("b.txt", "a.txt", "ignore.txt", "._a.txt", "a.html"):
        (tmp_path / name).touch()

    assert [path.name for path in fragment_files(tmp_path)] == ["a.txt", "b.txt"]
    assert fragment_files(tmp_path / "none") == []


def test_ignored_names_stand_before_a_tab(tmp_path):
    """Comments, empty lines, a byte order mark and Windows' line ends are no names."""
    (tmp_path / "ignore.txt").write_bytes("\ufeff# why\r\n\r\na.txt\tan advert\r\nb c.txt\r\n".encode())

    assert {"a.txt", "b c.txt"} == ignored_fragments(tmp_path)


def test_ignoring_adds_a_line_and_keeps_what_a_hand_wrote(tmp_path):
    """Even behind a last line without an end; a reason stays on its line."""
    path = tmp_path / "ignore.txt"
    path.write_bytes(b"a.txt\tby hand")
    ignore_fragment(tmp_path, "b.txt", "an\nadvert")

    assert path.read_bytes() == b"a.txt\tby hand\nb.txt\tan advert\n"
    assert {"a.txt", "b.txt"} == ignored_fragments(tmp_path)


def test_the_first_ignored_fragment_makes_the_list(tmp_path):
    """The list says what it is."""
    ignore_fragment(tmp_path / "raw", "a.txt", "dropped")

    assert (tmp_path / "raw" / "ignore.txt").read_bytes() == (
        b"# Fragments that shall never become articles.\na.txt\tdropped\n"
    )


def test_an_unreadable_list_is_a_fault(tmp_path):
    """Nothing is imported by mistake because its name could not be read."""
    (tmp_path / "ignore.txt").write_bytes("广告.txt".encode("gb18030"))

    with pytest.raises(JiazhuError, match="not UTF-8"):
        ignored_fragments(tmp_path)


def test_a_fragment_is_written_once(tmp_path):
    """One that is there is never changed, whoever wrote it; nothing else is left in the folder."""
    save_fragment(tmp_path / "raw", "a.txt", b"first")
    with pytest.raises(JiazhuError, match="it is there already"):
        save_fragment(tmp_path / "raw", "a.txt", b"second")
    assert {path.name: path.read_bytes() for path in (tmp_path / "raw").iterdir()} == {"a.txt": b"first"}
