"""An X program for tests, made with the same wire: it paints rectangles when told, and notes the input it gets."""

from __future__ import annotations

import struct
from pathlib import Path

from deskhand.core.geometry import Box
from deskhand.desk.screen.wire import Connection

_CREATE_WINDOW, _MAP_WINDOW, _CREATE_GC, _CHANGE_GC, _FILL = 1, 8, 55, 56, 70
_KEY_PRESS, _KEY_RELEASE, _BUTTON_PRESS, _BUTTON_RELEASE, _MOTION = 2, 3, 4, 5, 6
_INPUT_MASK = 0x0000004F
_NAMES = {
    _KEY_PRESS: "key down", _KEY_RELEASE: "key up", _BUTTON_PRESS: "button down", _BUTTON_RELEASE: "button up",
    _MOTION: "move",
}  # fmt: skip


class Painter:
    """A window over the whole screen, without a frame. `events` are (name, detail, x, y, modifier mask)."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.window = connection.new_id()
        self.context = connection.new_id()
        self.events: list[tuple[str, int, int, int, int]] = []
        for code in _NAMES:
            connection.on_event(code, self._note)

    @classmethod
    async def open(cls, socket: Path) -> Painter:
        painter = cls(await Connection.open(socket))
        setup = painter.connection.setup
        values = struct.pack("<III", 0xFFFFFF, 1, _INPUT_MASK)  # background, override-redirect, events
        place = struct.pack("<IIhhHHHHII", painter.window, setup.root, 0, 0, setup.width, setup.height, 0, 1, 0, 0x0A02)
        await painter.connection.check(_CREATE_WINDOW, 0, place + values)
        painter.connection.send(_MAP_WINDOW, 0, struct.pack("<I", painter.window))
        painter.connection.send(_CREATE_GC, 0, struct.pack("<III", painter.context, painter.window, 0))
        await painter.connection.sync()
        return painter

    def _note(self, event: bytes) -> None:
        x, y, mask = struct.unpack_from("<hhH", event, 24)
        self.events.append((_NAMES[event[0] & 0x7F], event[1], x, y, mask))

    @property
    def steps(self) -> list[tuple[str, int]]:
        """The keys and buttons, without places."""
        return [(name, detail) for name, detail, *_ in self.events if name != "move"]

    async def paint(self, box: Box, colour: int) -> None:
        self.connection.send(_CHANGE_GC, 0, struct.pack("<III", self.context, 4, colour))
        self.connection.send(_FILL, 0, struct.pack("<IIhhHH", self.window, self.context, *box))
        await self.connection.sync()
