"""Files of the editor's."""

from __future__ import annotations

import pytest

from jiazhu.errors import JiazhuError
from jiazhu.files import files_in, read_text


def test_files_in_leaves_out_hidden_files(tmp_path):
    """Editors' lock files and systems' resource forks are no content; a missing folder holds none."""
    for name in ("b.md", "a.md", ".#a.md", "._b.md", "c.txt"):
        (tmp_path / name).touch()
    (tmp_path / "d.md").mkdir()

    assert [path.name for path in files_in(tmp_path, "*.md")] == ["a.md", "b.md", "d.md"]
    assert files_in(tmp_path / "none", "*.md") == []


@pytest.mark.parametrize("name", ["c.txt", "link"])
def test_a_file_in_the_place_of_a_folder_is_told(tmp_path, name):
    """Else all that the folder held would be gone from the site without a word."""
    (tmp_path / "c.txt").touch()
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(JiazhuError, match=rf"{name}: error: no folder \("):
        files_in(tmp_path / name, "*.md")


def test_read_text_takes_byte_order_mark_and_crlf(tmp_path):
    """What Windows writes reads like what anybody writes."""
    (tmp_path / "a").write_bytes("\ufeff中\r\n文\r\n".encode())

    assert read_text(tmp_path / "a", "article") == "中\n文\n"


def test_read_text_names_the_line_that_is_not_utf_8(tmp_path):
    """The line is that of the first wrong byte."""
    (tmp_path / "a").write_bytes("中\n文\n".encode() + "国".encode("gb18030"))

    with pytest.raises(JiazhuError, match="not UTF-8") as caught:
        read_text(tmp_path / "a", "article")
    assert (caught.value.problems[0].line, caught.value.problems[0].kind) == (3, "article")


def test_read_text_says_why_a_file_cannot_be_read(tmp_path):
    """The system's reason is told, and what to look at."""
    with pytest.raises(JiazhuError, match=r"cannot be read: No such file .*\(see that it is there"):
        read_text(tmp_path / "none", "article")


@pytest.mark.parametrize("char", "\0\x07\x0b\x1b\x7f\x9b\ufdd0\uffff")
def test_read_text_refuses_control_characters(tmp_path, char):
    """What no page and no feed can hold has its line; a PO file's entries are looked at one by one."""
    (tmp_path / "a").write_text(f"中\n文{char}", encoding="utf-8")

    with pytest.raises(JiazhuError, match=rf"a:2: error: a control character, U\+{ord(char):04X} \(remove it"):
        read_text(tmp_path / "a", "article")
    assert read_text(tmp_path / "a", "po", controls=True).endswith(char)
