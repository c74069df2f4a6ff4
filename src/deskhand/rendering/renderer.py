"""Shows versions of artifacts where nobody looks: in one browser that is started when it is first needed, kept warm for
some minutes, and ended with whoever owns it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

from deskhand.core.artifacts import Kind
from deskhand.core.errors import DeskhandError, LimitExceeded
from deskhand.core.rendering import Rendering, View
from deskhand.desk.sight.cdp import Params
from deskhand.rendering.page import Page
from deskhand.rendering.site import built_frame
from deskhand.rendering.walled import WalledBrowser

IDLE_S = 180.0
WAITING_MAX = 12


class WalledRenderer:
    """One version at a time, the others wait their turn. A browser that hangs or fails is ended; the next version gets
    a new one."""

    def __init__(self, idle_s: float = IDLE_S) -> None:
        self._idle_s = idle_s
        self._browser: WalledBrowser | None = None
        self._page: Page | None = None
        self._turn = asyncio.Lock()
        self._resting: asyncio.TimerHandle | None = None
        self._ending: asyncio.Task[None] | None = None
        self._ended = asyncio.Event()
        self._waiting = 0

    @property
    def warm(self) -> bool:
        return self._browser is not None

    async def render(self, kind: Kind, entry: str, files: Mapping[str, bytes], view: View) -> Rendering:
        """Raises SetupMissing where there is no browser, no walls or no frame; DeskLost when the browser is lost."""
        async with self._queued():
            page = await self._opened(view)
            try:
                return await page.show(kind, entry, files)
            finally:
                await self._done(page)

    async def pdf(
        self, kind: Kind, entry: str, files: Mapping[str, bytes], view: View, paper: Mapping[str, Any], title: str
    ) -> tuple[Rendering, bytes]:
        """As `render`, and a PDF, empty where it was not shown. paper: what `Page.printToPDF` of the protocol takes."""
        async with self._queued():
            page = await self._opened(view)
            try:
                return await page.printed(kind, entry, files, dict(paper), title)
            finally:
                await self._done(page)

    @contextlib.asynccontextmanager
    async def _queued(self) -> AsyncIterator[None]:
        if self._waiting >= WAITING_MAX:
            raise LimitExceeded(f"{WAITING_MAX} versions wait to be shown.", hint="Try again in a minute.")
        self._waiting += 1
        try:
            async with self._turn:
                yield
        finally:
            self._waiting -= 1

    async def _opened(self, view: View) -> Page:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
        frame = built_frame()
        if self._browser is not None and self._browser.link.lost:
            await self._end()
        if self._browser is None:
            self._browser = await WalledBrowser.start(self._hear, self._lost)
        self._page = Page(self._browser.link, frame, view)
        return self._page

    def _hear(self, method: str, params: Params, session: str) -> None:
        if self._page is not None:
            self._page.hear(method, params, session)

    def _lost(self) -> None:
        if self._page is not None:
            self._page.lost()

    async def _done(self, page: Page) -> None:
        """Let go of the page. One that does not let go, and one that was given up, take the browser with them."""
        self._page = None
        try:
            if page.drawn.ended or self._browser is None:
                await self._end()
            else:
                await page.close()
        except DeskhandError:
            await self._end()
        except asyncio.CancelledError:
            await asyncio.shield(self._end())
            raise
        if self._browser is not None:
            self._resting = asyncio.get_running_loop().call_later(self._idle_s, self._rest)

    def _rest(self) -> None:
        self._resting = None
        self._ending = asyncio.ensure_future(self._end_unused())

    async def _end_unused(self) -> None:
        async with self._turn:
            if self._resting is None:
                await self._end()
            self._ended.set()

    async def rested(self) -> None:
        """Returns when a browser that nobody used for so long has been ended."""
        await self._ended.wait()

    async def _end(self) -> None:
        browser, self._browser = self._browser, None
        if browser is not None:
            await browser.close()

    async def close(self) -> None:
        """End the browser, whatever it shows."""
        if self._resting is not None:
            self._resting.cancel()
        if self._ending is not None:
            self._ending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._ending
        await self._end()
