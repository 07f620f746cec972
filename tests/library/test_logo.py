"""The logo: a picture, and nothing that runs."""

from __future__ import annotations

import pytest
from conftest import DIGEST

from jiazhu.config import load_config
from jiazhu.errors import JiazhuError
from jiazhu.library.logo import read_logo
from jiazhu.limits import LOGO_BYTES

GOOD = b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><path d="M0 0"/></g></svg>'


def logo(make_content, data, name="logo.svg"):
    """Read a logo that is written beside the settings."""
    content = make_content({"digest.toml": f'{DIGEST}theme.logo = "{name}"\n', name: data})
    return read_logo(content, load_config(content / "digest.toml"))


def test_a_picture_is_read_as_it_is(make_content):
    """An SVG that only draws, and any other picture."""
    assert logo(make_content, GOOD) == GOOD
    assert logo(make_content, b"\x89PNG", "logo.png") == b"\x89PNG"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (b"<script>x</script>", ":2: error: the element `script`"),
        (b"<a xlink:href='javascript:x' xmlns:xlink='http://www.w3.org/1999/xlink'/>", "`href` of `a`"),
        (b"<path onclick='x'/>", "the attribute `onclick` of `path`"),
        (b"<foreignObject/>", "the element `foreignObject`"),
        (b"<use href='https://e.org/x.svg#a'/>", "`href` of `use`"),
        (b"<style>@import url(https://e.org/x.css);</style>", ":2: error: a style that loads something"),
        (b"<style>a { fill: url( 'https://e.org/x.svg#a' ) }</style>", "a style that loads something"),
        (b"<style>@\\69mport 'https://e.org/x.css'</style>", "a style that loads something"),
        (b"<path fill='URL(https://e.org/x.svg#a)'/>", "what the attribute `fill` of `path` loads"),
        (b"<?xml-stylesheet href='https://e.org/x.css'?>", "a style sheet"),
        (b"<g>", "no SVG"),
    ],
)
def test_what_would_run_at_its_own_address_is_told(make_content, inside, said):
    """With the line, and what to do."""
    with pytest.raises(JiazhuError, match=said):
        logo(make_content, GOOD.replace(b"<path", b"\n" + inside + b"<path"))


def test_styles_that_load_nothing_are_no_fault(make_content):
    """Parts of the picture itself, and pictures in its text."""
    style = b"<style>a { fill: url( '#a' ); mask: url(data:image/png;base64,AA==) }</style><path fill='url(#a)'/>"
    assert logo(make_content, GOOD.replace(b"<path", style + b"<path"))


def test_a_style_sheet_above_the_picture_is_told(make_content):
    """It is another file, which would be loaded where the picture is opened at its own address."""
    with pytest.raises(JiazhuError, match="a style sheet"):
        logo(make_content, b"<?xml version='1.0'?>\n<?xml-stylesheet href='https://e.org/x.css'?>\n" + GOOD)


def test_entities_are_told_and_not_read(make_content):
    """One that would grow without end takes no time."""
    bomb = b"".join(b'<!ENTITY a%d "&a%d;&a%d;">' % (n + 1, n, n) for n in range(40))
    with pytest.raises(JiazhuError, match=r"a DOCTYPE|no SVG"):
        logo(make_content, b'<!DOCTYPE svg [<!ENTITY a0 "x">' + bomb + b"]>" + GOOD.replace(b"<path", b"&a40;<path"))


def test_a_large_one_is_told(make_content):
    """Each page loads it."""
    with pytest.raises(JiazhuError, match="larger than 1,000,000 bytes"):
        logo(make_content, b"x" * (LOGO_BYTES + 1), "logo.png")


def test_a_link_to_elsewhere_is_told(make_content, tmp_path):
    """No file outside of the content is published under the name of a picture."""
    (tmp_path / "secret").write_text("x")
    content = make_content({"digest.toml": f'{DIGEST}theme.logo = "logo.png"\n'})
    (content / "logo.png").symlink_to(tmp_path / "secret")
    with pytest.raises(JiazhuError, match="leads out of the content"):
        read_logo(content, load_config(content / "digest.toml"))
