"""Processes that run agents: started once, given one job after another."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from deskhand.core.errors import DeskLost

PROCESSES = 2
ANSWER_BYTES_MAX = 1024 * 1024

Ended = dict[str, tuple[int, str]]
"""Agent -> (turns answered, why it ended early or "")."""


class Crew:
    """Processes of agents."""

    def __init__(self, processes: Sequence[asyncio.subprocess.Process]) -> None:
        self._processes = processes

    async def run(self, job: dict[str, Any], agents: Sequence[str]) -> Ended:
        """Run the job for these agents, each process its share of them. All begin when all are ready."""
        shares = [agents[n :: len(self._processes)] for n in range(len(self._processes))]
        pairs = zip(self._processes, shares, strict=True)
        await asyncio.gather(*(_asked(each, {**job, "agents": share}) for each, share in pairs))
        found = await asyncio.gather(*(_asked(each, {"go": True}) for each in self._processes))
        return {agent: (turns, error) for answer in found for agent, (turns, error) in answer.items()}


async def _asked(process: asyncio.subprocess.Process, words: dict[str, Any]) -> dict[str, Any]:
    assert process.stdin
    process.stdin.write(json.dumps(words).encode() + b"\n")
    await process.stdin.drain()
    return await _answer(process)


async def _answer(process: asyncio.subprocess.Process) -> dict[str, Any]:
    assert process.stdout
    line = await process.stdout.readline()
    if not line:
        raise DeskLost("A process of agents ended in the middle of the benchmark.", hint="See what it said above.")
    answer: dict[str, Any] = json.loads(line)
    return answer


@asynccontextmanager
async def crew(count: int = PROCESSES) -> AsyncIterator[Crew]:
    """Processes that have loaded everything and wait for jobs."""
    processes = [await _started() for _ in range(count)]
    try:
        await asyncio.gather(*(_answer(process) for process in processes))
        yield Crew(processes)
    finally:
        for process in processes:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _started() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "deskhand.bench.governor.agents",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=ANSWER_BYTES_MAX,
    )
