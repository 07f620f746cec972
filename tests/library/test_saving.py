"""Files of the content written: whole or not at all, and line by line as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.errors import JiazhuError
from jiazhu.library.saving import ChangedError, _with_ends_of, file_hash, write_file


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    """Without space on the disk, it leaves the earlier text; so it does where a killed program left its own."""
    path = tmp_path / "zh.md"
    path.write_bytes(b"a\r\nb\r\n")
    (tmp_path / ".zh.md.new").write_text("left")
    write_file(path, "b\nc\n")
    assert path.read_bytes() == b"b\r\nc\r\n"

    def full(_self, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(path), "replace", full)
    with pytest.raises(JiazhuError, match="cannot be written: No space left on device"):
        write_file(path, "d\n")
    assert path.read_bytes() == b"b\r\nc\r\n"


def test_a_file_that_has_changed_is_not_overwritten(tmp_path):
    """Whoever began with another text is told, and no trace of the attempt stays."""
    path = tmp_path / "notes.yaml"
    assert file_hash(path) == ""
    write_file(path, "mine\n", was="")
    seen = file_hash(path)
    path.write_text("theirs\n")

    for was in (seen, ""):
        with pytest.raises(ChangedError, match="has changed on disk"):
            write_file(path, "mine again\n", was=was)
    assert path.read_text() == "theirs\n"
    assert [each.name for each in tmp_path.iterdir()] == ["notes.yaml"]
    write_file(path, "mine again\n", was=file_hash(path))
    assert path.read_text() == "mine again\n"


def test_a_link_in_the_place_of_the_temporary_file_leads_nowhere(tmp_path):
    """What it points to stays as it was."""
    outside = tmp_path / "outside"
    outside.write_text("precious")
    (tmp_path / ".zh.md.new").symlink_to(outside)

    write_file(tmp_path / "zh.md", "text\n")

    assert outside.read_text() == "precious"
    assert (tmp_path / "zh.md").read_text() == "text\n"
    assert not (tmp_path / "zh.md").is_symlink()


def test_a_files_rights_stay(tmp_path):
    """Git would show another mode as a change."""
    path = tmp_path / "zh.md"
    path.write_text("a")
    path.chmod(0o640)
    write_file(path, "b")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("old", "text", "expected"),
    [
        (b"", "a\nb\n", b"a\nb\n"),
        (b"a\n", "b", b"b"),
        (b"\xef\xbb\xbfa\n", "b\n", b"\xef\xbb\xbfb\n"),
        (b"a\r\nb\r\n", "a\nx\nb\n", b"a\r\nx\r\nb\r\n"),
        (b"a\r\nb\r\n", "a\nb", b"a\r\nb"),
        (b"a\r\nb", "a\nb\nc\n", b"a\r\nb\r\nc\r\n"),
        (b"a\r\nb\nc\r\nd\n", "a\nb\nx\nd\n", b"a\r\nb\nx\r\nd\n"),
        (b"a\nb\r\n", "a\nx\nb\n", b"a\nx\nb\r\n"),
    ],
)
def test_lines_keep_their_ends(old, text, expected):
    """A line that is the same has the end it had; a new one ends as the file's first does."""
    assert expected == _with_ends_of(old, text)


@given(st.lists(st.sampled_from([b"a\n", b"b\r\n", b"c\r\n", b"d\n"])), st.text("abx\n"))
def test_nothing_but_line_ends_is_kept(lines, text):
    """However a file's lines end, read again it is the text; and the same text changes no byte."""
    old = b"".join(lines)
    assert _with_ends_of(old, text).replace(b"\r\n", b"\n") == text.encode()
    assert _with_ends_of(old, old.replace(b"\r\n", b"\n").decode()) == old
