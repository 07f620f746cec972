"""The site compared with one that is built from nothing: each file that differs is named."""

from __future__ import annotations

from written import days, load

from jiazhu.site.builder import build
from jiazhu.site.theme import Theme
from jiazhu.site.verify import differences


def test_each_difference_is_named(make_content, tmp_path):
    """A file that is another, one that is not there, and one too many; nothing where all is as it should be."""
    content, output = make_content(days(2)), tmp_path / "site"
    build(load(content), Theme(), output, cache=tmp_path / "cache", search=False)
    assert list(differences(load(content), Theme(), output, search=False)) == []

    (output / "zh/index.html").write_bytes(b"x")
    (output / "en/index.html").unlink()
    (output / "stray.html").write_bytes(b"x")
    found = differences(load(content), Theme(), output, search=False)
    assert {problem.path.relative_to(output).as_posix(): problem.text for problem in found} == {
        "zh/index.html": "a build without cache makes it otherwise",
        "en/index.html": "a build without cache makes it, and it is not there",
        "stray.html": "a build without cache does not make it",
    }
    assert {path.name for path in tmp_path.iterdir()} == {"site", "cache", "content"} | {content.name}
