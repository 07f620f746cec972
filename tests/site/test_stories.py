"""Stories that articles tell together: which join, why, and which of them leads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.site.sentences import number_of
from jiazhu.site.stories import (
    BOILERPLATE,
    COPIED_CHARACTERS,
    ENOUGH,
    NEAR_DAYS,
    Opening,
    Rarity,
    find_stories,
)

NOON = datetime(2023, 8, 18, 12, tzinfo=UTC)
COPY = frozenset(letter * 60 for letter in "abcdefghij")


def opening(slug, names=(), *, tags=(), day=0, sentences=(), languages=1):
    """Give what an article opens with, so many days after the first."""
    return Opening(
        slug=slug,
        moment=NOON + timedelta(days=day),
        names=frozenset(names),
        tags=frozenset(tags),
        sentences=frozenset(map(number_of, sentences)),
        languages=languages,
    )


def found(*openings, others=20):
    """Find the stories of articles, in a library with so many others that open with China."""
    rarity = Rarity(
        [*(each.names for each in openings), *[{"china"}] * others], [*(each.tags for each in openings), *[()] * others]
    )
    return find_stories(openings, rarity)


def slugs(stories):
    """List the stories' articles, the lead first."""
    return [story.slugs for story in stories]


def test_rare_names_join():
    """Two articles that open with two names that no other has; the reasons say which, and how far apart they are."""
    (story,) = found(
        opening("a", ["china", "minsk", "lukashenko"], tags=["belarus"]),
        opening("b", ["china", "minsk", "lukashenko", "putin"], tags=["belarus"], day=1),
        opening("c", ["china"]),
    )
    (bond,) = story.bonds
    assert (story.lead, story.also) == ("b", ("a",))
    assert (bond.names, bond.tags, bond.days, bond.copied) == (("lukashenko", "minsk", "china"), ("belarus",), 1, 0)
    assert bond.weight >= ENOUGH


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (opening("a", ["china", "russia"]), opening("b", ["china", "russia"])),
        (opening("a", ["minsk"]), opening("b", ["minsk"])),
        (opening("a", tags=["x", "y", "z"]), opening("b", tags=["x", "y", "z"])),
        (opening("a", ["x", "y"]), opening("b", ["x", "y"], day=NEAR_DAYS + 1)),
        (opening("a", ["x", "y", *"abcdef"]), opening("b", ["x", "y", *"ghijkl"])),
        (opening("a", ["x", "y"]), opening("b", ["z"])),
    ],
    ids=["common names", "one name", "tags alone", "far apart", "much else", "nothing"],
)
def test_what_does_not_join(one, other):
    """What all speak of tells nothing; a single name is too little; a topic is no event; days and other names part."""
    everywhere = [opening(f"e{number}", ["china", "russia"], day=-30 - 9 * number) for number in range(30)]
    assert found(one, other, *everywhere) == []


def test_rarity_falls_with_the_number_of_articles():
    """A name of one article tells most, one of all nearly nothing; in a library of two, a shared name still tells."""
    rarity = Rarity([{"one", "half", "all"}, {"half", "all"}, {"all"}, {"all"}] * 25, [()] * 100)
    alone = Rarity([{"one"}], [{"tag"}])
    assert rarity.name("one") > rarity.name("half") > rarity.name("all") > 0
    assert rarity.name("all") < 0.1
    assert rarity.tag("none") == alone.name("one") == alone.tag("tag") == 1
    assert slugs(found(opening("a", ["x", "y"]), opening("b", ["x", "y"]), others=0)) == [("a", "b")]


def test_every_article_goes_with_every_other():
    """An article that goes with one of two stands alone, rather than pull a chain together."""
    a = opening("a", ["x", "y"])
    b = opening("b", ["x", "y", "v", "w"])
    c = opening("c", ["v", "w"])
    assert slugs(found(a, c)) == []
    assert len(found(a, b, c)) == 1
    assert sum(map(len, slugs(found(a, b, c)))) == 2


