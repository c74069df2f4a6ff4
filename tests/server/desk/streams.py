"""What viewers and screens may send, made by chance: bytes beside what they mean."""

from __future__ import annotations

import itertools
import struct
import zlib
from collections.abc import Callable, Iterable
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from deskhand.core.errors import DeskhandError
from deskhand.server.desk.clipboard import NOTIFY, PEEK, PROVIDE, REQUEST, Clipboard, CutText
from deskhand.server.desk.from_viewer import (
    ContinuousUpdates,
    Fence,
    Key,
    Message,
    Pointer,
    SetEncodings,
    UpdateRequest,
    encode,
)
from deskhand.server.desk.incremental import Incremental, Parser
from deskhand.server.desk.pixels import PIXELS

Found = TypeVar("Found")
WIDTH, HEIGHT = 64, 48

calm = settings(suppress_health_check=[HealthCheck.too_slow])
"""A busy machine makes no example wrong."""

u8, u16, u32 = (st.integers(0, 2**bits - 1) for bits in (8, 16, 32))
GREETING = b"RFB 003.008\n" + b"\x01" + b"\x01"
"""A viewer's part of it: version, security type, shared."""


def run(parser: Callable[[], Parser[Found]], data: bytes, cuts: Iterable[int]) -> tuple[list[Found | bytes], str]:
    """What comes out when the data is fed in pieces that end at `cuts`, pieces of bytes put together; and the error."""
    stream = Incremental(parser())
    found: list[Found | bytes] = []
    edges = [0, *sorted({cut % (len(data) + 1) for cut in cuts}), len(data)]
    try:
        for start, end in itertools.pairwise(edges):
            for item in stream.feed(data[start:end]):
                if isinstance(item, bytes) and found and isinstance(found[-1], bytes):
                    found[-1] += item
                else:
                    found.append(item)
    except DeskhandError as error:
        return found, str(error)
    return found, ""


def texts() -> st.SearchStrategy[bytes]:
    return st.text(max_size=50).map(lambda text: text.encode("utf-8", "replace") + b"\0")


def clipboards() -> st.SearchStrategy[CutText | Clipboard]:
    return st.one_of(
        st.builds(CutText, st.binary(max_size=40)),
        st.builds(Clipboard, st.sampled_from([REQUEST, PEEK, NOTIFY]), st.booleans()),
        st.builds(Clipboard, st.just(PROVIDE), st.just(True), texts()),
    )


def inputs() -> st.SearchStrategy[Message]:
    """What only the holder of control may do."""
    return st.one_of(
        st.builds(Key, u32, st.booleans()),
        st.builds(Key, u32, st.booleans(), st.integers(1, 255)),
        st.builds(Pointer, st.integers(0, 127), u16, u16),
        clipboards(),
    )


def looking() -> st.SearchStrategy[Message]:
    """What every viewer may do."""
    return st.one_of(
        st.builds(SetEncodings, st.lists(st.integers(-(2**31), 2**31 - 1), max_size=20).map(tuple)),
        st.builds(UpdateRequest, st.booleans(), u16, u16, u16, u16),
        st.builds(ContinuousUpdates, st.booleans(), u16, u16, u16, u16),
        st.builds(Fence, u32, st.binary(max_size=64)),
    )


def passed_over() -> st.SearchStrategy[bytes]:
    """Messages that are read and go no further, as bytes."""
    return st.one_of(
        st.just(b"\0\0\0\0" + PIXELS),
        st.integers(0, 5).map(lambda n: struct.pack(">BxHHBx", 251, 640, 480, n) + bytes(16 * n)),
        st.tuples(u8, u8).map(lambda order: bytes((250, 0, *order))),
        st.binary(max_size=30).map(lambda body: struct.pack(">BBH", 253, 0x81, len(body)) + body),
        st.binary(max_size=30).map(lambda body: struct.pack("<BBH", 253, 0x01, len(body)) + body),
        st.just(struct.pack(">BBHII", 255, 0, 1, 97, 0)),
        st.just(struct.pack(">B3xi", 6, -4) + b"\xff\0\0\1"),
    )


def viewer_bytes() -> st.SearchStrategy[tuple[bytes, list[Message]]]:
    """A viewer's stream after the greeting, and the messages that mean something in it."""
    piece = st.one_of(
        st.one_of(inputs(), looking()).map(lambda message: (encode(message), [message])),
        passed_over().map(lambda data: (data, [])),
    )
    return st.lists(piece, max_size=12).map(
        lambda pieces: (b"".join(p[0] for p in pieces), [message for p in pieces for message in p[1]])
    )


