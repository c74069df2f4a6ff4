"""A window that plays a scene whenever it is clicked."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator
from pathlib import Path

from deskhand.core.geometry import Box, Point
from tests.desk.screen.painter import Painter
from tests.desk.settling.scenes import Scene

PLACE = Point(40, 40)
PART = Box(200, 100, 400, 250)
"""Under a quarter of the screen: more would be a new page to the screen, which forgets its spinners."""
LOOPS = {
    "": (Box(0, 0, 1, 1), 0.0),
    "caret": (Box(120, 300, 2, 16), 0.5),
    "spinner": (Box(100, 400, 22, 22), 0.03),
    "film": (Box(100, 80, 600, 480), 0.04),
}
"""What moves, and seconds from one picture to the next."""
_BUTTON_PRESS = 4


class Window:
    """Covers the screen. `moving` is where it never stops and nobody need mind it: not in a film."""

    def __init__(self, painter: Painter, scene: Scene) -> None:
        self._painter = painter
        self._scene = scene
        self._colours = itertools.cycle(range(0x102030, 0xE0E0E0, 0x0A1B07))
        self._plays: set[asyncio.Task[None]] = set()
        painter.connection.on_event(_BUTTON_PRESS, lambda _: self._start(self._play()))

    def _start(self, work: object) -> None:
        task = asyncio.ensure_future(work)  # type: ignore[call-overload]
        self._plays.add(task)
        task.add_done_callback(self._plays.discard)

    async def _play(self) -> None:
        start = asyncio.get_running_loop().time()
        for at_s in self._scene.at_s:
            await asyncio.sleep(max(0.0, start + at_s - asyncio.get_running_loop().time()))
            await self._painter.paint(PART, next(self._colours))

    @property
    def moving(self) -> Box | None:
        return LOOPS[self._scene.loop][0] if self._scene.loop in ("caret", "spinner") else None

    async def over(self) -> None:
        """Everything that clicks have begun is painted."""
        await self._painter.connection.sync()  # clicks that are on their way have been read
        while plays := list(self._plays):
            await asyncio.gather(*plays)

    async def loop(self) -> None:
        box, pause_s = LOOPS[self._scene.loop]
        colours = (0x000000, 0xFFFFFF) if self._scene.loop == "caret" else range(0x203040, 0xFFFFFF, 0x050301)
        for colour in itertools.cycle(colours):
            await self._painter.paint(box, colour)
            await asyncio.sleep(pause_s)

    async def close(self) -> None:
        for task in list(self._plays):
            task.cancel()
        await asyncio.gather(*self._plays, return_exceptions=True)
        self._painter.connection.close()


@contextlib.asynccontextmanager
async def window(socket: Path, scene: Scene) -> AsyncIterator[Window]:
    """The window, on top of whatever is there."""
    shown = Window(await Painter.open(socket), scene)
    looping = asyncio.ensure_future(shown.loop()) if scene.loop else None
    try:
        yield shown
    finally:
        if looping:
            looping.cancel()
            await asyncio.gather(looping, return_exceptions=True)
        await shown.close()
