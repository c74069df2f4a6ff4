"""Drivers as processes of their own (`agent.driving`), for the server: started, followed, ended.

It does not know when one is wanted.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from deskhand.agent.driving.following import follow_channel
from deskhand.agent.driving.starting import PROGRAM, end_driver, start_driver
from deskhand.agent.session import Home, TaskOptions
from deskhand.journal import Journal


class Processes:
    """`server.drivers.Driving` by processes. program: the module that drives."""

    def __init__(self, home: Home, journal: Journal, program: str = PROGRAM) -> None:
        self._home = home
        self._journal = journal
        self._program = program

    async def start(self, session: str, options: TaskOptions | None) -> None:
        await asyncio.to_thread(start_driver, self._home, session, options, program=self._program)

    async def end(self, session: str) -> None:
        await end_driver(self._journal, session)

    def signals(self, session: str) -> AsyncIterator[dict[str, Any]]:
        return follow_channel(self._home.channel_socket(session))
