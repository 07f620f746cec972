"""Addresses that two things claim."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.errors import JiazhuError
from jiazhu.library.clashes import SECTIONS, Addresses

ONE, TWO = Path("one.md"), Path("two.md")


def test_both_files_are_named_with_their_lines():
    """The second to claim an address is at fault, and is told who has it."""
    addresses = Addresses("articles")
    addresses.claim("old", ONE, lambda: 6)
    with pytest.raises(JiazhuError) as caught:
        addresses.claim("old", TWO, lambda: 7)
    said = "two.md:7: error: the address `/articles/old/` is also that of one.md:6 (change one of them)"
    assert str(caught.value) == said


@pytest.mark.parametrize(("name", "other"), [("Arms", "arms"), ("ÉCOLE", "e\u0301cole"), ("Straße", "STRASSE")])
def test_capitals_tell_no_addresses_apart(name, other):
    """Two that one disk holds as two files, and another as one, are one address; it is said why."""
    addresses = Addresses("tags")
    addresses.claim(name, ONE)
    with pytest.raises(JiazhuError, match=rf"`/tags/{other}/` is also that of one.md, `/tags/{name}/`: not every disk"):
        addresses.claim(other, TWO)


@pytest.mark.parametrize("name", ["tags", "Tags", "search", "feeds"])
def test_what_the_site_has_is_no_page_of_the_editors(name):
    """The address of a section cannot be claimed by a file."""
    with pytest.raises(JiazhuError) as caught:
        Addresses(taken=SECTIONS).claim(name, Path("pages/tags.zh.md"), in_languages=True)
    said = f"pages/tags.zh.md: error: the address `/{name}/` is that of a page of the site's own (rename it)"
    assert str(caught.value) == said


def test_files_of_one_name_in_several_languages_share_their_address():
    """They are one page; one whose name has other capitals is another."""
    addresses = Addresses()
    addresses.claim("about", ONE, in_languages=True)
    addresses.claim("about", TWO, in_languages=True)
    with pytest.raises(JiazhuError, match=r"`/About/` is also that of one.md, `/about/`"):
        addresses.claim("About", TWO, in_languages=True)


@given(st.lists(st.sampled_from("a A ä Ä a\u0308 ß ss SS 中 ．".split())))
def test_of_names_that_are_one_address_the_first_has_it(names):
    """What is taken in is the first of each, in any order and however often it is claimed."""
    addresses = Addresses("tags")
    kept = []
    for name in names:
        with suppress(JiazhuError):
            addresses.claim(name, ONE)
            kept.append(name)
    groups = [{"a", "A"}, {"ä", "Ä", "a\u0308"}, {"ß", "ss", "SS"}, {"中"}, {"．"}]
    assert sorted(kept) == sorted(next(filter(group.__contains__, names)) for group in groups if group & {*names})
