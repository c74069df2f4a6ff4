"""A `Cell` without walls: its processes run as they are on this machine. For tests only."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pty
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence

import psutil

from deskhand.core.errors import DeskLost, NotFound


class HostProcess:
    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._waited = asyncio.get_running_loop().run_in_executor(None, process.wait)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def wait(self) -> int:
        return await asyncio.shield(self._waited)

    async def signal(self, number: int, *, group: bool = True) -> None:
        try:
            (os.killpg if group else os.kill)(self.pid, number)
        except ProcessLookupError:
            return


class HostCell:
    """Runs programs in `root` where a cell has its work folder."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._processes: list[HostProcess] = []
        self._closed = False

    async def spawn(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
        fds: Mapping[int, int] | None = None,
        terminal: int | None = None,
    ) -> HostProcess:
        if self._closed:
            raise DeskLost("the cell has ended")
        given = dict(fds or {})
        null = os.open(os.devnull, os.O_RDWR)
        argv = ["/usr/bin/env", "bash", "-c", _MOVE_FDS, "move", *_moves(given), "--", *argv]
        try:
            process = subprocess.Popen(  # noqa: ASYNC220 - starting is quick, waiting is done in a thread
                argv,
                stdin=given.get(0, null),
                stdout=given.get(1, null),
                stderr=given.get(2, null),
                pass_fds=[fd for number, fd in given.items() if number > 2],
                env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": self._root, **(env or {})},
                cwd=cwd or self._root,
                start_new_session=True,
            )
        except FileNotFoundError:
            raise NotFound(f"there is no {argv[0]}") from None
        finally:
            os.close(null)
        self._processes.append(HostProcess(process))
        return self._processes[-1]

    async def open_terminal(self, *, rows: int = 24, columns: int = 80) -> tuple[int, int]:
        return pty.openpty()

    async def dial(self, port: int) -> socket.socket:
        try:
            return await asyncio.to_thread(socket.create_connection, ("127.0.0.1", port), 5)
        except OSError:
            raise NotFound(f"nothing listens on port {port}") from None

    async def close(self) -> None:
        """End all sessions that were started here: a shell's jobs have process groups of their own."""
        self._closed = True
        sessions = {process.pid for process in self._processes}
        for pid in psutil.pids():
            with contextlib.suppress(ProcessLookupError):
                if os.getsid(pid) in sessions:
                    os.kill(pid, signal.SIGKILL)
        for process in self._processes:
            await process.wait()


# Popen passes descriptors under their own numbers; this moves them to the numbers asked for, then becomes the program.
_MOVE_FDS = 'while [[ $1 != -- ]]; do eval "exec $2<&$1 $1<&-"; shift 2; done; shift; exec "$@"'


def _moves(fds: Mapping[int, int]) -> list[str]:
    return [str(n) for number, fd in fds.items() if number > 2 for n in (fd, number)]
