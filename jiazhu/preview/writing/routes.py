"""Who may write, and what into, in; the addresses by which our own pages do, and what is added to these, out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from html import escape
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from jiazhu.errors import JiazhuError
from jiazhu.library.saving import ChangedError
from jiazhu.preview.problems import OWN
from jiazhu.preview.writing.gate import Gate, RefusedError
from jiazhu.preview.writing.written import UnknownError, Writing

READ, WRITE = f"{OWN}article/", f"{OWN}write/"
SCRIPTS = ("words.js", "selection.js", "fields.js", "forms.js", "writing.js")
_Answer = Callable[[Request], Awaitable[Response]]


class Desk:
    """The routes of the forms, and the scripts that show them."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._gate = Gate()

    @property
    def routes(self) -> list[Route]:
        """List the addresses: one to read what forms are made from, one to write."""
        return [
            Route(f"{READ}{{slug}}", _answering(self._read), methods=["GET"]),
            Route(f"{WRITE}{{slug}}/{{form}}", _answering(self._write), methods=["POST"]),
        ]

    def scripts(self, steps: Sequence[str]) -> str:
        """Write what is added to a page of the site, whose file is at these steps: nothing but to an article's."""
        match steps:
            case [code, "articles", slug, "index.html"] if self._writing.is_language(code):
                code, slug = escape(code), escape(slug)
            case _:
                return ""
        given = f'data-token="{self._gate.token}" data-article="{slug}" data-code="{code}"'
        return "".join(f'<script src="{OWN}{name}" {given}></script>' for name in SCRIPTS)

    async def _read(self, request: Request) -> Any:
        self._gate.check_read(request)
        return await asyncio.to_thread(self._writing.given, request.path_params["slug"])

    async def _write(self, request: Request) -> Any:
        body = await self._gate.read_write(request)
        slug, form = request.path_params["slug"], request.path_params["form"]
        saved = await asyncio.to_thread(self._writing.save, slug, form, body)
        return {"path": str(saved.path), "line": saved.line}


def _answering(give: Callable[[Request], Awaitable[Any]]) -> _Answer:
    """Answer with what is given, as JSON; or with what is wrong, and a status that tells whose fault it is."""

    async def answer(request: Request) -> Response:
        try:
            return _json(await give(request))
        except RefusedError as error:
            return _json({"problems": [{"text": str(error)}]}, error.status)
        except msgspec.MsgspecError as error:
            return _json({"problems": [{"text": f"no form of ours: {error}"}]}, 400)
        except JiazhuError as error:
            kinds = ((ChangedError, 409), (UnknownError, 404), (JiazhuError, 422))
            status = next(status for kind, status in kinds if isinstance(error, kind))
            told = [
                {"text": one.text, "hint": one.hint, "path": str(one.path), "line": one.line} for one in error.problems
            ]
            return _json({"problems": told}, status)

    return answer


def _json(value: object, status: int = 200) -> Response:
    headers = {"cache-control": "no-store", **({"connection": "close"} if status in {408, 413} else {})}
    return Response(msgspec.json.encode(value), status, headers, media_type="application/json")
