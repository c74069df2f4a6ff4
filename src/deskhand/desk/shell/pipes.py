"""Pipes between the event loop and a shell: whole writes without blocking, and reads that never wait.

It does not know what travels in them.
"""

from __future__ import annotations

import array
import asyncio
import fcntl
import os
import termios
from collections.abc import Callable

CHUNK_BYTES = 65_536
"""One read: the capacity of a pipe on Linux (pipe(7))."""


class PipeReader:
    """Our end of a pipe that somebody else writes; `on_data` gets every chunk, b"" once at its end."""

    def __init__(self, fd: int, on_data: Callable[[bytes], None]) -> None:
        self._fd = fd
        self._on_data = on_data
        self._open = True
        os.set_blocking(fd, False)
        asyncio.get_running_loop().add_reader(fd, self._ready)

    def _ready(self) -> None:
        try:
            data = os.read(self._fd, CHUNK_BYTES)
        except BlockingIOError:
            return
        if not data:
            self.close()
        self._on_data(data)

    def drain(self) -> None:
        """Read what lies in the pipe now, and no more: a writer that never stops can't hold us."""
        left = self._waiting() if self._open else 0
        while left > 0 and self._open:
            data = os.read(self._fd, min(left, CHUNK_BYTES))
            left -= len(data)
            if not data:
                return
            self._on_data(data)

    def _waiting(self) -> int:
        count = array.array("i", [0])
        fcntl.ioctl(self._fd, termios.FIONREAD, count)
        return count[0]

    def close(self) -> None:
        if self._open:
            self._open = False
            asyncio.get_running_loop().remove_reader(self._fd)
            os.close(self._fd)


class PipeWriter:
    """Our end of a pipe that somebody else reads."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._open = True
        os.set_blocking(fd, False)

    async def write(self, data: bytes) -> None:
        """Write all of it. Raises BrokenPipeError when nobody reads any more."""
        view = memoryview(data)
        while view:
            if not self._open:
                raise BrokenPipeError("the pipe is closed")
            try:
                view = view[os.write(self._fd, view) :]
            except BlockingIOError:
                await self._writable()

    async def _writable(self) -> None:
        loop = asyncio.get_running_loop()
        ready: asyncio.Future[None] = loop.create_future()
        loop.add_writer(self._fd, lambda: None if ready.done() else ready.set_result(None))
        try:
            await ready
        finally:
            loop.remove_writer(self._fd)

    def close(self) -> None:
        if self._open:
            self._open = False
            os.close(self._fd)
