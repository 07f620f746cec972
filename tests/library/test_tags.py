"""Tags."""

from __future__ import annotations

import pytest

from jiazhu.errors import JiazhuError
from jiazhu.library.tags import load_tags, tag_ids


def test_tags_are_read_by_id(tmp_path):
    """A parent may stand below its child."""
    path = tmp_path / "tags.yaml"
    path.write_text("- {id: arms, label: {zh: 武器}, parent: war}\n- {id: war, label: {zh: 战争}}\n", encoding="utf-8")

    assert list(load_tags(path, ["zh"])) == ["arms", "war"]


def test_every_fault_is_told_with_its_line(tmp_path):
    """A tag that stands twice, has a bad address or alias, no label in the default language, or an unknown parent."""
    path = tmp_path / "tags.yaml"
    path.write_text(
        "- id: arms\n  label: {zh: 武器}\n"
        "- id: arms\n  label: {en: Arms}\n"
        "- id: ../war\n  label: {en: War}\n  parent: armz\n  aliases: [a b]\n",
        encoding="utf-8",
    )

    with pytest.raises(JiazhuError) as caught:
        load_tags(path, ["zh"])
    assert [
        f"{path}:3: error: the address `/tags/arms/` is also that of {path}:1 (change one of them)",
        f"{path}:4: error: the tag `arms` has no label in `zh` (add it)",
        f"{path}:5: error: the tag `../war` is no address (letters, digits, `-`)",
        f"{path}:8: error: the alias `a b` of the tag `../war` is no address (letters of any script, digits, `-`)",
        f"{path}:6: error: the tag `../war` has no label in `zh` (add it)",
        f"{path}:7: error: the parent `armz` of the tag `../war` is no tag (did you mean `arms`?)",
    ] == str(caught.value).split("\n")


def faults(path, text):
    """Give the lines of the faults of a file, with what is said."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(JiazhuError) as caught:
        load_tags(path, ["zh"])
    return [(problem.line, problem.text) for problem in caught.value.problems]


def test_a_tag_may_be_called_by_an_alias(tmp_path):
    """An id and its aliases are one tag, for a parent too."""
    path = tmp_path / "tags.yaml"
    path.write_text(
        "- {id: drills, label: {zh: 军演}, parent: 战争}\n- {id: war, label: {zh: 战争}, aliases: [战争, krieg]}\n",
        encoding="utf-8",
    )
    tags = load_tags(path, ["zh"])

    assert tags["drills"].parent == "war"
    assert tag_ids(tags) == {"drills": "drills", "war": "war", "战争": "war", "krieg": "war"}


@pytest.mark.parametrize(
    ("tags", "line", "address", "other"),
    [
        ("- {id: a, label: {zh: 甲}, aliases: [b]}\n- {id: b, label: {zh: 乙}}\n", 1, "/tags/b/", 2),
        ("- {id: b, label: {zh: 乙}}\n- {id: a, label: {zh: 甲}, aliases: [c, b]}\n", 2, "/tags/b/", 1),
        ("- {id: a, label: {zh: 甲}, aliases: [x]}\n- {id: b, label: {zh: 乙}, aliases: [x]}\n", 2, "/tags/x/", 1),
        ("- {id: a, label: {zh: 甲}, aliases: [x, x]}\n", 1, "/tags/x/", 1),
        ("- {id: a, label: {zh: 甲}, aliases: [a]}\n", 1, "/tags/a/", 1),
        ("- id: a\n  label: {zh: 甲}\n  aliases:\n  - Ｂ\n  - b\n- {id: B, label: {zh: 乙}}\n", 5, "/tags/b/", 6),
    ],
)
def test_an_address_has_one_tag(tmp_path, tags, line, address, other):
    """Neither an id nor an alias is that of another: both lines are named, that of the alias first."""
    path = tmp_path / "tags.yaml"
    [(found, text)] = faults(path, tags)
    assert found == line
    assert text.startswith(f"the address `{address}` is also that of {path}:{other}")


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        ("a:a", [(1, "`a` → `a`", "take this `parent` away")]),
        ("a:b b:a", [(1, "`a` → `b` → `a`", "take this `parent` away, or that on line 2")]),
        ("x:b a:b b:c c:a", [(3, "`b` → `c` → `a` → `b`", "take this `parent` away, or that on line 4 or 2")]),
        ("a:b b:a c:d d:c", [(1, "`a` → `b` → `a`", None), (3, "`c` → `d` → `c`", None)]),
    ],
)
def test_no_tag_is_part_of_itself(tmp_path, parents, expected):
    """Each circle of parents is told once, with the lines of all that are in it; tags beneath it are no fault."""
    path = tmp_path / "tags.yaml"
    lines = [pair.split(":") for pair in parents.split()]
    path.write_text(
        "".join(f"- {{id: {id_}, label: {{zh: 字}}, parent: {up}}}\n" for id_, up in lines), encoding="utf-8"
    )
    with pytest.raises(JiazhuError) as caught:
        load_tags(path, ["zh"])

    found = caught.value.problems
    assert [(line, f"a tag is part of itself: {way}") for line, way, _ in expected] == [(p.line, p.text) for p in found]
    assert all(hint in {None, problem.hint} for problem, (_, _, hint) in zip(found, expected, strict=True))


def test_a_label_is_in_a_language(tmp_path):
    """Of the digest or another; its code is the shortest there is, and a mistaken one is told with what was meant."""
    path = tmp_path / "tags.yaml"
    path.write_text(
        "- id: arms\n  label: {zh: 武器, fr: Armes, zh-Hant: 武器, eng: Arms}\n  about: {xx: A}\n", encoding="utf-8"
    )
    with pytest.raises(JiazhuError) as caught:
        load_tags(path, ["zh", "en"])
    assert str(caught.value).split("\n") == [
        f"{path}:2: error: `label.eng`: `eng` is no language code (did you mean `en`?)",
        f"{path}:3: error: `about.xx`: `xx` is no language (write its code, such as zh or en)",
    ]
