"""Points and boxes in native desk pixels; the origin is the top left corner of the screen."""

from __future__ import annotations

from typing import NamedTuple


class Point(NamedTuple):
    """A place on the screen, in native desk pixels."""

    x: int
    y: int


class Box(NamedTuple):
    """A rectangle in native desk pixels: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def center(self) -> Point:
        return Point(self.x + self.width // 2, self.y + self.height // 2)

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def contains(self, x: int, y: int) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def overlap(self, other: Box) -> int:
        """The shared area in square pixels; 0 when the boxes do not meet."""
        width = min(self.right, other.right) - max(self.x, other.x)
        height = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(0, width) * max(0, height)
