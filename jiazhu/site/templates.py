"""A template's name and what it shows in, HTML out."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Hashable, Mapping, MutableMapping
from functools import cache, partial
from gettext import NullTranslations
from pathlib import Path
from types import BuiltinMethodType, MethodType
from typing import Protocol, cast

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from jiazhu.cache import code_version, key_of
from jiazhu.errors import JiazhuError
from jiazhu.file_store import FileStore
from jiazhu.site.columns import Phrase
from jiazhu.site.feeds.feed import FORMATS, announced, opml_parts
from jiazhu.site.locales import LOCAL_FILTERS, own_names
from jiazhu.site.look import logo_name
from jiazhu.site.metadata.csp import content_security_policy
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls
from jiazhu.text.languages import is_chinese, tag_of
from jiazhu.text.runs import mark_han

_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What a faulty template raises."""


TRUST = "safe_html"
"""The filter by which a template trusts HTML."""


def safe(html: str) -> Markup:
    """Let HTML through to a page as it is: what `render_markdown` or this module made, and nothing else."""
    return Markup(html)  # noqa: S704 -- the one place where HTML is trusted


class Keeping(Protocol):
    """What keeps what was made for several pages."""

    def once(self, key: Hashable, make: Callable[[], Markup]) -> Markup:
        """Make a value once."""
        ...


