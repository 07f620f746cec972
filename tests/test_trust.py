"""Where HTML is trusted: one place for templates, and the sanitizer last on all that a writer's Markdown becomes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import jiazhu
from jiazhu.errors import JiazhuError
from jiazhu.files import shipped
from jiazhu.site.templates import Templates
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls

PACKAGE = Path(jiazhu.__file__).parent
MODULES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
TEMPLATES = sorted(shipped("_theme", "theme").glob("templates/*.html"))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Go through the calls in a tree, each with the name that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", "")), node


def callers(name: str) -> set[tuple[str, str]]:
    """List who calls a function: the module's file and the innermost function around the call."""
    found = set()
    for file, tree in MODULES.items():
        inside = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        for called, call in calls(tree):
            if called == name:
                around = [node for node in inside if node.lineno <= call.lineno <= (node.end_lineno or 0)]
                found.add((file, max(around, key=lambda node: node.lineno).name if around else ""))
    return found


def test_only_one_function_makes_markup():
    """`templates.safe` alone says of HTML that it needs no escaping."""
    assert callers("Markup") == {("site/templates.py", "safe")}


def test_no_other_module_knows_of_markup():
    """Nobody else can import it, escape by it, or say `__html__`."""
    for file, tree in MODULES.items():
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.Import)]
        modules = {getattr(node, "module", None) or node.names[0].name for node in imports}
        assert file == "site/templates.py" or not {name for name in modules if name.startswith("markupsafe")}, file
        assert not [node for node in ast.walk(tree) if getattr(node, "attr", getattr(node, "name", "")) == "__html__"]


def test_only_templates_let_html_through():
    """Who calls `safe` writes an element around words that are escaped, in the module that holds it."""
    assert {file for file, _ in callers("safe")} == {"site/templates.py"}


TRUSTED = re.compile(
    r"(?:\w+\.)*html|words|row\.(?:original|translation)|json_ld\(page_title or site_title, page_description\)"
)
"""What a template may let through: the HTML of a text, which was sanitized, rendered templates, and JSON-LD."""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_trust_what_was_made_safe(path):
    """No template turns escaping off, and `safe_html` is for what is known to be HTML."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|\|\s*tojson|Markup", text)
    for expression in re.findall(r"{{(.*?)}}", text):
        if "safe_html" in expression:
            assert TRUSTED.fullmatch(expression.partition("|")[0].strip()), expression


def test_templates_escape(tmp_path):
    """A theme's own template escapes, too, whatever its name ends in."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "x.txt").write_text("{{ words }}<p title='{{ words }}'>", encoding="utf-8")
    templates = Templates(Theme(tmp_path), Urls("https://example.org/"), ("en",), None)
    assert templates.render("x.txt", "en", {"words": "<b>'\"&"}) == (
        "&lt;b&gt;&#39;&#34;&amp;<p title='&lt;b&gt;&#39;&#34;&amp;'>"
    )


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ("{{ words|safe_html }}{{ words }}", "<b>&lt;b&gt;"),
        ("{% set known = words|safe_html %}{{ known }}{{ known ~ words }}", "<b><b>&lt;b&gt;"),
        ("{{ words|safe_html ~ words }}{{ words|safe_html|e }}", "<b>&lt;b&gt;<b>"),
        ("{{ words|safe_html|upper }}{{ words|upper|safe_html }}", "<B><B>"),
        ("{% filter safe_html %}<i>{{ words }}{% endfilter %}", "<i>&lt;b&gt;"),
    ],
)
def test_trust_goes_no_further_than_what_it_is_said_of(tmp_path, template, html):
    """Alone or within an expression: the rest is escaped."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "x.html").write_text(template, encoding="utf-8")
    templates = Templates(Theme(tmp_path), Urls("https://example.org/"), ("en",), None)
    assert templates.render("x.html", "en", {"words": "<b>"}) == html


@pytest.mark.parametrize("expression", ["missing|safe_html", "view.nothing|safe_html", "words|safe_html(1)"])
def test_what_cannot_be_trusted_is_told_with_its_line(tmp_path, expression):
    """As any other fault of a template."""
    (tmp_path / "templates").mkdir()
    path = tmp_path / "templates" / "x.html"
    path.write_text(f"a\n\n{{{{ {expression} }}}}", encoding="utf-8")
    templates = Templates(Theme(tmp_path), Urls("https://example.org/"), ("en",), None)
    with pytest.raises(JiazhuError) as raised:
        templates.render("x.html", "en", {"words": "<b>"})
    assert (raised.value.problems[0].path, raised.value.problems[0].line) == (path, 3)


def test_the_sanitizer_is_the_last_that_sees_rendered_markdown():
    """Who renders tokens gives the outcome to `sanitize`, and to nobody else."""
    assert callers("render_markdown") >= {("site/speech.py", "_rendered")}
    renders = {
        (file, ast.unparse(call))
        for file, tree in MODULES.items()
        for name, call in calls(tree)
        if name == "render" and re.search(r"\bPARSER\b", ast.unparse(call))
    }
    assert {file for file, _ in renders} == {"text/parsed.py", "text/markdown.py"}
    for file, function in (("text/markdown.py", "render_markdown"), ("text/parsed.py", "html")):
        bodies = (node for node in ast.walk(MODULES[file]) if isinstance(node, ast.FunctionDef))
        (body,) = (node for node in bodies if node.name == function)
        last = body.body[-1]
        assert isinstance(last, ast.Return)
        assert isinstance(last.value, ast.Call)
        assert ast.unparse(last.value.func) == "sanitize"


def test_nothing_is_run_that_was_read():
    """No module evaluates text, unpickles, or reads YAML by a loader that makes objects."""
    for file, tree in MODULES.items():
        names = [ast.unparse(call.func) for _, call in calls(tree)]
        assert not {"eval", "exec", "compile", "__import__", "pickle.loads", "os.system"} & set(names), file
        loaders = [ast.unparse(word.value) for _, call in calls(tree) for word in call.keywords if word.arg == "Loader"]
        assert set(loaders) <= {"_Loader", "yaml.CBaseLoader"}, file
        assert not [call for _, call in calls(tree) for word in call.keywords if word.arg == "shell"], file
