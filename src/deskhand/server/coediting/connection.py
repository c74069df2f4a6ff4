"""One page's line to a room: what it sends is read in bounds, what it is told waits for it in bounds."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from deskhand.core.errors import Conflict, DeskhandError, InvalidInput, LimitExceeded
from deskhand.server.coediting import endings
from deskhand.server.coediting.endings import ending_of
from deskhand.server.coediting.messages import CHANGE, KNOWN, PART, At, Bring, Save, read_words, words
from deskhand.server.coediting.room import Guest, Room
from deskhand.server.coediting.texts import STATE_BYTES_MAX
from deskhand.server.desk.closing import Ending
from deskhand.server.desk.rates import Allowance

CHANGE_BYTES_MAX = 6 * 1024 * 1024
WAITING_BYTES_MAX = STATE_BYTES_MAX + 4 * 1024 * 1024
MESSAGES_PER_S, MESSAGES_BURST = 200.0, 2_000.0
"""A fast typist sends ten changes a second and as many places of a cursor; who comes back has many at once."""
STALL_S = 20.0
_CLOSE_S = 2.0


class Connection:
    """Made for an accepted WebSocket. `guest` goes into a room, `run` carries it until it ends."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._queue: asyncio.Queue[str | bytes] = asyncio.Queue()
        self._waiting = 0
        self._ended: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
        self._allowance = Allowance(MESSAGES_PER_S, MESSAGES_BURST)
        self._parts = bytearray()

    def send(self, message: str | bytes) -> None:
        """Tell the page, as soon as it takes it."""
        self._waiting += len(message)
        if self._waiting > WAITING_BYTES_MAX:
            self.end(endings.TOO_SLOW)
        elif not self._ended.done():
            self._queue.put_nowait(message)

    def end(self, ending: Ending) -> None:
        if not self._ended.done():
            self._ended.set_result(ending)

    async def run(self, room: Room, guest: Guest) -> Ending | None:
        """Until it ends; how, None where the page went by itself."""
        works = [asyncio.ensure_future(work) for work in (self._receive(room, guest), self._tell())]
        ended: asyncio.Future[Ending | None] = asyncio.ensure_future(self._ended)
        try:
            await asyncio.wait((*works, ended), return_when=asyncio.FIRST_COMPLETED)
            return next(each for each in (ended, *works) if each.done()).result()
        finally:
            for work in works:
                work.cancel()
            await asyncio.gather(*works, return_exceptions=True)

    async def close(self, ending: Ending | None) -> None:
        """Tell the page why, if it is there and listens."""
        if ending is None or self._websocket.application_state is not WebSocketState.CONNECTED:
            return
        with contextlib.suppress(TimeoutError, RuntimeError, WebSocketDisconnect, OSError):
            async with asyncio.timeout(_CLOSE_S):
                await self._websocket.close(ending.code, ending.words)

    async def _tell(self) -> Ending | None:
        while True:
            message = await self._queue.get()
            try:
                async with asyncio.timeout(STALL_S):
                    await self._sent(message)
            except TimeoutError:
                return endings.TOO_SLOW
            except (WebSocketDisconnect, OSError):
                return None
            self._waiting -= len(message)

    def _sent(self, message: str | bytes) -> Coroutine[Any, Any, None]:
        if isinstance(message, str):
            return self._websocket.send_text(message)
        return self._websocket.send_bytes(message)

    async def _receive(self, room: Room, guest: Guest) -> Ending | None:
        while True:
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                return None
            try:
                if not self._allowance.take():
                    raise LimitExceeded(f"more than {MESSAGES_PER_S:g} messages a second came.", hint="Send fewer.")
                if (text := message.get("text")) is not None:
                    await self._heard(room, guest, text)
                else:
                    self._took(room, guest, message.get("bytes") or b"")
            except DeskhandError as error:
                return ending_of(error)

    def _took(self, room: Room, guest: Guest, data: bytes) -> None:
        kind, rest = data[:1], data[1:]
        if kind == KNOWN:
            room.tell_since(guest, rest)
            return
        if kind not in (CHANGE, PART):
            raise InvalidInput("a message of an unknown kind came.", hint="Load the page anew.")
        if len(self._parts) + len(rest) > CHANGE_BYTES_MAX:
            raise LimitExceeded(f"a change has more than {CHANGE_BYTES_MAX} bytes.", hint="Write less at once.")
        self._parts += rest
        if kind == CHANGE:
            change, self._parts = bytes(self._parts), bytearray()
            room.change(guest, change)

    async def _heard(self, room: Room, guest: Guest, text: str) -> None:
        said = read_words(text)
        match said:
            case At():
                room.move(guest, said.at)
            case Save():
                try:
                    await room.save(guest, said.note)
                except (InvalidInput, LimitExceeded, Conflict) as error:
                    self.send(words("refused", code="invalid", message=error.message, hint=error.hint or ""))
            case Bring():
                await room.bring(guest, said)
