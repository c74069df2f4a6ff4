"""A screen and a viewer's line of this process: both say what they are told to, and note what they hear."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.websockets import WebSocket

from deskhand.server.desk.from_viewer import Message, viewer_stream
from deskhand.server.desk.incremental import Incremental
from deskhand.server.desk.pixels import Size
from tests.server.desk.streams import GREETING, HEIGHT, WIDTH

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Line:
    """A WebSocket as a server hands it over. What the viewer sends is put in; what it is sent comes out."""

    def __init__(self, *, subprotocols: tuple[str, ...] = ()) -> None:
        self._incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._incoming.put_nowait({"type": "websocket.connect"})
        self.received = bytearray()
        self.accepted: dict[str, Any] | None = None
        self.closed: tuple[int, str] | None = None
        self.reads = asyncio.Event()
        self.reads.set()
        self._news = asyncio.Event()
        scope = {"type": "websocket", "headers": [], "subprotocols": list(subprotocols)}
        self.websocket = WebSocket(scope, self._incoming.get, self._take)

    async def _take(self, message: Any) -> None:
        if message["type"] == "websocket.accept":
            self.accepted = message
        elif message["type"] == "websocket.close":
            self.closed = (message["code"], message["reason"])
        else:
            await self.reads.wait()
            self.received += message["bytes"]
        self._news.set()

    def send(self, data: bytes) -> None:
        self._incoming.put_nowait({"type": "websocket.receive", "bytes": data})

    def send_text(self, text: str) -> None:
        self._incoming.put_nowait({"type": "websocket.receive", "text": text})

    def leave(self) -> None:
        self._incoming.put_nowait({"type": "websocket.disconnect", "code": 1005})

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until what was received makes it true."""
        while not holds():
            self._news.clear()
            await self._news.wait()


class FakeScreen:
    """Greets like Xvnc, notes the messages it gets, and sends what it is told."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.writers: list[asyncio.StreamWriter] = []
        self.taken = 0
        self.reads = asyncio.Event()
        self.reads.set()
        self._news = asyncio.Event()
        self.ended = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"RFB 003.008\n")
        await reader.readexactly(12)
        writer.write(b"\x01\x01")
        await reader.readexactly(1)
        writer.write(bytes(4))
        await reader.readexactly(1)
        name = b"a stranger's <b>name</b>"
        size = WIDTH.to_bytes(2, "big") + HEIGHT.to_bytes(2, "big")
        writer.write(size + bytes(16) + len(name).to_bytes(4, "big") + name)
        self.writers.append(writer)
        stream: Incremental[Message | bytes] = Incremental(viewer_stream(Size(WIDTH, HEIGHT)))
        list(stream.feed(GREETING))
        while data := await reader.read(4096):
            await self.reads.wait()
            self.messages += [found for found in stream.feed(data) if not isinstance(found, bytes)]
            self._news.set()
        self.ended += 1
        self._news.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            self._news.clear()
            await self._news.wait()


@contextlib.asynccontextmanager
async def served(path: Path, serve: Serve) -> AsyncIterator[Path]:
    """A unix socket at which `serve` answers."""
    guests: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        guests[task] = writer
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await serve(reader, writer)
        writer.close()

    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)  # a socket's own path ends at 107 bytes
    try:
        server = await asyncio.start_unix_server(answer, f"/proc/self/fd/{folder}/{path.name}")
    finally:
        os.close(folder)
    try:
        yield path
    finally:
        server.close()
        for writer in guests.values():
            writer.transport.abort()
        await asyncio.gather(*guests)
