"""Sources, known and generated."""

from __future__ import annotations

import pytest

from jiazhu.errors import JiazhuError
from jiazhu.library.sources import generated_source, load_sources


def test_a_source_is_named_by_its_file(tmp_path):
    """Hidden files and files of other sorts are no sources."""
    for name in ("rfi-zh.toml", ".rfi.toml", "notes.txt"):
        (tmp_path / name).write_text('hosts = ["rfi.fr"]\n', encoding="utf-8")

    assert {id_: source.hosts for id_, source in load_sources(tmp_path).items()} == {"rfi-zh": ("rfi.fr",)}


def test_all_faulty_sources_are_told_at_once(tmp_path):
    """Unknown key, bad name and a language that would be a path."""
    (tmp_path / "a.toml").write_text('\nhost = ["rfi.fr"]\n', encoding="utf-8")
    (tmp_path / "b c.toml").write_text("", encoding="utf-8")
    (tmp_path / "d.toml").write_text('lang = "../zh"\n', encoding="utf-8")

    with pytest.raises(JiazhuError) as caught:
        load_sources(tmp_path)
    assert [(problem.path.name, problem.line, problem.text) for problem in caught.value.problems] == [
        ("a.toml", 2, "unknown key `host`"),
        ("b c.toml", 0, "`b c` is no address"),
        ("d.toml", 1, "`lang` is `../zh`: no BCP 47 tag"),
    ]


@pytest.mark.parametrize(
    ("url", "id_"),
    [("https://www.example.org/a", "example-org"), ("https://新闻.example/a", "example"), ("", "unknown"),
     ("https://[::1/a", "unknown"), ("https://中国/a", "unknown")],
)  # fmt: skip
def test_a_host_without_a_rule_gets_a_source(url, id_):
    """Its id is made of the host's letters; an article without a host has a source, too."""
    assert id_ == generated_source(url).id
