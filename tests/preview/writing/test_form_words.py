"""The words of the forms: the same in each language, and those that readers see of the same things."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from babel.messages.pofile import read_po

from jiazhu.model import Entity, Note
from jiazhu.model.notes import Claim
from jiazhu.preview.page import FILES
from jiazhu.site.theme import DEFAULT_THEME

WORDS = FILES["/.jiazhu/words.js"]
ENGLISH, CHINESE = re.split(r"\n    zh: \{", WORDS)
CHOICES = {
    "kinds": ("kind of note", get_args(get_type_hints(Note)["kind"])),
    "verdicts": ("verdict", get_args(get_type_hints(Claim)["verdict"])),
    "types": ("type of name", get_args(get_type_hints(Entity)["type"])),
}


def test_both_languages_have_all_words():
    """Whoever adds one adds the other."""
    keys = [re.findall(r"^ *(\w+):|[{,] (\w+):", part, re.MULTILINE) for part in (ENGLISH, CHINESE)]
    english, chinese = ({"".join(each) for each in found} - {"words", "en"} for found in keys)
    assert english == chinese


def chosen(part: str, name: str) -> dict[str, str]:
    """Read what can be chosen, with its words."""
    inside = re.search(rf"{name}: \{{(.*?)\}}", part)[1]
    return dict(re.findall(r'(\w+): "([^"]*)"', inside))


@pytest.mark.parametrize("name", CHOICES)
def test_what_can_be_chosen_is_all_there_is(name):
    """Each kind, verdict and type, and no other."""
    assert set(chosen(ENGLISH, name)) == set(chosen(CHINESE, name)) == set(CHOICES[name][1])


@pytest.mark.parametrize("name", CHOICES)
def test_things_are_called_as_on_the_pages(name):
    """An editor chooses the very words that readers will see."""
    path = Path(DEFAULT_THEME) / "locale" / "zh_Hans" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalog = read_po(file)
    context = CHOICES[name][0]
    shown = {message.id: message.string for message in catalog if message.context == context}
    for key, word in chosen(ENGLISH, name).items():
        assert shown.get(word, "") == chosen(CHINESE, name)[key], key
