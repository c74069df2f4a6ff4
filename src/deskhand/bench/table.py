"""A benchmark's report as lines for people. It does not know what was measured."""

from __future__ import annotations

from typing import Any

from deskhand.bench.goals import Goal, Report

_NAMING = ("what", "way", "part", "program")


def table(report: Report) -> list[str]:
    """The goals, then every row on a line."""
    return [
        f"{'goal':38}{'value':>10}{'wanted':>12}",
        *(_goal(one) for one in report.goals),
        "",
        *(_row(row) for row in report.rows),
    ]


def _goal(one: Goal) -> str:
    wanted = f"{'>=' if one.better == 'higher' else '<='} {one.goal:g}"
    return f"{one.id:38}{one.value:10.4g}{wanted:>12}  {'met' if one.met else 'NOT met'}"


def _row(row: dict[str, Any]) -> str:
    name = ", ".join(str(row[key]) for key in _NAMING if key in row)
    figures = "  ".join(f"{key} {value}" for key, value in row.items() if key not in _NAMING)
    return f"{name:54}  {figures}"
