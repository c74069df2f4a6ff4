"""Many desks at once: how many acts a second, ours beside xdotool, a fixed wait and scrot.

Each desk shows the page in its browser; an act is a click that changes it, with the picture of what came of it.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from deskhand.bench.others import others_on
from deskhand.bench.rounds import Progress
from deskhand.bench.site import HOST, Site
from deskhand.bench.tasks import Places, find_places, open_page
from deskhand.bench.ways import FIXED_WAIT_S, Ours, Processes, Way
from deskhand.desk.base import DeskSpec
from deskhand.desk.client import DeskClient
from deskhand.desk.open import open_desk

DESKS = 8
_FIXED_WAIT_ACTS = 4
"""Acts of each desk with the fixed wait, which takes nearly all of its time."""


async def actions_a_second(site: Site, seconds: float, progress: Progress) -> list[dict[str, Any]]:
    """A row for each way, measured one after the other on the same desks."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="deskhand-bench-")))
        desks: list[DeskClient] = []
        theirs: list[Way] = []
        for number in range(DESKS):
            progress(f"desk {number + 1} of {DESKS}")
            run_dir = folder / str(number)
            desk = await open_desk(run_dir, DeskSpec(sites={HOST: site.address}))
            stack.push_async_callback(desk.close)
            await open_page(desk)
            desks.append(desk)
            theirs.append(Processes(stack.enter_context(others_on(run_dir)), FIXED_WAIT_S))
        places = await find_places(desks[0])
        ours: list[Way] = [Ours(desk) for desk in desks]
        rows = []
        for ways, time_s in ((theirs, _FIXED_WAIT_ACTS * FIXED_WAIT_S), (ours, seconds)):
            progress(f"{DESKS} desks at once: {ways[0].name}")
            rows.append(await _rate(ways, places, time_s))
        return rows


async def _rate(ways: Sequence[Way], places: Places, seconds: float) -> dict[str, Any]:
    started = time.perf_counter()
    over = started + seconds
    counts = await asyncio.gather(*(_clicks(way, places, lambda: time.perf_counter() >= over) for way in ways))
    took_s = time.perf_counter() - started
    rate = round(sum(counts) / took_s, 2)
    return {"what": f"{len(ways)} desks at once", "way": ways[0].name, "acts": sum(counts), "acts_per_s": rate}


async def _clicks(way: Way, places: Places, over: Callable[[], bool]) -> int:
    count = 0
    while not over():
        await way.click(places.button)
        count += 1
    return count
