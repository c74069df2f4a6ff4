"""Charts, as data: rows and what is drawn of them, a configuration of Chart.js, or a chart of Vega-Lite.

{"type": "bar", "x": "Month", "y": ["Total"], "rows": [{"Month": "May", "Total": 12.5}]}
"""

from __future__ import annotations

from collections.abc import Mapping

from deskhand.artifacts.charting.reading import chart_in
from deskhand.artifacts.kinds.form import Form


def _problems(files: Mapping[str, bytes], entry: str) -> tuple[str, ...]:
    try:
        chart_in(files[entry].decode())
    except ValueError as error:
        return (f"{entry} can't be drawn: {error}.",)
    return ()


FORM = Form(
    kind="chart",
    about='A chart as JSON: {"type": "bar", "x": "Month", "y": ["Total"], "rows": [{"Month": "May", "Total": 12.5}]}; '
    "the types are bar, line, area, pie, scatter; or a configuration of Chart.js",
    entry="chart.json",
    suffixes=(".chart.json", "/chart.json"),
    problems=_problems,
)
