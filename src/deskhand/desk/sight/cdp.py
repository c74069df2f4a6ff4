"""A small client of the Chrome DevTools Protocol over a debugging pipe: NUL-ended JSON on two descriptors.

Every reply is a stranger's data: messages are bounded, malformed ones are passed over, a call always ends with a
result or a DeskhandError. It does not know what the methods mean.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from typing import Any, cast

from deskhand.core.errors import DeskhandError, DeskLost, InvalidInput, LimitExceeded, NotFound

MESSAGE_BYTES_MAX = 64 * 1024 * 1024
"""The longest message that is read. Our own listings stay under 8 MiB; longer ones are dropped unread."""
CALL_TIMEOUT_S = 5.0
CALLS_MAX = 512

Params = dict[str, Any]
OnEvent = Callable[[str, Params, str], None]
"""Called with the event's method, its parameters and the session id ("" for the browser itself)."""

_GONE = ("cannot find context", "no target with", "session with given id", "no frame", "no node", "could not find node",
         "frame with the given id", "target closed", "not attached", "does not belong", "context was destroyed",
         "could not find object")  # fmt: skip


class _Reader(asyncio.Protocol):
    """Cuts the byte stream into messages and hands each to `on_message`."""

    def __init__(self, on_message: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
        self._on_message = on_message
        self._on_end = on_end
        self._buffer = bytearray()
        self._scanned = 0
        self._skipping = False

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        start = 0
        while (end := self._buffer.find(b"\0", max(start, self._scanned))) >= 0:
            if not self._skipping:
                self._on_message(bytes(self._buffer[start:end]))
            self._skipping = False
            start = self._scanned = end + 1
        del self._buffer[:start]
        if self._skipping or len(self._buffer) > MESSAGE_BYTES_MAX:
            self._skipping = True
            self._buffer.clear()
        self._scanned = len(self._buffer)

    def eof_received(self) -> bool:
        self._on_end()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._on_end()


class Connection:
    """A link to one Chromium. Calls may run side by side; events come in order through `on_event`."""

    def __init__(self, on_event: OnEvent, on_end: Callable[[], None]) -> None:
        self._on_event = on_event
        self._tell_end = on_end
        self._pending: dict[int, tuple[str, asyncio.Future[Params]]] = {}
        self._next_id = 0
        self._reader: asyncio.BaseTransport | None = None
        self._writer: asyncio.WriteTransport | None = None
        self.lost = False

    @classmethod
    async def open(
        cls, read_fd: int, write_fd: int, on_event: OnEvent, on_end: Callable[[], None] = lambda: None
    ) -> Connection:
        """Take over the two descriptors; they are closed with the connection. on_end: called once when it is lost."""
        self = cls(on_event, on_end)
        loop = asyncio.get_running_loop()
        try:
            self._writer, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(write_fd, "wb", 0))
            self._reader, _ = await loop.connect_read_pipe(
                lambda: _Reader(self._on_message, self._on_end), os.fdopen(read_fd, "rb", 0)
            )
        except (OSError, ValueError) as error:
            self.close()
            raise DeskLost(f"the browser's debugging pipe can't be used: {error}", hint="Restart the desk.") from None
        return self

    async def call(
        self, method: str, params: Params | None = None, *, session: str = "", timeout_s: float = CALL_TIMEOUT_S
    ) -> Params:
        """Call a method and wait for its result.

        Raises DeskLost when the browser is gone or silent, NotFound when the page, frame or node is no longer
        there, InvalidInput when the browser refuses the call.
        """
        if self.lost or self._writer is None:
            raise _lost()
        if len(self._pending) >= CALLS_MAX:
            raise LimitExceeded(f"{CALLS_MAX} calls to the browser are waiting", hint="Wait for the browser to answer.")
        self._next_id += 1
        call_id = self._next_id
        message: Params = {"id": call_id, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        future: asyncio.Future[Params] = asyncio.get_running_loop().create_future()
        self._pending[call_id] = (session, future)
        try:
            self._writer.write(json.dumps(message, ensure_ascii=True).encode() + b"\0")
            return await asyncio.wait_for(future, timeout_s)
        except TimeoutError:
            raise LimitExceeded(
                f"the browser did not answer {method} within {timeout_s:g} s",
                hint="The page may be busy or show a dialog of its own: look at the screen.",
            ) from None
        finally:
            self._pending.pop(call_id, None)

    def tell(self, method: str, params: Params | None = None, *, session: str = "") -> None:
        """Call a method without waiting: what comes of it is not asked."""
        if self.lost or self._writer is None:
            return
        self._next_id += 1
        message: Params = {"id": self._next_id, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        self._writer.write(json.dumps(message, ensure_ascii=True).encode() + b"\0")

    def drop_session(self, session: str) -> None:
        """Fail what still waits for a session that has ended."""
        for owner, future in list(self._pending.values()):
            if owner == session and not future.done():
                future.set_exception(NotFound("the page was closed", hint="Call elements again."))

    def close(self) -> None:
        self._on_end()

    def _on_message(self, data: bytes) -> None:
        try:
            message = json.loads(data)
        except (ValueError, RecursionError):
            return
        if not isinstance(message, dict):
            return
        if isinstance(message.get("id"), int):
            self._answer(message)
        elif isinstance(method := message.get("method"), str):
            params, session = message.get("params"), message.get("sessionId")
            self._on_event(
                method, params if isinstance(params, dict) else {}, session if isinstance(session, str) else ""
            )

    def _answer(self, message: Params) -> None:
        _, future = self._pending.get(message["id"], ("", None))
        if future is None or future.done():
            return
        error, result = message.get("error"), message.get("result")
        if error is not None:
            future.set_exception(_refusal(error))
        else:
            future.set_result(result if isinstance(result, dict) else {})

    def _on_end(self) -> None:
        if self.lost:
            return
        self.lost = True
        for _, future in self._pending.values():
            if not future.done():
                future.set_exception(_lost())
        if self._writer is not None and not self._writer.is_closing():
            self._writer.abort()
        if self._reader is not None and not self._reader.is_closing():
            cast("asyncio.ReadTransport", self._reader).close()
        self._tell_end()


def _lost() -> DeskLost:
    return DeskLost("the browser has ended or its debugging pipe is closed", hint="Open the page again.")


def _refusal(error: object) -> DeskhandError:
    text = str(error.get("message", "")) if isinstance(error, dict) else str(error)
    if any(sign in text.casefold() for sign in _GONE):
        return NotFound(f"what was asked for is no longer in the browser: {text[:200]}", hint="Call elements again.")
    return InvalidInput(f"the browser refused: {text[:200]}", hint="Look at the screen and try another way.")
