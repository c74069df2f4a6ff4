"""The bridge's own connection to a desk's screen: RFB over its unix socket, greeted and ready to be asked.

The socket lies in a folder that the desk can write to, and whatever answers there is a stranger: links are not
followed, every length and wait is bounded. It does not know viewers.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from deskhand.core.errors import DeskLost
from deskhand.desk.screen.wire import open_socket_file
from deskhand.server.desk.pixels import PIXELS, SECURITY_NONE, VERSION, Size
from deskhand.server.desk.rectangles import broken

ANSWER_S = 10.0
"""A healthy screen answers within milliseconds, and takes what it is sent as fast."""

READ_BYTES = 64 * 1024
_NAME_BYTES_MAX = 4096
_WRITE_AHEAD_BYTES = 16 * 1024
_GONE = "Connect again when the desk is there."


@dataclass(frozen=True)
class ScreenLink:
    """An open connection, past the greeting, and the size that the screen had then."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    size: Size

    def send(self, data: bytes) -> None:
        """Hand over whole messages, at once and in order."""
        if data and not self.writer.is_closing():
            self.writer.write(data)

    async def taken(self) -> None:
        """Until the screen has taken nearly all that was sent. DeskLost when it doesn't."""
        try:
            async with asyncio.timeout(ANSWER_S):
                await self.writer.drain()
        except (OSError, TimeoutError):
            raise DeskLost("the screen takes no more input.", hint=_GONE) from None

    async def received(self) -> bytes:
        """What the screen sent next. DeskLost when it has ended."""
        try:
            data = await self.reader.read(READ_BYTES)
        except OSError:
            data = b""
        if not data:
            raise DeskLost("the screen has ended.", hint=_GONE)
        return data


@asynccontextmanager
async def screen_link(path: Path) -> AsyncIterator[ScreenLink]:
    """Connect to the screen at `path` and greet it. DeskLost when there is none, or it isn't one."""
    reader, writer = await _connected(path)
    try:
        async with asyncio.timeout(ANSWER_S):
            size = await _greet(reader, writer)
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        writer.close()
        raise DeskLost("the screen did not finish its greeting.", hint=_GONE) from None
    except BaseException:
        writer.close()
        raise
    try:
        yield ScreenLink(reader, writer, size)
    finally:
        writer.close()


async def _connected(path: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    fd = open_socket_file(path)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    sock.setblocking(False)
    try:
        async with asyncio.timeout(ANSWER_S):
            await asyncio.get_running_loop().sock_connect(sock, f"/proc/self/fd/{fd}")
            reader, writer = await asyncio.open_unix_connection(sock=sock, limit=READ_BYTES)
    except (OSError, TimeoutError):
        sock.close()
        raise DeskLost("the screen can't be reached.", hint=_GONE) from None
    except BaseException:
        sock.close()
        raise
    finally:
        os.close(fd)
    writer.transport.set_write_buffer_limits(high=_WRITE_AHEAD_BYTES)
    return reader, writer


async def _greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Size:
    """RFB 3.8 as a client that needs no password and shares; then the one form of pixels, before any picture."""
    if await reader.readexactly(len(VERSION)) != VERSION:
        raise broken("another version than RFB 3.8")
    writer.write(VERSION)
    (count,) = await reader.readexactly(1)
    if SECURITY_NONE not in await reader.readexactly(count):
        raise broken("a demand for a password")
    writer.write(bytes((SECURITY_NONE,)))
    if await reader.readexactly(4) != bytes(4):
        raise broken("a refusal")
    writer.write(b"\x01")
    width, height, name_bytes = struct.unpack(">HH16xI", await reader.readexactly(24))
    size = Size(width, height)
    if not size.sound or name_bytes > _NAME_BYTES_MAX:
        raise broken(f"a size of {width}x{height} and a name of {name_bytes} bytes, which can't be")
    await reader.readexactly(name_bytes)
    writer.write(b"\0\0\0\0" + PIXELS)
    return size
