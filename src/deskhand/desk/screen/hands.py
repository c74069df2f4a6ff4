"""Doing: every canonical act that is keys, buttons or the wheel, carried out on the X server.

It does not know elements, nor what comes of an act on the screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from deskhand.core.acts import (
    Act,
    Click,
    Drag,
    HoldKey,
    Key,
    KeyDown,
    KeyUp,
    Modifier,
    MouseDown,
    MouseMove,
    MouseUp,
    Scroll,
    TypeText,
)
from deskhand.core.errors import InvalidInput
from deskhand.core.geometry import Point
from deskhand.desk.screen.clipboard import Clipboard
from deskhand.desk.screen.extensions import Extensions
from deskhand.desk.screen.focus import FocusPing
from deskhand.desk.screen.keyboard import Keyboard
from deskhand.desk.screen.managed import ManagedWatch
from deskhand.desk.screen.pointer import NOTCH_PIXELS, Pointer
from deskhand.desk.screen.properties import PROPERTY_CHANGE, SUBSTRUCTURE_NOTIFY, select_events
from deskhand.desk.screen.wire import Connection

_REMAP_PINGS = 2
_REMAP_S = 0.03

Quiet = Callable[[], Awaitable[None]]


class Hands:
    """Keyboard, pointer and clipboard of one screen. Made by `open`. `quiet` waits until the screen is still."""

    def __init__(self, connection: Connection, extensions: Extensions, clipboard: Clipboard, ping: FocusPing) -> None:
        self._connection = connection
        self._ping = ping
        self.clipboard = clipboard
        self.pointer = Pointer(connection, extensions)
        self.keyboard = Keyboard(connection, extensions, self._digest, self._remapped)
        self.quiet: Quiet | None = None
        self.window_manager: ManagedWatch | None = None

    @classmethod
    async def open(cls, connection: Connection, extensions: Extensions) -> Hands:
        select_events(connection, connection.setup.root, SUBSTRUCTURE_NOTIFY | PROPERTY_CHANGE)
        hands = cls(connection, extensions, await Clipboard.open(connection), await FocusPing.open(connection))
        hands.window_manager = await ManagedWatch.open(connection)
        return hands

    async def _digest(self) -> None:
        """Until the focused program has read its keys; where it can't be asked, until the screen is still."""
        if not await self._ping.digested() and self.quiet:
            await self.quiet()

    async def _remapped(self) -> None:
        """Until the focused program has read the keyboard map anew.

        Chromium reads it on two connections of its own, so that one ping does not show it: without this wait the
        first character came out as the one before on its key, or not at all, in 4 of 120 texts on a loaded machine.
        """
        for _ in range(_REMAP_PINGS):
            if not await self._ping.digested():
                break
        await asyncio.sleep(_REMAP_S)

    async def do(self, act: Act, at: Point | None) -> None:
        """Carry out an act of input. Raises InvalidInput, before any input, for one that can't be."""
        match act:
            case MouseMove() | MouseDown() | MouseUp() | Click() | Scroll():
                await self._at_pointer(act, at)
            case Drag(path=path, button=button, modifiers=modifiers):
                for point in path:
                    self.pointer.check(point)
                await self._with_modifiers(modifiers, lambda: self.pointer.drag(path, button))
            case TypeText(text=text):
                await self.keyboard.type(text)
            case Key(keys=keys, repeat=repeat):
                await self.keyboard.press_chord(keys, repeat=repeat)
            case KeyDown(keys=keys):
                await self.keyboard.hold(keys)
            case KeyUp(keys=keys):
                await self.keyboard.let_go(keys)
            case HoldKey(keys=keys, duration_s=duration_s):
                await self.keyboard.hold_for(keys, duration_s)
            case _:
                raise InvalidInput(f"the act {act.action} is no input.", hint="Send it to the desk.")
        await self._connection.sync()

    async def _at_pointer(self, act: MouseMove | MouseDown | MouseUp | Click | Scroll, at: Point | None) -> None:
        target = at or act.at
        if target is None and act.element is not None:
            raise InvalidInput(f"the place of element {act.element} is not known here.", hint="Give a coordinate.")
        if target is not None:
            self.pointer.check(target)
        codes = await self.keyboard.modifier_codes(act.modifiers if isinstance(act, Click | Scroll) else ())
        if target is not None:
            self.pointer.move(target)
        match act:
            case MouseDown(button=button):
                self.pointer.press(button)
            case MouseUp(button=button):
                self.pointer.release(button)
            case Click(button=button, count=count):
                self.keyboard.press_codes(codes)
                self.pointer.click(button, count)
                self.keyboard.release_codes(codes)
            case Scroll(direction=direction, modifiers=modifiers):
                await self._with_modifiers(modifiers, lambda: self.pointer.scroll(direction, _notches(act)))

    async def _with_modifiers(self, modifiers: Sequence[Modifier], body: Callable[[], Awaitable[None]]) -> None:
        codes = await self.keyboard.modifier_codes(modifiers)
        self.keyboard.press_codes(codes)
        try:
            await body()
        finally:
            if not self._connection.lost:
                self.keyboard.release_codes(codes)
                self._connection.flush()

    async def release_all(self) -> None:
        """Let go of every key and button, whoever pressed them, and of borrowed keycodes."""
        await self.pointer.release_all()
        await self.keyboard.release_all()


def _notches(act: Scroll) -> int:
    return act.amount if act.unit == "notches" else max(1, round(act.amount / NOTCH_PIXELS))
