"""A line to a browser before there is a request: how long its head may take and how large it may be.

Uvicorn waits for a head without end; a few hundred lines that send a byte now and then would hold all that there are.
It does not know what is asked.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from deskhand.server.errors import Code, answer


class Line(H11Protocol):
    """One connection. head_s: from its first byte, or from when the line was opened, to the end of a request's head."""

    def __init__(self, *args: Any, head_s: float, **more: Any) -> None:
        super().__init__(*args, **more)
        self._head_s = head_s
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_came()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        super().handle_events()
        if self.conn.their_state is not h11.IDLE:
            self._head_came()
        elif self.conn.trailing_data[0]:
            self._await_head()

    def _await_head(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(self._head_s, self._too_late)

    def _head_came(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _too_late(self) -> None:
        self._late = None
        if not self.transport.is_closing():
            self._refuse(408, f"the head of the request did not come within {self._head_s:g} s.")

    def send_400_response(self, msg: str) -> None:
        """What is no request is told in the shape of all errors."""
        self._head_came()
        self._refuse(400, "this is no request that can be read, or its head is too large.")

    def _refuse(self, status: int, message: str, code: Code = "bad_request") -> None:
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):  # an answer is under way
            self.transport.close()
            return
        told = answer(code, message, "Use the workspace's own page.")
        head = f"HTTP/1.1 {status} {'Request Timeout' if status == 408 else 'Bad Request'}\r\n"
        lines = {**dict(told.headers), "connection": "close", "x-content-type-options": "nosniff"}
        fields = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.transport.write(f"{head}{fields}\r\n".encode("latin-1") + bytes(told.body))
        self.transport.close()


def line(head_s: float) -> Any:
    """What makes a line for uvicorn (`Config.http`)."""
    return partial(Line, head_s=head_s)
