"""Vega-Lite, as far as it is a single mark over values that stand in it: x, y and colour, or the slices of a pie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deskhand.artifacts.charting.plan import Label, Number, Plan, label_of, listed, number_of, words_of

_MARKS = {
    "bar": "bar", "line": "line", "trail": "line", "area": "area", "arc": "pie", "point": "scatter",
    "circle": "scatter", "square": "scatter",
}  # fmt: skip
_BEYOND = ("layer", "hconcat", "vconcat", "concat", "facet", "repeat", "transform")
_APART = ("line", "scatter")
"""What draws two values at one place as two."""

_SUMS: dict[str, Callable[[list[Number]], Number]] = {
    "sum": sum,
    "mean": lambda values: sum(values) / len(values),
    "average": lambda values: sum(values) / len(values),
    "min": min,
    "max": max,
}


def chart_in(given: dict[str, Any]) -> Plan:
    """Raises ValueError with what is not drawn here."""
    beyond = next((name for name in _BEYOND if name in given), None)
    if beyond:
        raise ValueError(f"Vega-Lite's {beyond!r} is not drawn here; write one mark over values")
    mark = given.get("mark")
    named = mark.get("type") if isinstance(mark, dict) else mark
    asked = _MARKS.get(str(named))
    if asked is None:
        raise ValueError(f"Vega-Lite's mark {str(named)[:40]!r} is not drawn here; the marks are {', '.join(_MARKS)}")
    rows = _rows(given.get("data"))
    encoding = given.get("encoding")
    encoding = encoding if isinstance(encoding, dict) else {}
    if asked == "pie":
        x, y, colour = _channel(encoding, "color"), _channel(encoding, "theta"), {}
    else:
        x, y, colour = (_channel(encoding, name) for name in ("x", "y", "color"))
    if asked == "bar" and _is_measure(x) and not _is_measure(y):
        x, y = y, x
    return _pivot(asked, words_of(given.get("title")), rows, x, y, colour)


def _rows(data: Any) -> list[dict[str, Any]]:
    values = data.get("values") if isinstance(data, dict) else data
    if not isinstance(values, list) or not all(isinstance(row, dict) for row in values):
        raise ValueError('its data must stand in it, as "data": {"values": [{...}]}: nothing is fetched')
    return values


def _channel(encoding: dict[str, Any], name: str) -> dict[str, Any]:
    found = encoding.get(name)
    return found if isinstance(found, dict) else {}


def _is_measure(channel: dict[str, Any]) -> bool:
    return channel.get("type") == "quantitative" or "aggregate" in channel


def _pivot(
    asked: str, title: str, rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], colour: dict[str, Any]
) -> Plan:
    across, up, aside = x.get("field"), y.get("field"), colour.get("field")
    counts = y.get("aggregate") == "count"
    _must_be_there(rows, (across, aside) if counts else (across or "", up or "", aside))
    whole = str(y.get("title") or ("count" if counts else up))
    apart = asked in _APART and aside is None and "aggregate" not in y
    order: dict[Any, Label] = {}
    cells: dict[Any, dict[str, list[Number]]] = {}
    for place, row in enumerate(rows):
        label = label_of(row.get(across)) if across is not None else ""
        key = place if apart else label
        order.setdefault(key, label)
        value = 1 if counts else number_of(row.get(str(up)), str(up))
        cell = cells.setdefault(key, {})
        if value is not None:
            cell.setdefault(whole if aside is None else str(label_of(row.get(aside))), []).append(value)
    names = list(dict.fromkeys(name for each in cells.values() for name in each)) or [whole]
    total = _total(y.get("aggregate"))
    series = [(name, tuple(total(each[name]) if name in each else None for each in cells.values())) for name in names]
    return Plan(asked, title, str(x.get("title") or across or ""), tuple(order.values()), tuple(series))


def _must_be_there(rows: list[dict[str, Any]], fields: tuple[Any, ...]) -> None:
    """None is a channel that nothing is asked of."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lacking = next((field for field in fields if field is not None and field not in names), None)
    if lacking is not None:
        raise ValueError(f"there is no field {str(lacking)[:40]!r}; the fields are: {listed(names)}")


def _total(aggregate: Any) -> Callable[[list[Number]], Number]:
    if aggregate in (None, "count"):
        return sum
    if aggregate not in _SUMS:
        raise ValueError(f"Vega-Lite's aggregate {str(aggregate)[:40]!r} is not drawn here; write {', '.join(_SUMS)}")
    return _SUMS[str(aggregate)]
