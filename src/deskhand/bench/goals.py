"""What every benchmark prints: goals that are met or not, and the raw figures behind them.

It does not know what was measured.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

from deskhand.core.values import Value

Better = Literal["higher", "lower"]


class Goal(Value):
    """A promise about one figure. met: `value` is at least (or, where lower is better, at most) `goal`."""

    id: str
    value: float
    goal: float
    better: Better
    met: bool


class Report(Value):
    """A finished benchmark. rows: raw figures, each with the key "what"; times in ms, memory in MiB."""

    goals: tuple[Goal, ...]
    rows: tuple[dict[str, Any], ...]


def goal(name: str, value: float, wanted: float, *, better: Better = "higher") -> Goal:
    """The goal judged."""
    met = value >= wanted if better == "higher" else value <= wanted
    return Goal(id=name, value=round(value, 3), goal=wanted, better=better, met=met)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed (nearest rank). Raises ValueError for no values."""
    if not values:
        raise ValueError("no values were measured")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def times_row(what: str, way: str, times_ms: Sequence[float], **more: Any) -> dict[str, Any]:
    """Median and 95th percentile of one way of doing one thing."""
    spread = {"p50_ms": round(percentile(times_ms, 0.5), 2), "p95_ms": round(percentile(times_ms, 0.95), 2)}
    return {"what": what, "way": way, "n": len(times_ms), **spread, **more}
