"""Charts, as data: what is drawn along which column.

    {"type": "bar", "x": "Month", "y": ["Total"], "rows": [{"Month": "May", "Total": 12.5}]}

type: bar, line, area, pie or scatter. x: the column along the axis (or the names of a pie's slices). y: the columns
that are drawn, of numbers. rows: objects by column.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from deskhand.artifacts.kinds.form import Form

TYPES = ("bar", "line", "area", "pie", "scatter")


def problem_of(given: Any) -> str:
    """What is wrong with a chart's data; "" for nothing."""
    if not isinstance(given, dict):
        return "it is no JSON object"
    if given.get("type") not in TYPES:
        return f"its type is none of {', '.join(TYPES)}"
    rows, y = given.get("rows"), given.get("y")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return "rows is no list of objects"
    if not isinstance(y, list) or not y or not all(isinstance(name, str) for name in y):
        return "y is no list of columns"
    names = {name for row in rows for name in row}
    lacking = next((name for name in (given.get("x"), *y) if rows and name not in names), None)
    if lacking is not None:
        return f"no row has a column {lacking!r}"
    wrong = next((name for row in rows for name in y if not _is_number(row.get(name))), None)
    return f"the column {wrong!r} holds what is no number" if wrong is not None else ""


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _problems(files: Mapping[str, bytes], entry: str) -> tuple[str, ...]:
    try:
        problem = problem_of(json.loads(files[entry]))
    except (ValueError, RecursionError) as error:
        problem = f"it is no JSON: {error}"
    return (f"{entry} can't be drawn: {problem}.",) if problem else ()


FORM = Form(
    kind="chart",
    about='A chart as JSON: {"type": "bar", "x": "Month", "y": ["Total"], "rows": [{"Month": "May", "Total": 12.5}]}; '
    "the types are bar, line, area, pie, scatter",
    entry="chart.json",
    suffixes=(".chart.json", "/chart.json"),
    problems=_problems,
)
