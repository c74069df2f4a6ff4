"""From the slanted boxes of a text detector to lines in reading order: the angle of the page, rows, joined words.

Pure geometry; it does not know pictures or models.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

Quad = tuple[list[list[float]], str, float]
"""Four corners (clockwise from the top left), the text, the score from 0 to 1."""

JOIN_GAP = 1.2
"""Words of a row whose gap is under this many line heights are one element."""
SCORE_MIN = 0.5
STRAIGHTEN_MIN_DEGREES = 0.25


class Line(NamedTuple):
    """Words on one row. All in pixels."""

    x: float
    y: float
    width: float
    height: float
    text: str
    score: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        return round(self.x), round(self.y), max(1, round(self.width)), max(1, round(self.height))

    def scaled(self, factor: float) -> Line:
        return Line(self.x * factor, self.y * factor, self.width * factor, self.height * factor, self.text, self.score)


def skew_degrees(quads: Iterable[Quad]) -> float:
    """The angle of the text, positive when it falls to the right: the median over boxes, weighted by their length."""
    angles = []
    for corners, _, _ in quads:
        (x0, y0), (x1, y1) = corners[0], corners[1]
        length = math.hypot(x1 - x0, y1 - y0)
        height = math.hypot(corners[3][0] - x0, corners[3][1] - y0)
        if length > 2 * height and length > 40:
            angles.append((math.degrees(math.atan2(y1 - y0, x1 - x0)), length))
    half, so_far = sum(weight for _, weight in angles) / 2, 0.0
    for angle, weight in sorted(angles):
        so_far += weight
        if so_far >= half:
            return angle if abs(angle) < 45 else 0.0
    return 0.0


def lines_of(quads: Iterable[Quad], degrees: float, size: tuple[int, int]) -> list[Line]:
    """The lines of a picture in reading order, their boxes turned upright around its centre."""
    turn = -math.radians(degrees) if abs(degrees) >= STRAIGHTEN_MIN_DEGREES else 0.0
    upright = [_upright(quad, turn, size) for quad in quads if quad[2] >= SCORE_MIN and quad[1].strip()]
    return [line for row in _rows(upright) for line in _joined(row)]


def _upright(quad: Quad, turn: float, size: tuple[int, int]) -> Line:
    corners, text, score = quad
    if turn:
        cx, cy, sin, cos = size[0] / 2, size[1] / 2, math.sin(turn), math.cos(turn)
        corners = [[cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos] for x, y in corners]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Line(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys), text.strip(), score)


def _rows(lines: list[Line]) -> list[list[Line]]:
    """Lines whose middles lie within each other's height form a row; rows from the top, lines from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: item.y + item.height / 2):
        middle = line.y + line.height / 2
        last = rows[-1] if rows else []
        if last and any(abs(middle - (o.y + o.height / 2)) < 0.5 * min(line.height, o.height) for o in last):
            last.append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda item: item.x) for row in rows]


def _joined(row: list[Line]) -> list[Line]:
    """Neighbours of a row are one line; all of a row share its top and height, so that they are seen to be a row."""
    top = min(line.y for line in row)
    height = max(line.y + line.height for line in row) - top
    out: list[Line] = []
    for line in row:
        last = out[-1] if out else None
        if last and line.x - (last.x + last.width) < JOIN_GAP * min(last.height, line.height):
            width = max(last.x + last.width, line.x + line.width) - last.x
            out[-1] = Line(last.x, last.y, width, last.height, f"{last.text} {line.text}", min(last.score, line.score))
        else:
            out.append(line)
    return [line._replace(y=top, height=height) for line in out]


def quality(lines: Iterable[Line]) -> float:
    """How much was read how surely: characters weighted by the square of their score."""
    return sum(len(line.text) * line.score**2 for line in lines)
