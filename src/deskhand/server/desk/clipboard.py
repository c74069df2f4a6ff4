"""Clipboard texts of RFB, plain and extended, read and written anew.

What goes on is never what came: it is composed of what was understood, so neither side gets a length, a format or a
compressed stream that the other made up. Only text goes through: no HTML, pictures or files. It does not know who may
have it. The extended form: rfbproto, "Extended Clipboard Pseudo-Encoding".
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

TEXT_BYTES_MAX = 256 * 1024
"""Of one text, also once it is unpacked. The screen takes no more either (TigerVNC's MaxCutText)."""

TEXT = 1
CAPS, REQUEST, PEEK, NOTIFY, PROVIDE = (1 << bit for bit in range(24, 29))
_ACTIONS = CAPS | REQUEST | PEEK | NOTIFY | PROVIDE
_FORMATS = 0xFFFF
_UNPACKED_MAX = 4 + TEXT_BYTES_MAX


@dataclass(frozen=True, slots=True)
class CutText:
    """A plain clipboard text, in Latin-1."""

    text: bytes


@dataclass(frozen=True, slots=True)
class Clipboard:
    """A message of the extended clipboard.

    action: one of the constants; for CAPS with all actions that the sender can do. text: of PROVIDE, in UTF-8 with
    its final NUL. offers_text: whether the text format is named.
    """

    action: int
    offers_text: bool
    text: bytes = b""


def read_extended(body: bytes) -> Clipboard | None:
    """A message after its length; None for one that can't be understood, or that holds no text that goes on."""
    if len(body) < 4:
        return None
    (flags,) = struct.unpack_from(">I", body)
    action, text = flags & _ACTIONS, bool(flags & TEXT)
    if action & CAPS:
        sizes = 4 * (flags & _FORMATS).bit_count()
        return Clipboard(action, text) if len(body) >= 4 + sizes else None
    if action == PROVIDE:
        unpacked = _unpacked(body[4:]) if text else None
        return None if unpacked is None else Clipboard(action, True, unpacked)
    return Clipboard(action, text) if action in (REQUEST, PEEK, NOTIFY) else None


def _unpacked(data: bytes) -> bytes | None:
    """The first format's bytes, which is the text; the unpacking stops at the most that may come out."""
    try:
        plain = zlib.decompressobj().decompress(data, _UNPACKED_MAX)
    except zlib.error:
        return None
    if len(plain) < 4:
        return None
    (size,) = struct.unpack_from(">I", plain)
    if size > TEXT_BYTES_MAX or len(plain) < 4 + size:
        return None
    text = plain[4 : 4 + size].decode("utf-8", "replace").encode()
    return text if len(text) <= TEXT_BYTES_MAX else None


def written(message: CutText | Clipboard) -> bytes:
    """The message after its type: padding, length, body. The same in both directions."""
    if isinstance(message, CutText):
        return struct.pack(">3xI", len(message.text)) + message.text
    body = struct.pack(">I", message.action | (TEXT if message.offers_text else 0))
    if message.action & CAPS and message.offers_text:
        body += struct.pack(">I", 0)  # no size is sent unasked
    elif message.action == PROVIDE:
        packer = zlib.compressobj()
        body += packer.compress(struct.pack(">I", len(message.text)) + message.text)
        body += packer.flush(zlib.Z_SYNC_FLUSH)
    return struct.pack(">3xi", -len(body)) + body
