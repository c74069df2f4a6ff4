"""An X server for tests: a real Xvnc with a window manager, on a unix socket only."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import NamedTuple

READY_S = 30.0


class Display(NamedTuple):
    """A running X server: its number and its socket."""

    number: int
    socket: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DISPLAY": f":{self.number}", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent",
            "NO_AT_BRIDGE": "1", "GDK_BACKEND": "x11", "GTK_IM_MODULE": "gtk-im-context-simple",
        }  # fmt: skip


@contextlib.asynccontextmanager
async def running(
    argv: Sequence[str], *, env: dict[str, str] | None = None, pass_fds: Sequence[int] = ()
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A program in a process group of its own, which ends with the block."""
    process = await asyncio.create_subprocess_exec(
        *argv, env=env, pass_fds=tuple(pass_fds), start_new_session=True,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            async with asyncio.timeout(5):
                await process.wait()
        except TimeoutError:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


async def _read_line(fd: int) -> bytes:
    loop, line = asyncio.get_running_loop(), b""
    readable = asyncio.Event()
    loop.add_reader(fd, readable.set)
    try:
        async with asyncio.timeout(READY_S):
            while not line.endswith(b"\n"):
                await readable.wait()
                readable.clear()
                line += os.read(fd, 64)
    finally:
        loop.remove_reader(fd)
    return line


@contextlib.asynccontextmanager
async def x_server(width: int = 800, height: int = 600, *, extra: Sequence[str] = ()) -> AsyncIterator[Display]:
    """A bare X server; the server says itself when it is ready."""
    ready, tell = os.pipe()
    vnc = f"/tmp/deskhand-test-vnc-{os.getpid()}-{ready}"
    argv = [
        "Xvnc", "-displayfd", str(tell), "-geometry", f"{width}x{height}", "-depth", "24", "-SecurityTypes", "None",
        "-rfbport", "-1", "-rfbunixpath", vnc, "-nolisten", "tcp", "-ac",
        "-extension", "GLX", "-noreset", *extra,
    ]  # fmt: skip
    try:
        async with running(argv, pass_fds=[tell]):
            number = int(await _read_line(ready))
            yield Display(number, Path(f"/tmp/.X11-unix/X{number}"))
    finally:
        os.close(ready)
        os.close(tell)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(vnc)  # noqa: PTH108 - one quick call
