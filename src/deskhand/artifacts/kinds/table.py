"""Tables: CSV with a line of names, or JSON: a list of objects."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

from deskhand.artifacts.kinds.form import Form


def rows_of(text: str, entry: str) -> tuple[list[str], list[list[str]]]:
    """The names of the columns, and the rows. Raises ValueError for what is no table."""
    if entry.lower().endswith(".json"):
        given = json.loads(text)
        if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
            raise ValueError("it is no list of objects")
        names = list(dict.fromkeys(name for row in given for name in row))
        return names, [[str(row.get(name, "")) for name in names] for row in given]
    delimiter = "\t" if entry.lower().endswith(".tsv") else ","
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    return (lines[0], lines[1:]) if lines else ([], [])


def _problems(files: Mapping[str, bytes], entry: str) -> tuple[str, ...]:
    try:
        names, rows = rows_of(files[entry].decode(), entry)
    except (ValueError, csv.Error, RecursionError) as error:
        return (f"{entry} can't be read as a table: {error}.",)
    if not names:
        return (f"{entry} holds no columns.",)
    uneven = next((n for n, row in enumerate(rows, 2) if row and len(row) != len(names)), 0)
    return (f"row {uneven} of {entry} has not the {len(names)} cells of its head.",) if uneven else ()


FORM = Form(
    kind="table",
    about="A table: CSV whose first line names the columns, or JSON with a list of objects",
    entry="table.csv",
    suffixes=(".csv", ".tsv"),
    problems=_problems,
)
