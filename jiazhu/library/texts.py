"""Files named `<name>.<language>.md` in; the editor's own pages, and where a digest's words are, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from jiazhu.errors import JiazhuError, Kind, Problems
from jiazhu.files import files_in
from jiazhu.library.clashes import SECTIONS, Addresses
from jiazhu.library.frontmatter import read_matter
from jiazhu.model import PageText
from jiazhu.record import Record
from jiazhu.text.addresses import is_slug

KIND: Final = "page"


class _PageMatter(Record):
    """The front matter of a page."""

    title: str


def load_pages(folder: Path, languages: Sequence[str], problems: Problems) -> dict[str, dict[str, PageText]]:
    """Read every page, by name and language; a faulty file is left out and reported."""
    pages: dict[str, dict[str, PageText]] = defaultdict(dict)
    for path, name, language in named_texts(folder, languages, KIND, Addresses(taken=SECTIONS), problems):
        with problems.collect():
            matter, body = read_matter(path, _PageMatter)
            pages[name][language] = PageText(path=path, title=matter.title, body=body)
    return dict(pages)


def named_texts(
    folder: Path, languages: Sequence[str], kind: Kind, addresses: Addresses, problems: Problems
) -> Iterator[tuple[Path, str, str]]:
    """Go through the files that are named `<name>.<language>.md`, with name and language.

    Any other is reported, and so is one whose name is an address that is taken.
    """
    for path in files_in(folder, "*.md"):
        name, _, language = path.stem.rpartition(".")
        with problems.collect():
            if not is_slug(name) or language not in languages:
                raise JiazhuError(
                    f"`{path.name}` is no name for a {kind}",
                    path,
                    hint=f"a name and a language, such as {name or kind}.{languages[0]}.md",
                    kind=kind,
                )
            addresses.claim(name, path, in_languages=True)
            yield path, name, language
