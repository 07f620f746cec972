"""Connections in; those that do not come to the point, closed."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from jiazhu.limits import REQUEST_SECONDS


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, which by itself waits for a request's head for ever."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to look at times whether the connection still waits for the same request."""
        super().connection_made(transport)
        self._look_later(seen=object())

    def _look_later(self, seen: object) -> None:
        self.loop.call_later(REQUEST_SECONDS, self._look, seen)

    def _look(self, seen: object) -> None:
        if self.transport.is_closing():
            return
        if self.conn.their_state is h11.IDLE and self.cycle is seen:
            self.transport.close()
        else:
            self._look_later(self.cycle)
