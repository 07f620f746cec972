"""`content/entities.yaml` in, entities out; and from them the names of a language, for texts and their translators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from jiazhu.errors import Problem, Problems
from jiazhu.library.clashes import Addresses
from jiazhu.library.records import read_records
from jiazhu.model import Entity
from jiazhu.text.addresses import is_slug, is_web_url
from jiazhu.text.languages import CODE, closest, code_of, tag_of
from jiazhu.text.names import Names
from jiazhu.text.script import Script

KIND: Final = "entities"


def load_entities(path: Path, problems: Problems, text: str | None = None) -> dict[str, Entity]:
    """Read every entity, by id; `text` is what the file will hold, where that is not written yet.

    A faulty one is reported in `problems` and left out. Two that share a name are reported as a warning: in a text,
    the name means the first of them. Raises JiazhuError where the file cannot be read at all.
    """
    entities: dict[str, Entity] = {}
    addresses = Addresses("entities")
    owners: dict[tuple[str, str], str] = {}
    for entity, line_of in read_records(path, Entity, KIND, problems, text):
        faults = Problems()
        faults.add(*(_problem(path, line_of(*where), text, hint) for where, text, hint in _faults(entity)))
        with faults.collect():
            addresses.claim(entity.id, path, partial(line_of, "id"))
        problems.add(*faults)
        if faults:
            continue
        entities[entity.id] = entity
        for where, code, form in _forms(entity):
            owner = owners.setdefault((code, form), entity.id)
            if owner != entity.id:
                problems.add(
                    Problem(
                        kind=KIND,
                        path=path,
                        line=line_of(*where),
                        text=f"the name `{form}` of `{entity.id}` is also that of `{owner}`, which it means in a text",
                        hint="write one of the two otherwise, such as with a title",
                        severity="warning",
                    )
                )
    return entities


def form_in(entity: Entity, tag: str) -> str:
    """Give an entity's name in a language, a BCP 47 tag or code; nothing where it has none.

    The closest of the language's own counts (`en` for `en-GB`), but not one in another script.
    """
    names = {key: name for key, name in entity.name.items() if code_of(key) == code_of(tag)}
    key = closest(tag, names)
    return names[key] if key else ""


def names_of(entities: Mapping[str, Entity], tag: str) -> Names:
    """Prepare the names of a language to be found: in all its scripts, with what they are never found in.

    Where two entities share a form, it means the first.
    """
    forms: dict[str, str] = {}
    for entity in entities.values():
        for _, code, form in _forms(entity):
            if code == code_of(tag):
                forms.setdefault(form, entity.id)
    never = chain.from_iterable(_of_language(entity.never, tag) for entity in entities.values())
    return Names(forms, never)


class Glossary:
    """The names of one language with those of another, prepared once for many texts; both are tags or codes."""

    def __init__(self, entities: Mapping[str, Entity], source_tag: str, target_tag: str) -> None:
        self._names = names_of(entities, source_tag)
        self._targets = {id_: form_in(entity, target_tag) for id_, entity in entities.items()}

    def names_in(self, text: str) -> list[tuple[str, str]]:
        """List the names in a plain text, each as it is written there and in the other language.

        In the order in which they first stand in it, each way of writing once; without those that have no name in
        the other language.
        """
        found = {" ".join(text[start:end].split()): self._targets[id_] for start, end, id_ in self._names.find(text)}
        return [(name, target) for name, target in found.items() if target]


def names_in(entities: Mapping[str, Entity], text: str, source_tag: str, target_tag: str) -> list[tuple[str, str]]:
    """List the names in one plain text with those in another language; for many texts, make a Glossary."""
    return Glossary(entities, source_tag, target_tag).names_in(text)


def script_names(entities: Mapping[str, Entity], tag: str) -> dict[str, str]:
    """Give the names that a Script for `tag` writes in their own way: as they are given in any script, and in its own.

    An entity that has a name for that script keeps it: 朝鲜 is 北韓, not 朝鮮. All other names, and the words of
    `never`, are there as OpenCC writes them: so that 朝鲜战争 is not 北韓戰爭.
    """
    script = Script(tag)
    own: dict[str, str] = {}
    words: set[str] = set()
    for entity in entities.values():
        names = {tag_of(key.lower()): name for key, name in entity.name.items() if code_of(key) == code_of(tag)}
        if tag in names:
            for name in names.values():
                own.setdefault(name, names[tag])
        words.update(names.values(), _of_language(entity.match, tag), _of_language(entity.never, tag))
    return {word: script.text(word) for word in sorted(words)} | own


def _forms(entity: Entity) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Go through the ways to write an entity's name: where it stands in the file, language code and form."""
    for key, name in entity.name.items():
        yield ("name", key), code_of(key), name
    for key, forms in entity.match.items():
        for index, form in enumerate(forms):
            yield ("match", key, index), code_of(key), form


def _of_language(words: Mapping[str, tuple[str, ...]], tag: str) -> list[str]:
    return [word for key, given in words.items() if code_of(key) == code_of(tag) for word in given]


def _faults(entity: Entity) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Go through what no type can say: where it stands, fault and hint."""
    if not is_slug(entity.id):
        yield ("id",), f"the entity `{entity.id}` is no address", "letters, digits, `-`"
    if not entity.name:
        yield ("name",), f"the entity `{entity.id}` has no name", "such as {zh-Hans: 朝鲜, en: North Korea}"
    for key in ("name", "match", "never", "about"):
        for code in getattr(entity, key):
            if not CODE.fullmatch(code.lower()):
                yield (key, code), f"`{key}.{code}`: `{code}` is no language", "such as zh-Hans, zh-Hant or en"
    for where, _, form in _forms(entity):
        if not form.strip():
            yield where, f"a name of the entity `{entity.id}` is empty", "write it, or remove the key"
    for index, url in enumerate(entity.same_as):
        if not is_web_url(url):
            yield ("same_as", index), f"`{url}` is no address on the web", "such as https://www.wikidata.org/wiki/Q423"


def _problem(path: Path, line: int, text: str, hint: str) -> Problem:
    return Problem(kind=KIND, path=path, line=line, text=text, hint=hint)
