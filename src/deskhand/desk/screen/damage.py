"""Collecting the server's damage events: which parts of the screen were drawn on since the last look.

Root-window damage includes every window. Drawing is not change: the same pixels may have been drawn again.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable

from deskhand.core.geometry import Box
from deskhand.desk.screen.diff import clip, union
from deskhand.desk.screen.extensions import Extensions
from deskhand.desk.screen.wire import Connection

_DAMAGE_CREATE, _RAW_RECTANGLES = 1, 0


class Damage:
    """The part of the screen that is to be read again. Starts with the whole screen."""

    def __init__(self, screen: Box) -> None:
        self._screen = screen
        self._dirty: Box | None = screen
        self._wake = asyncio.Event()
        self.on_damage: Callable[[], None] | None = None

    async def watch(self, connection: Connection, extensions: Extensions) -> None:
        """Ask the server for damage events of the root window."""
        connection.on_event(extensions.damage.first_event & 0x7F, self._notify)
        connection.on_lost = self._wake.set
        body = struct.pack("<IIB3x", connection.new_id(), connection.setup.root, _RAW_RECTANGLES)
        await connection.check(extensions.damage.major, _DAMAGE_CREATE, body)

    def _notify(self, event: bytes) -> None:
        if part := clip(Box(*struct.unpack_from("<hhHH", event, 16)), self._screen):
            self.add(part)
            if self.on_damage:
                self.on_damage()

    def add(self, part: Box) -> None:
        """Note that this part was drawn on."""
        self._dirty = part if self._dirty is None else union((self._dirty, part))
        self._wake.set()

    def take(self) -> Box | None:
        """What was drawn on since the last call, as one box; None for nothing."""
        dirty, self._dirty = self._dirty, None
        self._wake.clear()
        return dirty

    async def wait(self, timeout_s: float) -> bool:
        """Wait for damage that has not been taken; False when there was none in time (or the server is gone)."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._wake.wait()
        except TimeoutError:
            return False
        return self._dirty is not None
