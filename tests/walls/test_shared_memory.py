"""The memory in which the X server puts the screen's pixels, in the hands of a server that means harm."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from deskhand.core.geometry import Box
from deskhand.desk.screen.capture import Capture
from deskhand.desk.screen.extensions import Extension, Extensions
from deskhand.desk.screen.wire import Connection
from tests.walls.liar import greeting

WIDTH, HEIGHT = 640, 480
_SHM, _ATTACH_FD, _GET_IMAGE = 130, 6, 4


class Hostile:
    """An X server that keeps the descriptor it was given, and answers all else as a well-meaning one would."""

    def __init__(self, connection: socket.socket):
        self._connection = connection
        self.taken: list[int] = []
        self.stolen = asyncio.Event()

    async def serve(self) -> None:
        loop = asyncio.get_running_loop()
        await loop.sock_recv(self._connection, 12)
        await loop.sock_sendall(self._connection, greeting(WIDTH, HEIGHT))
        number, data = 0, b""
        while True:
            data += await self._more()
            while len(data) >= 4 and len(data) >= (size := struct.unpack_from("<H", data, 2)[0] * 4):
                number += 1
                major, minor = data[0], data[1]
                data = data[size:]
                if major == 43 or (major == _SHM and minor == _GET_IMAGE):
                    await loop.sock_sendall(self._connection, struct.pack("<BBHI24x", 1, 24, number, 0))

    async def _more(self) -> bytes:
        readable = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(self._connection, readable.set)
        try:
            await readable.wait()
        finally:
            loop.remove_reader(self._connection)
        data, fds, _, _ = socket.recv_fds(self._connection, 65536, 4)
        if fds:
            self.taken += fds
            self.stolen.set()
        if not data:
            raise EOFError
        return data


@asynccontextmanager
async def attached(folder: Path) -> AsyncIterator[tuple[Capture, Hostile]]:
    """Our capture, attached to a hostile server."""
    loop = asyncio.get_running_loop()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(folder / "X0"))
    listener.listen()
    listener.setblocking(False)
    accepting = asyncio.ensure_future(loop.sock_accept(listener))
    opening = asyncio.ensure_future(Connection.open(folder / "X0"))
    theirs = (await accepting)[0]
    theirs.setblocking(False)
    hostile = Hostile(theirs)
    serving = asyncio.ensure_future(hostile.serve())
    connection = await opening
    known = Extension(major=_SHM, first_event=90)
    capture = Capture(connection, Extensions(xtest=known, damage=known, xfixes=known, shm=known, xkb=None))
    try:
        await capture.attach()
        yield capture, hostile
    finally:
        connection.close()
        serving.cancel()
        with suppress(asyncio.CancelledError, EOFError):
            await serving
        for each in (listener, theirs):
            each.close()
        for fd in hostile.taken:
            os.close(fd)


ATTACKS = {
    "shrink": lambda fd: os.ftruncate(fd, 0),
    "shrink by a page": lambda fd: os.ftruncate(fd, WIDTH * HEIGHT * 4 - 4096),
    "grow": lambda fd: os.ftruncate(fd, WIDTH * HEIGHT * 8),
    "shrink by another way": lambda fd: os.truncate(f"/proc/self/fd/{fd}", 0),
    "seal it anew": lambda fd: fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE),
}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_who_holds_the_screens_memory_can_not_take_it_from_under_the_keeper(tmp_path: Path, attack: str) -> None:
    async with attached(tmp_path) as (capture, hostile):
        assert capture.shared
        await hostile.stolen.wait()
        with pytest.raises(PermissionError):
            ATTACKS[attack](hostile.taken[0])
        os.pwrite(hostile.taken[0], b"\x11\x22\x33\x00" * WIDTH * HEIGHT, 0)
        pixels = await capture.grab(Box(0, 0, WIDTH, HEIGHT))
        assert pixels.shape == (HEIGHT, WIDTH) and int(pixels[-1, -1]) == 0x00332211


async def test_a_hole_that_is_made_in_it_is_read_as_black(tmp_path: Path) -> None:
    """Of all that is left to do with it, this takes pages away; the kernel gives new ones, and no signal."""
    async with attached(tmp_path) as (capture, hostile):
        await hostile.stolen.wait()
        os.pwrite(hostile.taken[0], b"\xff" * (WIDTH * HEIGHT * 4), 0)
        punch = ["fallocate", "--punch-hole", "--offset", "0", "--length", str(WIDTH * HEIGHT * 4)]
        path = f"/proc/{os.getpid()}/fd/{hostile.taken[0]}"
        await asyncio.to_thread(subprocess.run, [*punch, path], check=True)
        assert not (await capture.grab(Box(0, 0, WIDTH, HEIGHT))).any()


UNSEALED = (
    "import mmap, os\nfd = os.memfd_create('x')\nos.ftruncate(fd, 8192)\nm = mmap.mmap(fd, 8192)\n"
    "os.ftruncate(fd, 0)\nprint(m[0])"
)


def test_memory_that_is_not_sealed_would_end_who_reads_it() -> None:
    """The same attempt outside of the wall."""
    assert subprocess.run([sys.executable, "-c", UNSEALED], check=False).returncode == -signal.SIGBUS