class Templates:
    """A theme's templates with the words of each interface language."""

    def __init__(
        self,
        theme: Theme,
        urls: Urls,
        languages: tuple[str, ...],
        cache_folder: Path | None,
        policy: Callable[..., str] = content_security_policy,
    ) -> None:
        self._catalogs: dict[str, NullTranslations] = {code: theme.catalog(code, cache_folder) for code in languages}
        self._folders = [folder / "templates" for folder in theme.folders]
        self._loader = FunctionLoader(partial(_source, theme))
        self._bytecode = _Compiled(FileStore(cache_folder / "templates")) if cache_folder else None
        self._known = {
            "urls": urls,
            "tag_of": tag_of,
            "own_names": own_names(languages),
            "logo_name": logo_name,
            "formats": FORMATS,
            "announced": announced,
            "opml_parts": opml_parts,
            "policy": policy,
        }
        self._made: dict[str, Environment] = {}

    def _environment(self, language: str, context: Mapping[str, object]) -> Environment:
        """Give what renders in a language; templates that others import are run once for all of its pages."""
        made = self._made.get(language)
        view = context.get("view", made and made.globals["view"])
        if made is None or made.globals["view"] is not view:
            made = _Environment(
                loader=self._loader,
                extensions=["jinja2.ext.i18n"],
                bytecode_cache=self._bytecode,
                autoescape=True,
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                auto_reload=False,
                cache_size=-1,  # all are kept
            )
            catalog = self._catalogs[language]
            made.filters.update(LOCAL_FILTERS, phrase=_phrase, words=_words, **{TRUST: safe})
            made.globals.update(self._known, view=view, lang=language, tag=tag_of(language), once=partial(_once, view))
            made.install_gettext_translations(catalog, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
            made.globals["_"] = made.globals["gettext"] = _gettext(catalog)
            self._made[language] = made
        return made

    def render(self, template: str, language: str, context: Mapping[str, object]) -> str:
        """Render a page.

        Raises JiazhuError with the template's file and line where it is faulty.
        """
        try:
            return self._environment(language, context).get_template(template).render(context)
        except TemplateSyntaxError as error:
            path = Path(error.filename or template)
            raise JiazhuError(f"template: {error.message}", path, error.lineno, "mend the template") from error
        except _FAULTS as error:
            path, line = self._place(error, template)
            raise JiazhuError(f"template: {error}", path, line, "mend the template") from error

    def _place(self, error: Exception, template: str) -> tuple[Path, int]:
        """Find the template's line at which a rendering failed."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if Path(frame.filename).suffix == ".html":
                return Path(frame.filename), frame.lineno or 0
        return self._folders[-1] / template, 0


def _gettext(catalog: NullTranslations) -> Callable[..., Markup]:
    """Make the function by which templates say words of the interface: without variables, each is worked out once."""

    @cache
    def whole(words: str) -> Markup:
        return safe(catalog.gettext(words)) % {}

    def gettext(words: str, /, **variables: object) -> Markup:
        return safe(catalog.gettext(words)) % variables if variables else whole(words)

    return gettext


class _Context(Context):
    """Calls what says itself that it wants a context as Jinja does, and all else at once.

    Jinja also looks at the class of what is called, which takes longer than most of it does.
    """

    def call(self, obj: Callable[..., object], /, *args: object, **kwargs: object) -> object:
        """Call what a template calls."""
        if type(obj) not in _PLAIN and hasattr(obj, "jinja_pass_arg"):
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return obj(*args, **kwargs)


_PLAIN = frozenset({Macro, MethodType, BuiltinMethodType})


class _Code(CodeGenerator):
    """Writes what is safe as it is, and escapes all else: Jinja's makes safe anew whatever macros and filters give.

    What a page trusts (`safe_html`) goes into it without being made safe first. Two of these are the methods by which
    Jinja's own generator of native types differs from its common one.
    """

    _trusted: nodes.Expr | None = None

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if isinstance(node, nodes.Filter) and node.name == TRUST and node.node and not node.args:
            self._trusted = node
        if self._escapes(frame) or node is self._trusted:
            self.write("(safe if type(safe := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        """Write what is filtered alone where the filter says that a page trusts it."""
        if node is self._trusted and node.node:
            self.visit(node.node, frame)
        else:
            super().visit_Filter(node, frame)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if node is self._trusted:
            self.write(") is str else str(safe))")
        elif self._escapes(frame):
            self.write(") is Markup else escape(safe))")
        else:
            super()._output_child_post(node, frame, finalize)

    def _escapes(self, frame: Frame) -> bool:
        """Tell whether a part of a template is escaped, as all are that do not say otherwise (`autoescape`)."""
        return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile


class _Environment(Environment):
    code_generator_class = _Code
    context_class = _Context

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """Give a template what all know in one dictionary; Jinja's chain of two is asked name by name, on each page."""
        return {**self.globals, **(d or {})}


class _Compiled(BytecodeCache):
    """Templates as they were compiled before. Jinja's own cache would run what a disk has spoilt."""

    def __init__(self, store: FileStore) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, where there is one of its text."""
        kept, state = self._store.get(_key(bucket)), _state(bucket)
        if kept is not None and kept.startswith(state):
            bucket.bytecode_from_string(kept.removeprefix(state))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._store.put(_key(bucket), _state(bucket) + bucket.bytecode_to_string())


def _source(theme: Theme, name: str) -> tuple[str, str, None] | None:
    found = theme.template(name)
    return (found[1], str(found[0]), None) if found else None


def _key(bucket: Bucket) -> bytes:
    """Name a template: what it was before is written over, so that the cache does not grow."""
    return key_of(bucket.key)


def _state(bucket: Bucket) -> bytes:
    return key_of(code_version(), bucket.checksum)


def _once(view: object, *name: object, caller: Callable[[], Markup]) -> Markup:
    """Give what a template says the same on many pages: rendered once by its name."""
    made: Markup = cast("Keeping", view).once(("said", *name), caller)
    return made


def _words(phrase: Phrase) -> Markup:
    """Write words into an element that says their language, with the language of Han in other text."""
    html = phrase.html or str(escape(phrase.text))
    return safe(html if is_chinese(phrase.lang) else mark_han(html))


@pass_context
def _phrase(context: Context, phrase: Phrase, css: str = "") -> Markup:
    """Write words, with their language where it is not the page's, and the language of Han in other text.

    `css` is a class for their element.
    """
    html = _words(phrase)
    lang = f' lang="{escape(phrase.lang)}"' if phrase.lang != context["tag"] else ""
    css = f' class="{escape(css)}"' if css else ""
    return safe(f"<span{css}{lang}>{html}</span>" if css or lang else html)
