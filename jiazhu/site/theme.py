"""A theme's folder in, and perhaps one that overrides it; its templates, static files and catalogs out."""

from __future__ import annotations

import gettext
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from jiazhu.cache import FileStore
from jiazhu.errors import JiazhuError
from jiazhu.files import shipped
from jiazhu.text.languages import closest, locale_of

DEFAULT_THEME = shipped("_theme", "theme")

_CATALOG = "LC_MESSAGES/messages.po"


class Theme:
    """What the pages are made with; an `override` folder takes precedence, file by file and message by message."""

    def __init__(self, override: Path | None = None) -> None:
        if override and not override.is_dir():
            raise JiazhuError("no such folder", override, hint="give the folder that holds templates/ or static/")
        self.folders: Sequence[Path] = [override, DEFAULT_THEME] if override else [DEFAULT_THEME]

    def state(self) -> str:
        """Name the state of its templates and catalogs: by a hash of them."""
        digest = hashlib.blake2b(digest_size=16)
        for number, folder in enumerate(self.folders):
            for path in sorted([*folder.glob("templates/*.html"), *folder.glob(f"locale/*/{_CATALOG}")]):
                data = path.read_bytes()
                digest.update(f"{number} {path.relative_to(folder)} {len(data)} ".encode() + data)
        return digest.hexdigest()

    def static_files(self) -> dict[str, tuple[str, bytes]]:
        """Read the static files: by name, the name with a hash in it (so that caches may keep it), and the bytes."""
        files: dict[str, tuple[str, bytes]] = {}
        for folder in reversed(self.folders):
            for path in sorted((folder / "static").rglob("*")):
                if path.is_file():
                    data = path.read_bytes()
                    name = path.relative_to(folder / "static").as_posix()
                    files[name] = hashed_name(name, data), data
        return files

    def catalog(self, language: str, cache: Path | None) -> gettext.NullTranslations:
        """Load the interface texts of a language, compiled once for each state of its `.po` file.

        Those of a variety of it serve too: `pt` for `pt-br`.

        Raises JiazhuError where there is no catalog, or a faulty one.
        """
        paths = [path for folder in self.folders if (path := _closest_catalog(folder, language))]
        if not paths:
            raise JiazhuError(
                f"the theme has no interface texts for the language `{language}`",
                self.folders[-1] / "locale" / locale_of(language) / _CATALOG,
                hint="start one with `pybabel init` (docs/languages.md), or take the language out of digest.toml",
            )
        first, *rest = (gettext.GNUTranslations(io.BytesIO(_compiled(path, cache))) for path in paths)
        for fallback in rest:
            first.add_fallback(fallback)
        return first


def hashed_name(name: str, data: bytes) -> str:
    """Put the beginning of the SHA-256 of a file into its name, before its ending."""
    path = PurePosixPath(name)
    return path.with_name(f"{path.stem}.{hashlib.sha256(data).hexdigest()[:8]}{path.suffix}").as_posix()


def _closest_catalog(folder: Path, language: str) -> Path | None:
    """Find the catalog of a theme's folder that serves a language; None where none does."""
    catalogs = {path.parts[-3].replace("_", "-"): path for path in sorted(folder.glob(f"locale/*/{_CATALOG}"))}
    tag = closest(language, catalogs)
    return catalogs[tag] if tag else None


def _compiled(path: Path, cache: Path | None) -> bytes:
    source = path.read_bytes()
    store, key = FileStore(cache and cache / "locale"), hashlib.sha256(source).digest()
    kept = store.get(key)
    if kept is not None:
        return kept
    try:
        catalog = read_po(io.BytesIO(source), locale=path.parts[-3], abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise JiazhuError(f"no valid catalog: {error}", path, getattr(error, "lineno", 0) or 0, "mend it") from None
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    store.put(key, buffer.getvalue())
    return buffer.getvalue()
