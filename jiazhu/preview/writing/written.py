"""Forms of an article's page in; the files of the content with what they say out, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Final

from jiazhu.errors import JiazhuError, Problems, SchemaError, nearest
from jiazhu.files import files_in, read_text
from jiazhu.library.annotate import Annotated, accept_note, add_note
from jiazhu.library.articles import article_slugs, load_article, read_translation
from jiazhu.library.entities import KIND as ENTITIES
from jiazhu.library.entities import load_entities
from jiazhu.library.frontmatter import line_in
from jiazhu.library.listed import rewrite_list
from jiazhu.library.note_entries import add_entry
from jiazhu.library.notes import NOTES_FILE
from jiazhu.library.saving import ChangedError, file_hash, write_file
from jiazhu.library.tags import load_tags, tag_ids
from jiazhu.model import Article, Config
from jiazhu.preview.writing.forms import AnchorForm, NameForm, NoteForm, TagsForm, TranslationForm, read_form
from jiazhu.preview.writing.given import Given, given_of
from jiazhu.preview.writing.translation import with_translation
from jiazhu.record import Record

ENTITIES_FILE = "entities.yaml"
KIND: Final = "article"


class UnknownError(JiazhuError):
    """Raised where there is no such article or form, or its files stand outside of the content."""


class Saved(Record):
    """Where something was written."""

    path: Path
    line: int


class Writing:
    """Writes into one content folder, one form at a time."""

    def __init__(self, content: Path, config: Callable[[], Config]) -> None:
        self._content = content
        self._config = config
        self._lock = Lock()
        self._forms: Mapping[str, Callable[[Article, bytes], Saved]] = {
            "note": self._note,
            "anchor": self._anchor,
            "translation": self._translation,
            "tags": self._tags,
            "name": self._name,
        }

    def is_language(self, code: str) -> bool:
        """Tell whether pages in a language show texts as they are in files: those in a derived script do not."""
        try:
            return code in self._config().languages
        except JiazhuError:  # the panel tells what is wrong with the settings
            return False

    def given(self, slug: str) -> Given:
        """Gather what the forms on an article's page are made from. Raises JiazhuError."""
        folder, config = self._folder(slug), self._config()
        files = {name: folder / name for name in (NOTES_FILE, *(f"{code}.md" for code in config.languages))}
        files[ENTITIES_FILE] = self._inside(ENTITIES_FILE)
        # First the hashes, then what is in the files: what changes in between is a change since then, and never missed.
        hashes = {name: file_hash(path) for name, path in files.items()}
        tags = load_tags(self._inside("tags.yaml"), config.codes)
        entities = load_entities(files[ENTITIES_FILE], Problems())
        return given_of(load_article(folder), config.languages, hashes, tags, entities)

    def save(self, slug: str, form: str, data: bytes) -> Saved:
        """Write what a form says.

        Raises ChangedError where the file is not what it was when the form was opened, JiazhuError where what the form
        says cannot stand there, and msgspec.MsgspecError where it is no form at all; then nothing is written.
        """
        if form not in self._forms:
            raise UnknownError(f"there is no form `{form}`", self._content, kind=KIND)
        with self._lock:
            return self._forms[form](load_article(self._folder(slug)), data)

    def _note(self, article: Article, data: bytes) -> Saved:
        form = read_form(data, NoteForm)
        path = article.path.with_name(NOTES_FILE)
        _expect(path, form.hash)
        keys: dict[str, object] = {}
        if form.kind == "claim":
            keys["claim"] = {"by": self._speaker(form.by, path), "verdict": form.verdict}
        if form.kind == "correction":
            keys["replacement"] = form.replacement.strip()
        keys["note"] = {code: f"{words.strip()}\n" for code, words in form.note.items() if words.strip()}
        if not keys["note"]:
            raise JiazhuError("the note says nothing yet", path, hint="write it in one language at least", kind="notes")
        sources = [{key: text.strip() for key, text in each.items() if text.strip()} for each in form.sources]
        if any(sources):
            keys["sources"] = list(filter(None, sources))
        place = form.place
        return _saved(
            add_note(
                article,
                place.quote,
                in_=place.language,
                at=place.at,
                beside=(place.before, place.after),
                kind=form.kind,
                keys=keys,
                was=form.hash,
            )
        )

    def _anchor(self, article: Article, data: bytes) -> Saved:
        form = read_form(data, AnchorForm)
        _expect(article.path.with_name(NOTES_FILE), form.hash)
        beside = (form.place.before, form.place.after)
        return _saved(accept_note(article, form.id, form.place.quote, beside=beside, was=form.hash))

    def _translation(self, article: Article, data: bytes) -> Saved:
        form = read_form(data, TranslationForm)
        codes = [code for code in self._config().languages if code != article.language]
        if form.language not in codes:
            text = f"`{form.language}` is no language to translate into"
            raise JiazhuError(text, article.path, hint=f"there is {', '.join(codes)}", kind=KIND)
        path, text = read_translation(article, form.language)
        _expect(path, form.hash)
        new, line = with_translation(article, path, text, form)
        if new != text:
            write_file(path, new, was=form.hash)
        return Saved(path=path, line=line)

    def _tags(self, article: Article, data: bytes) -> Saved:
        form = read_form(data, TagsForm)
        _expect(article.path, form.hash)
        ids = tag_ids(load_tags(self._inside("tags.yaml"), self._config().codes))
        for tag in form.tags:
            if tag not in ids:
                raise JiazhuError(f"there is no tag `{tag}`", article.path, hint=nearest(tag, ids, "add it"), kind=KIND)
        kept = [tag for tag in article.matter.tags if ids.get(tag, tag) in form.tags]
        had = {ids.get(tag, tag) for tag in kept}
        text = read_text(article.path, KIND)
        new = rewrite_list(text, article.path, "tags", [*kept, *(tag for tag in form.tags if tag not in had)])
        if new != text:
            write_file(article.path, new, was=form.hash)
        return Saved(path=article.path, line=line_in(article.path, "tags"))

    def _name(self, _article: Article, data: bytes) -> Saved:
        form = read_form(data, NameForm)
        path = self._inside(ENTITIES_FILE)
        _expect(path, form.hash)
        if form.id in load_entities(path, Problems()):
            raise JiazhuError(f"there is an entity `{form.id}` already", path, hint="choose another id", kind=ENTITIES)
        text = read_text(path, ENTITIES) if path.exists() else ""
        words = {"name": form.name, "about": form.about}
        said = {
            key: {tag: " ".join(word.split()) for tag, word in of.items() if word.strip()} for key, of in words.items()
        }
        entry = {"id": form.id, "type": form.type, **{key: of for key, of in said.items() if of}}
        new, line = add_entry(text, path, entry, ENTITIES)
        faults = Problems()
        if form.id not in load_entities(path, faults, new):
            raise SchemaError([fault for fault in faults if fault.line >= line])
        write_file(path, new, was=form.hash)
        return Saved(path=path, line=line)

    def _speaker(self, name: str, path: Path) -> str:
        known = load_entities(self._inside(ENTITIES_FILE), Problems())
        if not name:
            raise JiazhuError("a claim of nobody", path, hint="choose whose it is", kind="notes")
        if name not in known:
            hint = nearest(name, known, "add it first, with the form for names")
            raise JiazhuError(f"there is no entity `{name}`", path, hint=hint, kind="notes")
        return name

    def _folder(self, slug: str) -> Path:
        """Find an article by its name, which is looked up and never made a path of; none of its files may lead away."""
        folder = self._content / "articles"
        found = next((name for name in article_slugs(folder) if name == slug), None)
        if found is None:
            raise UnknownError("there is no such article", folder, kind=KIND)
        self._inside("articles", found)
        for path in (*files_in(folder / found, "*.md"), folder / found / NOTES_FILE):
            self._inside("articles", found, path.name)
        return folder / found

    def _inside(self, *steps: str) -> Path:
        """Give a path below the content. Raises UnknownError where it is a link, wherever that leads."""
        path = self._content.joinpath(*steps)
        if path.resolve() != self._content.resolve().joinpath(*steps):
            hint = "put the file itself there: through links nothing is written"
            raise UnknownError("a link", path, hint=hint, kind=KIND)
        return path


def _expect(path: Path, hash_: str) -> None:
    """See that a file is what it was when a form was opened, before anything is made of it."""
    if file_hash(path) != hash_:
        raise ChangedError(
            "the file has changed on disk meanwhile", path, hint="look at it again, then save", kind=KIND
        )


def _saved(done: Annotated) -> Saved:
    return Saved(path=done.path, line=done.line)
