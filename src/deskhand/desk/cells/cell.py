"""The real cell: bubblewrap around a first process of ours, spoken to over an inherited socket.

It owns the walls' lifetime: when it is closed, or this process dies, every process of the cell ends. It does not
know what runs inside.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from typing import Any

from deskhand.core.errors import DeskLost, SetupMissing
from deskhand.desk.base import WORK_DIR
from deskhand.desk.cells.identity import Identity
from deskhand.desk.cells.link import Link
from deskhand.desk.cells.seccomp import seccomp_program
from deskhand.desk.cells.walls import INSIDE_DIR, PROXY_PORT, PROXY_SOCKET, REACHABLE, Walls, bwrap_arguments, mend_for

_START_TIMEOUT_S = 20.0
_END_TIMEOUT_S = 2.0
_PYTHON = "/usr/bin/python3"


class SpawnedProcess:
    """A process of a `WalledCell`."""

    def __init__(self, cell: WalledCell, pid: int):
        self._cell = cell
        self._pid = pid
        self.exit: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def pid(self) -> int:
        return self._pid

    async def wait(self) -> int:
        return await asyncio.shield(self.exit)

    async def signal(self, number: int, *, group: bool = True) -> None:
        await self._cell.signal(self._pid, number, group=group)


class WalledCell:
    """A running cell; made by `start`. `host_pid` is bubblewrap's own pid on this machine."""

    def __init__(self, bwrap: asyncio.subprocess.Process, sock: socket.socket):
        self._bwrap = bwrap
        self._processes: dict[int, SpawnedProcess] = {}
        self._link = Link(sock, self._exited, self._lost)
        self._ending: asyncio.Future[None] | None = None

    @classmethod
    async def start(cls, walls: Walls, identity: Identity) -> WalledCell:
        """Put up the walls and wait until the first process answers. Raises SetupMissing with the mend."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        seccomp_fd = _memory_file(seccomp_program(namespaces=walls.namespaces))
        complaint_fd = _memory_file(b"")
        try:
            bwrap = await _launch(walls, identity, theirs.fileno(), seccomp_fd, complaint_fd)
        except OSError as error:
            ours.close()
            os.close(complaint_fd)
            raise SetupMissing(
                f"bubblewrap can't be started: {error}.", hint="Run: apt-get install bubblewrap util-linux"
            ) from None
        finally:
            theirs.close()
            os.close(seccomp_fd)
        cell = cls(bwrap, ours)
        try:
            await cell._greet(complaint_fd)
        finally:
            os.close(complaint_fd)
        return cell

    @property
    def host_pid(self) -> int:
        return self._bwrap.pid

    @property
    def ended(self) -> asyncio.Event:
        """Set when the cell is gone, for whatever reason."""
        return self._link.ended

    async def _greet(self, complaint_fd: int) -> None:
        try:
            async with asyncio.timeout(_START_TIMEOUT_S):
                await self._link.ready
        except (DeskLost, TimeoutError):
            await self.close()
            raise mend_for(os.pread(complaint_fd, 4096, 0).decode(errors="replace")) from None
        except asyncio.CancelledError:
            await self.close()
            raise

    def _exited(self, pid: int, code: int) -> None:
        process = self._processes.pop(pid, None)
        if process is not None and not process.exit.done():
            process.exit.set_result(code)

    async def spawn(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
        fds: Mapping[int, int] | None = None,
        terminal: int | None = None,
    ) -> SpawnedProcess:
        """As `base.Cell.spawn`."""
        given = dict(fds or {})
        request = {
            "op": "spawn",
            "argv": list(argv),
            "env": dict(env or {}),
            "cwd": WORK_DIR if cwd is None else cwd,
            "fds": list(given),
            "terminal": terminal is not None,
        }
        sent = [*given.values(), *([] if terminal is None else [terminal])]
        started: list[SpawnedProcess] = []
        asking = asyncio.ensure_future(self._link.ask(request, sent, lambda answer: started.extend(self._know(answer))))
        try:
            await asyncio.shield(asking)
        except asyncio.CancelledError:
            asking.add_done_callback(lambda done: self._forget(done, started))
            raise
        if not started:
            raise DeskLost("The cell gave an answer that makes no sense.", hint="Open the desk again.")
        return started[0]

    def _know(self, answer: dict[str, Any]) -> list[SpawnedProcess]:
        """Note a new process as its answer is read: its exit notice may be the very next packet."""
        pid = answer.get("pid")
        if not isinstance(pid, int) or pid <= 1:
            return []
        self._processes[pid] = SpawnedProcess(self, pid)
        return [self._processes[pid]]

    def _forget(self, asking: asyncio.Future[Any], started: list[SpawnedProcess]) -> None:
        """End a process whose spawner was cancelled while it waited."""
        if not asking.cancelled() and asking.exception() is None and started and not self.ended.is_set():
            self._ending = asyncio.ensure_future(started[0].signal(signal.SIGKILL))

    async def signal(self, pid: int, number: int, *, group: bool) -> None:
        """Signal a process that this cell spawned; one that has ended is no error."""
        if pid > 1 and not self.ended.is_set():
            await self._link.ask({"op": "signal", "pid": pid, "number": number, "group": group})

    async def open_terminal(self, *, rows: int = 24, columns: int = 80) -> tuple[int, int]:
        """As `base.Cell.open_terminal`."""
        _, fds = await self._link.ask({"op": "open_terminal", "rows": rows, "columns": columns})
        master, slave = _exactly(fds, 2)
        return master, slave

    async def dial(self, port: int) -> socket.socket:
        """As `base.Cell.dial`."""
        _, fds = await self._link.ask({"op": "dial", "port": port})
        return socket.socket(fileno=_exactly(fds, 1)[0])

    async def close(self) -> None:
        """End every process of the cell and wait until they are gone."""
        self._link.close()
        if self._bwrap.returncode is None:
            try:
                async with asyncio.timeout(_END_TIMEOUT_S):
                    await self._bwrap.wait()
            except TimeoutError:
                self._bwrap.send_signal(signal.SIGKILL)
                await self._bwrap.wait()

    def _lost(self) -> None:
        for process in self._processes.values():
            if not process.exit.done():
                process.exit.set_exception(DeskLost("The cell has ended.", hint="Open the desk again."))
                process.exit.exception()  # seen here: nobody need wait for it
        self._processes.clear()


def _exactly(fds: list[int], count: int) -> list[int]:
    if len(fds) == count:
        return fds
    for fd in fds:
        os.close(fd)
    raise DeskLost("The cell sent back something else than was asked for.", hint="Open the desk again.")


def _memory_file(data: bytes) -> int:
    fd = os.memfd_create("cell", os.MFD_CLOEXEC)
    os.write(fd, data)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


async def _launch(
    walls: Walls, identity: Identity, link_fd: int, seccomp_fd: int, complaint_fd: int
) -> asyncio.subprocess.Process:
    base = REACHABLE if identity.drops else walls.desk
    config: dict[str, Any] = {"limits": walls.limits, "nice": walls.nice, "told_of_size": walls.told_of_size}
    if walls.proxy:
        config["relay"] = {"port": PROXY_PORT, "socket": PROXY_SOCKET, "scripts": INSIDE_DIR}
    command = bwrap_arguments(walls, base, seccomp_fd)
    command += [_PYTHON, "-I", "-S", f"{INSIDE_DIR}/init.py", str(link_fd), json.dumps(config)]
    options: dict[str, Any] = {}
    if identity.drops:
        command = ["unshare", "--map-root-user", "--mount", "/bin/sh", "system/inside/enter.sh", *command]
        options = {"user": identity.uid, "group": identity.gid, "extra_groups": []}
    return await asyncio.create_subprocess_exec(
        *command,
        cwd=walls.desk,
        env={"PATH": "/usr/bin:/bin"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=complaint_fd,
        pass_fds=(link_fd, seccomp_fd),
        **options,
    )
