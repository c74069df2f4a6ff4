"""One side of the proxy: a byte stream and the HTTP/1.1 state machine (h11) over it, with limits on time and size.

It does not know which side it is, where the other leads, or what is allowed.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import h11

HEAD_BYTES_MAX = 65_536
"""Request line and headers, or a chunk header: what servers in the field accept at most."""
IDLE_TIMEOUT_S = 120.0
CHUNK_BYTES = 65_536
LINGER_BYTES_MAX, LINGER_TIMEOUT_S = 1 << 20, 1.0


class PeerGone(Exception):
    """The other end closed, fell silent or broke the protocol. Never leaves this folder."""


class Peer:
    """Events in and out. Raises PeerGone only."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, role: type[h11.CLIENT] | type[h11.SERVER]
    ) -> None:
        self.reader = reader
        self.writer = writer
        self.http = h11.Connection(role, max_incomplete_event_size=HEAD_BYTES_MAX)

    async def event(self, *, idle_s: float = IDLE_TIMEOUT_S) -> Any:
        """The next h11 event (or h11.PAUSED)."""
        data = b"begun"
        try:
            while (event := self.http.next_event()) is h11.NEED_DATA:
                if self.http.they_are_waiting_for_100_continue:
                    await self.send(h11.InformationalResponse(status_code=100, headers=[], reason=b"Continue"))
                async with asyncio.timeout(idle_s):
                    data = await self.reader.read(CHUNK_BYTES)
                self.http.receive_data(data)
        except h11.RemoteProtocolError:
            raise PeerGone("what it sent is not HTTP" if data else "it hung up before its message was whole") from None
        except (OSError, TimeoutError) as error:
            raise PeerGone(str(error) or "no answer in time") from None
        return event

    async def send(self, event: Any) -> None:
        try:
            data = self.http.send(event)
        except h11.LocalProtocolError as error:
            raise PeerGone(str(error)) from None
        if data:
            await self.write(data)

    async def write(self, data: bytes) -> None:
        try:
            self.writer.write(data)
            async with asyncio.timeout(IDLE_TIMEOUT_S):
                await self.writer.drain()
        except (OSError, TimeoutError) as error:
            raise PeerGone(str(error) or "it does not read") from None

    async def left(self) -> None:
        """Return when the other end has closed, or has sent much more than was asked for.

        What comes meanwhile (the next request, or the start of a tunnel) is kept for `event` and `trailing_data`.
        """
        kept = 0
        with contextlib.suppress(OSError):
            while kept <= HEAD_BYTES_MAX and (data := await self.reader.read(CHUNK_BYTES)):
                self.http.receive_data(data)
                kept += len(data)

    async def linger(self) -> None:
        """Read what the other end still sends, within reason, so that it gets to see our last words."""
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(LINGER_TIMEOUT_S):
                self.writer.write_eof()
                left = LINGER_BYTES_MAX
                while left > 0 and (data := await self.reader.read(CHUNK_BYTES)):
                    left -= len(data)

    async def close(self) -> None:
        await close(self.writer)


async def close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
