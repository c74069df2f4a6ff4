"""The server's keyboard map: which key types which keysym, and keycodes borrowed for characters that have no key.

Only group 1, levels 0 and 1 (Shift) are used. A borrowed keycode shows its character to every program that reads the
map while it handles the key event, so a code is bound again only after programs have digested the earlier keys; who
calls `borrow` sees to that. Codes are borrowed among the empty ones first, then from quiet media keys.
Other clients change the map too (xdotool does for each character without a key, a viewer's keyboard, setxkbmap). The
server tells so (by MappingNotify, or by XKB's events to a client that uses XKB); then the map is read anew.
"""

from __future__ import annotations

import struct
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from deskhand.core.errors import DeskLost
from deskhand.desk.screen.extensions import Extension
from deskhand.desk.screen.wire import GONE, Connection

_CHANGE_KEYBOARD_MAPPING, _GET_KEYBOARD_MAPPING, _GET_MODIFIER_MAPPING = 100, 101, 119
_MAPPING_NOTIFY = 34
_XKB_SELECT_EVENTS, _XKB_CORE_KEYBOARD, _XKB_NEW_KEYBOARD_AND_MAP, _XKB_ALL_PARTS = 1, 0x100, 0x3, 0xFF
_XF86 = 0x1008
_LATIN_EXTRA = range(0xA0, 0x100)
_UNICODE = 0x01
_KEYPAD = range(0xFF80, 0xFFBF)
_SYMS_BOUND = 2
_QUIET_CODES = frozenset(
    {147, 155, 156, 157, 159, 161, 162, 177, *range(198, 202), 210, 211, 212, 221, 224, *range(226, 230)}
    | {236, 237, 238, *range(243, 248), *range(250, 256)}
)
"""Media keys (evdev numbers) that Chromium knows nothing of. It acts on others by their number, whatever is bound to
them: 166 goes back a page, 141, 143 and 145 copy, paste and cut (each of the 113 candidates was pressed in it)."""


class KeyPlace(NamedTuple):
    """A key and whether Shift is needed."""

    keycode: int
    shift: bool


