"""Serves one desk to its drivers over the keeper's socket.

Requests of a connection run side by side; a driver that goes away has its requests cancelled. It does not know how
the desk is made.
"""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import Callable
from typing import Any

from deskhand.core.errors import Conflict, DeskhandError, InvalidInput
from deskhand.desk.base import Desk, DeskInfo
from deskhand.desk.keeper.methods import METHODS, Method
from deskhand.desk.keeper.wire import error_words, pack, read_message

REQUESTS_MAX = 64
"""Open requests of one connection."""
PAUSE_S = 1.0

Packer = Callable[[dict[str, Any]], bytes]
"""Makes a frame of a message."""


class Server:
    """The desk's door. `closed` is set when a driver has asked for the end of the desk.

    packer: makes frames of what is said to drivers, and takes out what no driver may be told.
    """

    def __init__(self, desk: Desk, packer: Packer = pack):
        self._desk = desk
        self.packer = packer
        self._connections: set[Connection] = set()
        self._asked_at = time.monotonic()
        self._paused_at = 0.0
        self.closed = asyncio.Event()
        self._alone = asyncio.Event()
        self._alone.set()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        connection = Connection(self._desk, writer, self)
        self._connections.add(connection)
        self._alone.clear()
        self.touch()
        try:
            await connection.serve(reader)
        except DeskhandError:
            return  # the driver has gone; the desk stays
        finally:
            self._connections.discard(connection)
            await connection.end()
            self.touch()
            if not self._connections:
                self._alone.set()

    async def alone(self) -> None:
        """Return when no driver is attached."""
        await self._alone.wait()

    async def put_others_out(self, connection: Connection) -> None:
        """End every connection but this one: its driver holds the session now, the others held it before."""
        for other in list(self._connections - {connection}):
            await other.end()

    def touch(self) -> None:
        """Note that the desk is in use."""
        self._asked_at = time.monotonic()

    def pausing(self) -> bool:
        """Whether nothing has been asked for a moment (a model thinks); True once in each pause."""
        if self._paused_at == self._asked_at or time.monotonic() - self._asked_at < PAUSE_S:
            return False
        self._paused_at = self._asked_at
        return True

    def idle_s(self) -> float:
        """How long the desk has been without a driver and without a request."""
        return 0.0 if self._connections else time.monotonic() - self._asked_at


class Connection:
    """One driver."""

    def __init__(self, desk: Desk, writer: asyncio.StreamWriter, server: Server):
        self._desk = desk
        self._writer = writer
        self._server = server
        self._running: dict[int, asyncio.Task[None]] = {}
        self._told: DeskInfo | None = None

    async def serve(self, reader: asyncio.StreamReader) -> None:
        """Greet with the desk's info, then take requests until the driver goes."""
        await self._send(self._news())
        while True:
            message = await read_message(reader)
            self._server.touch()
            if message.get("alone") is True:
                await self._server.put_others_out(self)
                continue
            if isinstance(number := message.get("cancel"), int):
                if number in self._running:
                    self._running[number].cancel()
                continue
            number = message.get("id")
            if not isinstance(number, int) or number in self._running:
                raise InvalidInput("A request came without a number of its own.", hint="Open the desk again.")
            task = asyncio.ensure_future(self._answer(number, message))
            self._running[number] = task
            task.add_done_callback(functools.partial(self._done, number))

    def _done(self, number: int, _: asyncio.Task[None]) -> None:
        self._running.pop(number, None)

    async def _answer(self, number: int, message: dict[str, Any]) -> None:
        try:
            method, params = self._understand(message)
            if method.streams:
                async for piece in getattr(self._desk, method.name)(**params):
                    await self._send({"id": number, "piece": piece})
                await self._send({"id": number, "result": None})
                return
            if method.name == "close":
                self._server.closed.set()
                result = None
            else:
                result = await getattr(self._desk, method.name)(**params)
            await self._send({"id": number, "result": method.result.dump_python(result), **self._news()})
        except DeskhandError as error:
            await self._send({"id": number, "error": error_words(error)})
        except asyncio.CancelledError:
            await self._send({"id": number, "error": ["DeskhandError", "The request was cancelled.", ""]})
        except Exception as error:  # noqa: BLE001  a fault of ours must reach the driver as an error, not end the desk
            text = f"The desk failed inside: {type(error).__name__}: {error}"[:500]
            await self._send({"id": number, "error": ["DeskhandError", text, "Try something else; see keeper.log."]})

    def _news(self) -> dict[str, Any]:
        """The desk's info, if this driver hasn't been told the same."""
        info = self._desk.info
        if info == self._told:
            return {}
        self._told = info
        return {"info": info.model_dump()}

    def _understand(self, message: dict[str, Any]) -> tuple[Method, dict[str, Any]]:
        method = METHODS.get(str(message.get("method")))
        if method is None:
            raise InvalidInput(f"A desk can't {str(message.get('method'))[:50]!r}.", hint="Open the desk again.")
        if len(self._running) > REQUESTS_MAX:
            raise Conflict(f"{REQUESTS_MAX} requests are already open.", hint="Wait for some of them.")
        return method, method.read_params(message.get("params"))

    async def _send(self, message: dict[str, Any]) -> None:
        if self._writer.is_closing():
            return
        try:
            self._writer.write(self._server.packer(message))
            await self._writer.drain()
        except OSError:
            self._writer.close()

    async def end(self) -> None:
        """Hang up, and cancel what the driver had asked for."""
        self._writer.close()
        for task in list(self._running.values()):
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