def test_the_strongest_bonds_join_first():
    """What goes with two that do not go together joins the one it has more in common with; a copy before all."""
    weak, strong = opening("a", ["x", "y"]), opening("c", ["x", "z", "v", "w"])
    middle = opening("b", ["x", "y", "z", "v", "w"])
    assert slugs(found(weak, middle, strong)) == [("b", "c")]
    first, copied = (opening(slug, [], sentences=COPY) for slug in "de")
    named = [opening(slug, ["x", "y", "z", "v"], sentences=COPY if slug == "b" else []) for slug in "ab"]
    assert slugs(found(*named, first)) == [("b", "d")]
    assert slugs(found(*named, first, copied)) == [("b", "d", "e")]


def test_copies_join_by_their_sentences():
    """Without a name, and however far apart; not by a footer that all have, nor by a few words."""
    one, other = opening("a", sentences=COPY), opening("b", sentences=[*COPY, "z" * 300], day=40)
    (story,) = found(one, other)
    assert (story.lead, story.also, story.bonds[0].copied) == ("b", ("a",), 1)
    short = [next(iter(COPY))]
    assert sum(map(len, short)) < COPIED_CHARACTERS
    assert found(opening("a", sentences=short), opening("b", sentences=short)) == []
    assert found(*(opening(f"a{number}", sentences=COPY) for number in range(BOILERPLATE + 1))) == []


def test_half_of_a_text_makes_a_copy():
    """What shares less than half of the shorter text's sentences is another text."""
    one = opening("a", sentences=COPY)
    assert found(one, opening("b", sentences=[*sorted(COPY)[:5], "z" * 301])) != []
    assert found(one, opening("b", sentences=[*sorted(COPY)[:4], *(letter * 60 for letter in "uvwxyz")])) == []


@pytest.mark.parametrize(
    ("one", "other", "lead"),
    [
        (opening("a", "xyz"), opening("b", "xyz", languages=2, day=-1), "b"),
        (opening("a", "xyz"), opening("b", "xyzw", day=1), "b"),
        (opening("a", "xyz", day=1), opening("b", "xyz"), "a"),
        (opening("a", "xyz"), opening("b", "xyz"), "a"),
    ],
    ids=["translated", "newer, though it names more that none shares", "newest", "by name"],
)
def test_the_lead(one, other, lead):
    """The article with a title in most languages, then most of the shared names, then the newest, then by name."""
    assert slugs(found(one, other))[0][0] == lead


def test_the_lead_has_most_of_the_shared_names():
    """Among those of equally many languages; names that one article alone has do not count."""
    a = opening("a", ["x", "y", "z", "w"])
    b = opening("b", ["x", "y", "z", "u"], day=1)
    c = opening("c", ["x", "y", "z", "w"], day=-1)
    assert slugs(found(a, b, c)) == [("a", "b", "c")]


def test_the_largest_story_is_first():
    """Then the one with the newest lead."""
    small = [opening("a", "xyz", day=2), opening("b", "xyz", day=2)]
    old = [opening("g", "uvw"), opening("h", "uvw")]
    large = [opening(slug, "pqr") for slug in "cde"]
    assert slugs(found(*small, *old, *large)) == [("c", "d", "e"), ("a", "b"), ("g", "h")]


NAMES = st.frozensets(st.sampled_from("abcdefgh"), max_size=5)
OPENINGS = st.lists(
    st.builds(
        opening,
        st.integers(0, 40).map(str),
        NAMES,
        tags=st.frozensets(st.sampled_from("xyz"), max_size=2),
        day=st.integers(0, 6),
        sentences=st.frozensets(st.sampled_from(sorted(COPY)), max_size=8),
        languages=st.integers(1, 2),
    ),
    max_size=14,
    unique_by=lambda each: each.slug,
)


@given(OPENINGS, st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(openings, random):
    """Stories, their order, their leads and their reasons are the same; no article stands in two."""
    shuffled = random.sample(openings, len(openings))
    stories = found(*openings)
    assert stories == found(*shuffled)
    told = [slug for story in slugs(stories) for slug in story]
    assert len(told) == len(set(told))
    assert all(len(story.bonds) == len(story.also) >= 1 for story in stories)
