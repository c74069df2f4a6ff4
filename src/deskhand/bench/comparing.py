"""Whether two pictures of the screen show the same. It does not know which of them is right."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from deskhand.core.geometry import Box, Point
from deskhand.desk.screen.capture import Pixels
from deskhand.desk.screen.diff import changed_blocks

POINTER_SIDE = 64


def same_screen(one: bytes, other: bytes, pointer: Point) -> bool:
    """True when no pixel differs, blinking carets aside. Both must be lossless pictures of the whole screen.

    pointer: where it stands. Its picture changes with what is under it: it is not compared.
    """
    before, after = _pixels(one), _pixels(other)
    if before.shape != after.shape:
        return False
    height, width = before.shape
    half = POINTER_SIDE // 2
    around = Box(pointer.x - half, pointer.y - half, POINTER_SIDE, POINTER_SIDE)
    return not changed_blocks(before, after, origin=Box(0, 0, width, height), ignore=[around])


def _pixels(picture: bytes) -> Pixels:
    with Image.open(io.BytesIO(picture)) as image:
        rgb = image.convert("RGBX")
        return np.frombuffer(rgb.tobytes(), dtype=np.uint32).reshape(rgb.height, rgb.width)
