"""The settings of a new digest in; its files, and a folder that holds them, out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Template
from tempfile import mkdtemp
from typing import Final

from jiazhu import __version__
from jiazhu.errors import JiazhuError
from jiazhu.files import files_in, shipped
from jiazhu.model import Config
from jiazhu.scaffold.settings import digest_toml

KIND: Final = "new"
RULES = shipped("_sources", "content/sources")
"""The rules for outlets that come with the program."""
WORKFLOW = shipped("_pages.yml", ".github/workflows/pages.yml")
"""The workflow that publishes the sample digest: that of a new one differs in where the program comes from."""
AUDIT = shipped("_zizmor.yml", ".github/zizmor.yml")
"""What zizmor, which looks for holes in workflows, is told of it."""

REQUIREMENTS = f"""\
# The version of Jiazhu that made this digest. Where pip does not find it in an index, name in its place the repository
# that you have it from, by an address that can be cloned without a password, and a tag or commit of it:
# jiazhu @ git+https://HOST/PATH.git@COMMIT
jiazhu=={__version__}
"""

_HERE = Path(__file__).parent
_SAMPLE = _HERE / "sample"
_IGNORED = ("/site/", "/.cache/", ".*.lock", ".*.new", ".*.drafts/")
_RULE_TEST = re.compile(r"^(?:#[^\n]*\n)*\[\[test\]\]", re.MULTILINE)
_ELSEWHERE = {
    "pip install -c constraints.txt .": "pip install -r requirements.txt",
    "python build.py": "jiazhu",
    "hashFiles('jiazhu/**', 'theme/**', 'constraints.txt')": "hashFiles('requirements.txt')",
    "cache-dependency-path: |\n            pyproject.toml\n            constraints.txt\n": (
        "cache-dependency-path: requirements.txt\n"
    ),
}
"""How this repository's workflow comes by the program and calls it, and how that of a new digest does."""


def check_free(folder: Path) -> None:
    """Make sure that a digest can be made in a folder: it is not there, or holds nothing but `.git`.

    Raises JiazhuError.
    """
    try:
        if folder.exists() and {path.name for path in folder.iterdir()} - {".git"}:
            raise JiazhuError("it holds something already", folder, hint="name a new folder", kind=KIND)
    except OSError as error:
        hint = "name a new folder"
        raise JiazhuError(f"cannot be used: {error.strerror}", folder, hint=hint, kind=KIND) from None


def new_digest(folder: Path, config: Config) -> list[str]:
    """Make a digest in a folder that is free; give the names of its files.

    They are written aside first, so that a disk that is full is left as it was. Raises JiazhuError where the folder is
    not free, or cannot be written.
    """
    check_free(folder)
    try:
        was_there = folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(mkdtemp(prefix=".new-", dir=folder))
        try:
            files = dict(digest_files(config))
            for name, data in files.items():
                path = stage / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            for path in sorted(stage.iterdir()):
                path.rename(folder / path.name)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
            if not was_there and not any(folder.iterdir()):
                folder.rmdir()
    except OSError as error:
        hint = "see to its rights and to space on the disk"
        raise JiazhuError(f"cannot be written: {error.strerror}", folder, hint=hint, kind=KIND) from None
    return sorted(files)


def digest_files(config: Config) -> Iterator[tuple[str, bytes]]:
    """Go through the files of a new digest: their paths in its folder, and their bytes."""
    (sample,) = (_SAMPLE / "articles").iterdir()
    readme = Template((_HERE / "README.md").read_text(encoding="utf-8"))
    said = readme.substitute(title=config.title[config.languages[0]], sample=sample.name)
    yield ".gitignore", "".join(f"{pattern}\n" for pattern in _IGNORED).encode()
    yield ".github/workflows/pages.yml", workflow().encode()
    yield ".github/zizmor.yml", AUDIT.read_bytes()
    yield "README.md", said.encode()
    yield "requirements.txt", REQUIREMENTS.encode()
    yield "content/digest.toml", digest_toml(config).encode()
    for path in sorted(_SAMPLE.rglob("*")):
        if path.is_file() and _is_wanted(path, config):
            yield f"content/{path.relative_to(_SAMPLE).as_posix()}", path.read_bytes()
    for path in files_in(RULES, "*.toml"):
        yield f"content/sources/{path.name}", rule_alone(path.read_text(encoding="utf-8")).encode()


def workflow() -> str:
    """Write the workflow that builds a digest with the program as its `requirements.txt` names it."""
    text = WORKFLOW.read_text(encoding="utf-8")
    for here, elsewhere in _ELSEWHERE.items():
        text = text.replace(here, elsewhere)
    return text


def rule_alone(rule: str) -> str:
    """Take out of a rule those of its tests that need a fragment of the digest that it comes from."""
    starts = [found.start() for found in _RULE_TEST.finditer(rule)]
    parts = [rule[start:end] for start, end in zip([0, *starts], [*starts, len(rule)], strict=True)]
    kept = [part for part in parts if not re.search(r"^fragment\s*=", part, re.MULTILINE)]
    return "".join(kept).rstrip() + "\n"


def _is_wanted(path: Path, config: Config) -> bool:
    """Tell whether a file of the sample is in one of the digest's languages, or in none; an original always is."""
    code = path.stem.rpartition(".")[2]
    translated = path.suffix == ".md" and b"\nepoch:" not in path.read_bytes()
    return not translated or code in config.languages
