"""Whether the program that has the keyboard has taken in all keys sent so far.

Asked with the window manager's own question, _NET_WM_PING: events reach a program in order, so its answer comes after
the keys were read from the queue, and with them looked up in the keyboard map. GTK, Qt and Chromium answer; for
programs that do not (xterm), there is only time and quiet. It does not know what was typed.
"""

from __future__ import annotations

import asyncio
import struct

from deskhand.desk.screen.extensions import intern_atoms
from deskhand.desk.screen.properties import (
    CLIENT_MESSAGE,
    client_message,
    get_property,
    send_event,
)
from deskhand.desk.screen.wire import Connection, ServerRefused

_GET_INPUT_FOCUS, _QUERY_TREE = 43, 15
_PARENTS_MAX = 12
PING_S = 5.0
"""A program that has not answered by then hangs; typing goes on as if it did not know the question."""


class FocusPing:
    """Asks the focused program for a sign of life. Made by `open`; needs the root window's messages to windows."""

    def __init__(self, connection: Connection, atoms: dict[str, int]) -> None:
        self._connection = connection
        self._atoms = atoms
        self._serial = 0
        self._answers: dict[int, asyncio.Future[None]] = {}

    @classmethod
    async def open(cls, connection: Connection) -> FocusPing:
        names = ("WM_PROTOCOLS", "_NET_WM_PING")
        ping = cls(connection, await intern_atoms(connection, names))
        connection.on_event(CLIENT_MESSAGE, ping._answered)
        return ping

    def _answered(self, event: bytes) -> None:
        kind, protocol, serial = struct.unpack_from("<III", event, 8)
        waiting = self._answers.get(serial)
        ours = kind == self._atoms["WM_PROTOCOLS"] and protocol == self._atoms["_NET_WM_PING"]
        if ours and waiting and not waiting.done():
            waiting.set_result(None)

    async def digested(self) -> bool:
        """Wait until the focused program has read everything sent before; False when it can't be asked."""
        try:
            window = await self._pingable()
        except ServerRefused:  # the window went away in between
            return False
        if window is None:
            return False
        self._serial = self._serial % 0x7FFFFFFF + 1
        serial, future = self._serial, asyncio.get_running_loop().create_future()
        self._answers[serial] = future
        ask = client_message(window, self._atoms["WM_PROTOCOLS"], self._atoms["_NET_WM_PING"], serial, window)
        send_event(self._connection, window, ask)
        try:
            await self._connection.sync()
            async with asyncio.timeout(PING_S):
                await future
        except TimeoutError:
            return False
        finally:
            del self._answers[serial]
        return True

    async def _pingable(self) -> int | None:
        """The focused window or its nearest parent that knows _NET_WM_PING."""
        reply = await self._connection.ask(_GET_INPUT_FOCUS, 0)
        window = int(struct.unpack_from("<I", reply, 8)[0])
        for _ in range(_PARENTS_MAX):
            if window in (0, 1, self._connection.setup.root):  # no window, or "wherever the pointer is"
                return None
            protocols = await get_property(self._connection, window, self._atoms["WM_PROTOCOLS"], bytes_max=256)
            listed = struct.unpack(f"<{len(protocols.data) // 4}I", protocols.data[: len(protocols.data) // 4 * 4])
            if self._atoms["_NET_WM_PING"] in listed:
                return window
            tree = await self._connection.ask(_QUERY_TREE, 0, struct.pack("<I", window), bytes_max=2**20)
            window = int(struct.unpack_from("<I", tree, 12)[0])
        return None
