"""The pictures of the probe: a square of one colour at a known place, other things around it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from deskhand.core.geometry import Box

COLORS = {"red": "#d01818", "green": "#12902c", "blue": "#1440d0", "yellow": "#f2d11a", "black": "#000000"}

WIDE, TALL = (672, 448), (448, 672)
"""Multiples of 28 and far from 1000: no server makes them smaller, and pixels can't be mistaken for thousandths."""

SQUARE_PX = 56
_PLACES = ((0.80, 0.25), (0.25, 0.80), (0.70, 0.40))
"""Centres as parts of the width and the height; off the diagonal, so that turned axes miss."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, as PNG, and where its square is."""

    png: bytes
    width: int
    height: int
    color: str
    square: Box


def to_point_at() -> Iterator[Drawing]:
    """The pictures with a red square to point at: three places in each of two shapes."""
    for width, height in (WIDE, TALL):
        for x, y in _PLACES:
            yield drawing((width, height), "red", (round(x * width), round(y * height)))


def to_name() -> Iterator[Drawing]:
    """The pictures whose square's colour is to be named."""
    for color in ("green", "red", "yellow", "blue"):
        yield drawing(WIDE, color, (WIDE[0] // 2, WIDE[1] // 2), SQUARE_PX * 4)


def drawing(size: tuple[int, int], color: str, centre: tuple[int, int], side_px: int = SQUARE_PX) -> Drawing:
    """A light page with a line of words, grey bars, and the square."""
    image = Image.new("RGB", size, "#f4f4f2")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, size[0], 32), fill="#dcdcdc")
    pen.text((12, 6), "Where is it?", fill="#303030", font=ImageFont.load_default(size=16))
    for top in range(60, size[1] - 20, 36):
        pen.rectangle((16, top, 16 + (top * 7) % (size[0] // 3), top + 8), fill="#c8c8c8")
    box = Box(centre[0] - side_px // 2, centre[1] - side_px // 2, side_px, side_px)
    pen.rectangle((box.x, box.y, box.right - 1, box.bottom - 1), fill=COLORS[color])
    packed = io.BytesIO()
    image.save(packed, "PNG")
    return Drawing(packed.getvalue(), *size, color, box)
