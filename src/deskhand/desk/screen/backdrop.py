"""What the screen shows where no window is: one calm colour, where the X server would show black."""

from __future__ import annotations

import struct

from deskhand.desk.screen.wire import Connection

COLOUR = 0x52706C
"""As 0xRRGGBB."""
_CHANGE_WINDOW_ATTRIBUTES, _CLEAR_AREA = 2, 61
_BACK_PIXEL = 0x2


def paint(connection: Connection) -> None:
    """Queue it; done before anything that is asked afterwards."""
    root = connection.setup.root
    connection.send(_CHANGE_WINDOW_ATTRIBUTES, 0, struct.pack("<III", root, _BACK_PIXEL, COLOUR))
    connection.send(_CLEAR_AREA, 0, struct.pack("<IhhHH", root, 0, 0, 0, 0))
