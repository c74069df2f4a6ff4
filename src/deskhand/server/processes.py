"""Drivers as processes of their own (`agent.driving`), for the server: started, followed, ended.

It does not know when one is wanted.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from deskhand.agent.driving.following import follow_channel
from deskhand.agent.driving.starting import PROGRAM, start_driver
from deskhand.agent.session import Home, TaskOptions
from deskhand.journal import Journal, Writer

END_S = 15.0
"""How long a driver that was told to end may take: it lets go of keys and buttons first. Then it is killed."""
_LOOK_S = 0.05


class Processes:
    """`server.drivers.Driving` by processes."""

    def __init__(self, home: Home, journal: Journal) -> None:
        self._home = home
        self._journal = journal

    async def start(self, session: str, options: TaskOptions | None) -> None:
        await asyncio.to_thread(start_driver, self._home, session, options)

    async def end(self, session: str) -> None:
        for number in (signal.SIGTERM, signal.SIGKILL):
            writer = await self._journal.writer_of(session)
            if writer is None or not writer.live or not _is_driver(writer, session):
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(writer.pid, number)
            for _ in range(int(END_S / _LOOK_S)):
                now = await self._journal.writer_of(session)
                if now is None or not now.live:
                    return
                await asyncio.sleep(_LOOK_S)

    def signals(self, session: str) -> AsyncIterator[dict[str, Any]]:
        return follow_channel(self._home.channel_socket(session))


def _is_driver(writer: Writer, session: str) -> bool:
    """Whether it is a process of this machine that was started to drive this session, and nothing else."""
    if writer.host != socket.gethostname():
        return False
    try:
        words = Path(f"/proc/{writer.pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return PROGRAM.encode() in words and session.encode() in words
