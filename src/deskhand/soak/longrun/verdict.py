"""Judges the readings of a long run: what should be flat is, or by how much it grows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deskhand.soak.longrun.gauge import Row

GOALS = {
    "driver_mib": 0.10,
    "keeper_mib": 0.05,
    "cpu_ms": 0.10,
    "journal_kib": 0.05,
    "blobs_kib": 0.10,
    "threads": 0.05,
    "files": 0.05,
}
"""What may not grow -> the most that it may per 1,000 acts, as a share of where it began.

The time per act is judged by the processor time of driver and keeper: the clock on the wall (act_ms, in the rows) also
shows what else the machine does. The driver's memory holds the conversation, which a model is shown whole: 4 to 5 KiB
for an act of this routine.
"""

WARM_UP = 0.1
"""The share of the readings at the beginning that is left out: caches fill, Chromium and Python load what they need."""

TIMES = ("act_ms", "cpu_ms", "driver_cpu_ms")
COLUMNS = ("acts", *TIMES, "driver_mib", "keeper_mib", "journal_kib", "blobs_kib", "threads", "files")


def growth(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the least-squares line through (acts, value), per 1,000 acts, as a share of its start.

    0.0 when there are fewer than two points, or the line begins at nothing.
    """
    if len(points) < 2:
        return 0.0
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0
    start = mean_y + slope * (points[0][0] - mean_x)
    return slope * 1000 / start if start > 0 else 0.0


def judged(rows: Sequence[Row]) -> dict[str, Any]:
    """{goals: [{id, value, goal, better, met}], rows: [...]}, as every benchmark prints it."""
    warm = rows[round(len(rows) * WARM_UP) :]
    goals = []
    for name, most in GOALS.items():
        value = growth([(row.acts, getattr(row, name)) for row in warm])
        goals.append(
            {
                "id": f"longrun_{name}_growth_per_1000_acts",
                "value": round(value, 4),
                "goal": most,
                "better": "lower",
                "met": value <= most,
            }
        )
    return {"goals": goals, "rows": [row.as_json() for row in rows]}


def head() -> str:
    return "".join(f"{name:>14}" for name in COLUMNS)


def line(row: Row) -> str:
    return "".join(f"{value:>14}" if isinstance(value := getattr(row, name), int) else f"{value:>14.2f}"
                   for name in COLUMNS)  # fmt: skip


def verdict(found: dict[str, Any]) -> list[str]:
    """A line for each goal: how it grows per 1,000 acts, and whether that is flat enough."""
    return [
        f"{'flat ' if goal['met'] else 'GROWS'} {goal['id'].split('_growth')[0].removeprefix('longrun_'):<12}"
        f" {goal['value']:+8.2%} per 1,000 acts (at most {goal['goal']:.0%})"
        for goal in found["goals"]
    ]
