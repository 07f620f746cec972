"""What `check` finds of pictures."""

from __future__ import annotations

from conftest import DIGEST
from written import original

from jiazhu.check.pictures import picture_faults
from jiazhu.config import load_config
from jiazhu.library.pictures import keep_picture, picture_name


def faults(content):
    """List what is wrong with the pictures of a content folder."""
    return list(picture_faults(content, load_config(content / "digest.toml")))


def test_articles_that_are_cut_need_no_copies(make_content):
    """They show no picture: neither is one missing, nor one of use."""
    files = {"articles/one/zh.md": original(body="![图](https://e.org/1.jpg)\\\n说明", rights="excerpt")}
    content = make_content({**files, "digest.toml": DIGEST + 'images = "mirror"\n'})
    assert faults(content) == []
    keep_picture(content, "https://e.org/1.jpg", {(5, 5): b""})
    assert [problem.text for problem in faults(content)] == ["no article shows this picture"]


def test_pictures_without_copy_and_copies_without_use_are_named(make_content):
    """With file and line; only where the settings ask for copies, but for copies that nobody asks for any more."""
    body = "一\n\n![图](https://e.org/1.jpg)\\\n说明"
    mirror = DIGEST + 'images = "mirror"\n'
    content = make_content(
        {"articles/one/zh.md": original(body=body), "articles/two/zh.md": original("a2", body=body, draft="true")}
    )
    assert [problem.kind for problem in faults(content)] == []
    (content / "digest.toml").write_text(mirror, encoding="utf-8")
    (without,) = faults(content)
    assert (without.line, without.text) == (11, "no copy of the picture https://e.org/1.jpg")
    keep_picture(content, "https://e.org/1.jpg", {(5, 5): b""})
    keep_picture(content, "https://e.org/2.jpg", {(6, 6): b""})
    (unused,) = faults(content)
    assert (unused.path.name, unused.text) == (
        f"{picture_name('https://e.org/2.jpg')}-6x6.webp",
        "no article shows this picture",
    )
    (content / "digest.toml").write_text(DIGEST, encoding="utf-8")
    assert {problem.text for problem in faults(content)} == {"pictures are shown from where they are"}
    (content / "articles" / "two" / "zh.md").write_text("---\n", encoding="utf-8")
    (content / "digest.toml").write_text(mirror, encoding="utf-8")
    assert faults(content) == []
