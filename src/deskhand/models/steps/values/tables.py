"""Rows as what they are shown as: CSV, a page, slides, the data of a chart. Amounts are added up exactly."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from deskhand.models.steps.values.failure import StepFailed
from deskhand.models.steps.values.numbers import to_decimal
from deskhand.models.steps.values.variables import Row, Value, folded, markdown_table, shown

ROWS_ON_A_SLIDE = 8

_PAGE = """<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .4rem .6rem; }}
th {{ text-align: start; }}
pre {{ white-space: pre-wrap; font: inherit; }}
</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


def rows_in(value: Value) -> list[Row] | None:
    """The value as rows; a list of texts is a column of its own. None for what is no list."""
    if isinstance(value, dict):
        return [{name: shown(cell) for name, cell in value.items()}]
    if not isinstance(value, list):
        return None
    if all(isinstance(item, dict) for item in value):
        return [{name: shown(cell) for name, cell in item.items()} for item in value]
    return [{"value": shown(item)} for item in value]


def columns_of(rows: Sequence[Row]) -> list[str]:
    """The columns of all rows, in the order they are met."""
    return list(dict.fromkeys(name for row in rows for name in row))


def csv_of(rows: Sequence[Row]) -> str:
    """Rows as CSV with a line of names."""
    out = io.StringIO()
    bare = any("\r" in cell for row in rows for cell in (*row, *row.values()))  # which `csv` leaves without quotes
    names = columns_of(rows)
    writer = csv.DictWriter(out, names, lineterminator="\n", quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def page_of(value: Value, title: str) -> str:
    """A page with the rows as a table, or with the words. Nothing of them is taken for HTML."""
    rows = rows_in(value)
    if rows is None:
        body = f"<pre>{html.escape(shown(value))}</pre>"
    else:
        names = columns_of(rows)
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in names)
        lines = ("".join(f"<td>{html.escape(row.get(name, ''))}</td>" for name in names) for row in rows)
        lines_written = "\n".join(f"<tr>{line}</tr>" for line in lines)
        body = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines_written}\n</tbody>\n</table>"
    return _PAGE.format(title=html.escape(title), body=body)


def slides_of(value: Value, title: str) -> str:
    """A slide with the title, then the rows, some on each, or the words as they are."""
    rows = rows_in(value)
    if rows is None:
        parts = [shown(value).strip()]
    else:
        parts = [markdown_table(rows[at : at + ROWS_ON_A_SLIDE]) for at in range(0, len(rows), ROWS_ON_A_SLIDE)]
    return "\n\n---\n\n".join([f"# {title}", *parts]) + "\n"


def chart_of(rows: Sequence[Row], drawn: str, y: str, x: str) -> str:
    """The data of a chart as JSON. y, x: columns, "" for those that suit. Where both are given, rows with the same x
    are added up. Raises StepFailed when there is nothing that can be drawn."""
    names = columns_of(rows)
    numeric = [name for name in names if _numbers(rows, name) is not None]
    along = _named(names, x) if x else next((name for name in names if name not in numeric), names[0] if names else "")
    drawn_columns = [_named(names, y)] if y else [name for name in numeric if name != along]
    if not drawn_columns or not rows:
        raise StepFailed("there is no column of numbers to draw.", f"The columns are: {', '.join(names) or 'none'}.")
    columns = {name: _numbers(rows, name) for name in drawn_columns}
    if wrong := next((name for name, cells in columns.items() if cells is None), None):
        odd = next(row.get(wrong, "") for row in rows if _number(row.get(wrong, "")) is None and row.get(wrong, ""))
        raise StepFailed(f"the column {wrong} holds {odd[:60]!r}, which is no number.", "Name another column.")
    places = [row.get(along, "") for row in rows]
    if x and y:
        points = _added_up(places, columns[drawn_columns[0]] or [], along, drawn_columns[0])
    else:
        points = [
            {along: place, **{name: _plain((cells or [])[at]) for name, cells in columns.items()}}
            for at, place in enumerate(places)
        ]
    data = {"type": drawn or "bar", "x": along, "y": drawn_columns, "rows": points}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _added_up(places: Sequence[str], cells: Sequence[Decimal | None], x: str, y: str) -> list[dict[str, Any]]:
    sums: dict[str, Decimal] = {}
    for place, cell in zip(places, cells, strict=True):
        sums[place] = sums.get(place, Decimal()) + (cell or 0)
    return [{x: place, y: _plain(amount)} for place, amount in sums.items()]


def _named(names: Sequence[str], wanted: str) -> str:
    found = next((name for name in names if folded(name) == folded(wanted)), None)
    if found is None:
        raise StepFailed(f"there is no column {wanted!r}.", f"The columns are: {', '.join(names) or 'none'}.")
    return found


def _numbers(rows: Sequence[Row], name: str) -> list[Decimal | None] | None:
    """The cells of a column as numbers, None for an empty one; None where one is no number, or all are empty."""
    cells = [row.get(name, "").strip() for row in rows]
    numbers = [_number(cell) for cell in cells]
    wrong = any(cell and number is None for cell, number in zip(cells, numbers, strict=True))
    return None if wrong or not any(number is not None for number in numbers) else numbers


def _number(cell: str) -> Decimal | None:
    return to_decimal(cell.strip())


def _plain(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
