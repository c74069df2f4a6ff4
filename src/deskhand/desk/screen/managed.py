"""Whether a window manager looks after the screen yet: a window that appears before it does gets no focus.

Keys typed then go nowhere. It does not know which window manager it is.
"""

from __future__ import annotations

import asyncio
import contextlib
import struct

from deskhand.desk.screen.extensions import intern_atoms
from deskhand.desk.screen.properties import (
    PROPERTY_CHANGE,
    PROPERTY_NOTIFY,
    SUBSTRUCTURE_NOTIFY,
    SUBSTRUCTURE_REDIRECT,
    client_message,
    create_message_window,
    get_property,
    select_events,
    send_event,
)
from deskhand.desk.screen.wire import Connection

MANAGED_S = 5.0
"""One that has not answered by then is not there, or does not answer; windows are opened all the same."""

ASK_AGAIN_S = 0.05
"""Openbox leaves a question that came while it started lying until the next one comes (seen in 6 of 6 starts)."""

_DESTROY_WINDOW = 4
_SIGN, _ASKED, _ANSWER = "_NET_SUPPORTING_WM_CHECK", "_NET_REQUEST_FRAME_EXTENTS", "_NET_FRAME_EXTENTS"


class ManagedWatch:
    """Waits for a window manager's sign, then for its first answer. Made by `open`.

    Openbox sets its sign before it has read its theme, and a window that opens in between is taken for one that was
    there before: it gets no focus. It answers questions only when it is ready.
    """

    def __init__(self, connection: Connection, atoms: dict[str, int]) -> None:
        self._connection = connection
        self._atoms = atoms
        self._is_there = False
        self._changed = asyncio.Event()

    @classmethod
    async def open(cls, connection: Connection) -> ManagedWatch:
        """The root window's properties must be among the events that the connection asked for."""
        watch = cls(connection, await intern_atoms(connection, (_SIGN, _ASKED, _ANSWER)))
        connection.on_event(PROPERTY_NOTIFY, lambda event: watch._changed.set())
        return watch

    async def until_there(self) -> bool:
        """Return when a window manager is there and answers; False when none came."""
        if self._is_there:
            return True
        root = self._connection.setup.root
        try:
            async with asyncio.timeout(MANAGED_S):
                while not await self._is_set(root, _SIGN):
                    await self._changed.wait()
                await self._until_answered(root)
        except TimeoutError:
            return False
        self._is_there = True
        return True

    async def _until_answered(self, root: int) -> None:
        window = await create_message_window(self._connection)
        select_events(self._connection, window, PROPERTY_CHANGE)
        ask = client_message(window, self._atoms[_ASKED])
        while not await self._is_set(window, _ANSWER):
            send_event(self._connection, root, ask, mask=SUBSTRUCTURE_NOTIFY | SUBSTRUCTURE_REDIRECT)
            self._connection.flush()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), ASK_AGAIN_S)
        self._connection.send(_DESTROY_WINDOW, 0, struct.pack("<I", window))

    async def _is_set(self, window: int, name: str) -> bool:
        self._changed.clear()
        return bool((await get_property(self._connection, window, self._atoms[name])).data)
