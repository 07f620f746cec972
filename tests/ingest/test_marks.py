"""Inline content: a flat run of pieces becomes a tree in which nothing nests wrongly."""

from __future__ import annotations

import pytest

from jiazhu.ingest.steps.marks import PLAIN, Mark, compose, tidy
from jiazhu.ingest.tree import Node, to_html

A, B, RUBY, RT = Mark("a", {"href": "http://a/"}), Mark("a", {"href": "http://b/"}), Mark("ruby"), Mark("rt")
STRONG, EM, CODE = PLAIN["strong"], PLAIN["em"], PLAIN["code"]
BR, IMG = Node("br"), Node("img", {"src": "http://i/"})


def html(*pieces: tuple[str | Node, set[Mark]]) -> str:
    tidied = tidy([(content, frozenset(marks)) for content, marks in pieces])
    return "".join(map(to_html, compose(tidied)))


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([("x", {STRONG}), ("y", {STRONG, EM}), ("z", {EM})], "<strong>x<em>y</em></strong><em>z</em>"),
        (
            [("x", {STRONG}), ("y", {STRONG, A}), ("z", {A})],
            '<strong>x</strong><a href="http://a/"><strong>y</strong>z</a>',
        ),
        ([("x", {STRONG, A})], '<a href="http://a/"><strong>x</strong></a>'),
        ([("x", {A}), ("y", {B})], '<a href="http://a/">x</a><a href="http://b/">y</a>'),
        ([("x", {CODE}), ("y", {CODE, STRONG})], "<code>x</code><strong><code>y</code></strong>"),
        ([("x ", {CODE}), ("y", {CODE, STRONG})], "<code>x</code> <strong><code>y</code></strong>"),
        ([("x", {CODE}), (BR, {CODE}), ("y", {CODE})], "<code>x</code><br><code>y</code>"),
        ([("x ", {STRONG}), (" y", {STRONG})], "<strong>x y</strong>"),
        ([("x", {STRONG}), (BR, {STRONG}), ("y", set())], "<strong>x</strong><br>y"),
        ([("x", {STRONG}), ("\u00a0", set()), (" y", {STRONG})], "<strong>x</strong>\u00a0 <strong>y</strong>"),
        ([("x\u3000", {STRONG}), ("y", set())], "<strong>x</strong>\u3000y"),
        ([(IMG, {STRONG, A})], '<a href="http://a/"><img src="http://i/"></a>'),
        ([("x", {STRONG}), (IMG, {STRONG}), ("y", {STRONG})], '<strong>x<img src="http://i/">y</strong>'),
        ([("x", {RUBY}), ("y", {RUBY, RT})], "<ruby>x<rt>y</rt></ruby>"),
        ([(" \n", {STRONG}), (BR, set()), ("\u00a0", {A})], ""),
    ],
)
def test_compose(pieces, expected):
    """Each of these comes out as it stands here."""
    assert expected == html(*pieces)


def test_links_are_never_cut():
    """However marks overlap them, there are as many links as there were."""
    pieces = [("x", {STRONG, A}), ("y", {STRONG, EM, A}), ("z", {EM, B}), ("w", {B}), ("v", {STRONG, B})]
    assert html(*pieces).count("<a ") == 2
