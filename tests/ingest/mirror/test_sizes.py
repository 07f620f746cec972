"""Pictures in sizes."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from jiazhu.ingest.mirror import sizes
from jiazhu.ingest.mirror.sizes import PictureError, in_sizes


def picture(size=(8, 8), mode="RGB", format_="PNG", **how) -> bytes:
    """Draw a picture: the left half red, the right half blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.convert(mode).save(out, format_, **how)
    return out.getvalue()


def read(data: bytes) -> Image.Image:
    """Read a copy."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((300, 200), [300]),
        ((480, 200), [480]),
        ((481, 200), [480, 481]),
        ((1000, 500), [480, 960, 1000]),
        ((2000, 1000), [480, 960, 1680]),
    ],
)
def test_no_copy_is_wider_than_the_picture(size, widths):
    """They go by 480, 960 and 1680 pixels, as far as it goes; their sizes are what their names will say."""
    made = in_sizes(picture(size))
    assert [width for width, _ in made] == widths
    for (width, height), data in made.items():
        assert read(data).size == (width, height)
        assert read(data).format == "WEBP"
        assert abs(height - width * size[1] / size[0]) <= 0.5


def test_what_is_too_high_for_webp_is_made_narrower():
    """A picture of a long page."""
    ((size, data),) = in_sizes(picture((400, 32000))).items()
    assert size[1] <= sizes.MOST_HIGH
    assert read(data).size == size


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "GIF", "WEBP"])
def test_formats_are_told_by_content(format_):
    """Whatever a server calls them."""
    copy = read(in_sizes(picture((64, 32), format_=format_))[64, 32]).convert("RGB")
    left, right = copy.getpixel((8, 16)), copy.getpixel((56, 16))
    assert (left[0] > 200, left[2] < 60, right[0] < 60, right[2] > 200) == (True, True, True, True)


def test_metadata_is_gone_and_the_way_up_is_kept():
    """A camera that was held sideways says so, and says where it was."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees clockwise
    exif[0x010F] = "CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    data = picture((64, 32), format_="JPEG", exif=exif, comment=b"SECRET", icc_profile=b"PROFILE")
    ((size, made),) = in_sizes(data).items()
    copy = read(made)
    assert size == (32, 64)
    assert copy.convert("RGB").getpixel((16, 8))[0] > 200  # what was left is above
    assert not [word for word in (b"CAMERA", b"SECRET", b"PROFILE", b"EXIF", b"XMP ") if word in made]


def test_what_shines_through_stays_so():
    """A drawing without a ground stands on the page's, dark or light."""
    image = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    assert read(in_sizes(out.getvalue())[10, 10]).getpixel((5, 5))[3] == 0


def test_of_an_animation_the_first_picture_stays():
    """It would be large, and move beside a text."""
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    copy = read(in_sizes(out.getvalue())[10, 10])
    assert getattr(copy, "n_frames", 1) == 1
    assert copy.convert("RGB").getpixel((5, 5))[0] > 200


def test_a_bomb_is_not_read(monkeypatch):
    """What unpacks to more pixels than there is room for is told by its first bytes."""
    monkeypatch.setattr(sizes, "PICTURE_PIXELS", 99)
    with pytest.raises(PictureError, match="it has 10 × 10 pixels, more than 99"):
        in_sizes(picture((10, 10)))


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture((99, 99), format_="JPEG")[:-200]]
)
def test_no_picture_is_told(data):
    """Nothing, a page, a drawing in XML, half of a picture."""
    with pytest.raises(PictureError, match="it cannot be read as JPEG, PNG, GIF, WEBP"):
        in_sizes(data)


@given(st.data())
def test_broken_bytes_make_a_copy_or_a_fault(data):
    """Whatever is wrong with a file, nothing else is raised."""
    whole = bytearray(picture((16, 16), format_=data.draw(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]))))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))
    try:
        assert all(read(made).size == size for size, made in in_sizes(bytes(whole)).items())
    except PictureError as error:
        assert str(error)
