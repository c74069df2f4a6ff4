"""Which keys and buttons an X server holds down: asked over a connection of our own, beside the desk's."""

from __future__ import annotations

import asyncio
import os
import struct
from pathlib import Path

from deskhand.desk.client import DeskClient
from deskhand.desk.screen.wire import Connection

_QUERY_KEYMAP, _QUERY_POINTER = 44, 38
_BUTTONS_MASK = 0x1F00


async def held(run_dir: Path) -> tuple[int, int]:
    """(keys, buttons) that are down on the desk of this run folder now. Raises DeskLost."""
    folder = os.open(run_dir / "desk" / "screen" / "x11", os.O_PATH | os.O_DIRECTORY)
    try:
        connection = await Connection.open(Path(f"/proc/self/fd/{folder}/X0"))
    finally:
        os.close(folder)
    try:
        keymap = await connection.ask(_QUERY_KEYMAP, 0)
        pointer = await connection.ask(_QUERY_POINTER, 0, struct.pack("<I", connection.setup.root))
    finally:
        connection.close()
    (mask,) = struct.unpack_from("<H", pointer, 24)
    return sum(byte.bit_count() for byte in keymap[8:40]), (mask & _BUTTONS_MASK).bit_count()


async def held_after_attach(run_dir: Path) -> tuple[int, int]:
    """The same once a new driver has attached, as it does first of all; that driver goes away again."""
    async with asyncio.timeout(60):
        desk = await DeskClient.attach(run_dir)
        try:
            return await held(run_dir)
        finally:
            await desk.detach()
