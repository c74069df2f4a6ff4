"""The closed list of encodings that a view may ask the screen for, by whether it holds control.

Only what the bridge can read to the byte is on it: what is not asked for is not sent by an honest screen, and ends the
view when a lying one sends it. Left out on purpose: desktop names (words of the desk's programs), SetDesktopSize (the
desk's size is the keeper's), xvp (power), lamps, pictures in PNG, H.264 or plain JPEG. Numbers: the RFB registry.
"""

from __future__ import annotations

from collections.abc import Iterable

RAW, COPY_RECT, TIGHT, ZRLE = 0, 1, 7, 16
DESKTOP_SIZE, LAST_RECT, CURSOR, QEMU_KEYS, FENCE, CONTINUOUS_UPDATES = -223, -224, -239, -258, -312, -313
VMWARE_CURSOR = 0x574D5664
EXTENDED_CLIPBOARD = 0xC0A1E5CE - 2**32
_LEVELS = frozenset({*range(-32, -22), *range(-256, -246)})
"""JPEG quality and compression, 0 to 9 each: they choose how, not what, is sent."""

FOR_ALL = frozenset({RAW, COPY_RECT, TIGHT, ZRLE, DESKTOP_SIZE, LAST_RECT, FENCE, CONTINUOUS_UPDATES}) | _LEVELS
FOR_THE_HOLDER = frozenset({CURSOR, VMWARE_CURSOR, QEMU_KEYS, EXTENDED_CLIPBOARD})
"""The pointer's shape too: who does not move the pointer is shown the one that moves, drawn into the picture."""


PACKED = frozenset({COPY_RECT, TIGHT, ZRLE}) | _LEVELS


def granted(asked: Iterable[int], may_act: bool, plain: bool = False) -> tuple[int, ...]:
    """What of the asked encodings goes to the screen, in order of preference, each once. plain: pictures only as plain
    pixels, which every viewer takes."""
    listed = FOR_ALL | FOR_THE_HOLDER if may_act else FOR_ALL
    listed = listed - PACKED if plain else listed
    return tuple(dict.fromkeys(number for number in asked if number in listed))
