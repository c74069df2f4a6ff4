"""Drawing the pointer, which the X server leaves out of the pixels, into a picture.

It does not know where the pointer's picture comes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from deskhand.core.geometry import Box
from deskhand.desk.screen.capture import Cursor, Pixels
from deskhand.desk.screen.diff import clip


@contextmanager
def cursor_drawn(pixels: Pixels, cursor: Cursor | None, origin: Box) -> Iterator[Pixels]:
    """`pixels`, which show the part `origin` of the screen, with the pointer drawn in while the block lasts."""
    where = clip(_box_of(cursor), origin) if cursor else None
    if not cursor or not where:
        yield pixels
        return
    target = pixels[_part(where, origin.x, origin.y)]
    before = target.copy()
    target[...] = _blended(before, cursor.pixels[_part(where, cursor.x, cursor.y)])
    try:
        yield pixels
    finally:
        target[...] = before


def _box_of(cursor: Cursor) -> Box:
    height, width = cursor.pixels.shape
    return Box(cursor.x, cursor.y, width, height)


def _part(box: Box, left: int, top: int) -> tuple[slice, slice]:
    """Where a box of the screen lies in pixels that begin at `left`, `top`."""
    return slice(box.y - top, box.bottom - top), slice(box.x - left, box.right - left)


def _blended(below: Pixels, above: Pixels) -> Pixels:
    under = below.view(np.uint8).reshape(*below.shape, 4).astype(np.uint16)
    over = np.ascontiguousarray(above).view(np.uint8).reshape(*above.shape, 4).astype(np.uint16)
    mixed = np.minimum(over + under * (255 - over[..., 3:]) // 255, 255).astype(np.uint8)
    return np.ascontiguousarray(mixed).view(np.uint32).reshape(below.shape)
