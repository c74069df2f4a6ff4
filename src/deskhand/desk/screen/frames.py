"""The screen's pixels over time: the live picture, and the last few frames that somebody was shown.

A frame gets its number when somebody asks about the screen and it differs from the last numbered one, so that a film
between two looks does not push out the frame an act was planned on. Frames are kept in bands of rows, and a band that
did not change is shared with the frame before: most acts change a few bands. What only older frames show is packed.
It does not know how pixels are read.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from isal import isal_zlib

from deskhand.core.geometry import Box
from deskhand.desk.screen.capture import Pixels
from deskhand.desk.screen.diff import changed_blocks, union

FRAMES_MAX = 8
FRAMES_BYTES_MAX = 64 * 2**20
BAND_ROWS = 32


class Band:
    """Some rows of frames that have been shown, packed once they are no longer what the newest frame shows."""

    def __init__(self, pixels: Pixels) -> None:
        self._shape = pixels.shape
        self._kept: Pixels | bytes = pixels.copy()

    @property
    def pixels(self) -> Pixels:
        if isinstance(self._kept, bytes):
            return np.frombuffer(isal_zlib.decompress(self._kept), dtype=np.uint32).reshape(self._shape)
        return self._kept

    def pack(self) -> None:
        """To be kept in less memory (a text page: 4 MiB in 0.3 MiB, in 1.5 ms). Frames that share it gain too."""
        if not isinstance(self._kept, bytes):
            self._kept = isal_zlib.compress(self._kept.data, 0)


Bands = tuple[Band, ...]


class _Next(NamedTuple):
    """What the next commit will do: bands is the new frame, None when the last one still holds."""

    edition: int
    still: tuple[Box, ...]
    differing: list[int]
    bands: Bands | None


class Frames:
    """Numbers and keeps frames. `still` are areas where changes do not count (learnt animations).

    first: the screen as it is now; it becomes the live picture, so nobody else may keep it.
    edition: grows with everything that is read into the live picture, whether it counts or not.
    """

    def __init__(self, first: Pixels) -> None:
        height, width = first.shape
        self.screen = Box(0, 0, width, height)
        self.live = first
        self.number = 1
        self.edition = 0
        self._tops = range(0, height, BAND_ROWS)
        self._touched: set[int] = set()
        self._kept: OrderedDict[int, Bands] = OrderedDict({1: tuple(Band(self._live_band(top)) for top in self._tops)})
        self._next: _Next | None = None
        self._replaced: deque[Band] = deque(maxlen=FRAMES_MAX * len(self._tops))
        self._kept_max = max(2, min(FRAMES_MAX, FRAMES_BYTES_MAX // first.nbytes))

    def absorb(self, pixels: Pixels, box: Box) -> list[Box]:
        """Take newly read pixels of a part into the live picture; the blocks that changed, carets left out."""
        part = self.live[box.y : box.bottom, box.x : box.right]
        blocks = changed_blocks(part, pixels, origin=box)
        part[...] = pixels
        self.edition += 1
        self._touched.update(range(box.y // BAND_ROWS, (box.bottom - 1) // BAND_ROWS + 1))
        return blocks

    def prepare(self, still: tuple[Box, ...] = ()) -> _Next:
        """Do now what the next `commit` would have to do, as long as nothing more is absorbed."""
        if self._next is None or (self._next.edition, self._next.still) != (self.edition, still):
            last = self._kept[self.number]
            differing = [band for band in sorted(self._touched) if not self._is_live(last, band)]
            bands = None
            if differing and self._blocks(last, differing, self.screen, still):
                fresh = {band: Band(self._live_band(self._tops[band])) for band in differing}
                bands = tuple(fresh.get(number, band) for number, band in enumerate(last))
            self._next = _Next(self.edition, still, differing, bands)
        return self._next

    def commit(self, still: tuple[Box, ...] = ()) -> int:
        """Number the live picture: the last number again if nothing that counts has changed since."""
        coming = self.prepare(still)
        self._touched = set(coming.differing)
        if coming.bands is not None:
            self._replaced += [self._kept[self.number][band] for band in coming.differing]
            self._touched.clear()
            self._next = None
            self.number += 1
            self._kept[self.number] = coming.bands
            while len(self._kept) > self._kept_max:
                self._kept.popitem(last=False)
        return self.number

    def tidy(self) -> None:
        """Pack what only older frames show. To be called when nobody waits."""
        while self._replaced:
            self._replaced.popleft().pack()

    def difference(self, number: int, *, region: Box | None = None, still: tuple[Box, ...] = ()) -> Box | None:
        """The box around everything that differs from that frame. One that is not kept differs in full."""
        if number == self.number and not self._touched:
            return None
        where = region or self.screen
        kept = self._kept.get(number)
        if kept is None:
            return where
        bands = range(where.y // BAND_ROWS, (where.bottom - 1) // BAND_ROWS + 1)
        differing = [band for band in bands if not self._is_live(kept, band)]
        return union(self._blocks(kept, differing, where, still)) if differing else None

    def _live_band(self, top: int) -> Pixels:
        return self.live[top : top + BAND_ROWS]

    def _is_live(self, bands: Bands, band: int) -> bool:
        return np.array_equal(bands[band].pixels, self._live_band(self._tops[band]))

    def _blocks(self, kept: Bands, differing: Sequence[int], where: Box, still: Sequence[Box]) -> list[Box]:
        """What changed, in the rows from the first to the last band that differs."""
        first, last = differing[0], differing[-1]
        top = self._tops[first]
        before = np.concatenate([band.pixels for band in kept[first : last + 1]])
        begin, end = max(top, where.y), min(top + before.shape[0], where.bottom)
        columns = slice(where.x, where.right)
        after = self.live[begin:end, columns]
        origin = Box(where.x, begin, where.width, end - begin)
        return changed_blocks(before[begin - top : end - top, columns], after, origin=origin, ignore=still)
