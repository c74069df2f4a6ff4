"""What a command prints while it runs, passed on to whoever watches. The whole of it is in the command's result."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable

from deskhand.agent.channel import Channel
from deskhand.core.errors import DeskhandError
from deskhand.desk.base import Desk
from deskhand.tools.base import ToolResult

CHARS_MAX = 200_000
"""Passed on of one command: some hundred screens of a terminal. A command that prints more is watched no further."""


async def watched(work: Awaitable[ToolResult], desk: Desk, channel: Channel, call: str) -> ToolResult:
    """Do the work of a call that runs a command; what the command prints meanwhile goes to the channel."""
    passing = asyncio.ensure_future(_pass(desk, channel, call))
    try:
        return await work
    finally:
        passing.cancel()
        await asyncio.gather(passing, return_exceptions=True)


async def _pass(desk: Desk, channel: Channel, call: str) -> None:
    left = CHARS_MAX
    with contextlib.suppress(DeskhandError):  # whatever it is, the command itself is told of it
        async for text in desk.run_output(wait=True):
            channel.piece("output", call, text[:left])
            left -= len(text)
            if left <= 0:
                return
