"""Picture files of what the screen shows, the pointer drawn in; the last one is kept for as long as it is true.

It does not know when somebody will ask for one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from PIL import Image

from deskhand.core.geometry import Box
from deskhand.desk.base import Picture
from deskhand.desk.screen.capture import Cursor, Pixels
from deskhand.desk.screen.cursor import cursor_drawn
from deskhand.desk.screen.encode import Encoder, encode
from deskhand.desk.screen.frames import Frames

INLINE_PIXELS_MAX = 2**21
"""Up to here (8 ms of packing) a thread of its own costs more than it saves: two more waits for the processor."""

TIMES_MAX = 4
"""A letter of 10 pixels is 40 high then: more shows a model nothing more."""

COVER = 0x00707078
"""The colour of what is covered: a grey that no field has."""

_Shown = tuple[int, int, int, int]
"""What a picture of the whole screen depends on: the live picture's edition, the pointer's place and picture."""


def _times(where: Box, screen: Box) -> int:
    """How many times as large a part of the screen is shown: a whole number, so that its pixels stay on a grid."""
    return max(1, min(TIMES_MAX, screen.width // where.width, screen.height // where.height))


def _resized(pixels: Pixels, times: int) -> Pixels:
    """Smoothly: letters become larger letters, and not steps. The order of the channels does not matter here."""
    height, width = pixels.shape
    image = Image.frombuffer("RGBX", (width, height), pixels.tobytes(), "raw", "RGBX", 0, 1)
    larger = image.resize((width * times, height * times), Image.Resampling.BICUBIC)
    return np.frombuffer(larger.tobytes(), dtype=np.uint32).reshape(height * times, width * times)


class Copied(NamedTuple):
    """Pixels of their own. edition: of the live picture that they were copied from."""

    pixels: Pixels
    edition: int


def cover(pixels: Pixels, where: Box, boxes: Iterable[Box]) -> None:
    """Paint over the boxes, in pixels that show the part `where` of the screen."""
    for box in boxes:
        left, top = max(box.x, where.x) - where.x, max(box.y, where.y) - where.y
        right, bottom = min(box.right, where.right) - where.x, min(box.bottom, where.bottom) - where.y
        if left < right and top < bottom:
            pixels[top:bottom, left:right] = COVER


class Pictures:
    """Makes pictures of one screen's frames."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self._encoder = Encoder()
        self._encoding = asyncio.Lock()
        self._shown: _Shown | None = None
        self._last: tuple[bytes, str] = (b"", "")

    @property
    def fresh(self) -> bool:
        """Whether the last picture of the whole screen shows the pixels that were read last."""
        return self._shown is not None and self._shown[0] == self._frames.edition

    async def picture(self, where: Box, frame: int, cursor: Cursor | None) -> Picture:
        """A picture of this part of the screen, said to show frame number `frame`."""
        data, media_type = await (self._whole(cursor) if where == self._frames.screen else self._part(where, cursor))
        return Picture(data=data, media_type=media_type, width=where.width, height=where.height, box=where, frame=frame)

    async def enlarged(self, where: Box, frame: int, cursor: Cursor | None) -> Picture:
        """As `picture`, 2 to 4 times as large where that is no larger than the screen; `box` is the part itself."""
        times = _times(where, self._frames.screen)
        if times == 1:
            return await self.picture(where, frame, cursor)
        pixels = self._frames.live[where.y : where.bottom, where.x : where.right]
        with cursor_drawn(pixels, cursor, where):
            copied = pixels.copy()
        data, media_type = await asyncio.to_thread(lambda: encode(_resized(copied, times)))
        size = {"width": where.width * times, "height": where.height * times}
        return Picture(data=data, media_type=media_type, **size, box=where, frame=frame)

    def copied(self, where: Box, cursor: Cursor | None) -> Copied:
        """The pixels of this part as they were read last, the pointer drawn in."""
        pixels = self._frames.live[where.y : where.bottom, where.x : where.right]
        with cursor_drawn(pixels, cursor, where):
            return Copied(pixels.copy(), self._frames.edition)

    async def covered(
        self, copied: Copied, where: Box, frame: int, boxes: Iterable[Box], *, enlarge: bool = False
    ) -> Picture:
        """As `picture` or `enlarged`, with the boxes painted over; it is kept for no other look."""
        cover(copied.pixels, where, boxes)
        times = _times(where, self._frames.screen) if enlarge else 1
        if where == self._frames.screen and times == 1:
            async with self._encoding:
                self._shown = None
                data, media_type = await self._in_thread(self._encoder.encode, copied.pixels)
        else:
            pixels = _resized(copied.pixels, times) if times > 1 else copied.pixels
            data, media_type = await self._in_thread(encode, pixels)
        size = {"width": where.width * times, "height": where.height * times}
        return Picture(data=data, media_type=media_type, **size, box=where, frame=frame)

    async def _in_thread(self, pack: Callable[[Pixels], tuple[bytes, str]], pixels: Pixels) -> tuple[bytes, str]:
        return pack(pixels) if pixels.size <= INLINE_PIXELS_MAX else await asyncio.to_thread(pack, pixels)

    async def _whole(self, cursor: Cursor | None) -> tuple[bytes, str]:
        async with self._encoding:
            place = (cursor.x, cursor.y, cursor.serial) if cursor else (0, 0, -1)
            shown = (self._frames.edition, *place)
            if shown != self._shown:
                self._last = await self._packed(self._encoder, self._frames.screen, cursor)
                self._shown = shown
            return self._last

    async def _part(self, where: Box, cursor: Cursor | None) -> tuple[bytes, str]:
        return await self._packed(None, where, cursor)

    async def _packed(self, encoder: Encoder | None, where: Box, cursor: Cursor | None) -> tuple[bytes, str]:
        pack = encoder.encode if encoder else encode
        pixels = self._frames.live[where.y : where.bottom, where.x : where.right]
        if pixels.size <= INLINE_PIXELS_MAX:
            with cursor_drawn(pixels, cursor, where):
                return pack(pixels)
        with cursor_drawn(pixels, cursor, where):
            copied = pixels.copy()  # the screen goes on while the thread works
        return await asyncio.to_thread(pack, copied)
