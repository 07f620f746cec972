"""The folder of copies, and the pictures that articles show."""

from __future__ import annotations

from written import load, marked, original, translation

from jiazhu.library.pictures import keep_picture, line_of, load_pictures, picture_name, places_of

ADDRESS = "https://e.org/1.jpg"
NAME = picture_name(ADDRESS)


def test_copies_are_found_by_their_names_alone(tmp_path):
    """By the hash of the address and the size, the narrowest first; what has another name is none."""
    keep_picture(tmp_path, ADDRESS, {(960, 540): b"b", (480, 270): b"a", (1680, 945): b"c"})
    (tmp_path / "images" / "logo.png").write_bytes(b"")
    (tmp_path / "images" / f"{NAME}-0x5.webp").write_bytes(b"")
    (tmp_path / "images" / ".DS_Store").write_bytes(b"")
    copies = load_pictures(tmp_path)
    assert list(copies) == [NAME]
    assert [(copy.width, copy.height, copy.path.read_bytes()) for copy in copies[NAME]] == [
        (480, 270, b"a"),
        (960, 540, b"b"),
        (1680, 945, b"c"),
    ]
    assert copies[NAME][0].path.name == f"{NAME}-480x270.webp"


def test_no_folder_is_no_copies(tmp_path):
    """A digest that has none yet."""
    assert load_pictures(tmp_path) == {}


def test_pictures_stand_in_files_and_lines(make_content):
    """The lead, those of the text and of its translation; in code there are none, and the site's own are no concern."""
    body = "一\n\n![图](https://e.org/2.jpg)\\\n说明\n\n`![x](https://e.org/no.jpg)`\n\n![](/own.png)"
    english = "One\n\n![p](https://e.org/3.jpg)\\\nCaption\n\nx\n\ny"
    content = make_content(
        {
            "articles/one/zh.md": original(body=body, image=f"{{src: '{ADDRESS}'}}"),
            "articles/one/en.md": translation("One", body=marked(english, body)),
        }
    )
    found = [(place.address, place.path.name, line_of(place)) for place in places_of(load(content).articles[0])]
    lines = {name: (content / "articles" / "one" / name).read_text("utf-8").split("\n") for name in ("zh.md", "en.md")}
    assert [(address, name) for address, name, _ in found] == [
        (ADDRESS, "zh.md"),
        ("https://e.org/2.jpg", "zh.md"),
        ("https://e.org/3.jpg", "en.md"),
    ]
    assert all(address in lines[name][line - 1] for address, name, line in found)


def test_a_link_to_elsewhere_is_no_copy(tmp_path):
    """No file outside of the content is published under the name of a picture."""
    (tmp_path / "secret").write_text("x")
    images = tmp_path / "content" / "images"
    images.mkdir(parents=True)
    (images / "0123456789abcdef-4x4.webp").symlink_to(tmp_path / "secret")
    (images / "0123456789abcdef-2x2.webp").write_bytes(b"x")
    assert [picture.width for picture in load_pictures(tmp_path / "content")["0123456789abcdef"]] == [2]
