"""Plays the scenarios in every way and judges ours.

Times are seconds of the fast clock, from the first request to the last answer. The ideal is what no pacing can beat:
the uncached tokens that the work has, less the full bucket at the beginning, at the rate of the refill, and one answer.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from deskhand.bench.goals import Goal, Report, goal
from deskhand.bench.governor.crew import Crew, Ended, crew
from deskhand.bench.governor.limits import PER_MINUTE
from deskhand.bench.governor.peer import ANSWER_S, Log, Weather, serving
from deskhand.bench.governor.time import FastClock
from deskhand.core.errors import SetupMissing

Progress = Callable[[str], None]
Rows = list[dict[str, Any]]

INSTALL = "pip install 'deskhand[anthropic]'"
OURS = "deskhand"
OTHERS = ("sdk", "backoff")
WORDS_CHARS_MAX = 120


@dataclass(frozen=True)
class Scenario:
    """What happens to how many agents with how many turns each."""

    name: str
    agents: int
    turns: int
    weather: Weather = Weather()


LOWERED = Weather(lowered=(150.0, 0.5))
"""After two and a half minutes half of all limits is left."""

STORM = Weather(storms=((60.0, 150.0, 1.0), (150.0, 240.0, 0.5)))
"""Overloaded from the end of the first minute on: one and a half minutes wholly, then every second request."""

WARM_UP = Scenario("warm-up", 2, 1)
"""Not counted: what a process loads at its first request would be half a minute of the fast clock."""

SCENARIOS = (
    Scenario("steady", 4, 25),
    Scenario("steady", 10, 12),
    Scenario("limit lowered", 4, 10, LOWERED),
    Scenario("limit lowered", 10, 5, LOWERED),
    Scenario("overload storm", 4, 12, STORM),
    Scenario("overload storm", 10, 6, STORM),
)
SCENARIOS_QUICK = (
    Scenario("steady", 4, 8),
    Scenario("limit lowered", 4, 8, Weather(lowered=(90.0, 0.5))),
    Scenario("overload storm", 4, 6, STORM),
)


async def measure(progress: Progress, *, quick: bool = False) -> Report:
    """Play everything: ours alone, then the others', two at a time. Raises SetupMissing without the SDK, DeskLost when
    a process of agents ends."""
    if find_spec("anthropic") is None:
        raise SetupMissing("The official SDK of Anthropic is not installed.", hint=f"Run: {INSTALL}")
    rows: Rows = [_machine()]
    scenarios = SCENARIOS_QUICK if quick else SCENARIOS
    with tempfile.TemporaryDirectory(prefix="deskhand-bench-") as folder:
        async with crew() as ours:
            await _played(ours, OURS, WARM_UP, Path(folder) / "warm.db", 0)
            for number, scenario in enumerate(scenarios):
                progress(f"{scenario.name}, {scenario.agents} agents, {OURS}")
                rows.append(await _played(ours, OURS, scenario, Path(folder) / f"{number}.db", number))
        rows += await _others(scenarios, Path(folder), progress)
    rows.append({**_machine(), "what": "machine at the end"})
    return Report(goals=tuple(_goals(rows)), rows=tuple(rows))


async def _others(scenarios: Sequence[Scenario], folder: Path, progress: Progress) -> Rows:
    async def played(way: str) -> Rows:
        async with crew(1) as theirs:
            await _played(theirs, way, WARM_UP, folder / "none.db", 0)
            found: Rows = []
            for number, scenario in enumerate(scenarios):
                progress(f"{scenario.name}, {scenario.agents} agents, {way}")
                found.append(await _played(theirs, way, scenario, folder / "none.db", number))
            return found

    return [row for rows in await asyncio.gather(*(played(way) for way in OTHERS)) for row in rows]


async def _played(workers: Crew, way: str, scenario: Scenario, ledger: Path, seed: int) -> dict[str, Any]:
    clock = FastClock(time.time())
    async with serving(clock, scenario.weather, seed) as peer:
        job = {"way": way, "url": peer.url, "epoch": clock.epoch, "ledger": str(ledger)}
        agents = [f"a{n}" for n in range(scenario.agents)]
        ended = await workers.run({**job, "seed": seed, "turns": scenario.turns}, agents)
        return _row(way, scenario, peer.log, ended)


def _row(way: str, scenario: Scenario, log: Log, ended: Ended) -> dict[str, Any]:
    finished = sum(not error for _, error in ended.values())
    ideal_s, took_s = _ideal_s(log.fresh_tokens), log.last_at - log.first_at
    errors = sorted({error[:WORDS_CHARS_MAX] for _, error in ended.values() if error})
    lowered = scenario.weather.lowered
    return {
        "what": scenario.name,
        "way": way,
        "agents": scenario.agents,
        "turns": scenario.turns,
        "finished": round(finished / scenario.agents, 3),
        "rejections_429": len(log.limited_at),
        "after_lowering_429": sum(at - log.first_at >= lowered[0] for at in log.limited_at) if lowered else 0,
        "overloaded_529": len(log.overloaded_at),
        "answered": log.answered,
        "fresh_tokens": log.fresh_tokens,
        "took_s": round(took_s, 1),
        "ideal_s": round(ideal_s, 1),
        "time_vs_ideal": round(took_s / ideal_s, 3),
        **({"errors": errors} if errors else {}),
    }


def _ideal_s(fresh_tokens: int) -> float:
    """With the limits as they are at the beginning, and no overload."""
    most = PER_MINUTE["input-tokens"]
    return max(0.0, fresh_tokens - most) / (most / 60) + ANSWER_S


def _goals(rows: Rows) -> list[Goal]:
    ours = [row for row in rows if row.get("way") == OURS]
    steady = [row for row in ours if row["what"] == "steady"]
    lowered = [row for row in ours if row["what"] == "limit lowered"]
    storm = [row for row in ours if row["what"] == "overload storm"]
    rejected = sum(row["rejections_429"] for row in steady) / len(steady)
    return [
        goal("finished", min(row["finished"] for row in ours), 1),
        goal("rejections_per_run_steady", rejected, 0.1, better="lower"),
        goal("time_vs_ideal_steady", max(row["time_vs_ideal"] for row in steady), 1.05, better="lower"),
        goal("rejections_per_lowered_limit", max(row["after_lowering_429"] for row in lowered), 1, better="lower"),
        goal("finished_in_overload_storm", min(row["finished"] for row in storm), 1),
    ]


def _machine() -> dict[str, Any]:
    one, five, _ = os.getloadavg()
    return {"what": "machine", "cores": os.cpu_count(), "load_1_min": round(one, 2), "load_5_min": round(five, 2)}