class Keymap:
    """A view of the map; `refresh` keeps it true. `borrowed` is keysym -> keycode, the least recently used first."""

    def __init__(self, connection: Connection, xkb: Extension | None) -> None:
        self._connection = connection
        self._rows: dict[int, tuple[int, ...]] = {}
        self._places: dict[int, KeyPlace] = {}
        self._spare: list[int] = []
        self._original: dict[int, tuple[int, ...]] = {}
        self.borrowed: OrderedDict[int, int] = OrderedDict()
        self.modifier_codes: frozenset[int] = frozenset()
        self.outdated = True
        connection.on_event(_MAPPING_NOTIFY, self._told_of_change)
        if xkb:
            connection.on_event(xkb.first_event & 0x7F, self._told_of_change)
            which = (_XKB_CORE_KEYBOARD, _XKB_NEW_KEYBOARD_AND_MAP, 0, _XKB_NEW_KEYBOARD_AND_MAP)
            connection.send(xkb.major, _XKB_SELECT_EVENTS, struct.pack("<6H", *which, _XKB_ALL_PARTS, _XKB_ALL_PARTS))

    def _told_of_change(self, _event: bytes) -> None:
        self.outdated = True

    async def refresh(self) -> bool:
        """Read the map anew if somebody else has changed it. True when they have, since the last time."""
        if not self.outdated:
            return False
        known = bool(self._rows)
        await self.load()
        return known

    async def load(self) -> None:
        """Read the map and the modifiers anew."""
        self.outdated = False  # before asking: what changes after the answer is told after it
        self._rows = await self._read_rows()
        reply = await self._connection.ask(_GET_MODIFIER_MAPPING, 0)
        self.modifier_codes = frozenset(reply[32 : 32 + 8 * reply[1]]) - {0}
        kept = {s: c for s, c in self.borrowed.items() if self._rows.get(c, ())[:1] == (s,)}
        self.borrowed = OrderedDict(kept)
        taken = set(kept.values())
        self._spare = [c for c in self._candidates() if c not in taken]
        lendable = taken | set(self._spare)
        self._places = {}
        for level in (0, 1):
            for code, row in self._rows.items():
                if code not in lendable and len(row) > level and (row[level] not in _KEYPAD or level == 0):
                    self._places.setdefault(row[level], KeyPlace(code, level == 1))

    async def _read_rows(self) -> dict[int, tuple[int, ...]]:
        first, last = self._connection.setup.keycode_min, self._connection.setup.keycode_max
        count = last - first + 1
        reply = await self._connection.ask(
            _GET_KEYBOARD_MAPPING, 0, struct.pack("<BBxx", first, count), bytes_max=32 + count * 255 * 4
        )
        width = reply[1]
        if not width or len(reply) != 32 + count * width * 4:
            raise DeskLost("the X server's keyboard map can't be read.", hint=GONE)
        keysyms = struct.unpack_from(f"<{count * width}I", reply, 32)
        return {first + i: keysyms[i * width : (i + 1) * width] for i in range(count)}

    def _candidates(self) -> list[int]:
        usable = {code: row for code, row in self._rows.items() if code > 8 and code not in self.modifier_codes}
        empty = [code for code, row in usable.items() if not any(row)]
        quiet = {code: row for code, row in usable.items() if code in _QUIET_CODES and any(row)}
        media = [code for code, row in quiet.items() if all(k >> 16 == _XF86 for k in row if k)]
        stale = [code for code, row in usable.items() if _is_ours(row)]  # of a driver that died
        return empty + media + stale

    def place(self, keysym: int) -> KeyPlace | None:
        """The key that types this keysym, borrowed ones too; None when there is none."""
        code = self.borrowed.get(keysym)
        return KeyPlace(code, False) if code is not None else self._places.get(keysym)

    @property
    def spare(self) -> int:
        """How many keycodes can be bound without taking one back."""
        return len(self._spare)

    def missing(self, keysyms: Iterable[int]) -> list[int]:
        """Those that no key types, each once, in order."""
        return [k for k in dict.fromkeys(keysyms) if self.place(k) is None]

    def touch(self, keysyms: Iterable[int]) -> None:
        """Mark borrowed keysyms as used just now."""
        for keysym in keysyms:
            if keysym in self.borrowed:
                self.borrowed.move_to_end(keysym)

    async def borrow(self, keysyms: Sequence[int]) -> None:
        """Bind these keysyms to spare codes; there must be enough of them, and another client may take them."""
        codes = {}
        for keysym in keysyms:
            code = self._spare.pop(0)
            self.borrowed[keysym] = code
            row = self._rows.get(code, ())
            self._original.setdefault(code, () if _is_ours(row) else row)
            codes[code] = (keysym,) * _SYMS_BOUND
        await self._bind(codes)

    def give_back(self, count: int) -> None:
        """Make the `count` least recently used borrowed codes spare again. They keep their keysym until bound anew."""
        for _ in range(min(count, len(self.borrowed))):
            self._spare.append(self.borrowed.popitem(last=False)[1])

    async def restore(self) -> None:
        """Give every borrowed code back what it had; also codes that a former process of ours left bound."""
        await self.load()
        rows: dict[int, tuple[int, ...]] = {code: row or (0,) * _SYMS_BOUND for code, row in self._original.items()}
        rows |= {code: (0,) * _SYMS_BOUND for code, row in self._rows.items() if code not in rows and _is_ours(row)}
        self.borrowed.clear()
        self._original.clear()
        await self._bind(rows)

    async def _bind(self, rows: dict[int, tuple[int, ...]]) -> None:
        """One request per run of neighbouring codes: each request makes every program read the map again."""
        codes = sorted(rows)
        if not codes:
            return
        while codes:
            run = [codes.pop(0)]
            while codes and codes[0] == run[-1] + 1 and len(rows[codes[0]]) == len(rows[run[0]]):
                run.append(codes.pop(0))
            width = len(rows[run[0]])
            values = [keysym for code in run for keysym in rows[code]]
            body = struct.pack(f"<BBxx{len(values)}I", run[0], width, *values)
            self._connection.send(_CHANGE_KEYBOARD_MAPPING, len(run), body)
        await self._connection.sync()  # we are told of our own changes before its answer
        await self.load()


def _is_ours(row: tuple[int, ...]) -> bool:
    """A row as `borrow` leaves it: one character without a key of its own on all levels."""
    keysyms = {k for k in row if k}
    return len(keysyms) == 1 and row[0] == row[1] and (row[0] >> 24 == _UNICODE or row[0] in _LATIN_EXTRA)
