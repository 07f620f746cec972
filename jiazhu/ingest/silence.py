"""What each fragment's rule found in, a warning for each key of a rule that found nothing where it should out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from jiazhu.errors import Problem
from jiazhu.model import Source
from jiazhu.schema import toml_line

ENOUGH = 5
"""From so many fragments on, an optional key that finds nothing in any of them is a sign of a changed page."""


class Silence:
    """The keys that found nothing, of the fragments of one import."""

    def __init__(self, folder: Path, sources: Iterable[Source]) -> None:
        """`folder` is that of the sources' files."""
        self._folder = folder
        self._sources = {source.id: source for source in sources}
        self._seen: Counter[str] = Counter()
        self._missing: dict[tuple[str, str], list[str]] = {}

    def note(self, fragment: Path, source: str, missing: Iterable[str]) -> None:
        """Note which keys of its source's rule found nothing in a fragment."""
        self._seen[source] += 1
        for key in missing:
            self._missing.setdefault((source, key), []).append(fragment.name)

    def problems(self) -> Iterator[Problem]:
        """Go through the warnings: one for each source and key."""
        for (id_, key), names in sorted(self._missing.items()):
            seen, source = self._seen[id_], self._sources[id_]
            if getattr(source, key).optional and not len(names) == seen >= ENOUGH:
                continue
            path = self._folder / f"{id_}.toml"
            yield Problem(
                kind="rule",
                path=path,
                line=toml_line(path.read_text(encoding="utf-8"), key) if path.is_file() else 0,
                text=f"`{key}`: nothing found in {len(names)} of {seen} fragments, such as {names[0]}",
                hint="perhaps the outlet has changed its page: see what `import --explain` says of it",
                severity="warning",
            )
