"""Jinja, asked less: the same templates in, the same HTML out. These are places that it has for it."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from types import BuiltinMethodType, MethodType

from jinja2 import BytecodeCache, Environment, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro

from jiazhu.cache import code_version, key_of
from jiazhu.file_store import FileStore

TRUST = "safe_html"
"""The filter by which a template trusts HTML."""


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

    What a page trusts goes into it without being made safe first. Two of these are the methods by which Jinja's own
    generator of native types differs from its common one.
    """

    _trusted: nodes.Expr | None = None

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if isinstance(node, nodes.Filter) and node.name == TRUST and node.node and not (node.args or node.kwargs):
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


class Engine(Environment):
    """What renders the templates of one interface language."""

    code_generator_class = _Code
    context_class = _Context

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """Give a template what all know in one dictionary; Jinja's chain of two is asked name by name, on each page."""
        return {**self.globals, **(d or {})}


class Compiled(BytecodeCache):
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


def _key(bucket: Bucket) -> bytes:
    """Name a template: what it was before is written over, so that the cache does not grow."""
    return key_of(bucket.key)


def _state(bucket: Bucket) -> bytes:
    return key_of(code_version(), bucket.checksum)
