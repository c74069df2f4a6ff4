"""The program of one process of agents: a job a line on standard input, its outcome a line on standard output."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from deskhand.bench.governor.time import FastClock
from deskhand.bench.governor.ways import run_agent, way_named
from deskhand.bench.governor.work import requests


async def run(job: dict[str, Any]) -> dict[str, Any]:
    """{"agent": [turns answered, why it ended early]} of a job {way, url, epoch, ledger, agents, seed, turns}.

    What takes time before the first request is done first: a second of it would be a minute of the fast clock.
    """
    clock, agents = FastClock(job["epoch"]), job["agents"]
    asked = [list(requests(agent, job["seed"], job["turns"])) for agent in agents]
    ways = [way_named(job["way"], job["url"], clock, Path(job["ledger"])) for _ in agents]
    for way in ways:
        way.prepare()
    _say({"prepared": True})
    await asyncio.to_thread(sys.stdin.readline)
    ended = await asyncio.gather(*(run_agent(way, each) for way, each in zip(ways, asked, strict=True)))
    return dict(zip(agents, ended, strict=True))


def main() -> None:
    """Say that it is ready, then do jobs until there are no more."""
    _say({"ready": True})
    while line := sys.stdin.readline():
        _say(asyncio.run(run(json.loads(line))))


def _say(words: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
