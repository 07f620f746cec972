"""Who may know whom: no import runs up, and none runs in a circle."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import jiazhu

PACKAGE = Path(jiazhu.__file__).parent

LAYERS: list[set[str]] = [
    {"limits", "record"},
    {"errors", "progress", "text", "cache"},
    {"files", "shares", "file_store"},
    {"forks", "glance"},
    {"schema", "model"},
    {"config"},
    {"library"},
    {"ingest", "exchange", "site"},
    {"preview", "publish", "check", "status", "suggest", "scaffold"},
    {"options"},
    {"commands"},
    {"cli"},
]
"""From the ground up: a part knows those of the layers below it, and not its neighbours."""

HEIGHT = {part: height for height, layer in enumerate(LAYERS) for part in layer}


def module_name(path: Path) -> str:
    """Name the module in a file: `jiazhu/site/urls.py` is `jiazhu.site.urls`, a package is its folder."""
    parts = ("jiazhu", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imported(name: str, source: str) -> set[str]:
    """List the modules of this project that a module imports, wherever in it the import stands."""
    package = name if FILES.get(name, Path()).name == "__init__.py" else name.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            base = ".".join(filter(None, (above, node.module)))
            # `from jiazhu.text import cjk` names a module, `from jiazhu.text.cjk import HAN` what is in one.
            found.update(inner if (inner := f"{base}.{alias.name}") in FILES else base for alias in node.names)
    return {other for other in found if other.partition(".")[0] == "jiazhu"} - {name}


def part_of(name: str) -> str:
    """Name the part of the house that a module belongs to; nothing for the package itself."""
    return name.split(".")[1] if "." in name else ""


@pytest.mark.parametrize("name", FILES)
def test_imports_run_down(name):
    """A module imports from its own part and from the layers below it."""
    part = part_of(name)
    assert part in HEIGHT or name == "jiazhu", f"give `{part}` a place in LAYERS"
    for other in imported(name, FILES[name].read_text(encoding="utf-8")):
        own = part_of(other) in {part, ""}
        assert own or HEIGHT[part_of(other)] < HEIGHT.get(part, -1), f"{name} imports {other}"


def test_no_import_runs_in_a_circle():
    """Modules can be put into an order in which each knows only those before it."""
    graph = {name: imported(name, path.read_text(encoding="utf-8")) for name, path in FILES.items()}
    assert set(FILES) <= set(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import jiazhu.site.urls", {"jiazhu.site.urls"}),
        ("from jiazhu.site import urls", {"jiazhu.site.urls"}),
        ("from jiazhu.site.urls import Urls", {"jiazhu.site.urls"}),
        ("def f():\n    from jiazhu.cli import main", {"jiazhu.cli"}),
        ("from . import markdown", {"jiazhu.text.markdown"}),
        ("from ..site.urls import Urls", {"jiazhu.site.urls"}),
        ("import os\nfrom pathlib import Path", set()),
    ],
)
def test_imports_are_found(source, expected):
    """An import is seen in whatever form, and inside a function too."""
    assert expected == imported("jiazhu.text.cjk", source)
