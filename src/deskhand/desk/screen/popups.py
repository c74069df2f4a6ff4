"""Windows that open above all others and that no window manager knows: menus, lists of choices, suggestions.

It reads the X server's tree; it does not know what they hold, nor which program they are of.
"""

from __future__ import annotations

import asyncio
import struct

from deskhand.core.geometry import Box
from deskhand.desk.screen.diff import clip
from deskhand.desk.screen.extensions import intern_atom
from deskhand.desk.screen.properties import get_property
from deskhand.desk.screen.wire import Connection, ServerRefused

WINDOWS_MAX = 500
_GET_WINDOW_ATTRIBUTES, _GET_GEOMETRY, _QUERY_TREE = 3, 14, 15
_INPUT_OUTPUT, _VIEWABLE = 1, 2
_TREE_BYTES_MAX = 2**20


class PopupWindows:
    """The popups of one screen, as they are whenever they are asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._screen = Box(0, 0, connection.setup.width, connection.setup.height)

    async def boxes(self) -> list[Box]:
        """Their places on the screen, the topmost first. Tooltips are left out: they give way to the pointer."""
        tree = await self._ask(_QUERY_TREE, self._connection.setup.root)
        count = min(struct.unpack_from("<H", tree, 16)[0], WINDOWS_MAX, (len(tree) - 32) // 4)
        windows = struct.unpack_from(f"<{count}I", tree, 32)
        found = await asyncio.gather(*(self._box(window) for window in reversed(windows)))
        return [box for box in found if box is not None]

    async def _box(self, window: int) -> Box | None:
        """The part of it on the screen; None when it is no popup, not shown, or gone."""
        try:
            attributes = await self._ask(_GET_WINDOW_ATTRIBUTES, window)
            kind, shown, by_itself = struct.unpack_from("<H12xBB", attributes, 12)
            if kind != _INPUT_OUTPUT or shown != _VIEWABLE or not by_itself:
                return None
            x, y, width, height = struct.unpack_from("<hhHH", await self._ask(_GET_GEOMETRY, window), 12)
            box = clip(Box(x, y, width, height), self._screen)
            return None if box is None or await self._is_tooltip(window) else box
        except ServerRefused:
            return None

    async def _is_tooltip(self, window: int) -> bool:
        name, tooltip = await asyncio.gather(
            intern_atom(self._connection, "_NET_WM_WINDOW_TYPE"),
            intern_atom(self._connection, "_NET_WM_WINDOW_TYPE_TOOLTIP"),
        )
        kinds = (await get_property(self._connection, window, name, bytes_max=64)).data
        return tooltip in struct.unpack(f"<{len(kinds) // 4}I", kinds[: len(kinds) // 4 * 4])

    async def _ask(self, request: int, window: int) -> bytes:
        return await self._connection.ask(request, 0, struct.pack("<I", window), bytes_max=_TREE_BYTES_MAX)
