"""What the screen sends once the greeting is over, read to the byte: what is passed on, and clipboard texts.

The screen is a stranger: whatever runs on the desk may stand in its place. Pictures are passed on in pieces of any
size and never held; a clipboard text is held whole, bounded, and written anew. What was not asked for ends the stream.
It does not know who gets the clipboard.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deskhand.server.desk.clipboard import TEXT_BYTES_MAX, CutText, read_extended, written
from deskhand.server.desk.encodings import LAST_RECT
from deskhand.server.desk.from_viewer import FENCE_BYTES_MAX
from deskhand.server.desk.incremental import Need, Parser, Skip
from deskhand.server.desk.painting import Painted
from deskhand.server.desk.pixels import Size
from deskhand.server.desk.rectangles import HEAD_BYTES, broken, painted, rectangle


@dataclass(frozen=True, slots=True)
class ForTheHolder:
    """A whole message with a clipboard text in it, for the viewer that holds control."""

    data: bytes


Found = bytes | ForTheHolder | Painted


def screen_stream(size: Size, *, whole: bool = False) -> Parser[Found]:
    """The screen's stream. Bytes that it finds go to the viewer. whole: pictures are not passed on, but come whole as
    `Painted`, for they are to be covered. Raises DeskLost when it can't be read on."""
    while True:
        kind = yield Need(1)
        match kind[0]:
            case 0:
                yield from _update(kind, size, painted if whole else rectangle)
            case 2:
                continue  # the bell
            case 3:
                yield from _cut_text(kind)
            case 150:
                yield kind
            case 248:
                yield from _fence(kind)
            case other:
                raise broken(f"message {other}, which was not asked for")


def _update(kind: bytes, size: Size, read: Callable[[bytes, Size], Parser[Any]]) -> Parser[Found]:
    head = yield Need(3)
    yield kind + head
    (count,) = struct.unpack(">xH", head)
    for _ in range(count):  # 65535 are "until the last": a browser counts them all the same
        head = yield Need(HEAD_BYTES)
        yield from read(head, size)
        if struct.unpack_from(">i", head, 8)[0] == LAST_RECT:
            return


def _cut_text(kind: bytes) -> Parser[Found]:
    (length,) = struct.unpack(">3xi", (yield Need(7)))
    if abs(length) > TEXT_BYTES_MAX:
        yield Skip(abs(length))
        return
    body = yield Need(abs(length))
    message = CutText(body) if length >= 0 else read_extended(body)
    if message is not None:
        yield ForTheHolder(kind + written(message))


def _fence(kind: bytes) -> Parser[Found]:
    head = yield Need(8)
    if head[7] > FENCE_BYTES_MAX:
        raise broken(f"a fence of {head[7]} bytes: {FENCE_BYTES_MAX} are the most")
    payload = yield Need(head[7])
    yield kind + head + payload
