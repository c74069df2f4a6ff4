"""The rectangles of a picture that the screen sends: how long each is, by its head and what stands in it.

Everything is checked against the size of the screen, so what a viewer's browser unpacks is no larger than the desk.
It does not know the messages around them. Layouts: rfbproto, "Encodings" and "Pseudo-encodings".
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Generator
from typing import NamedTuple

from deskhand.core.errors import DeskLost
from deskhand.core.geometry import Box
from deskhand.server.desk.encodings import (
    COPY_RECT,
    CURSOR,
    DESKTOP_SIZE,
    LAST_RECT,
    QEMU_KEYS,
    RAW,
    TIGHT,
    VMWARE_CURSOR,
    ZRLE,
)
from deskhand.server.desk.incremental import Need, Parser, Pass, Skip
from deskhand.server.desk.painting import Painted
from deskhand.server.desk.pixels import PIXEL_BYTES, Size

CURSOR_SIDE_MAX = 512
_HEAD = struct.Struct(">HHHHi")
_TIGHT_PIXEL_BYTES = 3
_TIGHT_UNPACKED_MIN = 12
"""Fewer bytes than these are sent as they are."""

_JPEG_START = b"\xff\xd8"
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_FRAME_BYTES = 9
"""Mark, length, precision, height and width: where a JPEG picture's size stands."""

_SLACK_BYTES = 65_536
"""What packing may add to a picture that can't be made smaller."""


class Rectangle(NamedTuple):
    """The head of one: place and size in pixels, and what follows."""

    x: int
    y: int
    width: int
    height: int
    encoding: int

    @property
    def area(self) -> int:
        return self.width * self.height


HEAD_BYTES = _HEAD.size

_Count = Generator[Need | Pass | Skip | bytes, bytes, int]


def broken(what: str) -> DeskLost:
    """The screen's stream can't be read on."""
    return DeskLost(f"the screen sent {what}.", hint="Connect again; if it stays so, start the desk again.")


def painted(head: bytes, size: Size) -> Parser[bytes | Painted]:
    """The same where something must be covered: a picture comes whole, in plain pixels, or not at all."""
    rect = Rectangle(*_HEAD.unpack(head))
    if rect.encoding not in _PICTURES:
        yield from rectangle(head, size)
        return
    if rect.encoding != RAW:
        raise broken(f"the encoding {rect.encoding}, which was not asked for")
    _must_be_within(rect, size)
    yield Painted(head, Box(rect.x, rect.y, rect.width, rect.height), (yield Need(rect.area * PIXEL_BYTES)))


def _must_be_within(rect: Rectangle, size: Size) -> None:
    if not rect.area or rect.x + rect.width > size.width or rect.y + rect.height > size.height:
        raise broken(f"a rectangle {rect.width}x{rect.height} that isn't within its {size.width}x{size.height}")


def rectangle(head: bytes, size: Size) -> Parser[bytes]:
    """One rectangle with its head, to be passed on. A new size of the screen is written into `size`."""
    rect = Rectangle(*_HEAD.unpack(head))
    reader = _PICTURES.get(rect.encoding)
    if reader is not None:
        _must_be_within(rect, size)
        yield head
        yield from reader(rect)
    elif rect.encoding in (CURSOR, VMWARE_CURSOR):
        yield from _cursor(head, rect)
    elif rect.encoding == DESKTOP_SIZE:
        size.width, size.height = rect.width, rect.height
        if not size.sound:
            raise broken(f"a size of {rect.width}x{rect.height}, which can't be")
        yield head
    elif rect.encoding in (LAST_RECT, QEMU_KEYS):
        yield head
    else:
        raise broken(f"the encoding {rect.encoding}, which was not asked for")


def _raw(rect: Rectangle) -> Parser[bytes]:
    yield Pass(rect.area * PIXEL_BYTES)


def _copied(rect: Rectangle) -> Parser[bytes]:
    yield Pass(4)


def _zrle(rect: Rectangle) -> Parser[bytes]:
    head = yield Need(4)
    (length,) = struct.unpack(">I", head)
    if length > 2 * rect.area * PIXEL_BYTES + _SLACK_BYTES:
        raise broken(f"{length} bytes for {rect.width}x{rect.height} pixels")
    yield head
    yield Pass(length)


