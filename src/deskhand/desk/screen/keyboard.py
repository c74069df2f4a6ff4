"""The keyboard: exact text, chords and held keys, as XTEST events.

Text arrives as it was given in every program that reads X key events: a character without a key is bound to a
borrowed keycode before it is typed, and no code is bound again before the focused program has digested the keys
(`digest`, given by who knows the program). Keys are sent while the server is grabbed and the map is known to be what
the server has: whoever else changes it, comes before or after. It does not know windows or the screen.
"""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from itertools import islice

from deskhand.core.acts import Modifier
from deskhand.core.errors import Conflict, InvalidInput
from deskhand.desk.screen.extensions import Extensions
from deskhand.desk.screen.keymap import Keymap, KeyPlace
from deskhand.desk.screen.keysyms import MODIFIERS, SHIFT_L, Chord, character_keysym, parse_chord
from deskhand.desk.screen.pointer import KEY_PRESS, KEY_RELEASE, fake
from deskhand.desk.screen.wire import Connection

CHUNK_CHARACTERS = 200
"""Characters typed between two waits for the program: about 0.3 s of its work (Chromium digests 1.4 ms each)."""
_QUERY_KEYMAP, _QUERY_POINTER = 44, 38
_GRAB_SERVER, _UNGRAB_SERVER = 36, 37
_STEADY_TRIES = 5
"""A program that remaps key after key (xdotool with Unicode, 12 ms each) is between two of them sooner than this."""
_XKB_LATCH_LOCK_STATE, _XKB_CORE_KEYBOARD = 5, 0x100
_LOCK_MASK, _GROUP_MASK = 0x02, 0x6000

Digest = Callable[[], Awaitable[None]]
"""Waits until the focused program has read its keys (`digest`), or the changed keyboard map (`remapped`)."""


