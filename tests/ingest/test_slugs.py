"""Addresses of articles."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.ingest.slugs import SLUG_CHARACTERS, make_slug
from jiazhu.text.addresses import is_slug

DAY = date(2023, 8, 18)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("李尚福诺与2俄加强军事合作 未提细节", "2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo"),
        ("AUKUS：三国Café", "2023-08-18-aukus-san-guo-cafe"),
        ("../../etc/passwd\0<b>", "2023-08-18-etc-passwd-b"),
        ("？！", "2023-08-18"),
        ("", "2023-08-18"),
        ("x" * 60, "2023-08-18"),
    ],
)
def test_a_slug_is_the_date_and_the_titles_pinyin(title, slug):
    """Latin words stay, accents and signs go, and a title without letters leaves the date."""
    assert slug == make_slug(DAY, title)


@given(st.text(alphabet=st.sampled_from("女绿俄a1é . /\\\x00ｆ①ß"), max_size=80))
def test_a_slug_is_always_an_address(title):
    """Short, in ASCII, in one folder, and cut between syllables."""
    slug = make_slug(DAY, title)

    assert is_slug(slug)
    assert slug.isascii()
    assert len(slug) <= SLUG_CHARACTERS
    assert not slug.endswith("-")


def test_a_slug_is_cut_at_a_syllable():
    """What does not fit is left out as a whole."""
    assert make_slug(DAY, "双" * 20) == "2023-08-18" + "-shuang" * 7
