"""`deskhand bench desk`: how fast and how rightly a desk is seen and acted on, beside the way others do it.

It composes the measurements and judges them by the goals; each measurement is a module of its own.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deskhand.bench.crowd import actions_a_second
from deskhand.bench.editor import TASK as IN_EDITOR
from deskhand.bench.editor import type_in_editor
from deskhand.bench.goals import Goal, Report, goal, percentile, times_row
from deskhand.bench.late import late_repaints
from deskhand.bench.others import others_on
from deskhand.bench.rounds import Progress, Stage, Tallies, Tally, play, screenshots
from deskhand.bench.site import HOST, Site, site
from deskhand.bench.starting import memory_rows, start_times
from deskhand.bench.tasks import TASKS, find_places, open_page
from deskhand.bench.ways import FIXED_WAIT_S, Ours, Processes, Way
from deskhand.desk.base import DeskSpec
from deskhand.desk.open import open_desk


@dataclass(frozen=True)
class Plan:
    """How often each thing is done. The fixed wait varies little and takes long: a few rounds tell it."""

    starts: int = 7
    pictures: int = 8
    ours: int = 5
    no_wait: int = 3
    fixed_wait: int = 2
    editor: int = 3
    late: int = 2
    crowd_s: float = 10.0


QUICK = Plan(starts=3, pictures=5, ours=2, no_wait=1, fixed_wait=1, editor=1, late=1, crowd_s=6.0)
_OURS, _FIXED = "deskhand", f"fixed wait {FIXED_WAIT_S:g} s"
_MODEL_S = 3.0
"""As long as a model thinks about a step: what a desk takes then is what it takes most of its time."""
_JUDGED = frozenset(task.name for task in TASKS)
_UNICODE_TASKS = ("type Unicode", IN_EDITOR)

Rows = list[dict[str, Any]]


async def measure(progress: Progress, *, quick: bool = False) -> Report:
    """Run everything. Raises SetupMissing when this machine lacks something, with the mend."""
    plan = QUICK if quick else Plan()
    before = _machine("machine, before")
    starts = await start_times(plan.starts, progress)
    with site() as place:
        tallies, late, memory = await _one_desk(place, plan, progress)
        crowd = await actions_a_second(place, plan.crowd_s, progress)
    rows = [before, *starts, *_rows(tallies), *late, *memory, *crowd, _machine("machine, after")]
    return Report(goals=tuple(_goals(tallies, starts, late, memory, crowd)), rows=tuple(rows))


async def _one_desk(place: Site, plan: Plan, progress: Progress) -> tuple[Tallies, Rows, Rows]:
    with tempfile.TemporaryDirectory(prefix="deskhand-bench-") as folder:
        run_dir = Path(folder)
        desk = await open_desk(run_dir, DeskSpec(sites={HOST: place.address}))
        try:
            await open_page(desk)
            with others_on(run_dir) as others:
                stage = Stage(desk, others, place, await find_places(desk))
                ours, fixed, no_wait = Ours(desk), Processes(others, FIXED_WAIT_S), Processes(others, 0)
                tallies = await screenshots(stage, [ours, fixed], plan.pictures, progress)
                turns: list[tuple[Way, int]] = [(ours, plan.ours), (fixed, plan.fixed_wait), (no_wait, plan.no_wait)]
                tallies |= await play(stage, turns, progress)
                late = await late_repaints(stage, plan.late, progress)
                await asyncio.sleep(_MODEL_S)
                memory = memory_rows(desk, run_dir)
                tallies |= await type_in_editor(stage, [ours, no_wait], plan.editor, progress)
                return tallies, late, memory
        finally:
            await desk.close()


def _machine(what: str) -> dict[str, Any]:
    one, five, _ = os.getloadavg()
    return {"what": what, "cores": os.cpu_count(), "load_1_min": round(one, 2), "load_5_min": round(five, 2)}


def _rows(tallies: Tallies) -> Rows:
    rows = []
    for (task, way), tally in tallies.items():
        counted: dict[str, Any] = {"exact": tally.exact} if task.startswith("type") else {}
        if task in _JUDGED:
            counted |= {"wrong_pictures": tally.wrong, "wrong_share": round(tally.wrong / len(tally.times_ms), 3)}
        rows.append(times_row(task, way, tally.times_ms, **counted))
    return rows


def _goals(tallies: Tallies, starts: Rows, late: Rows, memory: Rows, crowd: Rows) -> list[Goal]:
    unicode = [tallies[task, _OURS] for task in _UNICODE_TASKS]
    stale = sum(tally.stale_acts for tally in tallies.values()) + sum(row["stale_acts"] for row in late)
    rates = {row["way"]: row["acts_per_s"] for row in crowd}
    start_ms = next(row["p50_ms"] for row in starts if row["what"] == "desk start: attached")
    return [
        goal("click_vs_fixed_wait", _ratio(tallies, "click"), 12),
        goal("screenshot_vs_scrot", _ratio(tallies, "screenshot"), 20),
        goal("stale_acts", stale, 0, better="lower"),
        goal("unicode_exact", _share_exact(unicode), 1),
        goal("desk_start_ms", start_ms, 150, better="lower"),
        goal("desk_with_chromium_mib", sum(row["pss_mib"] for row in memory), 320, better="lower"),
        goal("actions_per_s_8_desks_vs_fixed_wait", rates[_OURS] / rates[_FIXED], 15),
    ]


def _share_exact(tallies: list[Tally]) -> float:
    return sum(tally.exact for tally in tallies) / sum(len(tally.times_ms) for tally in tallies)


def _ratio(tallies: Tallies, task: str) -> float:
    """How many times longer the others' median is."""
    ours, theirs = (percentile(tallies[task, way].times_ms, 0.5) for way in (_OURS, _FIXED))
    return theirs / ours
