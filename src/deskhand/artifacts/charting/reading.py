"""A chart's text, in any of the forms that docs/artifacts.md names, as a Plan. The frame reads them by the same rule
(web/frame/kinds/charting.ts); tests/artifacts/charts.json holds both."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from deskhand.artifacts.charting import vega
from deskhand.artifacts.charting.plan import Plan, label_of, listed, looks_numeric, number_of, type_of, words_of

Table = tuple[list[str], list[list[Any]]]


def chart_in(text: str) -> Plan:
    """Raises ValueError with what is wrong, as the rest of a sentence."""
    if not re.match(r"\s*[\[{]", text):
        return _over(_separated(text), {})
    try:
        given = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"it is no JSON: {error}") from None
    if isinstance(given, dict):
        data = given.get("data")
        if isinstance(data, dict) and isinstance(data.get("datasets"), list):
            return _configured(given, data)
        if "mark" in given or "encoding" in given:
            return vega.chart_in(given)
    return _over(_table(given), given if isinstance(given, dict) else {})


def _no_constant(name: str) -> None:
    """NaN and Infinity, which no browser reads."""
    raise ValueError(f"{name} is no number of JSON")


def _separated(text: str) -> Table:
    lines = [line for line in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) if any(line)]
    return (lines[0], list(lines[1:])) if lines else ([], [])


def _table(given: Any) -> Table:
    """The rows in JSON: a list of objects or lists, or an object with one under rows or data."""
    outer = given if isinstance(given, dict) else {}
    rows = given if isinstance(given, list) else outer.get("rows", outer.get("data"))
    if not isinstance(rows, list):
        raise ValueError('it has no "rows", is no configuration of Chart.js, and no chart of Vega-Lite')
    if all(isinstance(row, dict) for row in rows):
        names = list(dict.fromkeys(str(name) for row in rows for name in row))
        return names, [[row.get(name) for name in names] for row in rows]
    if not all(isinstance(row, list) for row in rows):
        raise ValueError("rows is no list of objects")
    named = outer.get("columns")
    head = named if isinstance(named, list) else rows[0] if rows else []
    return [str(name) for name in head], rows if isinstance(named, list) else rows[1:]


def _over(table: Table, given: dict[str, Any]) -> Plan:
    names, rows = table
    asked = type_of(given.get("type"))
    if not rows:
        raise ValueError("it holds no rows")
    rows = [[*row, *[None] * (len(names) - len(row))] for row in rows]
    numeric = [name for place, name in enumerate(names) if any(looks_numeric(row[place]) for row in rows)]
    x = given.get("x") or next((name for name in names if name not in numeric), names[0] if names else "")
    wanted = given.get("y", [name for name in numeric if name != x])
    ys = wanted if isinstance(wanted, list) else [wanted]
    lacking = next((name for name in (x, *ys) if name not in names), None)
    if lacking is not None:
        raise ValueError(f"there is no column {str(lacking)[:40]!r}; the columns are: {listed(names)}")
    if not ys:
        raise ValueError(f"no column has numbers; the columns are: {listed(names)}")
    places = {name: names.index(name) for name in (x, *ys)}
    series = tuple((y, tuple(number_of(row[places[y]], y) for row in rows)) for y in ys)
    labels = tuple(label_of(row[places[x]]) for row in rows)
    return Plan(asked, words_of(given.get("title")), x, labels, series)


def _configured(given: dict[str, Any], data: dict[str, Any]) -> Plan:
    """A configuration of Chart.js. Points with an x of their own share the labels of the first series."""
    sets = [each for each in data["datasets"] if isinstance(each, dict)]
    if not sets:
        raise ValueError("it has no datasets")
    asked = type_of(given.get("type") or sets[0].get("type"))
    lists = [_values(each.get("data")) for each in sets]
    labels = list(data.get("labels") or [])
    if not labels:
        labels = [value.get("x") if isinstance(value, dict) else n for n, value in enumerate(lists[0], 1)]
    count = max(len(labels), *map(len, lists))
    labels += range(len(labels) + 1, count + 1)
    series = []
    for place, (each, values) in enumerate(zip(sets, lists, strict=True), 1):
        name = str(each.get("label") or f"Series {place}")
        numbers = [number_of(_height(value), name) for value in values]
        series.append((name, (*numbers, *[None] * (count - len(numbers)))))
    if asked == "line" and any(each.get("fill") for each in sets):
        asked = "area"
    plugins = (given.get("options") or {}).get("plugins") or {}
    title = words_of(plugins.get("title"))
    return Plan(asked, title, "", tuple(map(label_of, labels)), tuple(series))


def _values(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise ValueError("a dataset's data is no list")
    return data


def _height(value: Any) -> Any:
    """Of a point, its y; of a bar between two numbers, its end."""
    if isinstance(value, dict):
        return value.get("y")
    return value[1] if isinstance(value, list) and len(value) == 2 else value
