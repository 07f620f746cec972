"""What `check` finds of pictures that no words tell of, and of files that are too large."""

from __future__ import annotations

from conftest import DIGEST
from written import load, marked, original, translation

from jiazhu.check.alternatives import silent_images
from jiazhu.check.pictures import PICTURE_BYTES, large_pictures
from jiazhu.config import load_config
from jiazhu.library.pictures import keep_picture

LEAD = "{src: 'https://e.org/lead.jpg'}"


def silent(content):
    """List where pictures stand that no words tell of: file and what stands in that line."""
    places = [(fault.path, fault.line) for fault in silent_images(load(content))]
    return [(path.name, path.read_text("utf-8").split("\n")[line - 1]) for path, line in places]


def test_pictures_without_words_have_file_and_line(make_content):
    """The lead, those of a text, of its translation, of a digest's words and of a page."""
    body = "一\n\n- 二\n- ![](https://e.org/1.jpg)"
    content = make_content(
        {
            "articles/one/zh.md": original(body=body, image=LEAD),
            "articles/one/en.md": translation(body=marked("One\n\n![](/2.png)", body)),
            "digests/2023-W33.zh.md": "---\ntitle: One\n---\n![](/3.png)",
            "pages/about.zh.md": "---\ntitle: 一\n---\n\n![](/4.png)",
        }
    )
    assert silent(content) == [
        ("zh.md", f"image: {LEAD}"),
        ("zh.md", "- ![](https://e.org/1.jpg)"),
        ("en.md", "![](/2.png)"),
        ("2023-W33.zh.md", "![](/3.png)"),
        ("about.zh.md", "![](/4.png)"),
    ]


def test_words_in_either_place_are_enough(make_content):
    """An alternative text, or a caption, which is read out too."""
    body = "![图](/1.png)\n\n![](/2.png)\\\n说明"
    content = make_content(
        {
            "articles/one/zh.md": original(body=body, image=LEAD, caption="说明"),
            "articles/two/zh.md": original("a2", image="{src: 'https://e.org/lead.jpg', alt: 图}"),
        }
    )
    assert silent(content) == []


def test_pictures_that_are_not_shown_need_no_words(make_content):
    """An article that is cut shows none."""
    content = make_content({"articles/one/zh.md": original(body="![](/1.png)", image=LEAD, rights="excerpt")})
    assert silent(content) == []


def test_files_that_are_too_large_are_told_of(make_content):
    """Copies and the logo; one of just the bound is not."""
    content = make_content(
        {"digest.toml": DIGEST + 'theme.logo = "logo.png"\n', "logo.png": b"x" * (PICTURE_BYTES + 1)}
    )
    keep_picture(content, "https://e.org/1", {(4, 4): b"x" * (PICTURE_BYTES + 1), (2, 2): b"x" * PICTURE_BYTES})
    faults = list(large_pictures(content, load_config(content / "digest.toml")))
    assert [(fault.kind, fault.severity, fault.path.name[-8:]) for fault in faults] == [
        ("image", "warning", "4x4.webp"),
        ("image", "warning", "logo.png"),
    ]
    assert "500,001 bytes" in faults[0].text
