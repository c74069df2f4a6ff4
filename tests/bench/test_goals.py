"""Goals, figures and the table that shows them."""

from __future__ import annotations

import json

import pytest

from deskhand.bench.goals import Better, Report, goal, percentile, times_row
from deskhand.bench.table import table


@pytest.mark.parametrize(
    ("value", "wanted", "better", "met"),
    [(12, 12, "higher", True), (11.9, 12, "higher", False), (0, 0, "lower", True), (1, 0, "lower", False)],
)
def test_a_goal_is_met_at_its_very_figure(value: float, wanted: float, better: Better, met: bool) -> None:
    assert goal("a", value, wanted, better=better).met is met


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3], 0.5, 3),
        ([1, 2, 3], 0.5, 2),
        (list(range(100)), 0.95, 94),
        ([1, 9], 0.5, 1),
        ([5, 1], 0.95, 5),
        ([5, 1], 1.0, 5),
    ],
)
def test_a_percentile_is_one_of_the_values(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_the_object_names_goals_and_rows() -> None:
    report = Report(goals=(goal("a", 2, 1),), rows=(times_row("click", "deskhand", [1.0, 2.0, 9.0]),))
    written = json.loads(report.model_dump_json())
    assert written["goals"] == [{"id": "a", "value": 2.0, "goal": 1.0, "better": "higher", "met": True}]
    assert written["rows"] == [{"what": "click", "way": "deskhand", "n": 3, "p50_ms": 2.0, "p95_ms": 9.0}]


def test_a_goal_that_is_not_met_is_said_to_people() -> None:
    lines = table(Report(goals=(goal("slow_ms", 200, 150, better="lower"),), rows=({"what": "memory", "mib": 3},)))
    assert "NOT met" in lines[1]
    assert "<= 150" in lines[1]
    assert "mib 3" in lines[-1]
