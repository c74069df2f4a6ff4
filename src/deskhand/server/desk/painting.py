"""Pictures of a screen on which something must not be watched: plain pixels, with black over it before they go on.

It does not know where that is, or who watches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deskhand.core.geometry import Box
from deskhand.server.desk.pixels import PIXEL_BYTES

_BLACK = bytes(PIXEL_BYTES)


@dataclass(frozen=True, slots=True)
class Painted:
    """A rectangle of plain pixels, whole: its head as it goes to the viewer, its place, its rows from the top."""

    head: bytes
    place: Box
    pixels: bytes

    def covered(self, boxes: Iterable[Box]) -> bytes:
        """The rectangle for the viewer, black where one of the boxes (of the screen) is."""
        pixels, place = bytearray(self.pixels), self.place
        for box in boxes:
            left, right = max(box.x, place.x) - place.x, min(box.right, place.right) - place.x
            top, bottom = max(box.y, place.y) - place.y, min(box.bottom, place.bottom) - place.y
            if left >= right:
                continue
            black = _BLACK * (right - left)
            for row in range(top, bottom):
                at = (row * place.width + left) * PIXEL_BYTES
                pixels[at : at + len(black)] = black
        return self.head + bytes(pixels)
