"""Tags."""

from __future__ import annotations

import pytest

from jiazhu.errors import JiazhuError
from jiazhu.library.tags import load_tags


def test_tags_are_read_by_id(tmp_path):
    """A parent may stand below its child."""
    path = tmp_path / "tags.yaml"
    path.write_text("- {id: arms, label: {zh: 武器}, parent: war}\n- {id: war, label: {zh: 战争}}\n", encoding="utf-8")

    assert list(load_tags(path, "zh")) == ["arms", "war"]


def test_every_fault_is_told_with_its_line(tmp_path):
    """A tag that stands twice, without the default language's label, with a bad address or an unknown parent."""
    path = tmp_path / "tags.yaml"
    path.write_text(
        "- id: arms\n  label: {zh: 武器}\n"
        "- id: arms\n  label: {en: Arms}\n"
        "- id: ../war\n  label: {zh: 战争}\n  parent: armz\n",
        encoding="utf-8",
    )

    with pytest.raises(JiazhuError) as caught:
        load_tags(path, "zh")
    assert [
        f"{path}:3: error: the tag `arms` stands twice (it is on line 1 too: keep one)",
        f"{path}:4: error: the tag `arms` has no label in `zh` (add it)",
        f"{path}:5: error: the tag `../war` is no address (letters, digits, `-`)",
        f"{path}:7: error: the parent `armz` of the tag `../war` is no tag (did you mean `arms`?)",
    ] == str(caught.value).split("\n")