# The screen's side


def head(width: int, height: int, encoding: int, x: int = 0, y: int = 0) -> bytes:
    return struct.pack(">HHHHi", x, y, width, height, encoding)


def compact(length: int) -> bytes:
    """Tight's one to three bytes."""
    if length < 128:
        return bytes((length,))
    if length < 16384:
        return bytes((length & 0x7F | 0x80, length >> 7))
    return bytes((length & 0x7F | 0x80, length >> 7 & 0x7F | 0x80, length >> 14))


def jpeg(width: int, height: int) -> bytes:
    """The parts of a JPEG picture that say how large it is."""
    frame = struct.pack(">BBHBHHB", 0xFF, 0xC0, 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + struct.pack(">BBH", 0xFF, 0xE0, 6) + b"JFIF" + frame + b"\xff\xd9"


def _tight(sides: tuple[int, int], kind: int, data: bytes) -> bytes:
    width, height = sides
    start = head(width, height, 7)
    match kind:
        case 0:
            return start + b"\x80" + b"rgb"
        case 1:
            picture = jpeg(width, height)
            return start + b"\x90" + compact(len(picture)) + picture
        case 2 if width * height * 3 < 12:
            return start + b"\x00" + bytes(width * height * 3)
        case 2:
            return start + b"\x20" + compact(len(data)) + data
        case 3:
            small = (width + 7) // 8 * height
            rest = bytes(small) if small < 12 else compact(len(data)) + data
            return start + b"\x50\x01\x01" + bytes(6) + rest
        case _:
            rest = bytes(width * height) if width * height < 12 else compact(len(data)) + data
            return start + b"\x60\x01\x09" + bytes(30) + rest


def rectangles() -> st.SearchStrategy[bytes]:
    sides = st.tuples(st.integers(1, WIDTH), st.integers(1, HEIGHT))
    small = st.tuples(st.integers(0, 12), st.integers(0, 12))
    data = st.binary(max_size=400)
    return st.one_of(
        sides.map(lambda s: head(*s, 0) + bytes(4 * s[0] * s[1])),
        sides.map(lambda s: head(*s, 1) + b"\0\1\0\2"),
        st.tuples(sides, data).map(lambda p: head(*p[0], 16) + struct.pack(">I", len(p[1])) + p[1]),
        st.builds(_tight, sides, st.integers(0, 4), data),
        small.map(lambda s: head(*s, -239) + bytes(4 * s[0] * s[1] + (s[0] + 7) // 8 * s[1])),
        small.map(lambda s: head(*s, 0x574D5664) + b"\1\0" + bytes(4 * s[0] * s[1])),
        small.map(lambda s: head(*s, 0x574D5664) + b"\0\0" + bytes(8 * s[0] * s[1])),
        st.just(head(WIDTH, HEIGHT, -223)),
        st.just(head(0, 0, -258)),
    )


def update(rects: list[bytes], last: bool) -> bytes:
    count = 0xFFFF if last else len(rects)
    return struct.pack(">BxH", 0, count) + b"".join(rects) + (head(0, 0, -224) if last else b"")


def provided(text: bytes, *, size: int | None = None) -> bytes:
    """The body of an extended clipboard message that holds a text, as another program would pack it."""
    size = len(text) if size is None else size
    return struct.pack(">I", PROVIDE | 1) + zlib.compress(struct.pack(">I", size) + text)


def screen_bytes() -> st.SearchStrategy[tuple[bytes, bytes]]:
    """A screen's stream, and what of it everybody is to get."""
    shown = st.one_of(
        st.builds(update, st.lists(rectangles(), max_size=4), st.booleans()),
        st.just(b"\x96"),
        st.tuples(u32, st.binary(max_size=64)).map(lambda f: struct.pack(">B3xIB", 248, f[0], len(f[1])) + f[1]),
    )
    kept = st.one_of(
        st.just(b"\x02"),
        st.binary(max_size=40).map(lambda text: struct.pack(">B3xi", 3, len(text)) + text),
        texts().map(provided).map(lambda body: struct.pack(">B3xi", 3, -len(body)) + body),
    )
    piece = st.one_of(shown.map(lambda data: (data, data)), kept.map(lambda data: (data, b"")))
    return st.lists(piece, max_size=8).map(
        lambda pieces: (b"".join(p[0] for p in pieces), b"".join(p[1] for p in pieces))
    )
