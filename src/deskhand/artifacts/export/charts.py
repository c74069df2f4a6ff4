"""Charts as they go out: names along an axis, and series of numbers. It does not know how a chart is drawn, nor in
which forms one is written."""

from __future__ import annotations

from dataclasses import dataclass

from deskhand.artifacts.charting.plan import Number
from deskhand.artifacts.charting.reading import chart_in
from deskhand.artifacts.export.base import Losses, Made
from deskhand.artifacts.export.rows import Cell, Rows, typed
from deskhand.artifacts.export.words import clean, clean_all
from deskhand.core.errors import InvalidInput, LimitExceeded

POINTS_MAX = 100_000
SERIES_MAX = 50
EXCEL_TYPES = {
    "bar": {"type": "column"},
    "line": {"type": "line"},
    "area": {"type": "area", "subtype": "stacked"},
    "pie": {"type": "pie"},
    "scatter": {"type": "scatter"},
}


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
        plan = chart_in(text)
    except ValueError as error:
        raise InvalidInput(
            f"{made.entry[:80]} can't be drawn: {error}.",
            hint='Write {"type": "bar", "x": "Month", "y": ["Total"], "rows": [{"Month": "May", "Total": 1}]}.',
        ) from None
    if plan.type != plan.asked:
        losses.add("chart_type", plan.asked)
    title, x, labels, names = clean_all([plan.title, plan.x, [*plan.labels], [name for name, _ in plan.series]], losses)
    series = tuple((name, numbers) for name, (_, numbers) in zip(names, plan.series, strict=True))
    chart = Chart(plan.type, title, x, tuple(map(typed, labels)), series)
    if len(chart.labels) * len(chart.series) > POINTS_MAX or len(chart.series) > SERIES_MAX:
        raise LimitExceeded(
            f"a chart of {len(chart.series)} series and {len(chart.labels)} points each is too large.",
            hint=f"{SERIES_MAX} series and {POINTS_MAX} points are the most.",
            quotes=False,
        )
    return chart
