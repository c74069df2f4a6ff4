"""Tells waiting readers that something was written: in this process at once, in others by a datagram.

Every open journal listens on a socket in the `bells` folder; who writes rings all of them with the stream's id. A ring
is only a hint to look again, so a lost, forged or superfluous one does no harm. Where sockets can't be had, or a ring
was lost, the poll (`look`, every `POLL_S`) finds it. It does not know what was written.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from deskhand.core.errors import DeskhandError

POLL_S = 0.5
_DATAGRAM_BYTES = 256

ANY = ""
"""In place of a stream's id: any of them may have changed."""


class Overheard:
    """The names that were rung since they were last taken."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._rung = asyncio.Event()

    def add(self, name: str) -> None:
        self._names.add(name)
        self._rung.set()

    async def take(self) -> frozenset[str]:
        """Wait until something was rung; what it was."""
        await self._rung.wait()
        self._rung.clear()
        names, self._names = frozenset(self._names), set()
        return names


class Bell:
    """The readers of one open journal that wait for a stream. All of it runs on the event loop."""

    def __init__(self, folder: Path, look: Callable[[], Awaitable[bool]]) -> None:
        self._folder = folder
        self._look = look
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._overhearing: set[Overheard] = set()
        self._socket: socket.socket | None = None
        self._directory: int | None = None
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._poll: asyncio.Task[None] | None = None
        self.closed = False

    def open(self) -> None:
        """Begin to listen. Without sockets (a file system that has none) the poll alone must do."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._directory = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
            listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
            try:
                listening.bind(self._address(self._name))
            except OSError:
                listening.close()
                raise
            self._socket = listening
            asyncio.get_running_loop().add_reader(listening, self._heard)

    def ring(self, stream: str) -> None:
        """Wake whoever waits for the stream, here and in other processes. Never blocks, never fails."""
        self._wake(stream)
        if self._socket is None or self._directory is None:
            return
        for name in os.listdir(self._directory):  # noqa: PTH208 (the folder as it was opened, wherever it is now)
            if name != self._name:
                self._ring_other(self._socket, name, stream)

    @asynccontextmanager
    async def listening(self, stream: str) -> AsyncIterator[asyncio.Event]:
        """An event that is set when the stream may have changed. Clear it, look, and only then wait for it."""
        rung = asyncio.Event()
        self._waiting.setdefault(stream, set()).add(rung)
        self._look_from_now_on()
        try:
            yield rung
        finally:
            waiting = self._waiting.get(stream, set())
            waiting.discard(rung)
            if not waiting:
                self._waiting.pop(stream, None)

    @asynccontextmanager
    async def overhearing(self) -> AsyncIterator[Overheard]:
        """What is rung, whatever it is: for one reader that keeps up with all streams."""
        overheard = Overheard()
        self._overhearing.add(overheard)
        self._look_from_now_on()
        try:
            yield overheard
        finally:
            self._overhearing.discard(overheard)

    async def close(self) -> None:
        """Wake everybody for the last time, and stop listening."""
        self.closed = True
        self._wake_all()
        if self._poll is not None:
            self._poll.cancel()
            await asyncio.gather(self._poll, return_exceptions=True)
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
            (self._folder / self._name).unlink(missing_ok=True)
        if self._directory is not None:
            os.close(self._directory)
            self._socket = self._directory = None

    def _address(self, name: str) -> str:
        """A way to the socket that is short enough for any folder: socket addresses end at 107 bytes."""
        return f"/proc/self/fd/{self._directory}/{name}"

    def _ring_other(self, sender: socket.socket, name: str, stream: str) -> None:
        try:
            sender.sendto(stream.encode(), self._address(name))
        except ConnectionRefusedError:  # its process died and left the socket behind
            with contextlib.suppress(OSError):
                os.unlink(name, dir_fd=self._directory)
        except OSError:
            pass  # gone by now, or its queue is full: then it has rings enough

    def _heard(self) -> None:
        while self._socket is not None:
            try:
                self._wake(self._socket.recv(_DATAGRAM_BYTES).decode("ascii", "replace"))
            except OSError:
                return

    def _wake(self, stream: str) -> None:
        for rung in self._waiting.get(stream, ()):
            rung.set()
        for overheard in self._overhearing:
            overheard.add(stream)

    def _wake_all(self) -> None:
        for stream in list(self._waiting):
            self._wake(stream)
        for overheard in self._overhearing:
            overheard.add(ANY)

    def _look_from_now_on(self) -> None:
        if self._poll is None:
            self._poll = asyncio.get_running_loop().create_task(self._look_often())

    async def _look_often(self) -> None:
        """Wake everybody when the database changed, or can't be looked at: then they find out themselves."""
        while True:
            await asyncio.sleep(POLL_S)
            try:
                changed = bool(self._waiting or self._overhearing) and await self._look()
            except DeskhandError:
                changed = True
            if changed:
                self._wake_all()
