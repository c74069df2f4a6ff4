"""Windows that repaint long after an act: nobody can know it when the act returns, so the next act must be refused.

The page itself says when it has repainted. It does not know goals.
"""

from __future__ import annotations

import asyncio
from typing import Any

from deskhand.bench.rounds import Progress, Stage, acts_on, unmoving
from deskhand.bench.tasks import open_page
from deskhand.bench.ways import Ours

LATE_MS = (0, 300, 1000, 3000)


async def late_repaints(stage: Stage, rounds: int, progress: Progress) -> list[dict[str, Any]]:
    """A row for each delay: how many acts were planned on the picture before, and how many of those were performed."""
    rows = []
    ours = Ours(stage.desk)
    for late_ms in LATE_MS:
        progress(f"repaints after {late_ms} ms")
        planned = performed = 0
        await open_page(stage.desk, late_ms=late_ms)
        for press in range(1, rounds + 1):
            stage.site.forget()
            seen = await ours.click(stage.places.button)
            await asyncio.to_thread(stage.site.said, "press", str(press))
            await unmoving(stage.desk)  # the page has painted; its picture may still be on the way to the screen
            if (await stage.desk.look(since=seen.frame)).changed:
                planned += 1
                performed += await acts_on(stage.desk, seen, stage.places)
        rows.append({
            "what": f"repaint {late_ms} ms after the click", "way": ours.name, "n": rounds,
            "late_for_the_picture": planned, "stale_acts": performed,
        })  # fmt: skip
    return rows
