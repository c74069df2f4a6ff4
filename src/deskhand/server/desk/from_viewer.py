"""What a viewer sends: RFB 3.8 from the client's first byte on, read into messages and written anew.

Every message whose length is known is read, and nothing is passed on as it came: what goes to the screen is composed
from what was understood, so both read the same. A message that isn't known ends the stream, for where the next one
begins can't be known either. It does not know who may do what.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Generator
from dataclasses import dataclass

from deskhand.core.errors import InvalidInput, LimitExceeded
from deskhand.server.desk.clipboard import TEXT_BYTES_MAX, Clipboard, CutText, read_extended, written
from deskhand.server.desk.incremental import Need, Parser, Skip
from deskhand.server.desk.pixels import SECURITY_NONE, VERSION, Size, asks_for_pixels, server_init

ENCODINGS_MAX = 256
FENCE_BYTES_MAX = 64
PASSED_OVER_MAX = 16 * 2**20
"""Bytes of one message that is thrown away; a longer one is taken for a broken stream."""

_BUTTONS = 0x7F
"""Left, middle, right and the wheel's four. The eighth marks a longer message, which is never agreed on."""

_HINT = "Use the workspace's own view of the desk."


@dataclass(frozen=True, slots=True)
class SetEncodings:
    encodings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    incremental: bool
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ContinuousUpdates:
    on: bool
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Fence:
    flags: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Key:
    """keysym: of X. code: an XT scan code when it came as QEMU's extended key event, else 0."""

    keysym: int
    down: bool
    code: int = 0


