"""A theme's folder in, and perhaps one that overrides it; its templates, static files and catalogs out."""

from __future__ import annotations

import gettext
import hashlib
import io
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath

from jiazhu.errors import JiazhuError
from jiazhu.file_store import FileStore
from jiazhu.files import shipped
from jiazhu.text.languages import closest, locale_of

DEFAULT_THEME = shipped("_theme", "theme")

_CATALOG = "LC_MESSAGES/messages.po"


class Theme:
    """What the pages are made with; an `override` folder takes precedence, file by file and message by message.

    Templates and catalogs are read once: what changes or vanishes while a site is made is a matter of the next one.
    """

    def __init__(self, override: Path | None = None) -> None:
        if override and not override.is_dir():
            raise JiazhuError("no such folder", override, hint="give the folder that holds templates/ or static/")
        self.folders: Sequence[Path] = [override, DEFAULT_THEME] if override else [DEFAULT_THEME]

    @cached_property
    def _texts(self) -> dict[Path, bytes]:
        patterns = ("templates/**/*.*", f"locale/*/{_CATALOG}")
        paths = [path for folder in self.folders for pattern in patterns for path in sorted(folder.glob(pattern))]
        return {path: path.read_bytes() for path in paths if path.is_file()}

    def state(self) -> str:
        """Name the state of its templates and catalogs: by a hash of them."""
        digest = hashlib.blake2b(digest_size=16)
        for number, folder in enumerate(self.folders):
            for path, data in self._texts.items():
                if path.is_relative_to(folder):
                    digest.update(f"{number} {path.relative_to(folder)} {len(data)} ".encode() + data)
        return digest.hexdigest()

    def template(self, name: str) -> tuple[Path, str] | None:
        """Give a template's file and its text; None where there is none of that name."""
        paths = (folder / "templates" / name for folder in self.folders)
        return next(((path, self._texts[path].decode()) for path in paths if path in self._texts), None)

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
        paths = [path for folder in self.folders if (path := self._closest_catalog(folder, language))]
        if not paths:
            raise JiazhuError(
                f"the theme has no interface texts for the language `{language}`",
                self.folders[-1] / "locale" / locale_of(language) / _CATALOG,
                hint="start one with `pybabel init`, or take the language out of digest.toml",
            )
        first, *rest = (
            gettext.GNUTranslations(io.BytesIO(_compiled(path, self._texts[path], cache))) for path in paths
        )
        for fallback in rest:
            first.add_fallback(fallback)
        return first

    def _closest_catalog(self, folder: Path, language: str) -> Path | None:
        """Find the catalog of one of its folders that serves a language; None where none does."""
        beneath = (path for path in self._texts if path.is_relative_to(folder / "locale"))
        catalogs = {path.parts[-3].replace("_", "-"): path for path in beneath}
        tag = closest(language, catalogs)
        return catalogs[tag] if tag else None


def hashed_name(name: str, data: bytes) -> str:
    """Put the beginning of the SHA-256 of a file into its name, before its ending."""
    path = PurePosixPath(name)
    return path.with_name(f"{path.stem}.{hashlib.sha256(data).hexdigest()[:8]}{path.suffix}").as_posix()


def _compiled(path: Path, source: bytes, cache: Path | None) -> bytes:
    store, key = FileStore(cache and cache / "locale"), hashlib.sha256(source).digest()
    kept = store.get(key)
    if kept is not None:
        return kept
    from babel.messages.mofile import write_mo  # noqa: PLC0415 -- only what is new has to be compiled
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 -- likewise

    try:
        catalog = read_po(io.BytesIO(source), locale=path.parts[-3], abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise JiazhuError(f"no valid catalog: {error}", path, getattr(error, "lineno", 0) or 0, "mend it") from None
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    store.put(key, buffer.getvalue())
    return buffer.getvalue()