class Keyboard:
    """The keyboard of one screen. `down` are the keycodes held by acts."""

    def __init__(self, connection: Connection, extensions: Extensions, digest: Digest, remapped: Digest) -> None:
        self._connection = connection
        self._extensions = extensions
        self._digest = digest
        self._remapped = remapped
        self._keymap = Keymap(connection, extensions.xkb)
        self.down: list[int] = []

    async def type(self, text: str) -> None:
        """Type text; a newline is Return, a tab is Tab. Raises InvalidInput, before any key, if some can't be typed."""
        rest = [character_keysym(c) for c in text.replace("\r\n", "\n").replace("\r", "\n")]
        await self._unlock()
        await self._keymap.refresh()
        digested = False
        while rest:
            piece = rest[: self._piece_length(rest)]
            async with self._steady(piece, fresh=digested):
                for keysym in piece:
                    self._tap(self._keymap.place(keysym) or KeyPlace(0, False))
            await self._connection.sync()
            del rest[: len(piece)]
            if digested := bool(rest):
                await self._digest()

    def _piece_length(self, keysyms: Sequence[int]) -> int:
        """How many can be typed at once: a piece ends where it would need more borrowed codes than there can be."""
        limit = self._keymap.spare + len(self._keymap.borrowed)
        needed: set[int] = set()
        for length, keysym in enumerate(keysyms[:CHUNK_CHARACTERS]):
            if self._keymap.place(keysym) is None or keysym in self._keymap.borrowed:
                needed.add(keysym)
            if len(needed) > limit:
                return max(1, length)
        return min(len(keysyms), CHUNK_CHARACTERS)

    @contextlib.asynccontextmanager
    async def _steady(self, keysyms: Sequence[int], *, fresh: bool = False) -> AsyncIterator[None]:
        """Within, every one of these has a key, and nobody can change that. What is queued there goes out as one.

        fresh: the program has digested all earlier keys.
        """
        try:
            for tries_left in reversed(range(_STEADY_TRIES)):
                await self._bind(keysyms, fresh=fresh)
                self._connection.send(_GRAB_SERVER, 0)
                await self._connection.sync()
                changed = await self._keymap.refresh()
                if not self._keymap.missing(keysyms) and not (changed and tries_left):
                    break
                self._ungrab()
                await self._remapped()
            else:
                raise Conflict("Another program keeps taking the keys that this text needs.", hint="Try again.")
            yield
        finally:
            self._ungrab()

    def _ungrab(self) -> None:
        if not self._connection.lost:
            self._connection.send(_UNGRAB_SERVER, 0)
            self._connection.flush()

    async def _bind(self, keysyms: Sequence[int], *, fresh: bool) -> None:
        """Borrow codes for what a piece needs. `fresh`: the program has digested all earlier keys."""
        self._keymap.touch(keysyms)
        missing = self._keymap.missing(keysyms)
        if not missing:
            return
        short = len(missing) - self._keymap.spare
        if short > 0:
            if not fresh:
                await self._digest()
            self._keymap.give_back(short)
        if self._keymap.spare < len(missing):
            raise InvalidInput("the keyboard has no spare keys for this text.", hint="Paste the text from a file.")
        await self._keymap.borrow(missing)
        await self._remapped()

    def _fake(self, kind: int, keycode: int) -> None:
        fake(self._connection, self._extensions, kind, keycode)

    def _tap(self, place: KeyPlace) -> None:
        shift = self._keymap.place(SHIFT_L) if place.shift else None
        codes = ([shift.keycode] if shift else []) + [place.keycode]
        for code in codes:
            self._fake(KEY_PRESS, code)
        for code in reversed(codes):
            self._fake(KEY_RELEASE, code)

    def _codes(self, chord: Chord) -> list[int]:
        """The keycodes of a chord in the order they are pressed; Shift is added where a key needs it."""
        places = [place for k in _keysyms(chord) if (place := self._keymap.place(k))]
        shift = self._keymap.place(SHIFT_L)
        codes = [place.keycode for place in places]
        if shift and shift.keycode not in codes and any(place.shift for place in places):
            codes.insert(len(chord.modifiers), shift.keycode)
        return codes

    @contextlib.asynccontextmanager
    async def _chord(self, chord: Chord) -> AsyncIterator[list[int]]:
        """The keycodes of a chord, which stay its own within."""
        await self._keymap.refresh()
        async with self._steady(_keysyms(chord)):
            yield self._codes(chord)

    async def press_chord(self, keys: str, *, repeat: int = 1) -> None:
        """Press and release a chord such as "ctrl+s". Raises InvalidInput for unknown names."""
        chord = parse_chord(keys)
        await self._unlock()
        async with self._chord(chord) as codes:
            for _ in range(repeat):
                self.press_codes(codes)
                self.release_codes(codes)
        await self._connection.sync()

    async def hold(self, keys: str) -> None:
        """Press a chord and keep it down."""
        async with self._chord(parse_chord(keys)) as codes:
            self.press_codes(codes)
            self.down.extend(codes)
        await self._connection.sync()

    async def let_go(self, keys: str) -> None:
        """Release a chord, whoever pressed it."""
        async with self._chord(parse_chord(keys)) as codes:
            for code in reversed(codes):
                self._release(code)
        await self._connection.sync()

    async def hold_for(self, keys: str, duration_s: float) -> None:
        """Hold a chord for a time; it is released even when cancelled."""
        codes: list[int] = []
        try:
            async with self._chord(parse_chord(keys)) as found:
                codes += found
                self.press_codes(codes)
            await asyncio.sleep(duration_s)  # the time that was asked for
        finally:
            if not self._connection.lost:
                self.release_codes(codes)
                self._connection.flush()

    async def modifier_codes(self, modifiers: Sequence[Modifier]) -> list[int]:
        """The keycodes of modifiers, for `press_codes`."""
        if not modifiers:
            return []
        async with self._chord(Chord(tuple(dict.fromkeys(MODIFIERS[m] for m in modifiers)), ())) as codes:
            return codes

    def press_codes(self, codes: Sequence[int]) -> None:
        """Queue presses."""
        for code in codes:
            self._fake(KEY_PRESS, code)

    def release_codes(self, codes: Sequence[int]) -> None:
        """Queue releases, in reverse."""
        for code in reversed(codes):
            self._fake(KEY_RELEASE, code)

    def _release(self, code: int) -> None:
        if code in self.down:
            self.down.remove(code)
        self._fake(KEY_RELEASE, code)

    async def _unlock(self) -> None:
        """Turn Caps Lock (and a locked group or level) off: letters would come out in the wrong case."""
        xkb = self._extensions.xkb
        reply = await self._connection.ask(_QUERY_POINTER, 0, struct.pack("<I", self._connection.setup.root))
        if not xkb or not struct.unpack_from("<H", reply, 24)[0] & (_LOCK_MASK | _GROUP_MASK):
            return
        body = struct.pack("<HBBBBBxxBH", _XKB_CORE_KEYBOARD, _LOCK_MASK, 0, 1, 0, 0, 0, 0)
        self._connection.send(xkb.major, _XKB_LATCH_LOCK_STATE, body)
        await self._connection.sync()

    async def release_all(self) -> None:
        """Release every key that is down, also a former driver's, and give borrowed keycodes back."""
        reply = await self._connection.ask(_QUERY_KEYMAP, 0)
        for code in _set_bits(reply[8:40] if len(reply) >= 40 else b""):
            self._fake(KEY_RELEASE, code)
        self.down.clear()
        await self._connection.sync()
        await self._keymap.restore()


def _keysyms(chord: Chord) -> list[int]:
    return [*chord.modifiers, *chord.keys]


def _set_bits(bits: bytes) -> Iterator[int]:
    return islice((8 * i + b for i, byte in enumerate(bits) for b in range(8) if byte >> b & 1), 256)
