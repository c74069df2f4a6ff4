"""What of a viewer's messages goes on to the screen, and what a change of control makes of it.

Pure: messages and rights in, bytes for the screen out. Looking is for every viewer; keys, pointer and clipboard are
for the one that holds control, and what it holds down is let go the moment it doesn't any more. Keys and buttons that
were down before control came are taken no notice of until they were up once: the click that asks for control does
nothing on the desk. It does not know sockets, nor who holds control.
"""

from __future__ import annotations

from deskhand.core.errors import LimitExceeded
from deskhand.server.desk.clipboard import Clipboard, CutText
from deskhand.server.desk.encodings import granted
from deskhand.server.desk.from_viewer import Key, Message, Pointer, SetEncodings, encode

HELD_KEYS_MAX = 128

_SERVER_KEYS = (range(0xFED0, 0xFED6), range(0x1008FE00, 0x1008FF00))
"""Keysyms that mean something to an X server itself: end it, another screen, another console, break a grab."""


class Gate:
    """The gate of one connection. plain: the screen is asked for plain pixels alone."""

    def __init__(self, *, plain: bool = False) -> None:
        self._plain = plain
        self._may_act = False
        self._asked: tuple[int, ...] | None = None
        self._keys: dict[tuple[int, int], Key] = {}
        self._keys_before: set[tuple[int, int]] = set()
        self._buttons = 0
        self._buttons_before = 0
        self._sent = Pointer(0, 0, 0)

    def turn(self, may_act: bool) -> bytes:
        """What the screen is told when control came or went; nothing when it did not."""
        if may_act == self._may_act:
            return b""
        self._may_act = may_act
        told = b""
        if may_act:
            self._keys_before, self._buttons_before = set(self._keys), self._buttons
        else:
            told = self._released()
        return told + self._encodings()

    def forward(self, message: Message, may_act: bool) -> bytes:
        """What goes to the screen for this message. Raises LimitExceeded for more keys than a keyboard has."""
        told = self.turn(may_act)
        match message:
            case SetEncodings(encodings):
                self._asked = encodings
                return told + self._encodings()
            case Key():
                return told + self._key(message)
            case Pointer():
                return told + self._pointer(message)
            case CutText() | Clipboard():
                return told + (encode(message) if self._may_act else b"")
            case _:
                return told + encode(message)

    def _encodings(self) -> bytes:
        return b"" if self._asked is None else encode(SetEncodings(granted(self._asked, self._may_act, self._plain)))

    def _key(self, key: Key) -> bytes:
        if any(key.keysym in each for each in _SERVER_KEYS):
            return b""
        name = (key.code, 0 if key.code else key.keysym)
        before = name in self._keys_before
        if not key.down:
            known = self._keys.pop(name, None) is not None
            self._keys_before.discard(name)
            return encode(key) if self._may_act and known and not before else b""
        self._keys.setdefault(name, key)
        if len(self._keys) > HELD_KEYS_MAX:
            raise LimitExceeded(f"more than {HELD_KEYS_MAX} keys are held down.", hint="Let go of them.")
        return encode(key) if self._may_act and not before else b""

    def _pointer(self, pointer: Pointer) -> bytes:
        self._buttons = pointer.buttons
        self._buttons_before &= pointer.buttons
        if not self._may_act:
            return b""
        self._sent = Pointer(pointer.buttons & ~self._buttons_before, pointer.x, pointer.y)
        return encode(self._sent)

    def _released(self) -> bytes:
        """Everything that the screen believes to be down, up again: keys last pressed first, then the buttons."""
        held = [key for name, key in self._keys.items() if name not in self._keys_before]
        told = b"".join(encode(Key(key.keysym, False, key.code)) for key in reversed(held))
        if self._sent.buttons:
            self._sent = Pointer(0, self._sent.x, self._sent.y)
            told += encode(self._sent)
        return told
