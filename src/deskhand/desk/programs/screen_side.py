"""The screen cell in use: its X server and our view of it, the browser once it is needed, the other programs.

It starts what is asked for when it is first asked for, and starts again what has died. It does not know acts,
elements or the shell cell.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deskhand.core.errors import DeskhandError, DeskLost, SetupMissing
from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.base import CellProcess
from deskhand.desk.cells.cell import WalledCell
from deskhand.desk.cells.identity import Identity
from deskhand.desk.cells.limits import ControlGroup
from deskhand.desk.cells.links import follow_no_links
from deskhand.desk.cells.places import Places, screen_walls, shared_folders
from deskhand.desk.cells.watch import processes_of
from deskhand.desk.programs.chromium import PROFILE, start_chromium
from deskhand.desk.programs.display import Display, start_accessibility, start_display
from deskhand.desk.requests.wall import Wall
from deskhand.desk.screen.screen import Screen
from deskhand.desk.sight.apps import Apps
from deskhand.desk.sight.browser import Browser
from deskhand.desk.sight.ids import Ids

_ATSPI_SCRIPT = "/run/inside/inside_atspi.py"
_REQUESTS_FD, _ANSWERS_FD = 3, 4
_SESSIONS = f"{PROFILE}/Default/Sessions"
_PROFILE_LOCKS = ("SingletonLock", "SingletonCookie", "SingletonSocket")


@dataclass(frozen=True)
class Cage:
    """Who the cell's processes are on this machine, and the control group that they are put in."""

    identity: Identity
    group: ControlGroup


@dataclass
class ScreenSide:
    """A running screen cell. `browser` and `apps` are None until they are needed.

    links: done when the cell follows no more links in the shared folders; its result is "" or why it still does.
    """

    places: Places
    cell: WalledCell
    display: Display
    screen: Screen
    links: asyncio.Task[str]
    ids: Ids
    wall: Wall
    browser: Browser | None = None
    chromium: CellProcess | None = None
    apps: Apps | None = None

    @classmethod
    async def start(cls, places: Places, spec: DeskSpec, cage: Cage, ids: Ids, wall: Wall) -> ScreenSide:
        """Start the cell, the X server and the window manager. Raises SetupMissing or DeskLost.

        ids, wall: the series of the page elements' ids and what holds requests, the same for all screens of a desk.
        """
        places.clear_sockets()
        cell = await WalledCell.start(screen_walls(places, spec), cage.identity)
        if not cage.group.add(processes_of(cell.host_pid)):
            await cell.close()
            raise SetupMissing(
                "The screen is not started: its control group no longer takes processes, so its limits would not hold.",
                hint="Close the desk and open it again; if it happens again, run: deskhand doctor",
            )
        links = asyncio.ensure_future(follow_no_links(cell.host_pid, cage.identity, shared_folders(spec)))
        try:
            display = await start_display(cell, spec.width, spec.height)
            screen = await _connect(places.x11, (spec.width, spec.height))
        except BaseException:
            links.cancel()
            await asyncio.gather(links, return_exceptions=True)
            await cell.close()
            raise
        return cls(places, cell, display, screen, links, ids, wall)

    async def ended(self) -> None:
        """Return when the X server, and with it all that is on the screen, has ended."""
        with contextlib.suppress(DeskLost):
            await self.display.server.wait()

    async def need_browser(self, pages: Sequence[str] = ()) -> Browser:
        """The browser, started now if it isn't running, with these addresses open."""
        if self.browser is not None and not self.browser.lost:
            return self.browser
        if self.browser is not None:
            await self._end_chromium()
            self.browser.close()
            self.browser = None
        if await asyncio.shield(self.links):
            self.places.close_files_to_browser()
        apps = asyncio.ensure_future(self.need_apps())
        await self._clear_profile()
        chromium = await start_chromium(self.cell, self.screen.width, self.screen.height)
        try:
            browser = await Browser.attach(chromium.events_fd, chromium.commands_fd, ids=self.ids, wall=self.wall)
        except DeskLost as error:
            raise DeskLost(
                f"The browser did not start: {error.message}.",
                hint="Try again; if it happens again, see whether its own sandbox can stand here: deskhand doctor",
            ) from None
        self.chromium = chromium.process
        try:
            await apps
            await _reopen(browser, pages)
        finally:
            self.browser = browser  # only now: what others open meanwhile would be replaced by a page of before
        return browser

    async def _clear_profile(self) -> None:
        """Locks of a browser that died go. A file where the browser keeps what it needs to bring its windows back, and
        with it what was typed in them: it can't, then. Pages are opened again by us, by their addresses."""
        locks = [f"{PROFILE}/{name}" for name in _PROFILE_LOCKS]
        await (await self.cell.spawn(["rm", "-rf", *locks, _SESSIONS])).wait()
        await (await self.cell.spawn(["install", "-D", "-m", "400", "/dev/null", _SESSIONS])).wait()

    async def need_apps(self) -> Apps:
        """The reader of windows through AT-SPI, with its bus, started now if it isn't running."""
        if self.apps is None or self.apps.lost:
            await asyncio.shield(self.links)  # programs with windows open files: not before this wall stands
            await start_accessibility(self.cell)
            self.apps = await self._start_reader()
        return self.apps

    async def _start_reader(self) -> Apps:
        requests_in, requests_out = os.pipe()
        answers_in, answers_out = os.pipe()
        try:
            fds = {_REQUESTS_FD: requests_in, _ANSWERS_FD: answers_out}
            argv = ["/usr/bin/python3", _ATSPI_SCRIPT, str(_REQUESTS_FD), str(_ANSWERS_FD)]
            await self.cell.spawn(argv, fds=fds, cwd="/")
        finally:
            os.close(requests_in)
            os.close(answers_out)
        return await Apps.attach(answers_in, requests_out)

    async def _end_chromium(self) -> None:
        """A browser that we can't follow any more is ended: nothing would hold what its pages send."""
        if self.chromium is not None:
            with contextlib.suppress(DeskLost):
                await self.chromium.signal(signal.SIGKILL)
                await self.chromium.wait()

    async def close(self) -> None:
        """End everything on the screen: first the programs, so that the browser never runs with nobody at its pipe."""
        self.links.cancel()
        await asyncio.gather(self.links, return_exceptions=True)
        await self.cell.close()
        if self.browser is not None:
            self.browser.close()
        if self.apps is not None:
            self.apps.close()
        await self.screen.close()


async def _reopen(browser: Browser, pages: Sequence[str]) -> None:
    for number, address in enumerate(pages):
        try:
            await browser.open(address, new_tab=number > 0)
        except DeskLost:
            raise
        except DeskhandError:
            continue  # an address that no longer opens must not cost the others


async def _connect(folder: Path, size: tuple[int, int] | None = None) -> Screen:
    """Through a descriptor of the folder: a unix socket's path may have 107 bytes, a run folder's may have more."""
    fd = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        return await Screen.connect(Path(f"/proc/self/fd/{fd}/X0"), size=size)
    finally:
        os.close(fd)
