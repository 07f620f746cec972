"""A theme of one's own overrides the default one, file by file and message by message."""

from __future__ import annotations

import hashlib

import pytest
from written import original, site

from jiazhu.errors import JiazhuError
from jiazhu.site.locales import _locale_of
from jiazhu.site.theme import DEFAULT_THEME, Theme


@pytest.fixture
def write(tmp_path):
    """Give a function that writes files of a theme, and gives its folder."""

    def written(files):
        for name, text in files.items():
            path = tmp_path / "own" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "own"

    return written


def test_one_template_overrides_one(make_content, write):
    """A template of one's own takes the place of the default one of that name; it may extend the others."""
    own = write({"templates/tags.html": '{% extends "base.html" %}{% block main %}MINE{% endblock %}'})
    files = site(make_content({"articles/one/zh.md": original()}), own)
    assert "MINE" in files["zh/tags/index.html"]
    assert 'class="masthead"' in files["zh/tags/index.html"]
    assert "MINE" not in files["zh/sources/index.html"]


def test_one_static_file_overrides_one(make_content, write):
    """A stylesheet of one's own is linked by its own hash; the other files are the default's."""
    files = site(make_content({}), write({"static/style.css": "body {}", "static/fonts/a.txt": "x"}))
    name = f"static/style.{hashlib.sha256(b'body {}').hexdigest()[:8]}.css"
    assert files[name] == "body {}"
    assert f'href="/watch/{name}"' in files["zh/index.html"]
    assert [name] == [other for other in files if other.startswith("static/style.")]
    assert any(other.startswith("static/icon.") for other in files)
    assert any(other.startswith("static/fonts/a.") for other in files)


def test_one_message_overrides_one(write):
    """A catalog of one's own may hold a single text: all others are the default's."""
    own = write({"locale/zh_Hans/LC_MESSAGES/messages.po": 'msgid ""\nmsgstr ""\n\nmsgid "Tags"\nmsgstr "话题"\n'})
    catalog = Theme(own).catalog("zh", None)
    assert (catalog.gettext("Tags"), catalog.gettext("Sources")) == ("话题", "来源")
    assert catalog.ngettext("%(number)s article", "%(number)s articles", 2) % {"number": 2} == "2 篇文章"


def test_catalog_is_compiled_once(tmp_path):
    """The compiled catalog is kept, and read instead of the `.po` file; another state of that is another file."""
    Theme().catalog("zh", tmp_path)
    (kept,) = (tmp_path / "locale").iterdir()
    source = DEFAULT_THEME / "locale" / "zh_Hans" / "LC_MESSAGES" / "messages.po"
    assert hashlib.sha256(source.read_bytes()).hexdigest() == kept.name
    assert Theme().catalog("zh", tmp_path).gettext("Tags") == "标签"


def test_a_catalog_serves_varieties_of_its_language(write):
    """`pt` serves `pt-br`; where there are both, the nearer one comes first, and the default theme's fills it up."""
    name = "LC_MESSAGES/messages.po"
    words = 'msgid ""\nmsgstr ""\n\nmsgid "{}"\nmsgstr "{}"\n'
    own = write(
        {f"locale/pt/{name}": words.format("Tags", "Etiquetas"), f"locale/en_GB/{name}": words.format("Tags", "T")}
    )

    assert Theme(own).catalog("pt-br", None).gettext("Tags") == "Etiquetas"
    british = Theme(own).catalog("en-gb", None)
    assert (british.gettext("Tags"), british.gettext("Week %(number)s, %(days)s")) == ("T", "Week %(number)s, %(days)s")


def test_language_without_catalog_is_a_fault():
    """An interface language that the theme does not speak is a fault with its way out."""
    with pytest.raises(JiazhuError, match="no interface texts for the language `fr`"):
        Theme().catalog("fr", None)


def test_faulty_catalog_has_its_place(write):
    """A catalog that cannot be read is reported with its file."""
    own = write({"locale/en/LC_MESSAGES/messages.po": 'msgid "Tags"\nmessage "x"\n'})
    with pytest.raises(JiazhuError) as caught:
        Theme(own).catalog("en", None)
    assert own / "locale/en/LC_MESSAGES/messages.po" == caught.value.problems[0].path


def test_theme_must_be_a_folder(tmp_path):
    """A folder that is not there is a fault, not the default theme."""
    with pytest.raises(JiazhuError, match="no such folder"):
        Theme(tmp_path / "nope")


def test_a_variety_that_babel_does_not_know_is_written_as_the_closest():
    """A region nobody has described takes the language's dates; a language nobody has, those of none."""
    assert [_locale_of(code) for code in ("en", "en-xx", "zh-hant", "tlh")] == ["en_001", "en_GB", "zh_Hant", "root"]
