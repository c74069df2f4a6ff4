"""The desk's way out: the egress process with one socket per cell, started again when it has died.

It does not know the rules, which the egress package judges by.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

from deskhand.core.errors import DeskhandError, DeskLost
from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.base import Cell
from deskhand.desk.cells.identity import EGRESS_UID
from deskhand.desk.cells.places import Places
from deskhand.desk.egress.process import EgressProcess
from deskhand.desk.egress.rules import CellName, EgressConfig

_SOCKET = "proxy.sock"
_STARTS_MAX = 3
_PAUSE_S = 1.0
"""Between two starts: an egress process that dies at once must not take a core."""


class WayOut:
    """A running egress process, whatever happens to it. `note` is told each restart.

    Raises InvalidInput for sites and hosts that can't be used.
    """

    def __init__(
        self, places: Places, spec: DeskSpec, cell: Callable[[], Awaitable[Cell]], note: Callable[[str], None]
    ):
        self._folders: dict[CellName, int] = {
            name: os.open(places.way_out(name), os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
            for name in ("screen", "shell")
        }
        self._log = places.desk.parent / "egress.log"
        self._config = EgressConfig(sites=spec.sites, hosts=spec.hosts, shell_reaches=())
        self._cell = cell
        self._note = note
        self._process: EgressProcess | None = None
        self._starting: asyncio.Task[None] | None = None
        self._guard: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        """The process's pid, 0 while it isn't there."""
        return self._process.pid if self._process is not None else 0

    def begin(self) -> None:
        """Start it if it isn't, without waiting: a desk is in use before its way out is."""
        if self._starting is None:
            self._starting = asyncio.ensure_future(self._start())

    async def ready(self) -> None:
        """Start it if it isn't, and wait until both sockets are there. Raises DeskLost when it doesn't come up."""
        for tries_left in reversed(range(_STARTS_MAX)):
            self.begin()
            starting = self._starting
            assert starting is not None
            try:
                await asyncio.shield(starting)
            except DeskLost:  # it died as it started, which may be chance
                self._starting = None if self._starting is starting else self._starting
                if not tries_left:
                    raise
            else:
                if self._process is not None and not _has_ended(self._process.pid):
                    return
                if self._guard is not None:  # it has died and nobody has noticed yet: who guards it starts it again
                    await asyncio.shield(self._guard)

    async def shell_reaches(self, hosts: tuple[str, ...] | None) -> None:
        """What the shell cell may reach from now on, of all that the desk may: () nothing, None everything."""
        if hosts == self._config.shell_reaches:
            return
        self._config = self._config.model_copy(update={"shell_reaches": hosts})
        if self._process is not None:
            await self._process.reload(self._config)

    async def _start(self) -> None:
        self._process = await self._launch()
        self._guard = asyncio.ensure_future(self._keep(self._process))

    async def _launch(self) -> EgressProcess:
        """The sockets are named through descriptors of ours, because a socket's path may have 107 bytes only."""
        uid = EGRESS_UID if os.geteuid() == 0 else None
        paths = {name: Path(f"/proc/{os.getpid()}/fd/{fd}/{_SOCKET}") for name, fd in self._folders.items()}
        return await EgressProcess.start(paths, self._config, log=self._log, dial=self._dial, uid=uid)

    async def _dial(self, port: int) -> socket.socket:
        return await (await self._cell()).dial(port)

    async def _keep(self, process: EgressProcess) -> None:
        """Until it dies; it is started again then, and who needs it waits for that."""
        await process.wait()
        self._process = None
        await process.close()
        self._starting = asyncio.ensure_future(self._start_again())

    async def _start_again(self) -> None:
        await asyncio.sleep(_PAUSE_S)
        try:
            await self._start()
        except DeskhandError as error:
            self._note(f"The desk's way to the network had ended and could not be started again: {error}")
            raise
        self._note("The desk's way to the network had ended and was started again; loads may have failed.")

    async def close(self) -> None:
        """End it."""
        for task in (self._starting, self._guard):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        if self._process is not None:
            await self._process.close()
        for fd in self._folders.values():
            os.close(fd)
        self._folders.clear()


def _has_ended(pid: int) -> bool:
    """Asked of the kernel, without taking the answer from whoever waits for the process."""
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True
