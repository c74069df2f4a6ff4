"""The one form of pixels on the bridge, and the greeting of both sides.

32 bits, 24 of them colour, little-endian, red first: what noVNC asks for. With one form the length of every rectangle
follows from its head, so the screen's stream can be read to the byte.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

PIXEL_BYTES = 4
SIDE_MAX = 16_384
AREA_MAX = 64 * 2**20
"""In pixels. The largest desk that can be made is 7680x4320, half of it."""

VERSION = b"RFB 003.008\n"
SECURITY_NONE = 1
PIXELS = struct.pack(">BBBBHHHBBB3x", 32, 24, 0, 1, 255, 255, 255, 0, 8, 16)
_NAME = b"desk"


@dataclass(slots=True)
class Size:
    """Of the screen, in pixels; changes when the screen says so."""

    width: int
    height: int

    @property
    def sound(self) -> bool:
        return 0 < self.width <= SIDE_MAX and 0 < self.height <= SIDE_MAX and self.width * self.height <= AREA_MAX


def server_init(size: Size) -> bytes:
    """The last word of the greeting. The name is ours: the screen's own is a stranger's words."""
    return struct.pack(">HH", size.width, size.height) + PIXELS + struct.pack(">I", len(_NAME)) + _NAME


def asks_for_pixels(body: bytes) -> bool:
    """Whether a pixel format (16 bytes) means `PIXELS`."""
    bits, depth, big_endian, true_colour = body[:4]
    rest = struct.unpack_from(">HHHBBB", body, 4)
    return (bits, depth, big_endian, bool(true_colour), *rest) == (32, 24, 0, True, 255, 255, 255, 0, 8, 16)
