"""The workspace's server as a process of its own, for what is measured in its pages. It does not know what that is."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from deskhand.core.errors import SetupMissing

_START_S = 30.0


@asynccontextmanager
async def served(environment: Mapping[str, str], *options: str) -> AsyncIterator[str]:
    """Runs `deskhand up` on a free port of this machine, with more options; the link that it prints.

    Raises SetupMissing when it ends before it has printed one.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "deskhand.cli.main", "up", "--port", "0", "--no-browser", *options,
        env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield await asyncio.wait_for(_link(process.stdout), _START_S)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _link(told: asyncio.StreamReader) -> str:
    async for line in told:
        if found := next((word for word in line.decode().split() if "/enter?token=" in word), ""):
            return found
    raise SetupMissing("the workspace ended before it printed its link.", hint="See: deskhand up")