@dataclass(frozen=True, slots=True)
class Pointer:
    """buttons: a bit for each that is down, the left one lowest. Place in desk pixels."""

    buttons: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something that is read and goes no further, whoever holds control; `what` in words."""

    what: str


Message = SetEncodings | UpdateRequest | ContinuousUpdates | Fence | Key | Pointer | CutText | Clipboard | PassedOver
Input = (Key, Pointer, CutText, Clipboard)
"""What only the holder of control may send on."""

_SET_PIXELS, _SET_ENCODINGS, _UPDATE_REQUEST, _KEY, _POINTER, _CUT_TEXT = 0, 2, 3, 4, 5, 6
_CONTINUOUS, _FENCE, _XVP, _SET_SIZE, _GII, _QEMU = 150, 248, 250, 251, 253, 255


def viewer_stream(size: Size) -> Parser[Message | bytes]:
    """The whole of a viewer's stream. Bytes that it finds are answers for the viewer (the greeting), else messages.

    Raises InvalidInput or LimitExceeded, in words for the viewer, when the stream can't be read on.
    """
    yield VERSION
    version = yield Need(len(VERSION))
    if version != VERSION:
        raise InvalidInput(f"this viewer speaks {version!r}, not RFB 3.8.", hint=_HINT)
    yield bytes((1, SECURITY_NONE))
    if (yield Need(1))[0] != SECURITY_NONE:
        raise InvalidInput("this viewer wants a security type that was not offered.", hint=_HINT)
    yield struct.pack(">I", 0)
    yield Need(1)  # whether to share: a desk is always shared
    yield server_init(size)
    while True:
        (kind,) = yield Need(1)
        reader = _READERS.get(kind)
        if reader is None:
            raise InvalidInput(f"message {kind} is not one that this view knows.", hint=_HINT)
        yield (yield from reader())


_Reader = Generator[Need | Skip, bytes, Message]


def _set_pixels() -> _Reader:
    body = yield Need(19)
    if not asks_for_pixels(body[3:]):
        raise InvalidInput("this viewer wants pixels of another form than 32 bits, red first.", hint=_HINT)
    return PassedOver("the form of pixels, which is as asked")


def _set_encodings() -> _Reader:
    (count,) = struct.unpack(">xH", (yield Need(3)))
    if count > ENCODINGS_MAX:
        raise LimitExceeded(f"{count} encodings are more than {ENCODINGS_MAX}.", hint=_HINT)
    return SetEncodings(struct.unpack(f">{count}i", (yield Need(4 * count))))


def _update_request() -> _Reader:
    incremental, *box = struct.unpack(">BHHHH", (yield Need(9)))
    return UpdateRequest(bool(incremental), *box)


def _continuous_updates() -> _Reader:
    on, *box = struct.unpack(">BHHHH", (yield Need(9)))
    return ContinuousUpdates(bool(on), *box)


def _fence() -> _Reader:
    flags, length = struct.unpack(">3xIB", (yield Need(8)))
    if length > FENCE_BYTES_MAX:
        raise LimitExceeded(f"a fence of {length} bytes is longer than {FENCE_BYTES_MAX}.", hint=_HINT)
    return Fence(flags, (yield Need(length)))


def _key() -> _Reader:
    down, keysym = struct.unpack(">BxxI", (yield Need(7)))
    return Key(keysym, bool(down))


def _qemu() -> _Reader:
    (kind,) = yield Need(1)
    if kind != 0:
        raise InvalidInput(f"QEMU's message {kind} is not one that this view knows.", hint=_HINT)
    down, keysym, code = struct.unpack(">HII", (yield Need(10)))
    return Key(keysym, bool(down), code) if code else PassedOver("a key without a code")


def _pointer() -> _Reader:
    buttons, x, y = struct.unpack(">BHH", (yield Need(5)))
    return Pointer(buttons & _BUTTONS, x, y)


def _cut_text() -> _Reader:
    (length,) = struct.unpack(">3xi", (yield Need(7)))
    size = abs(length)
    if size > PASSED_OVER_MAX:
        raise LimitExceeded(f"a text of {size} bytes is longer than {PASSED_OVER_MAX}.", hint=_HINT)
    if size > TEXT_BYTES_MAX:
        yield Skip(size)
        return PassedOver(f"a text of {size} bytes: {TEXT_BYTES_MAX} are the most")
    body = yield Need(size)
    if length >= 0:
        return CutText(body)
    return read_extended(body) or PassedOver("a clipboard message without a text that can be read")


def _set_size() -> _Reader:
    (screens,) = struct.unpack(">xxxxxBx", (yield Need(7)))
    yield Skip(16 * screens)
    return PassedOver("a size for the desk, which its keeper gives it")


def _xvp() -> _Reader:
    yield Need(3)
    return PassedOver("an order to shut the desk down")


def _gii() -> _Reader:
    """Other input devices. The top bit of the first byte says which way round the length is written."""
    kind, *length = yield Need(3)
    yield Skip(int.from_bytes(bytes(length), "big" if kind & 0x80 else "little"))
    return PassedOver("an input device that a desk does not have")


_READERS: dict[int, Callable[[], _Reader]] = {
    _SET_PIXELS: _set_pixels, _SET_ENCODINGS: _set_encodings, _UPDATE_REQUEST: _update_request, _KEY: _key,
    _POINTER: _pointer, _CUT_TEXT: _cut_text, _CONTINUOUS: _continuous_updates, _FENCE: _fence, _XVP: _xvp,
    _SET_SIZE: _set_size, _GII: _gii, _QEMU: _qemu,
}  # fmt: skip


def encode(message: Message) -> bytes:
    """The message for the screen; nothing for one that goes no further."""
    match message:
        case SetEncodings(encodings):
            return struct.pack(f">BxH{len(encodings)}i", _SET_ENCODINGS, len(encodings), *encodings)
        case UpdateRequest(incremental, x, y, width, height):
            return struct.pack(">BBHHHH", _UPDATE_REQUEST, incremental, x, y, width, height)
        case ContinuousUpdates(on, x, y, width, height):
            return struct.pack(">BBHHHH", _CONTINUOUS, on, x, y, width, height)
        case Fence(flags, payload):
            return struct.pack(">B3xIB", _FENCE, flags, len(payload)) + payload
        case Key(keysym, down, 0):
            return struct.pack(">BBxxI", _KEY, down, keysym)
        case Key(keysym, down, code):
            return struct.pack(">BBHII", _QEMU, 0, down, keysym, code)
        case Pointer(buttons, x, y):
            return struct.pack(">BBHH", _POINTER, buttons, x, y)
        case CutText() | Clipboard():
            return bytes((_CUT_TEXT,)) + written(message)
        case PassedOver():
            return b""