def _tight(rect: Rectangle) -> Parser[bytes]:
    head = yield Need(1)
    yield head
    kind = head[0] >> 4
    if kind == 8:
        yield Pass(_TIGHT_PIXEL_BYTES)
    elif kind == 9:
        yield from _jpeg(rect)
    elif kind < 8:
        yield from _tight_basic(rect, filtered=bool(kind & 4))
    else:
        raise broken(f"a Tight rectangle of kind {kind}, which was not asked for")


def _tight_basic(rect: Rectangle, *, filtered: bool) -> Parser[bytes]:
    by, unpacked = 0, rect.area * _TIGHT_PIXEL_BYTES
    if filtered:
        head = yield Need(1)
        yield head
        by = head[0]
    if by == 1:
        head = yield Need(1)
        yield head
        colours = head[0] + 1
        yield Pass(colours * _TIGHT_PIXEL_BYTES)
        unpacked = (rect.width + 7) // 8 * rect.height if colours <= 2 else rect.area
    elif by > 2:
        raise broken(f"a Tight rectangle with the filter {by}, which there isn't")
    if unpacked < _TIGHT_UNPACKED_MIN:
        yield Pass(unpacked)
    else:
        yield Pass((yield from _compact_length(unpacked)))


def _compact_length(unpacked: int) -> _Count:
    """How many bytes follow, in one to three bytes of seven, seven and eight bits, which are passed on."""
    length = 0
    for shift in (0, 7, 14):
        head = yield Need(1)
        yield head
        length |= (head[0] & (0xFF if shift == 14 else 0x7F)) << shift
        if not head[0] & 0x80:
            break
    if length > 2 * unpacked + _SLACK_BYTES:
        raise broken(f"{length} bytes for {unpacked} unpacked ones")
    return length


def _jpeg(rect: Rectangle) -> Parser[bytes]:
    """A JPEG picture: its own size, which a browser makes room for, must be the rectangle's."""
    left = yield from _compact_length(rect.area * _TIGHT_PIXEL_BYTES)
    if left < 2 or (start := (yield Need(2))) != _JPEG_START:
        raise broken("something else than the JPEG picture it promised")
    yield start
    left -= 2
    while left >= _JPEG_FRAME_BYTES:
        head = yield Need(4)
        mark, kind, length = struct.unpack(">BBH", head)
        left -= 2 + length
        if mark != 0xFF or length < 2 or left < 0:
            raise broken("a JPEG picture that can't be read")
        yield head
        if kind not in _JPEG_FRAMES:
            yield Pass(length - 2)
            continue
        frame = yield Need(_JPEG_FRAME_BYTES - 4)
        _, height, width = struct.unpack(">BHH", frame)
        if length < _JPEG_FRAME_BYTES - 2 or (width, height) != (rect.width, rect.height):
            raise broken(f"a JPEG picture of {width}x{height} for {rect.width}x{rect.height} pixels")
        yield frame
        yield Pass(length - 2 - len(frame) + left)
        return
    raise broken("a JPEG picture without a size")


def _cursor(head: bytes, rect: Rectangle) -> Parser[bytes]:
    """The pointer's shape. A program may make it as large as it likes; a browser is given one of a sane size."""
    if rect.encoding == CURSOR:
        kind, length = b"", rect.area * PIXEL_BYTES + (rect.width + 7) // 8 * rect.height
    else:
        kind = yield Need(2)
        if kind[0] > 1:
            raise broken(f"a pointer of kind {kind[0]}, which there isn't")
        length = rect.area * PIXEL_BYTES * (1 if kind[0] else 2)
    if max(rect.width, rect.height) > CURSOR_SIDE_MAX:
        yield _HEAD.pack(0, 0, 0, 0, rect.encoding) + kind
        yield Skip(length)
    else:
        yield head + kind
        yield Pass(length)


_PICTURES: dict[int, Callable[[Rectangle], Parser[bytes]]] = {RAW: _raw, COPY_RECT: _copied, ZRLE: _zrle, TIGHT: _tight}
