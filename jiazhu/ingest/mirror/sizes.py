"""The bytes of a picture in, the same picture in a few sizes, as WebP without metadata, out."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from jiazhu.limits import PICTURE_PIXELS

WIDTHS = (480, 960, 1680)
"""A phone, a column at twice the density, the lead picture at twice the density: in pixels."""
QUALITY = 80
MOST_HIGH = 16_383
"""What WebP can hold (https://developers.google.com/speed/webp/docs/riff_container)."""

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


class PictureError(Exception):
    """Raised where bytes are no picture that can be kept; says why, for the editor."""


def in_sizes(data: bytes) -> dict[tuple[int, int], bytes]:
    """Make a picture's copies, by width and height: none wider than it is. Raises PictureError."""
    Image.MAX_IMAGE_PIXELS = None  # Pillow would warn, and go on: the size is looked at here, before anything is read
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            width, height = opened.size
            picture = _upright(opened) if width * height <= PICTURE_PIXELS else None
    except Exception as error:  # noqa: BLE001 -- a broken file leads Pillow to raise whatever comes
        raise PictureError(f"it cannot be read as {', '.join(_FORMATS)}: {error}") from None
    if picture is None:
        raise PictureError(f"it has {width} × {height} pixels, more than {PICTURE_PIXELS:,}")
    return {size: _webp(picture, size) for size in _sizes(*picture.size)}


def _upright(opened: Image.Image) -> Image.Image:
    """Read the pixels, the way up that they are meant to be seen."""
    opened.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))  # a JPEG is read no larger than needed
    upright = ImageOps.exif_transpose(opened)
    clear = "A" in upright.getbands() or "transparency" in upright.info
    return upright.convert("RGBA" if clear else "RGB")


def _sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Choose sizes: those of `WIDTHS` that are narrower, and the widest that there may be."""
    widest = min(width, WIDTHS[-1], max(1, width * MOST_HIGH // height))
    widths = [*(each for each in WIDTHS if each < widest), widest]
    return [(each, max(1, min(MOST_HIGH, round(height * each / width)))) for each in widths]


def _webp(picture: Image.Image, size: tuple[int, int]) -> bytes:
    scaled = picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)
    scaled.info.clear()
    out = io.BytesIO()
    scaled.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
