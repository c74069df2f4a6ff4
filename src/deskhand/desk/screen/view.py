"""Seeing: the picture of now, what changed since a frame, and waiting until the screen is still.

It does not know what was done to the screen.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from deskhand.core.errors import InvalidInput
from deskhand.core.geometry import Box
from deskhand.desk.base import Look, Picture
from deskhand.desk.screen.ahead import Ahead
from deskhand.desk.screen.capture import Capture, Cursor
from deskhand.desk.screen.damage import Damage
from deskhand.desk.screen.diff import clip
from deskhand.desk.screen.extensions import Extensions
from deskhand.desk.screen.frames import Frames
from deskhand.desk.screen.pictures import Pictures
from deskhand.desk.screen.settle import Animations, Rule, SettleClock, Settled
from deskhand.desk.screen.wire import Connection

_READ_GAP_S = 0.008
"""While the screen changes it is read at most 120 times a second."""
_BUSY_POLL_S = 0.05


class Loading(Protocol):
    """Knows whether pages are at work. It is asked while a screen settles, and asks nobody itself."""

    def busy(self) -> bool:
        """Whether work is under way that is likely to change the screen."""
        ...

    def held_up(self) -> bool:
        """Whether a page waits for what nobody lets it have: what shows that it is loading will not end by itself."""
        ...


class Curtain(Protocol):
    """Knows what of the screen no picture may show. Where things are is asked before and after the pixels are read."""

    @property
    def drawn(self) -> bool:
        """Whether there may be anything to hide; while not, nothing is asked and looking costs what it always did."""
        ...

    async def boxes(self, *, settled: bool) -> Mapping[str, Box]:
        """By a name of each thing. settled: once what is known has been drawn."""
        ...

    def swept(self, before: Mapping[str, Box], after: Mapping[str, Box]) -> Sequence[Box]:
        """What to cover in pixels that were read in between."""
        ...


class View:
    """What one screen shows. Made by `open`; raises DeskLost once the X server is gone.

    curtain: what pictures must not show; for people who watch the screen itself, `desk.covering` tells it.
    """

    def __init__(self, connection: Connection, capture: Capture, damage: Damage, frames: Frames) -> None:
        self._connection = connection
        self._capture = capture
        self._damage = damage
        self._frames = frames
        self._animations = Animations(frames.screen)
        self._reading = asyncio.Lock()
        self._pictures = Pictures(frames)
        self._ahead = Ahead(self._make_ahead)
        self._claims = 0
        self.curtain: Curtain | None = None
        damage.on_damage = self._ahead.changed

    @classmethod
    async def open(cls, connection: Connection, extensions: Extensions) -> View:
        screen = Box(0, 0, connection.setup.width, connection.setup.height)
        capture, damage = Capture(connection, extensions), Damage(screen)
        await capture.attach()
        await damage.watch(connection, extensions)
        damage.take()
        return cls(connection, capture, damage, Frames(await capture.grab(screen)))

    @property
    def frame(self) -> int:
        """The number of the last frame that was asked about; `current` reads the screen first."""
        return self._frames.number

    async def current(self) -> int:
        """The number of the frame that the screen shows now."""
        await self._read()
        return self._frames.commit(self._animations.areas)

    async def _read(self) -> list[Box]:
        """Take in what was drawn since the last read; the blocks that changed and count."""
        if self._connection.lost:
            raise self._connection.lost
        async with self._reading:
            dirty = self._damage.take()
            if dirty is None:
                return []
            try:
                pixels = await self._capture.grab(dirty)
            except BaseException:
                self._damage.add(dirty)  # not read after all
                raise
            return self._animations.sift(self._frames.absorb(pixels, dirty))

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Within, changes are read only by who claims the view, as they count what they read."""
        self._claims += 1
        self._ahead.looked()
        try:
            yield
        finally:
            self._claims -= 1

    async def _make_ahead(self) -> None:
        if not self._claims:
            await self._read()
        self._frames.prepare(self._animations.areas)
        self._frames.tidy()
        if not self._pictures.fresh:
            await self._pictures.picture(self._frames.screen, self._frames.number, await self._capture.cursor())

    async def look(self, *, since: int | None = None, region: Box | None = None) -> Look:
        """The screen (or the part of it in `region`) now; no picture when it shows what it showed at frame `since`."""
        where = self.part(region)
        self._ahead.looked()
        before = await self._hidden()
        cursor = await self._capture.cursor()  # first: all damage before this answer has been heard of with it
        frame = await self.current()
        box = where if since is None else self._frames.difference(since, region=where, still=self._animations.areas)
        if box is None:
            return Look(frame=frame, changed=False)
        picture = await self._picture(where, frame, cursor, before)
        return Look(frame=frame, changed=True, picture=picture, changed_box=box)

    async def zoom(self, region: Box) -> Look:
        """The part of the screen in the region, enlarged where it is small."""
        where = self.part(region)
        self._ahead.looked()
        before = await self._hidden()
        cursor = await self._capture.cursor()
        frame = await self.current()
        picture = await self._picture(where, frame, cursor, before, enlarge=True)
        return Look(frame=frame, changed=True, picture=picture, changed_box=where)

    async def _hidden(self) -> Mapping[str, Box] | None:
        """Where what must not be seen is before the pixels are read; None where there is nothing of the kind."""
        return await self.curtain.boxes(settled=False) if self.curtain is not None and self.curtain.drawn else None

    async def _picture(
        self, where: Box, frame: int, cursor: Cursor | None, before: Mapping[str, Box] | None, *, enlarge: bool = False
    ) -> Picture:
        """The one place where pixels become a picture that leaves the desk."""
        if self.curtain is not None and self.curtain.drawn:
            copied = self._pictures.copied(
                where, cursor
            )  # before anything is waited for: the boxes are of these pixels
            boxes = self.curtain.swept(before or {}, await self.curtain.boxes(settled=True))
            if boxes or copied.edition != self._frames.edition:
                return await self._pictures.covered(copied, where, frame, boxes, enlarge=enlarge)
        return await (self._pictures.enlarged if enlarge else self._pictures.picture)(where, frame, cursor)

    def part(self, region: Box | None) -> Box:
        """The part of the region that is on the screen. Raises InvalidInput when none is."""
        screen = self._frames.screen
        part = clip(region, screen) if region else screen
        if part is None:
            raise InvalidInput(
                f"the region {tuple(region or ())} shows no part of the screen.",
                hint=f"The screen is {screen.width}x{screen.height}.",
            )
        return part

    async def changed_since(self, frame: int) -> Box | None:
        """The box around all pixels that differ from that frame (carets and learnt animations aside); None for none.

        A frame that is no longer kept counts as changed in full.
        """
        await self._read()
        return self._frames.difference(frame, still=self._animations.areas)

    async def settle(self, rule: Rule, loading: Loading | None = None) -> Settled:
        """Wait by the rule until the screen is still. `loading` says that work is under way; it is asked, not awaited.

        Changes that were not read yet when the wait begins count as first changes.
        """
        before = self._frames.number
        start = time.monotonic()
        clock = SettleClock(rule, start)
        with self.claimed():
            held_up = await self._until_still(clock, loading)
        now = time.monotonic()
        still = not clock.capped(now)
        if (held_up or not still) and (area := clock.animation(now)):
            self._animations.learn(area)
        after = await self.current()
        return Settled(after != before, still, now - start)

    async def _until_still(self, clock: SettleClock, loading: Loading | None) -> bool:
        """True when all that still moves is the sign that a page loads, which is held up."""
        while True:
            clock.note(time.monotonic(), await self._read())
            left = clock.left(time.monotonic())
            if left > 0 and loading is not None and _only_waits(loading, clock):
                return True
            if left <= 0:
                if loading is None or clock.capped(time.monotonic()) or not loading.busy():
                    return False
                clock.busy(time.monotonic())
                left = _BUSY_POLL_S
            if await self._damage.wait(left):
                await asyncio.sleep(_READ_GAP_S)  # programs draw in bursts: one read for many

    def close(self) -> None:
        """Look no more."""
        self._ahead.close()


def _only_waits(loading: Loading, clock: SettleClock) -> bool:
    """Whether all that moves is the sign that a page loads, which is held up. What costs most is asked last."""
    return loading.held_up() and not loading.busy() and clock.animation(time.monotonic()) is not None
