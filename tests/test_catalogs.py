"""Interface texts: what the templates say is in every catalog, and nothing else is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from jiazhu.config import load_config
from jiazhu.site.theme import DEFAULT_THEME
from jiazhu.text.languages import locale_of
from jiazhu.text.script import VARIANTS, Script

LOCALES = sorted(path.parent.parent.name for path in DEFAULT_THEME.glob("locale/*/LC_MESSAGES/messages.po"))


def read(path: Path) -> Catalog:
    """Read a catalog."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def ids(catalog: Catalog) -> set[object]:
    """List a catalog's texts: each with its context, and its plural where it has one."""
    return {(message.context, message.id) for message in catalog if message.id}


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Catalog:
    """Extract the texts of the templates, as `make messages` does."""
    out = tmp_path_factory.mktemp("messages") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", "-o", str(out), "."]
    subprocess.run(command, cwd=DEFAULT_THEME, check=True)
    return read(out)


def catalog(locale: str) -> Catalog:
    """Read the catalog of a locale."""
    return read(DEFAULT_THEME / "locale" / locale / "LC_MESSAGES" / "messages.po")


def test_sample_languages_have_catalogs():
    """Each interface language of the sample digest has a catalog, and so has every script that can be derived."""
    config = load_config(Path(__file__).parent.parent / "content" / "digest.toml")
    assert {locale_of(code) for code in config.codes} <= set(LOCALES)
    assert {locale_of(tag) for tag in VARIANTS} <= set(LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_catalog_holds_the_templates_texts(template, locale):
    """No text of a template is missing from a catalog, and none in it is unused."""
    assert ids(template) == ids(catalog(locale))
    assert not catalog(locale).obsolete


def test_template_catalog_is_up_to_date(template):
    """`messages.pot` is what the templates say."""
    assert ids(template) == ids(read(DEFAULT_THEME / "locale" / "messages.pot"))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_translated(locale):
    """Each text, in each plural form, has its words, none of them a guess, with the same placeholders."""
    found = catalog(locale)
    for message in found:
        words = message.string if isinstance(message.string, tuple | list) else [message.string]
        assert all(words), message.id
        if message.id:
            assert not message.fuzzy, message.id
            assert len(words) == (found.num_plurals if message.pluralizable else 1), message.id
            assert not list(message.check(found)), message.id


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant"])
def test_chinese_is_written_in_its_script(tag):
    """No character of the other script stands in a Chinese catalog."""
    script = Script(tag)
    for message in catalog(locale_of(tag)):
        for words in message.string if isinstance(message.string, tuple | list) else [message.string]:
            assert words == script.text(words), message.id
