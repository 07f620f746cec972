"""The settings in; the picture that they name as the digest's logo, or what is wrong with it, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jiazhu.errors import JiazhuError
from jiazhu.limits import LOGO_BYTES
from jiazhu.model import Config

KIND: Final = "settings"

_RUNS = frozenset("script foreignObject iframe handler listener set animate animateTransform animateMotion".split())

_LOADS = re.compile(r"""@import|\\|\b(?:image-set|src)\(|\burl\(\s*+["']?+(?!#|data:image/)""", re.IGNORECASE)
"""What in a style is another file, or written so that only CSS can tell."""


def read_logo(folder: Path, config: Config) -> bytes:
    """Read the logo; nothing where the settings name none.

    Pages show it as a picture, in which no script runs; but it has an address of its own on the site, too, and there a
    browser would run what is in an SVG. Raises JiazhuError for one that runs, and for what cannot be read, is too
    large, or leads out of `folder`.
    """
    name = config.theme.logo
    if not name:
        return b""
    path = folder / name
    try:
        if folder.resolve() not in path.resolve().parents:
            raise JiazhuError("leads out of the content", path, hint="put the picture itself there", kind=KIND)
        if path.stat().st_size > LOGO_BYTES:
            raise JiazhuError(f"larger than {LOGO_BYTES:,} bytes", path, hint="each page loads it", kind=KIND)
        data = path.read_bytes()
    except OSError as error:
        hint = f"put it there, or mend `logo` in {folder / 'digest.toml'}"
        raise JiazhuError(f"cannot be read: {error.strerror}", path, hint=hint, kind=KIND) from None
    if path.suffix.lower() == ".svg":
        for fault, line in _faults(data):
            raise JiazhuError(fault, path, line, "a logo is a picture: take that out", KIND)
    return data


def _faults(svg: bytes) -> Iterator[tuple[str, int]]:
    """Go through what in an SVG could run, or be another file: fault and line."""
    from lxml import etree  # noqa: PLC0415 -- most logos are none

    try:
        root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        yield f"no SVG: {error.msg}", error.lineno or 0
        return
    if root.getroottree().docinfo.internalDTD is not None:
        yield "a DOCTYPE", 1
    for sheet in root.xpath("//processing-instruction('xml-stylesheet')"):
        yield "a style sheet", sheet.sourceline or 1
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in _RUNS:
            yield f"the element `{name}`", element.sourceline or 0
        if name == "style" and _LOADS.search("".join(element.itertext())):
            yield "a style that loads something", element.sourceline or 0
        for attribute, value in element.attrib.items():
            local = etree.QName(attribute).localname
            if local.startswith("on") or (local == "href" and not str(value).startswith(("#", "data:image/"))):
                yield f"the attribute `{local}` of `{name}`", element.sourceline or 0
            elif _LOADS.search(str(value)):
                yield f"what the attribute `{local}` of `{name}` loads", element.sourceline or 0
