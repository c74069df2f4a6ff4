"""The pointer: moves, buttons, drags and the wheel, as XTEST events.

Presses and releases of one act are queued together wherever no time must pass between them, so that a cancelled act
leaves no button down. It does not know what lies under the pointer.
"""

from __future__ import annotations

import asyncio
import itertools
import math
import struct
from collections.abc import Sequence

from deskhand.core.acts import Button, Direction
from deskhand.core.errors import InvalidInput
from deskhand.core.geometry import Point
from deskhand.desk.screen.extensions import Extensions
from deskhand.desk.screen.wire import Connection

BUTTONS: dict[Button, int] = {"left": 1, "middle": 2, "right": 3, "back": 8, "forward": 9}
WHEEL: dict[Direction, int] = {"up": 4, "down": 5, "left": 6, "right": 7}
NOTCH_PIXELS = 120
"""What a wheel notch scrolls in Chromium (measured: 5 notches, 600 px); other toolkits are near it."""

KEY_PRESS, KEY_RELEASE, BUTTON_PRESS, BUTTON_RELEASE, MOTION = 2, 3, 4, 5, 6
_FAKE_INPUT = 2
_QUERY_POINTER = 38
_DRAG_STEPS_MAX = 40
_DRAG_STEP_PIXELS = 12
_DRAG_STEP_S = 0.008
_DRAG_HOLD_S = 0.05
"""Programs take a drag for one only if the pointer travels and rests over the target for a moment."""
_NOTCHES_A_SYNC = 50


def fake(connection: Connection, extensions: Extensions, kind: int, detail: int, x: int = 0, y: int = 0) -> None:
    """Queue one XTEST event: a key or button number, or an absolute motion."""
    root = connection.setup.root if kind == MOTION else 0
    body = struct.pack("<BB2xII8xhh8x", kind, detail, 0, root, x, y)
    connection.send(extensions.xtest.major, _FAKE_INPUT, body)


class Pointer:
    """The pointer of one screen. `down` are the buttons held by acts."""

    def __init__(self, connection: Connection, extensions: Extensions) -> None:
        self._connection = connection
        self._extensions = extensions
        self.down: set[int] = set()

    def check(self, point: Point) -> Point:
        """The point, if it is on the screen; else InvalidInput."""
        width, height = self._connection.setup.width, self._connection.setup.height
        if 0 <= point.x < width and 0 <= point.y < height:
            return point
        raise InvalidInput(
            f"({point.x}, {point.y}) is outside the screen, which is {width}x{height}.",
            hint=f"Give x from 0 to {width - 1} and y from 0 to {height - 1}.",
        )

    def _fake(self, kind: int, detail: int, x: int = 0, y: int = 0) -> None:
        fake(self._connection, self._extensions, kind, detail, x, y)

    async def position(self) -> Point:
        reply = await self._connection.ask(_QUERY_POINTER, 0, struct.pack("<I", self._connection.setup.root))
        return Point(*struct.unpack_from("<hh", reply, 16))

    def move(self, point: Point) -> None:
        """Queue a move."""
        self._fake(MOTION, 0, *point)

    def press(self, button: Button) -> None:
        """Queue a press that stays."""
        self.down.add(BUTTONS[button])
        self._fake(BUTTON_PRESS, BUTTONS[button])

    def release(self, button: Button) -> None:
        """Queue a release."""
        self.down.discard(BUTTONS[button])
        self._fake(BUTTON_RELEASE, BUTTONS[button])

    def click(self, button: Button, count: int) -> None:
        """Queue `count` presses and releases."""
        for _ in range(count):
            self.press(button)
            self.release(button)

    async def drag(self, path: Sequence[Point], button: Button) -> None:
        """Press at the first point, travel through the others, release at the last, even when cancelled."""
        self.move(path[0])
        self.press(button)
        try:
            await self._pause(_DRAG_HOLD_S)
            for start, end in itertools.pairwise(path):
                for point in waypoints(start, end):
                    self.move(point)
                    await self._pause(_DRAG_STEP_S)
            await self._pause(_DRAG_HOLD_S)
            self.move(path[-1])
            await self._pause(_DRAG_HOLD_S)
        finally:
            if not self._connection.lost:
                self.release(button)
                self._connection.flush()

    async def _pause(self, duration_s: float) -> None:
        self._connection.flush()
        await asyncio.sleep(duration_s)  # the speed of a hand, not a wait for the screen

    async def scroll(self, direction: Direction, notches: int) -> None:
        """Turn the wheel."""
        for done in range(notches):
            self._fake(BUTTON_PRESS, WHEEL[direction])
            self._fake(BUTTON_RELEASE, WHEEL[direction])
            if done % _NOTCHES_A_SYNC == _NOTCHES_A_SYNC - 1:
                await self._connection.sync()

    async def release_all(self) -> None:
        """Release the buttons that acts hold, and those that the server says are down (a former driver's)."""
        reply = await self._connection.ask(_QUERY_POINTER, 0, struct.pack("<I", self._connection.setup.root))
        mask = struct.unpack_from("<H", reply, 24)[0]
        held = self.down | {button for button in range(1, 6) if mask & (1 << (7 + button))}
        for button in sorted(held):
            self._fake(BUTTON_RELEASE, button)
        self.down.clear()
        await self._connection.sync()


def waypoints(start: Point, end: Point) -> list[Point]:
    """The way of a hand from start to end, without the start: a point every few pixels, the first one near."""
    distance = math.hypot(end.x - start.x, end.y - start.y)
    steps = max(2, min(_DRAG_STEPS_MAX, math.ceil(distance / _DRAG_STEP_PIXELS)))
    shares = [step / steps for step in range(1, steps + 1)]
    return [
        Point(round(start.x + (end.x - start.x) * share), round(start.y + (end.y - start.y) * share))
        for share in shares
    ]
