"""Charts as they are written, in one form: names along an axis, and series of numbers.

Read are {"type", "x", "y", "rows"}, a configuration of Chart.js ({"type", "data": {"labels", "datasets"}}), and rows
alone, whose numbers are drawn over their first column. It does not know how a chart is drawn.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from deskhand.artifacts.export.base import Losses, Made
from deskhand.artifacts.export.rows import Cell, Rows, rows_in, rows_of
from deskhand.artifacts.export.words import clean, clean_all
from deskhand.core.errors import InvalidInput, LimitExceeded

POINTS_MAX = 100_000
SERIES_MAX = 50
NUMBER_MAX = 1e300
EXCEL_TYPES = {
    "bar": {"type": "column"},
    "line": {"type": "line"},
    "area": {"type": "area", "subtype": "stacked"},
    "pie": {"type": "pie"},
    "scatter": {"type": "scatter"},
}
_NEAREST = {"doughnut": "pie", "polararea": "pie", "bubble": "scatter", "radar": "line"}

Number = int | float


@dataclass(frozen=True, slots=True)
class Chart:
    """type: a key of EXCEL_TYPES. x: the name of the axis. series: (name, a number or None for each label)."""

    type: str
    title: str
    x: str
    labels: tuple[Cell, ...]
    series: tuple[tuple[str, tuple[Number | None, ...]], ...]

    @property
    def sheet(self) -> str:
        return "Chart"

    def table(self) -> Rows:
        columns = [values for _, values in self.series]
        rows: list[list[Cell]] = [[label, *values] for label, *values in zip(self.labels, *columns, strict=True)]
        return Rows((self.x or "x", *(name for name, _ in self.series)), rows)


def chart_of(made: Made, losses: Losses) -> Chart:
    """The chart of an artifact. Raises InvalidInput for what can't be drawn, and LimitExceeded."""
    text = clean(made.text(), losses)
    try:
        chart = _read(made, text, losses)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidInput(
            f"{made.entry[:80]} can't be drawn: {error}.",
            hint='Write {"type": "bar", "x": "Month", "y": ["Total"], "rows": [{"Month": "May", "Total": 1}]}.',
        ) from None
    if len(chart.labels) * len(chart.series) > POINTS_MAX or len(chart.series) > SERIES_MAX:
        raise LimitExceeded(
            f"a chart of {len(chart.series)} series and {len(chart.labels)} points each is too large.",
            hint=f"{SERIES_MAX} series and {POINTS_MAX} points are the most.",
            quotes=False,
        )
    return chart


def _read(made: Made, text: str, losses: Losses) -> Chart:
    if not re.match(r"\s*[\[{]", text):
        return _over_rows(rows_of(made, losses), {})
    given = clean_all(json.loads(text), losses)
    data = given.get("data") if isinstance(given, dict) else None
    if isinstance(data, dict) and isinstance(data.get("datasets"), list):
        return _configured(given, data, losses)
    return _over_rows(rows_in(given, losses), given if isinstance(given, dict) else {}, losses)


def _type_of(given: dict[str, Any], losses: Losses | None) -> str:
    asked = str(given.get("type", "bar")).lower()
    if asked in EXCEL_TYPES:
        return asked
    if losses is not None:
        losses.add("chart_type", asked)
    return _NEAREST.get(asked, "bar")


def _over_rows(table: Rows, given: dict[str, Any], losses: Losses | None = None) -> Chart:
    numeric = [
        name for index, name in enumerate(table.names) if any(_number(row[index]) is not None for row in table.rows)
    ]
    x = given.get("x") or next((name for name in table.names if name not in numeric), table.names[0])
    wanted = given.get("y", [name for name in numeric if name != x])
    ys = [wanted] if isinstance(wanted, str) else list(wanted)
    lacking = next((name for name in (x, *ys) if name not in table.names), None)
    if lacking is not None:
        raise ValueError(f"there is no column {lacking!r}")
    if not ys:
        raise ValueError("no column has numbers")
    places = {name: table.names.index(name) for name in (x, *ys)}
    series = tuple((str(y), tuple(_number(row[places[y]]) for row in table.rows)) for y in ys)
    labels = tuple(row[places[x]] for row in table.rows)
    return Chart(_type_of(given, losses), str(given.get("title", "") or ""), str(x), labels, series)


def _configured(given: dict[str, Any], data: dict[str, Any], losses: Losses) -> Chart:
    """A configuration of Chart.js. Points with an x of their own share the labels of the first series."""
    sets = [each for each in data["datasets"] if isinstance(each, dict)]
    if not sets:
        raise ValueError("it has no datasets")
    lists = [list(each.get("data") or []) for each in sets]
    labels = list(data.get("labels") or [])
    if not labels:
        labels = [point.get("x") if isinstance(point, dict) else n for n, point in enumerate(lists[0], 1)]
    count = max(len(labels), *map(len, lists))
    labels += list(range(len(labels) + 1, count + 1))
    series = []
    for number, (each, values) in enumerate(zip(sets, lists, strict=True), 1):
        numbers = [_number(value.get("y") if isinstance(value, dict) else value) for value in values]
        series.append((str(each.get("label") or f"Series {number}"), (*numbers, *[None] * (count - len(numbers)))))
    type = _type_of({"type": given.get("type") or sets[0].get("type", "bar")}, losses)
    filled = type == "line" and any(each.get("fill") for each in sets)
    plugins = (given.get("options") or {}).get("plugins") or {}
    title = (plugins.get("title") or {}).get("text", "")
    names = " ".join(title) if isinstance(title, list) else str(title or "")
    cells = tuple(label if isinstance(label, str | int | float) else str(label) for label in labels)
    return Chart("area" if filled else type, names, "", cells, tuple(series))


def _number(value: Any) -> Number | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    if not abs(value) <= NUMBER_MAX:
        raise ValueError("it has a number that is too large")
    return value
