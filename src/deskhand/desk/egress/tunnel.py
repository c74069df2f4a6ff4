"""Bytes both ways between two streams until both are done. It does not know what they mean."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass

from deskhand.desk.egress.peer import CHUNK_BYTES
from deskhand.desk.egress.route import Streams

TUNNEL_IDLE_S = 900.0
"""A tunnel on which nothing moves either way is closed (WebSockets ping far more often)."""


@dataclass
class Carried:
    """Bytes that went through: up (from the desk) and down (to it)."""

    up: int = 0
    down: int = 0


async def tunnel(desk: Streams, outside: Streams, carried: Carried, *, idle_s: float = TUNNEL_IDLE_S) -> None:
    """Carry bytes until both sides ended, one broke, or nothing moved for `idle_s`. Closes neither."""
    up = asyncio.create_task(_carry(desk[0], outside[1], carried, up=True))
    down = asyncio.create_task(_carry(outside[0], desk[1], carried, up=False))
    try:
        before = -1
        while not (up.done() and down.done()):
            _, running = await asyncio.wait({up, down}, timeout=idle_s, return_when=asyncio.FIRST_EXCEPTION)
            broken = any(task.done() and task.exception() for task in (up, down))
            if broken or (running and carried.up + carried.down == before):
                return
            before = carried.up + carried.down
    finally:
        for task in (up, down):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await task


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, carried: Carried, *, up: bool) -> None:
    while data := await reader.read(CHUNK_BYTES):
        writer.write(data)
        await writer.drain()
        if up:
            carried.up += len(data)
        else:
            carried.down += len(data)
    if writer.can_write_eof():
        writer.write_eof()
