"""The driver's socket: what passes on its channel, as JSON lines, to whoever connects. Nothing is read from it.

    {"kind": "snapshot", "drafts": [{"kind": "text", "about": "draft", "text": "..."}], "wait": ""}    first
    {"kind": "text" | "thought" | "arguments" | "output", "about": "...", "text": "...", "offset": 0}  a piece
    {"kind": "wait", "about": "model", "text": "...", "offset": 0}     why nothing moves; "": it does again
    {"kind": "clear"}                                                  all that was under way is journaled

Offsets count characters (Unicode code points). A piece ends a wait. A viewer that does not keep up is dropped, not
waited for: it connects again and gets a snapshot. It does not know what a session is.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from pathlib import Path
from typing import Any

from deskhand.agent.channel import Channel, Signal
from deskhand.desk.keeper.wire import listen

SOCKET_NAME = "driver.sock"

LAG_BYTES_MAX = 1024 * 1024
"""What may wait for one viewer beyond its snapshot before it is dropped: minutes of a model's fastest stream."""


class Door:
    """The socket of one driver, from `open` to `close`."""

    def __init__(self, channel: Channel, folder: Path) -> None:
        self._channel = channel
        self._path = folder / SOCKET_NAME
        self._viewers: set[_Viewer] = set()
        self._listening = contextlib.ExitStack()
        self._server: asyncio.Server | None = None
        self._inode = 0
        self._empty = asyncio.Event()
        self._entered = asyncio.Event()
        self._empty.set()

    async def open(self) -> None:
        """Listen in the folder, for its owner only; a socket that a former driver left there is replaced. Where there
        can't be one, nobody comes: people see what is finished."""
        with contextlib.suppress(OSError):
            listening = await asyncio.to_thread(_listen, self._path.parent)
            self._inode = self._path.stat().st_ino
            self._listening.enter_context(self._channel.passing_on(self._pass))
            loop = asyncio.get_running_loop()
            self._server = await loop.create_unix_server(lambda: _Viewer(self), sock=listening)

    async def deserted(self, idle_s: float) -> None:
        """Return when nobody has been connected for so long."""
        while True:
            await self._empty.wait()
            try:
                async with asyncio.timeout(idle_s):
                    await self._entered.wait()
            except TimeoutError:
                return

    async def close(self) -> None:
        """Hang up. What is still on its way to a viewer is sent; the name goes, if it is still this door's."""
        self._listening.close()
        if self._server is not None:
            self._server.close()
        with contextlib.suppress(OSError):
            if self._path.stat().st_ino == self._inode:
                self._path.unlink()
        for viewer in list(self._viewers):
            viewer.leave()

    def enter(self, viewer: _Viewer) -> None:
        self._viewers.add(viewer)
        self._empty.clear()
        self._entered.set()
        drafts = [{"kind": each.kind, "about": each.about, "text": each.text} for each in self._channel.drafts()]
        snapshot = _line({"kind": "snapshot", "drafts": drafts, "wait": self._channel.waits})
        viewer.send(snapshot, len(snapshot) + LAG_BYTES_MAX)

    def left(self, viewer: _Viewer) -> None:
        self._viewers.discard(viewer)
        if not self._viewers:
            self._empty.set()
            self._entered.clear()

    def _pass(self, signal: Signal) -> None:
        if not self._viewers:
            return
        line = _line(_fields(signal))
        for viewer in list(self._viewers):
            viewer.send(line, LAG_BYTES_MAX)


class _Viewer(asyncio.Protocol):
    """One connection. What it sends is thrown away."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._transport: asyncio.Transport | None = None
        self._room_bytes = LAG_BYTES_MAX

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._door.enter(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._door.left(self)

    def send(self, line: bytes, room_bytes: int) -> None:
        """Send, unless more than that is still on its way: then the viewer is dropped. A snapshot makes room for
        itself."""
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write(line)
        self._room_bytes = max(self._room_bytes, room_bytes)
        if self._transport.get_write_buffer_size() > self._room_bytes:
            self._transport.abort()

    def leave(self) -> None:
        if self._transport is not None:
            self._transport.close()


def _listen(folder: Path) -> Any:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return listen(folder, SOCKET_NAME)


def _fields(signal: Signal) -> dict[str, Any]:
    if signal.kind == "clear":
        return {"kind": "clear"}
    return {"kind": signal.kind, "about": signal.about, "text": signal.text, "offset": signal.offset}


def _line(fields: dict[str, Any]) -> bytes:
    """ASCII: half a character that a model sent can't break the line."""
    return json.dumps(fields, ensure_ascii=True).encode() + b"\n"
