"""Where two pictures of the screen differ, as a few boxes, and which of those are only a text caret.

It does not know when or why the pictures were taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from deskhand.core.geometry import Box
from deskhand.desk.screen.capture import Pixels

CARET_WIDTH_MAX = 6
CARET_HEIGHT_MAX = 40
_CARET_HEIGHT_MIN = 6
_CARET_SOLID = 0.9
GAP = 8
"""Changes nearer than this many pixels are one block."""
BLOCKS_MAX = 256

Mask = npt.NDArray[np.bool_]


def union(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around all; None for no boxes."""
    listed = list(boxes)
    if not listed:
        return None
    left, top = min(b.x for b in listed), min(b.y for b in listed)
    return Box(left, top, max(b.right for b in listed) - left, max(b.bottom for b in listed) - top)


def clip(box: Box, within: Box) -> Box | None:
    """The part of `box` that lies in `within`; None when there is none."""
    left, top = max(box.x, within.x), max(box.y, within.y)
    right, bottom = min(box.right, within.right), min(box.bottom, within.bottom)
    return Box(left, top, right - left, bottom - top) if left < right and top < bottom else None


def inside(box: Box, area: Box) -> bool:
    return area.x <= box.x and area.y <= box.y and box.right <= area.right and box.bottom <= area.bottom


def _runs(flags: Mask) -> list[tuple[int, int]]:
    """Half-open runs of True, joined over gaps of up to GAP."""
    where = np.flatnonzero(flags)
    if not where.size:
        return []
    breaks = np.flatnonzero(np.diff(where) > GAP)
    starts = where[np.concatenate(([0], breaks + 1))]
    ends = where[np.concatenate((breaks, [where.size - 1]))] + 1
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _is_caret(changed: Mask) -> bool:
    """A caret is one upright bar that appears or goes as a whole; a letter as narrow leaves gaps or moves the caret."""
    height, width = changed.shape
    return (
        width <= CARET_WIDTH_MAX
        and _CARET_HEIGHT_MIN <= height <= CARET_HEIGHT_MAX
        and height > width
        and float(changed.mean()) >= _CARET_SOLID
    )


def changed_blocks(
    before: Pixels, after: Pixels, *, origin: Box, ignore: Sequence[Box] = (), carets: bool = False
) -> list[Box]:
    """Boxes (in screen pixels) around the places where the pictures differ.

    origin: the part of the screen that both pictures show. ignore: areas where changes do not count.
    carets: whether a blinking caret counts.
    """
    if np.array_equal(before, after):
        return []
    changed = before != after
    for area in ignore:
        if part := clip(area, origin):
            changed[part.y - origin.y : part.bottom - origin.y, part.x - origin.x : part.right - origin.x] = False
    blocks: list[Box] = []
    for top, bottom in _runs(changed.any(axis=1)):
        band = changed[top:bottom]
        for left, right in _runs(band.any(axis=0)):
            block = band[:, left:right]
            rows = np.flatnonzero(block.any(axis=1))
            first, last = int(rows[0]), int(rows[-1]) + 1
            if carets or not _is_caret(block[first:last]):
                blocks.append(Box(origin.x + left, origin.y + top + first, right - left, last - first))
    if len(blocks) > BLOCKS_MAX:
        whole = union(blocks)
        return [whole] if whole else []
    return blocks
