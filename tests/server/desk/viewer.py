"""A small RFB 3.8 viewer over a WebSocket, for tests: it asks for plain pixels, and can send any bytes."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from deskhand.server.desk.clipboard import CAPS, NOTIFY, PEEK, PROVIDE, REQUEST, Clipboard, CutText, read_extended
from deskhand.server.desk.from_viewer import Fence, Message, SetEncodings, UpdateRequest, encode
from deskhand.server.desk.pixels import PIXELS

NOVNC = (
    1, 7, -260, 16, 21, 5, 2, 6, 0, -26, -254, -223, -224, -258, -261, -308, -309, -312, -313, -307, -1063131698,
    -316, 0x574D5664, -239,
)  # fmt: skip
"""What noVNC 1.7 asks for, in its order."""

PLAIN = (0, -223, -312, -1063131698)
"""Pixels as they are, so that the viewer can look at them; sizes, fences and the extended clipboard."""

_REQUEST_FENCE = 1 << 31


class Viewer:
    """One viewer, past the greeting. Made by `watching`."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._held = b""
        self.width = self.height = 0
        self.pixels = bytearray()
        self.clipboards: list[CutText | Clipboard] = []
        self.fences: list[bytes] = []
        self.updates = 0
        self._news = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None
        self.closed: tuple[int, str] | None = None

    async def greet(self) -> None:
        assert await self._need(12) == b"RFB 003.008\n"
        await self._socket.send(b"RFB 003.008\n")
        assert await self._need(2) == b"\x01\x01"
        await self._socket.send(b"\x01")
        assert await self._need(4) == bytes(4)
        await self._socket.send(b"\x00")  # wants the desk for itself, in vain
        self.width, self.height, name = struct.unpack(">HH16xI", await self._need(24))
        assert await self._need(name) == b"desk"
        self.pixels = bytearray(4 * self.width * self.height)
        await self.send(b"\0\0\0\0" + PIXELS)

    async def send(self, *messages: Message | bytes) -> None:
        """Messages, or any bytes, in one WebSocket message each."""
        for message in messages:
            await self._socket.send(message if isinstance(message, bytes) else encode(message))

    async def look(self, *, incremental: bool = True) -> None:
        await self.send(UpdateRequest(incremental, 0, 0, self.width, self.height))

    async def see(self, encodings: tuple[int, ...] = PLAIN) -> None:
        """Ask for these encodings and for a first picture, and read from now on."""
        await self.send(SetEncodings(encodings))
        await self.look(incremental=False)
        self._reading = asyncio.create_task(self._read())

    async def drink(self, count: int) -> bytes:
        """Ask for so many whole pictures, one after the other; what came, not understood."""
        taken = b""
        for _ in range(count):
            await self.look(incremental=False)
            data = await self._socket.recv()
            assert isinstance(data, bytes)
            taken += data
        return taken

    async def done(self) -> None:
        """Until the screen has read all that was sent before: it answers a fence after it."""
        name = struct.pack(">I", len(self.fences))
        await self.send(Fence(_REQUEST_FENCE | 1, name))
        await self.until(lambda: name in self.fences)

    async def until(self, holds: object) -> None:
        """Wait until what the screen sent makes the function true."""
        assert callable(holds)
        while not holds():
            assert self.closed is None, self.closed
            self._news.clear()
            await self._news.wait()

    async def until_closed(self) -> tuple[int, str]:
        """The code and reason of the close."""
        while self.closed is None:
            self._news.clear()
            await self._news.wait()
        return self.closed

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        """Red, green, blue."""
        at = 4 * (y * self.width + x)
        return (self.pixels[at], self.pixels[at + 1], self.pixels[at + 2])

    async def stop(self) -> None:
        if self._reading:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _need(self, count: int) -> bytes:
        while len(self._held) < count:
            data = await self._socket.recv()
            assert isinstance(data, bytes)
            self._held += data
        taken, self._held = self._held[:count], self._held[count:]
        return taken

    async def _read(self) -> None:
        try:
            while True:
                (kind,) = await self._need(1)
                await self._message(kind)
                self._news.set()
        except ConnectionClosed as closed:
            self.closed = (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (1006, "")
            self._news.set()

    async def _message(self, kind: int) -> None:
        if kind == 0:
            (count,) = struct.unpack(">xH", await self._need(3))
            for _ in range(count):
                await self._rectangle()
            self.updates += 1
            await self.look()
        elif kind == 3:
            (length,) = struct.unpack(">3xi", await self._need(7))
            body = await self._need(abs(length))
            message = CutText(body) if length >= 0 else read_extended(body)
            assert message is not None
            self.clipboards.append(message)
        elif kind == 248:
            flags, length = struct.unpack(">3xIB", await self._need(8))
            payload = await self._need(length)
            if flags & _REQUEST_FENCE:
                await self.send(Fence(flags & 3, payload))
            else:
                self.fences.append(payload)
        else:
            raise AssertionError(f"a message {kind}")

    async def _rectangle(self) -> None:
        x, y, width, height, encoding = struct.unpack(">HHHHi", await self._need(12))
        if encoding == -223:
            self.width, self.height = width, height
            self.pixels = bytearray(4 * width * height)
            return
        assert encoding == 0, encoding
        data = await self._need(4 * width * height)
        for row in range(height):
            at = 4 * ((y + row) * self.width + x)
            self.pixels[at : at + 4 * width] = data[4 * width * row : 4 * width * (row + 1)]


CAN = CAPS | REQUEST | PEEK | NOTIFY | PROVIDE
"""What noVNC says it can do with the extended clipboard."""


@asynccontextmanager
async def watching(address: str) -> AsyncIterator[Viewer]:
    """A viewer at this address, past the greeting."""
    async with connect(address, max_size=None, compression=None, proxy=None) as socket:
        viewer = Viewer(socket)
        await viewer.greet()
        try:
            yield viewer
        finally:
            await viewer.stop()
