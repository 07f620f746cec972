"""The settings."""

from __future__ import annotations

import pytest

from jiazhu.config import load_config
from jiazhu.errors import JiazhuError

GOOD = {
    "title": '{ zh = "观察" }',
    "base_url": '"https://example.org/watch"',
    "languages": '["zh", "en"]',
    "authority": '"example.org,2023"',
}


@pytest.fixture
def path_of(tmp_path):
    """Give a function that writes a digest.toml with some keys changed, one a line."""

    def write(**keys):
        path = tmp_path / "digest.toml"
        path.write_text("\n".join(f"{key} = {value}" for key, value in (GOOD | keys).items()), encoding="utf-8")
        return path

    return write


def test_the_least_is_enough(path_of):
    """Weeks, UTC and full texts are what nobody has to say; the base URL ends in a slash."""
    config = load_config(path_of())

    assert (config.period, config.timezone, config.rights, config.variants) == ("week", "UTC", "full", ())
    assert config.base_url == "https://example.org/watch/"


def test_the_command_lines_base_url_wins(path_of):
    """A preview has another address than the site."""
    assert load_config(path_of(), base_url="http://localhost:8000").base_url == "http://localhost:8000/"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("base_url", '"/watch/"', "`/watch/` is no address of a site"),
        ("base_url", '"http://[watch/"', "is no address of a site"),
        ("base_url", '"https://example.org/?"', "is no address of a site"),
        ("base_url", '"https://example.org/a b/"', "is no address of a site"),
        ("base_url", '"https://user:pw@example.org/"', "is no address of a site"),
        ("base_url", '"https://example.org/../a/"', "is no address of a site"),
        ("base_url", '"https://example.org/%2E%2e/a/"', "is no address of a site"),
        ("base_url", '"https://example.org:port/"', "is no address of a site"),
        ("languages", "[]", "there is no language"),
        ("languages", '["zh", "中文"]', "`中文` is no language code"),
        ("languages", '["zh", "EN"]', "`EN` is no language code"),
        ("languages", '["zh", "en", "zh"]', "`zh` stands twice"),
        ("variants", '["zh-Hans"]', "`zh-Hans` cannot be derived"),
        ("variants", '["zh-hant"]', "`zh-hant` cannot be derived"),
        ("variants", '["zh-Hant", "zh-Hant"]', "`zh-Hant` stands twice"),
        ("title", '{ en = "Watch" }', "there is no title in `zh`"),
        ("title", '{ zh = "观察", eng = "Watch" }', "`eng` is no language code"),
        ("title", '{ zh = "观察", cn = "观察" }', "`cn` is no language"),
        ("description", '{ zh_Hant = "觀察" }', "`zh_Hant` is no language"),
        ("timezone", '"Asia/Peking"', "`Asia/Peking` is no time zone"),
        ("timezone", '"../../etc/passwd"', "is no time zone"),
        ("authority", '"example.org"', "is no domain with a year"),
        ("fetch", '[{ url = "file:///etc/passwd" }]', "`file:///etc/passwd` is no address of the web"),
        ("fetch", '[{ url = "https://e.org/", limit = 0 }]', "a `limit` of 0 takes nothing"),
        ("period", '"year"', "expected one of day, week, month"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(path_of, key, value, said):
    """One problem, at the key's line, with what to write instead."""
    path = path_of(**{key: value})
    with pytest.raises(JiazhuError) as caught:
        load_config(path)

    (problem,) = caught.value.problems
    assert said in problem.text
    assert problem.hint
    assert path.read_text(encoding="utf-8").split("\n")[problem.line - 1].startswith(key)


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        ('["en"]', "`zh-Hant` is derived from `zh` (add `zh` to `languages`)"),
        ('["zh", "zh-hant"]', "`zh-hant` is among `languages` (it is either written or derived: keep one)"),
    ],
)
def test_a_variant_needs_what_it_is_derived_from(path_of, languages, said):
    """Traditional Chinese comes of the Simplified, and only where nobody writes it."""
    with pytest.raises(JiazhuError) as caught:
        load_config(path_of(languages=languages, variants='["zh-Hant"]', title='{ zh = "观察", en = "Watch" }'))

    assert f"{caught.value}".endswith(f"digest.toml:5: error: `variants`: {said}")


def test_interface_languages_are_the_written_and_the_derived(path_of):
    """A derived one is called by its code, in lower case, and shows the words of its base."""
    config = load_config(path_of(variants='["zh-Hant"]'))

    assert config.codes == ("zh", "en", "zh-hant")
    assert [config.base_of(code) for code in config.codes] == ["zh", "en", "zh"]


def test_all_wrong_settings_are_told_at_once(path_of):
    """Nobody mends a file fault by fault."""
    with pytest.raises(JiazhuError) as caught:
        load_config(path_of(base_url='"x"', timezone='"y"', authority='"z"'))

    assert len(caught.value.problems) == 3


def test_each_feed_to_fetch_has_its_line(path_of):
    """A fault in the second of two tables is told where that stands."""
    path = path_of()
    feeds = '\n\n[[fetch]]\nurl = "https://e.org/feed"\n\n[[fetch]]\nurl = "https://e.org/feed"\nlimit = -1\n'
    path.write_text(path.read_text(encoding="utf-8") + feeds, encoding="utf-8")
    with pytest.raises(JiazhuError) as caught:
        load_config(path)
    assert [(problem.line, problem.text) for problem in caught.value.problems] == [
        (9, "`fetch[1]`: `https://e.org/feed` stands twice"),
        (9, "`fetch[1]`: a `limit` of -1 takes nothing"),
    ]
