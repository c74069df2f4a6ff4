"""Keeps the screen side standing: what has died is started again with its pages, and a note says so.

It does not know acts or elements; it is asked for the screen or the browser and gives one that works.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from deskhand.core.errors import DeskhandError, DeskLost
from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.limits import ControlGroup
from deskhand.desk.cells.places import Places
from deskhand.desk.programs.notes import Notes
from deskhand.desk.programs.screen_side import Cage, ScreenSide
from deskhand.desk.requests.wall import Wall
from deskhand.desk.sight.browser import Browser
from deskhand.desk.sight.ids import Ids

_RESTARTS_MAX = 5
_RESTARTS_WINDOW_S = 60.0
_RELOAD_FIRST_CHANGE_S, _RELOAD_CAP_S = 1.5, 8.0
PAGES_MAX = 50


class StandingScreen:
    """The screen side of a desk, whatever happens to it.

    pages: the addresses open now, the front one last. on_pages: called with them when they change. on_side: called
    with the side whenever it, its browser or its app reader is new. wall: stands in each of its browsers.
    """

    def __init__(
        self,
        places: Places,
        spec: DeskSpec,
        cage: Cage,
        *,
        pages: Sequence[str] = (),
        on_pages: Callable[[list[str]], None],
        on_side: Callable[[ScreenSide], None],
        wall: Wall,
    ):
        self._places = places
        self._spec = spec
        self._cage = cage
        self._ids = Ids("e")
        self._on_pages = on_pages
        self._on_side = on_side
        self._wall = wall
        self._side: ScreenSide | None = None
        self._changing = asyncio.Lock()
        self._guards: set[asyncio.Task[None]] = set()
        self._restarts: deque[float] = deque(maxlen=_RESTARTS_MAX)
        self._closed = False
        self.pages = list(pages)
        self.notes = Notes("screen")

    @property
    def running(self) -> ScreenSide | None:
        """The screen side if it runs now."""
        return self._side

    async def side(self) -> ScreenSide:
        """The screen side, started (again) if it isn't there or its X server no longer answers."""
        if self._side is not None and self._side.screen.lost:
            await asyncio.shield(self._guard(self._renew(self._side)))  # whole, whoever asks goes away
        if self._side is None:
            async with self._changing:
                if self._side is None:
                    await self._start()
        assert self._side is not None
        return self._side

    async def browser(self) -> Browser:
        """The browser, started (again) if it isn't running."""
        side = await self.side()
        if side.browser is not None and not side.browser.lost:
            return side.browser
        async with self._changing:
            return await self._start_browser(side, self.pages)

    async def apps(self) -> ScreenSide:
        """The screen side, with its reader of windows running."""
        side = await self.side()
        if side.apps is None:
            async with self._changing:
                await side.need_apps()
            self._on_side(side)
        return side

    async def remember_pages(self) -> None:
        """Note which pages are open, so that they can be opened again."""
        side = self._side
        if side is None or side.browser is None or side.browser.lost:
            return
        try:
            found = [page.address for page in await side.browser.pages()]
        except DeskhandError:
            return
        pages = [address for address in reversed(found) if address.startswith(("http", "file"))][-PAGES_MAX:]
        if pages != self.pages:
            self.pages = pages
            self._on_pages(pages)

    @property
    def group(self) -> ControlGroup:
        """The control group that its processes are in."""
        return self._cage.group

    @property
    def links_followed(self) -> str:
        """Why programs of the screen still follow links of the work folder; "" where they don't."""
        done = self._side is not None and self._side.links.done() and not self._side.links.cancelled()
        return self._side.links.result() if self._side is not None and done else ""

    def take_notes(self) -> str:
        """What the user of the desk should be told once."""
        return self.notes.take()

    async def _start(self) -> None:
        if self._closed:
            raise DeskLost("The desk is closed.", hint="Open it again.")
        self._side = await ScreenSide.start(self._places, self._spec, self._cage, self._ids, self._wall)
        self._guard(self._guard_screen(self._side))
        self._on_side(self._side)
        if self.pages:
            try:
                await self._start_browser(self._side, self.pages)
            except DeskLost as error:  # the screen stands: the browser is started when it is needed
                self.notes.append(f"The browser could not be started with its pages: {error}")

    async def _start_browser(self, side: ScreenSide, pages: Sequence[str]) -> Browser:
        if side.browser is not None and not side.browser.lost:
            return side.browser
        browser = await side.need_browser(pages)
        if pages:
            await side.screen.settle(first_change_s=_RELOAD_FIRST_CHANGE_S, cap_s=_RELOAD_CAP_S, loading=browser)
        self._guard(self._guard_browser(side))
        self._on_side(side)
        return browser

    # What dies is started again, a few times a minute at most

    def _guard(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._guards.add(task)
        task.add_done_callback(self._guards.discard)
        return task

    async def _guard_screen(self, side: ScreenSide) -> None:
        await side.ended()
        if self._closed:
            return
        await self._renew(side)

    async def _renew(self, side: ScreenSide) -> None:
        """Start another screen in place of one that has ended or is lost; only once for each."""
        async with self._changing:
            if self._closed or self._side is not side:
                return
            self._side = None
            await side.close()
            if not self._may_restart():
                return
            words = "The screen had died and was started again: its windows are lost, its pages were reopened."
            try:
                await self._start()
            except DeskhandError as error:
                words = f"The screen had died and could not be started again: {error}"
            self.notes.append(words)

    async def _guard_browser(self, side: ScreenSide) -> None:
        assert side.chromium is not None
        try:
            code = await side.chromium.wait()
        except DeskLost:
            return  # the whole screen went, and is started again with its pages
        if code == 0:
            self.pages = []  # somebody closed its last window
        async with self._changing:
            if self._closed or code == 0 or self._side is not side or not self._may_restart():
                return
            words = "The browser had died and was started again with its pages; what was typed in them is lost."
            try:
                await self._start_browser(side, self.pages)
            except DeskhandError as error:
                words = f"The browser had died and could not be started again: {error}"
            self.notes.append(words)

    def _may_restart(self) -> bool:
        now = time.monotonic()
        recent = [moment for moment in self._restarts if now - moment < _RESTARTS_WINDOW_S]
        self._restarts.append(now)
        return len(recent) < _RESTARTS_MAX

    async def close(self) -> None:
        """End everything on the screen."""
        self._closed = True
        for guard in list(self._guards):
            guard.cancel()
        await asyncio.gather(*self._guards, return_exceptions=True)
        async with self._changing:
            side, self._side = self._side, None
            if side is not None:
                await side.close()
        self._cage.group.remove()
