"""The cache: what is in it is used, and nothing depends on it."""

from __future__ import annotations

import marshal
from itertools import pairwise
from zlib import crc32

import pytest

from jiazhu import cache
from jiazhu.cache import Store, key_of
from jiazhu.file_store import FileStore


def whole(*values):
    """Write a cache's file that is not corrupt, whatever it holds."""
    data = marshal.dumps(*values)
    return crc32(data).to_bytes(4, "big") + len(data).to_bytes(8, "big") + data


def kept(path, key=b"k"):
    """Look something up in a cache's file, as the next run does."""
    cache.forget_all()
    return Store(path).get(key)


@pytest.fixture
def path(tmp_path):
    """Give a cache's file that holds something."""
    store = Store(tmp_path / "cache" / "x")
    store.put(b"k", (1, "甲", None, True))
    store.put(b"other", 2)
    store.save()
    return tmp_path / "cache" / "x"


def test_what_was_put_is_there_in_the_next_run(path):
    """As it was put, and the folder is made."""
    assert kept(path) == (1, "甲", None, True)
    assert kept(path, b"none") is None


def test_what_a_run_does_not_ask_for_is_dropped(path):
    """A cache does not grow for ever."""
    store = Store(path)
    store.get(b"k")
    store.save()

    assert (kept(path), kept(path, b"other")) == ((1, "甲", None, True), None)


def test_a_run_that_changes_nothing_writes_nothing(path):
    """The file is the same one."""
    before = path.stat()
    store = Store(path)
    store.get(b"k")
    store.get(b"other")
    store.save()

    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_what_is_written_later_is_known_in_this_process(path):
    """The next run of the program has what was there before; until somebody saves again."""
    before = path.read_bytes()
    store = Store(path)
    store.put(b"k", 3)
    store.save(later=True)

    assert path.read_bytes() == before
    store = Store(path)
    assert store.get(b"k") == 3
    store.save(later=True)
    assert path.read_bytes() == before

    store = Store(path)
    store.get(b"k")
    store.save()
    assert kept(path) == 3


def test_what_another_process_writes_is_read(path):
    """Whatever this one remembers."""
    assert Store(path).get(b"k") == (1, "甲", None, True)
    other = path.with_name("other")
    written = Store(other)
    written.put(b"k", 7)
    written.save()
    other.replace(path)

    assert Store(path).get(b"k") == 7


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _data: b"",
        lambda data: data[: len(data) // 2],
        lambda _data: b"no such thing",
        lambda _data: b"\0" * 40,
        lambda data: data[12:],
        lambda data: data.replace("甲".encode(), "乙".encode()),
        lambda _data: whole(3),
        lambda _data: whole((cache.code_version(), [1])),
        lambda _data: whole(("another version", {b"k": 1})),
    ],
    ids=[
        "empty",
        "cut off",
        "words",
        "zeros",
        "no hash",
        "another word",
        "a number",
        "a list",
        "another version",
    ],
)
def test_a_spoilt_file_is_an_empty_one(path, spoil):
    """Nobody is told: nothing but time is lost, and the next run writes it again."""
    path.write_bytes(spoil(path.read_bytes()))
    store = Store(path)

    assert store.get(b"k") is None
    store.put(b"k", 2)
    store.save()
    assert kept(path) == 2


@pytest.fixture
def many(tmp_path):
    """Give a cache's file with a few changes behind its end: one thing is another, one is new, one is gone."""
    store = Store(tmp_path / "many")
    for number in range(128):
        store.put(b"%d" % number, number)
    store.save()
    before = (tmp_path / "many").read_bytes()
    store = Store(tmp_path / "many")
    for number in range(2, 128):
        store.get(b"%d" % number)
    store.put(b"2", "other")
    store.put(b"new", "new")
    store.save()
    assert (tmp_path / "many").read_bytes().startswith(before)
    return tmp_path / "many"


def test_a_few_changes_are_added(many):
    """What the file held before stays where it is, and counts no more."""
    found = {key: kept(many, key) for key in (b"1", b"2", b"3", b"new")}
    assert found == {b"1": None, b"2": "other", b"3": 3, b"new": "new"}
    assert len(cache.read_kept(many)) == 127


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-1], lambda data: data + b"\0", lambda data: data[:-9] + b"nonsense!"]
)
def test_what_was_added_and_is_spoilt_is_lost_alone(many, spoil):
    """The next run that changes something writes the file anew."""
    many.write_bytes(spoil(many.read_bytes()))
    cache.forget_all()
    store = Store(many)
    assert store.get(b"3") == 3
    store.put(b"k", 1)
    store.save()
    assert cache.read_kept(many) == {b"3": 3, b"k": 1}


