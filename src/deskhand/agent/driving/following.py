"""Following a driver's channel from another process: the lines of its socket, over every driver that comes and goes.

It does not know the journal: what is finished is there, and only there.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

from deskhand.desk.keeper.wire import short_path

AGAIN_S = 0.25
"""Between two tries to reach a driver. Nothing tells when one comes, and a try costs less than a tenth of a ms."""
LINE_BYTES_MAX = 64 * 1024 * 1024

NOTHING: dict[str, Any] = {"kind": "snapshot", "drafts": [], "wait": ""}
"""What is under way when nobody drives."""

KINDS = frozenset({"snapshot", "text", "thought", "arguments", "output", "wait", "clear"})


async def follow_channel(path: Path) -> AsyncGenerator[dict[str, Any], None]:
    """The lines of a driver's socket (`driving.door`), as they come, without end: break it off to leave.

    Whenever a driver is reached its snapshot comes, and when it goes, an empty one. A driver that is not there, or not
    yet, is waited for; what it says that can't be read ends that connection, never this.
    """
    reached = False
    while True:
        came = False
        async for line in _lines(path):
            came = reached = True
            yield line
        if came:
            continue  # a viewer that was too slow is let in again at once
        if reached:
            yield NOTHING
        reached = False
        await asyncio.sleep(AGAIN_S)


async def _lines(path: Path) -> AsyncGenerator[dict[str, Any], None]:
    """The lines of one connection; none when it can't be had."""
    try:
        with short_path(path.parent, path.name) as address:
            reader, writer = await asyncio.open_unix_connection(address, limit=LINE_BYTES_MAX)
    except OSError:
        return
    try:
        while line := await _read(reader):
            yield line
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader) -> dict[str, Any] | None:
    """The next line; None at the end, and at one that is no line of a driver's."""
    try:
        data = await reader.readline()
        line = json.loads(data) if data.endswith(b"\n") else None
    except (OSError, ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) and line.get("kind") in KINDS else None
