"""Which program's window is at a place of the screen, and which one has the keyboard, by the X server's own word.

A click goes to the topmost window at its place, whichever window is the active one. It does not know what windows hold.
"""

from __future__ import annotations

import asyncio
import struct
from typing import NamedTuple

from deskhand.core.geometry import Box, Point
from deskhand.desk.screen.extensions import intern_atoms
from deskhand.desk.screen.properties import get_property
from deskhand.desk.screen.wire import Connection, ServerRefused

_GET_WINDOW_ATTRIBUTES, _GET_GEOMETRY, _QUERY_TREE, _QUERY_POINTER, _TRANSLATE, _GET_INPUT_FOCUS = 3, 14, 15, 38, 40, 43
_WM_CLASS, _WM_NAME, _WM_TRANSIENT_FOR = 67, 39, 68
_BY_ITSELF_AT = 27
"""Where in the answer to GetWindowAttributes stands whether no window manager looks after it (override-redirect)."""
_DEEP_MAX = 12
_TITLE_BYTES_MAX = 1_200


class Window(NamedTuple):
    """A program's window. app: its class, lower case ("chromium"). popup: a menu or list, which no window manager
    knows. dialog: it stands before another window of its program. box: without its frame, in desk pixels."""

    id: int
    app: str
    popup: bool
    dialog: bool
    box: Box


class TopLevels:
    """The windows of one screen, as they are whenever they are asked for.

    Every act waits for these answers. So what is only wanted of a window that is a program's own is asked together with
    whether it is one: on a busy machine a further question costs more than answers that nobody needs.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._root = connection.setup.root
        self._title_atom = 0

    async def at(self, x: int, y: int) -> Window | None:
        """The window that a click at this place would go to; None for the bare screen."""
        try:
            at, popup = await self._child(self._root, x, y), True
            top = at
            for _ in range(_DEEP_MAX):
                if at == 0:
                    break
                window, inner = await asyncio.gather(self._window(at, popup=popup), self._child(at, x, y))
                if window.app:
                    return window
                at, popup = inner, False
            return await self._window(top, popup=True) if top else None
        except ServerRefused:
            return None  # it went away meanwhile

    async def focused(self) -> Window | None:
        """The window that has the keyboard; None when none has."""
        try:
            at = int(struct.unpack_from("<I", await self._connection.ask(_GET_INPUT_FOCUS, 0), 8)[0])
            for _ in range(_DEEP_MAX):
                if at in (0, 1, self._root):
                    return None
                window, tree = await asyncio.gather(self._window(at, popup=False), self._ask(_QUERY_TREE, at))
                if window.app:
                    return window
                at = struct.unpack_from("<I", tree, 12)[0]
        except ServerRefused:
            pass
        return None

    async def title(self, window: int) -> str:
        """What a program calls its window now; "" when it is gone."""
        if not self._title_atom:
            self._title_atom = (await intern_atoms(self._connection, ("_NET_WM_NAME",)))["_NET_WM_NAME"]
        try:
            named = await get_property(self._connection, window, self._title_atom, bytes_max=_TITLE_BYTES_MAX)
            plain = await get_property(self._connection, window, _WM_NAME, bytes_max=_TITLE_BYTES_MAX)
        except ServerRefused:
            return ""
        return (named.data or plain.data).decode("utf-8", "replace").rstrip("\0")[:300]

    async def pointer(self) -> Point:
        """Where the pointer is."""
        return Point(*struct.unpack_from("<hh", await self._ask(_QUERY_POINTER, self._root), 16))

    async def _child(self, window: int, x: int, y: int) -> int:
        """The topmost child of a window at a place of the screen; 0 when it has none there."""
        body = struct.pack("<IIhh", self._root, window, x, y)
        return int(struct.unpack_from("<I", await self._connection.ask(_TRANSLATE, 0, body), 8)[0])

    async def _app(self, window: int) -> str:
        """The class that a program has given its window, "" for a window that is no program's own."""
        return _last_word((await get_property(self._connection, window, _WM_CLASS, bytes_max=400)).data)

    async def _window(self, window: int, *, popup: bool) -> Window:
        """What is known of it; its app is "" when it is no program's own. popup: whether it may stand by itself."""
        app, owner, by_itself, box = await asyncio.gather(
            self._app(window),
            get_property(self._connection, window, _WM_TRANSIENT_FOR, bytes_max=8),
            self._by_itself(window) if popup else _no(),
            self._box(window),
        )
        return Window(window, app, by_itself, owner.data[:4] not in (b"", b"\0\0\0\0"), box)

    async def _by_itself(self, window: int) -> bool:
        return (await self._ask(_GET_WINDOW_ATTRIBUTES, window))[_BY_ITSELF_AT] == 1

    async def _box(self, window: int) -> Box:
        body = struct.pack("<IIhh", window, self._root, 0, 0)
        shape, place = await asyncio.gather(self._ask(_GET_GEOMETRY, window), self._connection.ask(_TRANSLATE, 0, body))
        return Box(*struct.unpack_from("<hh", place, 12), *struct.unpack_from("<HH", shape, 16))

    async def _ask(self, request: int, window: int) -> bytes:
        return await self._connection.ask(request, 0, struct.pack("<I", window), bytes_max=2**20)


async def _no() -> bool:
    return False


def _last_word(data: bytes) -> str:
    """WM_CLASS holds two words, each ended by a zero: the instance and the class."""
    words = [word for word in data.split(b"\0") if word]
    return words[-1].decode("latin-1").lower()[:100] if words else ""