def test_a_file_of_many_parts_is_written_anew(many):
    """It does not grow for ever."""
    sizes = []
    for turn in range(200):
        store = Store(many)
        store.keep_all()
        store.put(b"2", turn)
        store.save()
        sizes.append(many.stat().st_size)
    assert kept(many, b"2") == 199
    assert max(sizes) < 10_000
    assert any(later < earlier for earlier, later in pairwise(sizes))


def test_no_changed_byte_gives_another_value(path):
    """Wherever the file was damaged."""
    data = path.read_bytes()
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert kept(path) is None


@pytest.mark.parametrize("value", [0, "", (), False])
def test_what_was_put_last_is_given(path, value):
    """Also where it counts as false, and an earlier run kept something else."""
    store = Store(path)
    store.put(b"k", value)

    assert store.get(b"k") == value
    store.save()
    assert kept(path) == value


def test_a_lost_file_is_an_empty_one(path):
    """Somebody has cleaned up."""
    path.unlink()

    assert kept(path) is None


def test_a_cache_that_cannot_be_written_is_none(tmp_path):
    """Such as where its folder is a file."""
    (tmp_path / "cache").write_text("in the way")
    store = Store(tmp_path / "cache" / "x")
    store.put(b"k", 1)
    store.save()

    assert (store.get(b"k"), kept(tmp_path / "cache" / "x")) == (1, None)
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_without_a_file_it_holds_for_one_run(tmp_path, monkeypatch):
    """As with `--no-cache`."""
    monkeypatch.chdir(tmp_path)
    store = Store(None)
    store.put(b"k", 1)
    store.save()

    assert store.get(b"k") == 1
    assert not list(tmp_path.iterdir())


def test_another_version_of_the_program_starts_again(path, monkeypatch):
    """What it works out may be something else."""
    monkeypatch.setattr(cache, "code_version", lambda: "later")

    assert kept(path) is None


def test_another_version_of_any_package_is_another_of_the_program(tmp_path, monkeypatch):
    """It may make other pages: of dates, of Traditional characters, of templates."""
    packages = tmp_path / "site-packages"
    monkeypatch.setattr(cache.sys, "path", [str(packages)])
    seen = set()
    for name in ("babel-2.18.0", "babel-2.19.0"):
        (packages / f"{name}.dist-info").mkdir(parents=True)
        seen |= {cache.code_version.__wrapped__(), cache.code_version.__wrapped__()}
        (packages / f"{name}.dist-info").rmdir()
    assert len(seen) == 2


def test_keys_tell_their_parts_apart():
    """Two texts are not the one that they make together."""
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", ""), key_of("", "abc")}) == 5


def test_files_are_kept_one_each(tmp_path):
    """What was put under a key is there in the next run; what that run does not ask for, it forgets."""
    first = FileStore(tmp_path / "pictures")
    assert first.get(b"a") is None
    for key in (b"a", b"b"):
        first.put(key, b"bytes of " + key)
    second = FileStore(tmp_path / "pictures")
    assert second.get(b"b") == b"bytes of b"
    second.forget()
    assert FileStore(tmp_path / "pictures").get(b"a") is None
    assert len(list((tmp_path / "pictures").iterdir())) == 1


@pytest.mark.parametrize("corrupt", [b"", b"short", b"0" * 40])
def test_corrupt_file_counts_as_none(tmp_path, corrupt):
    """A file that was cut or changed is nothing, and is written again."""
    FileStore(tmp_path).put(b"a", b"bytes")
    (tmp_path / b"a".hex()).write_bytes(corrupt)
    assert FileStore(tmp_path).get(b"a") is None
    FileStore(tmp_path).put(b"a", b"bytes")
    assert FileStore(tmp_path).get(b"a") == b"bytes"


def test_without_a_folder_nothing_is_kept(tmp_path):
    """No folder, or one that cannot be made, is a cache without anything in it."""
    (tmp_path / "file").touch()
    for folder in (None, tmp_path / "file" / "inside"):
        store = FileStore(folder)
        store.put(b"a", b"bytes")
        assert store.get(b"a") is None
        store.forget()


def test_packages_are_those_of_debian_too(monkeypatch):
    """Whatever is upgraded there makes another version of the program."""
    monkeypatch.setattr(cache.sys, "path", ["/a/site-packages", "/work", "/b/dist-packages", "/a/site-packages"])
    assert list(map(str, cache.package_folders())) == ["/a/site-packages", "/b/dist-packages"]
