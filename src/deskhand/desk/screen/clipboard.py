"""The desk's clipboard, from outside: offering text as the owner of the CLIPBOARD selection, and reading its text.

Only text; what a program had put there in other forms (a picture, formatted text) is not kept when we take over.
It does not know why text is put there or who pastes it.
"""

from __future__ import annotations

import asyncio
import struct

from deskhand.core.errors import InvalidInput
from deskhand.desk.screen.extensions import intern_atoms
from deskhand.desk.screen.properties import (
    create_message_window,
    delete_property,
    get_property,
    send_event,
    set_property,
)
from deskhand.desk.screen.wire import Connection

_SET_OWNER, _GET_OWNER, _CONVERT = 22, 23, 24
_SELECTION_CLEAR, _SELECTION_REQUEST, _SELECTION_NOTIFY = 29, 30, 31
_ATOM = 4
TEXT_BYTES_MAX = 200_000
"""Fits one request to the server (65535 units of 4 bytes), so no piecewise transfer (INCR) is needed."""
READ_S = 0.5
_NAMES = (
    "CLIPBOARD", "TARGETS", "UTF8_STRING", "TEXT", "text/plain", "text/plain;charset=utf-8", "DESKHAND_CLIPBOARD",
)  # fmt: skip
_UTF8_TARGETS = ("UTF8_STRING", "TEXT", "text/plain", "text/plain;charset=utf-8")


class Clipboard:
    """One screen's clipboard. Made by `open`."""

    def __init__(self, connection: Connection, window: int, atoms: dict[str, int]) -> None:
        self._connection = connection
        self._window = window
        self._atoms = atoms
        self._text: bytes | None = None
        self._arrived: asyncio.Future[int] | None = None

    @classmethod
    async def open(cls, connection: Connection) -> Clipboard:
        window = await create_message_window(connection)
        atoms = await intern_atoms(connection, _NAMES)
        clipboard = cls(connection, window, atoms)
        connection.on_event(_SELECTION_CLEAR, clipboard._cleared)
        connection.on_event(_SELECTION_REQUEST, clipboard._requested)
        connection.on_event(_SELECTION_NOTIFY, clipboard._notified)
        return clipboard

    async def offer(self, text: str) -> None:
        """Own the clipboard with this text. Raises InvalidInput for one that is too long."""
        data = _encoded(text)
        if len(data) > TEXT_BYTES_MAX:
            raise InvalidInput(
                f"the text for the clipboard has {len(data)} bytes; {TEXT_BYTES_MAX} are the most.",
                hint="Write it to a file instead.",
            )
        self._text = data
        self._connection.send(_SET_OWNER, 0, struct.pack("<III", self._window, self._atoms["CLIPBOARD"], 0))
        await self._connection.sync()

    async def read(self) -> str | None:
        """The clipboard's text; None when there is none, or its owner does not give it in time and at once."""
        if self._text is not None:
            return self._text.decode()
        clipboard, target, place = (self._atoms[n] for n in ("CLIPBOARD", "UTF8_STRING", "DESKHAND_CLIPBOARD"))
        owner = await self._connection.ask(_GET_OWNER, 0, struct.pack("<I", clipboard))
        if not struct.unpack_from("<I", owner, 8)[0]:
            return None
        self._arrived = asyncio.get_running_loop().create_future()
        self._connection.send(_CONVERT, 0, struct.pack("<IIIII", self._window, clipboard, target, place, 0))
        self._connection.flush()
        try:
            async with asyncio.timeout(READ_S):
                arrived = await self._arrived
        except TimeoutError:
            return None
        finally:
            self._arrived = None
        if not arrived:
            return None
        found = await get_property(self._connection, self._window, place, bytes_max=TEXT_BYTES_MAX)
        delete_property(self._connection, self._window, place)
        return found.data.decode("utf-8", "replace") if found.type == target and not found.more else None

    def _cleared(self, _event: bytes) -> None:
        self._text = None

    def _notified(self, event: bytes) -> None:
        if self._arrived and not self._arrived.done():
            self._arrived.set_result(struct.unpack_from("<I", event, 20)[0])

    def _requested(self, event: bytes) -> None:
        """A program asks for the text: put it into the property that it names, and tell it."""
        time, _, requestor, selection, target, place = struct.unpack_from("<6I", event, 4)
        place = place or target
        if self._connection.lost:
            return
        if not self._answer(requestor, target, place):
            place = 0
        reply = struct.pack("<BxHIIIII8x", _SELECTION_NOTIFY, 0, time, requestor, selection, target, place)
        send_event(self._connection, requestor, reply)
        self._connection.flush()

    def _answer(self, requestor: int, target: int, place: int) -> bool:
        atoms = self._atoms
        if self._text is None:
            return False
        if target == atoms["TARGETS"]:
            listed = [atoms[n] for n in ("TARGETS", *_UTF8_TARGETS)]
            set_property(self._connection, requestor, place, _ATOM, struct.pack(f"<{len(listed)}I", *listed), bits=32)
        elif target in [atoms[name] for name in _UTF8_TARGETS]:
            kind = atoms["UTF8_STRING"] if target == atoms["TEXT"] else target
            set_property(self._connection, requestor, place, kind, self._text)
        else:
            return False
        return True


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        message = f"the text holds half a character (a lone surrogate) at {error.start}."
        raise InvalidInput(message, hint="Send whole characters.") from None
