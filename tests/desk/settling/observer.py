"""The truth: pixels read over a connection of the observer's own, by nothing that is under test but the wire."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from deskhand.core.geometry import Box, Point
from deskhand.desk.base import Picture
from deskhand.desk.screen.capture import Capture, Pixels
from deskhand.desk.screen.extensions import query_extensions
from deskhand.desk.screen.wire import Connection

POINTER_SIDE = 48


class Observer:
    """Reads the whole screen of a display."""

    def __init__(self, connection: Connection, capture: Capture) -> None:
        self.connection = connection
        self._capture = capture
        self._screen = Box(0, 0, connection.setup.width, connection.setup.height)

    @classmethod
    async def open(cls, socket: Path) -> Observer:
        connection = await Connection.open(socket)
        capture = Capture(connection, await query_extensions(connection))
        await capture.attach()
        return cls(connection, capture)

    async def pixels(self) -> Pixels:
        return (await self._capture.grab(self._screen)) & np.uint32(0xFFFFFF)


def pixels_of(picture: Picture) -> Pixels:
    """The pixels of a lossless picture, as the observer's are."""
    assert picture.media_type == "image/png"
    with Image.open(io.BytesIO(picture.data)) as image:
        found = np.frombuffer(image.convert("RGBX").tobytes("raw", "BGRX"), dtype=np.uint32)
    return found.reshape(picture.height, picture.width) & np.uint32(0xFFFFFF)


def differ(one: Pixels, other: Pixels, *, pointer: Point, moving: Box | None) -> bool:
    """Whether anything differs, the pointer (which is drawn into pictures only) and what always moves aside."""
    wrong = one != other
    half = POINTER_SIDE // 2
    wrong[max(0, pointer.y - half) : pointer.y + half, max(0, pointer.x - half) : pointer.x + half] = False
    if moving is not None:
        wrong[moving.y : moving.bottom, moving.x : moving.right] = False
    return bool(wrong.any())
