"""The renderer's browser: Chromium without a window, in a cell of its own that has no network, no files of this machine
and no screen. It does not know what is shown."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from deskhand.core.errors import DeskLost, SetupMissing
from deskhand.desk.base import WORK_DIR
from deskhand.desk.cells.cell import WalledCell
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.limits import PREFIX, ControlGroup, Limits, control_group
from deskhand.desk.cells.system_files import write_system_files
from deskhand.desk.cells.walls import Binding, Walls, base_environment
from deskhand.desk.cells.watch import processes_of
from deskhand.desk.programs.installed import spawn_installed
from deskhand.desk.programs.notes import Notes
from deskhand.desk.programs.watchdog import Watched, watch_memory
from deskhand.desk.sight.cdp import Connection, OnEvent

MEMORY_MIB = 2_048
"""Of all its processes: it takes 250 to 400 MiB for a page with charts, more for three dimensions."""
_PROCESSES_MAX = 512
_FILE_MIB = 256
_NICE = 5
_PROGRAM = "/usr/lib/chromium/chromium"
_COMMANDS_FD, _EVENTS_FD = 3, 4
"""Numbers that `--remote-debugging-pipe` fixes."""
_START_S = 20.0

_FLAGS = (
    "--headless=new", "--remote-debugging-pipe", "--user-data-dir=/tmp/profile", "--disk-cache-dir=/tmp/cache",
    "--no-first-run", "--no-default-browser-check", "--disable-breakpad", "--disable-background-networking",
    "--disable-component-update", "--disable-default-apps", "--disable-sync", "--disable-extensions",
    "--disable-features=MediaRouter,OptimizationHints,Translate,SpareRendererForSitePerProcess,Reporting",
    "--password-store=basic", "--disable-gpu", "--enable-unsafe-swiftshader", "--hide-scrollbars", "--mute-audio",
    "--force-color-profile=srgb", "--font-render-hinting=none", "--force-device-scale-factor=1",
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--js-flags=--max-old-space-size=1024",
)  # fmt: skip


class WalledBrowser:
    """A running browser; made by `start`. `link` is its debugging pipe."""

    def __init__(self, cell: WalledCell, group: ControlGroup, folder: tempfile.TemporaryDirectory[str]) -> None:
        self._cell = cell
        self._group = group
        self._folder = folder
        self._watching: asyncio.Task[None] | None = None
        self._link: Connection | None = None

    @classmethod
    async def start(cls, on_event: OnEvent, on_end: Callable[[], None]) -> WalledBrowser:
        """Raises SetupMissing, with the mend, where Chromium or the walls are missing; DeskLost when it does not
        answer."""
        folder = tempfile.TemporaryDirectory(prefix="deskhand-renderer-", ignore_cleanup_errors=True)
        limits = Limits(_PROCESSES_MAX, MEMORY_MIB, _FILE_MIB)
        group = control_group(f"{PREFIX}renderer-{Path(folder.name).name[-8:]}", limits)
        try:
            cell = await WalledCell.start(walls_of(Path(folder.name), limits), identity_for())
        except BaseException:
            group.remove()
            folder.cleanup()
            raise
        browser = cls(cell, group, folder)
        try:
            await browser._begin(on_event, on_end)
        except BaseException:
            await browser.close()
            raise
        return browser

    async def _begin(self, on_event: OnEvent, on_end: Callable[[], None]) -> None:
        if not self._group.add(processes_of(self._cell.host_pid)):
            raise SetupMissing(
                "The renderer is not started: its control group takes no processes, so its limits would not hold.",
                hint="Try again; if it happens again, run: deskhand doctor",
            )
        if "memory" not in self._group.mechanisms:
            watched = Watched("renderer", lambda: self._cell, Notes(""))
            self._watching = asyncio.ensure_future(watch_memory(watched, MEMORY_MIB))
        events, commands = await _spawned(self._cell)
        self._link = await Connection.open(events, commands, on_event, on_end)
        try:
            await self._link.call("Browser.getVersion", timeout_s=_START_S)
        except DeskLost as error:
            raise DeskLost(
                f"The browser that shows artifacts did not start: {error.message}.",
                hint="Try again; if it happens again, see whether its own sandbox can stand here: deskhand doctor",
            ) from None

    @property
    def link(self) -> Connection:
        assert self._link is not None, "it was started"
        return self._link

    async def close(self) -> None:
        """End it, and everything of it."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self._cell.close()
        if self._link is not None:
            self._link.close()
        self._group.remove()
        self._folder.cleanup()


def walls_of(folder: Path, limits: Limits) -> Walls:
    """The folder holds a small /etc and an empty work folder, both read-only: what the browser writes, it writes into
    the memory of its own /tmp."""
    folder.chmod(0o711)
    write_system_files(folder / "system", "UTC")
    (folder / "work").mkdir()
    environment = base_environment(locale="C.UTF-8", timezone="UTC", proxy=False) | {"HOME": "/tmp"}
    return Walls(
        "renderer",
        folder,
        (Binding("work", WORK_DIR),),
        environment,
        namespaces=True,
        limits=limits.per_process(),
        nice=_NICE,
        told_of_size=True,
    )


async def _spawned(cell: WalledCell) -> tuple[int, int]:
    """Start Chromium; gives the ends of its pipe that are ours: its events, and where commands go."""
    commands_in, commands_out = os.pipe()
    events_in, events_out = os.pipe()
    try:
        fds = {_COMMANDS_FD: commands_in, _EVENTS_FD: events_out}
        await spawn_installed(cell, [_PROGRAM, *_FLAGS, "about:blank"], fds=fds, cwd="/tmp", missing=SetupMissing)
    except BaseException:
        os.close(commands_out)
        os.close(events_in)
        raise
    finally:
        os.close(commands_in)
        os.close(events_out)
    return events_in, commands_out
