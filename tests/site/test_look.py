"""What digest.toml says of the look: accent, fonts, logo and footer."""

from __future__ import annotations

import pytest
from conftest import DIGEST
from hypothesis import given
from hypothesis import strategies as st
from written import original, site

from jiazhu.errors import JiazhuError, SchemaError
from jiazhu.model import Look
from jiazhu.site.look import DARK_PAPER, PAPER, READABLE, contrast, legible, own_rules, without_comments

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def digest(theme: str) -> str:
    """Write settings with a look."""
    return f"{DIGEST}\n[theme]\n{theme}\n"


@given(COLOURS, st.sampled_from([PAPER, DARK_PAPER]))
def test_any_accent_can_be_read(colour, paper):
    """Whatever colour is asked for, what is painted has the contrast of AA with its paper."""
    assert contrast(legible(colour, paper, READABLE), paper) >= READABLE


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54)])
def test_contrast_is_that_of_wcag(one, other, ratio):
    """Black on white has 21; the lightest grey of AA 4.54."""
    assert round(contrast(one, other), 2) == ratio


def test_a_readable_accent_stays_as_it_is():
    """A colour that can be read is not touched."""
    assert legible("#B5301F", PAPER, READABLE) == "#b5301f"


def test_readers_load_no_comments():
    """Neither comments nor the empty lines about them; what only looks like one, in a string, stays."""
    css = b"/* a\n b */\n\na { b: \"/* c */\" } /**/\n\n\nd { e: '\\'/*' }\n"
    assert without_comments(css) == b"a { b: \"/* c */\" } d { e: '\\'/*' }\n"


def test_nothing_asked_for_changes_nothing():
    """Without settings the style sheet is the theme's."""
    assert own_rules(Look()) == ""


def test_fonts_come_before_the_themes_own():
    """Families are quoted, generic ones are not, and each language has its own."""
    rules = own_rules(Look(fonts={"zh-hant": "LXGW WenKai TC", "en": "Literata, serif"}))
    assert ':lang(en) { --own-fonts: "Literata", serif, }' in rules
    assert ':lang(zh-Hant) { --own-fonts: "LXGW WenKai TC", }' in rules


def test_the_look_is_on_every_page(make_content):
    """Accent in the one style sheet, logo in the masthead, the footer's words in each language."""
    theme = 'accent = "#0b5fa5"\nlogo = "logo.svg"\nfooter = { zh = "**页脚**", en = "*Foot*" }'
    logo = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    files = site(make_content({"digest.toml": digest(theme), "logo.svg": logo, "articles/one/zh.md": original()}))
    (style,) = (text for name, text in files.items() if name.startswith("static/style."))
    assert "--vermilion: light-dark(#0b5fa5, #" in style
    (name,) = (name for name, text in files.items() if text == logo)
    for language, words in (("zh", "<strong>页脚</strong>"), ("en", "<em>Foot</em>")):
        for page in ("index.html", "articles/one/index.html", "tags/index.html"):
            assert f'<img class="logo" src="/watch/{name}" alt="">' in files[f"{language}/{page}"]
            assert words in files[f"{language}/{page}"]
            assert 'class="seal"' not in files[f"{language}/{page}"]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('accent = "red"', "`red` is no colour"),
        ('accent = "#fff} body{display:none"', "is no colour"),
        ('fonts = { zh = "X; } * {" }', "is no list of font families"),
        ('fonts = { "zh) { } body { display: none } :lang(x" = "Songti SC" }', "is no language"),
        ('footer = { fre = "Pied" }', "`fre` is no language code"),
        ('logo = "../secret.svg"', "`../secret.svg` is no picture of the digest"),
        ('logo = "/etc/passwd"', "is no picture of the digest"),
        ('logo = "digest.toml"', "is no picture of the digest"),
        ('colour = "#ffffff"', "unknown key `theme.colour`"),
    ],
)
def test_a_wrong_look_is_told_with_its_line(make_content, setting, said):
    """One problem, at the line of the key, and nothing of it comes into a style sheet."""
    content = make_content({"digest.toml": digest(setting)})
    with pytest.raises(SchemaError) as caught:
        site(content)
    (problem,) = caught.value.problems
    assert said in problem.text
    line = (content / "digest.toml").read_text(encoding="utf-8").split("\n")[problem.line - 1]
    assert line.startswith((setting.partition(" ")[0], "[theme]"))


def test_a_logo_that_is_not_there_is_told(make_content):
    """The file that is missing, and what to do."""
    with pytest.raises(JiazhuError, match=r"logo\.svg.*put it there"):
        site(make_content({"digest.toml": digest('logo = "logo.svg"')}))
