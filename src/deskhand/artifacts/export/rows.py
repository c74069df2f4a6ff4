"""Rows of a table, each cell with its type: from CSV, TSV or JSON, as the artifact's own view reads them.

A number is one where it reads back as it was written: 01234, and what has more digits than a spreadsheet holds, stay
text. Dates are those of ISO 8601. It does not know what the rows are written into.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from deskhand.artifacts.export.base import BYTES_MAX, Losses, Made
from deskhand.artifacts.export.words import clean, clean_all
from deskhand.core.errors import InvalidInput, LimitExceeded

ROWS_MAX = 1_048_575
COLUMNS_MAX = 16_384
CELLS_MAX = 5_000_000
CELL_CHARS_MAX = 32_767
"""What Excel holds; the row of names is the first of its 1,048,576."""
DIGITS_MAX = 15

Cell = str | int | float | bool | date | datetime | None

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?")
_FIRST_YEAR = 1900
"""Excel knows no day before."""
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows are as long as the names of the columns."""

    names: tuple[str, ...]
    rows: list[list[Cell]]


def rows_of(made: Made, losses: Losses) -> Rows:
    """The rows of a table artifact. Raises InvalidInput for what is none, and LimitExceeded."""
    text = clean(made.text(BYTES_MAX), losses)
    entry = made.entry.lower()
    try:
        if entry.endswith((".json", ".jsonl")) or re.match(r"\s*(?:\[\s*[\[{\]]|\{)", text):
            return rows_in(clean_all(_json(text), losses), losses)
        return _even(_separated(text, "\t" if entry.endswith(".tsv") else ","), losses)
    except (ValueError, csv.Error, RecursionError) as error:
        raise InvalidInput(
            f"{made.entry[:80]} can't be read as a table: {error}.",
            hint="A table is CSV whose first line names the columns, or JSON with a list of objects.",
        ) from None


def rows_in(given: Any, losses: Losses) -> Rows:
    """The rows in JSON: a list of objects or lists, or an object with one under rows or data. Raises ValueError."""
    outer = given if isinstance(given, dict) else {}
    listed = given if isinstance(given, list) else outer.get("rows", outer.get("data"))
    if not isinstance(listed, list):
        raise ValueError("it holds no list of rows")
    named = outer.get("columns")
    if listed and isinstance(listed[0], list):
        lines = [line if isinstance(line, list) else [line] for line in listed]
        head = list(map(str, named)) if isinstance(named, list) else None
        return _even(((typed(cell) for cell in line) for line in ([head, *lines] if head else lines)), losses)
    if not all(isinstance(row, dict) for row in listed):
        raise ValueError("it is no list of objects")
    names = list(dict.fromkeys(str(name) for row in listed for name in row))
    return _even([names, *([typed(row.get(name)) for name in names] for row in listed)], losses)


def starts_formula(text: str) -> bool:
    """Whether some spreadsheet would take it for a formula."""
    return text.startswith(_STARTS_FORMULA) or text.lstrip().startswith(_STARTS_FORMULA)


def _json(text: str) -> Any:
    def never(name: str) -> Any:
        raise ValueError(f"{name} is no number in JSON")

    return json.loads(text, parse_constant=never)


def _separated(text: str, delimiter: str) -> Iterable[Iterable[Cell]]:
    lines = iter(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    yield next(lines, [])
    for line in lines:
        if any(cell.strip() for cell in line):
            yield [_read(cell) for cell in line]


def _read(text: str) -> Cell:
    """A cell of a text file."""
    if _NUMBER.fullmatch(text) and sum(char.isdigit() for char in text.partition("e")[0]) <= DIGITS_MAX:
        number = float(text)
        if not math.isfinite(number):
            return text
        return int(text) if re.fullmatch(r"-?\d+", text) else number
    return _moment(text) if _DATE.fullmatch(text) else text


def _moment(text: str) -> Cell:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.year < _FIRST_YEAR:
        return text
    return moment.date() if len(text) == len("2026-01-01") else moment


def typed(value: Any) -> Cell:
    """A value of JSON as a cell."""
    match value:
        case None | bool():
            return value
        case int() if len(str(abs(value))) <= DIGITS_MAX:
            return value
        case float() if math.isfinite(value):
            return value
        case str():
            return _moment(value) if _DATE.fullmatch(value) else value
        case int() | float():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def _even(lines: Iterable[Iterable[Cell]], losses: Losses) -> Rows:
    """Rows of one length. A row that is too short is filled, a name that lacks is made up."""
    every = [list(line) for line in lines]
    if not every or not max(map(len, every)):
        raise ValueError("it holds no columns")
    width, height = max(map(len, every)), len(every) - 1
    if height > ROWS_MAX or width > COLUMNS_MAX or width * height > CELLS_MAX:
        raise LimitExceeded(
            f"a table of {height} rows and {width} columns is too large: {ROWS_MAX} rows, {COLUMNS_MAX} columns and "
            f"{CELLS_MAX} cells are the most.",
            hint="Divide it, or take it out as the file itself.",
            quotes=False,
        )
    head, *rows = every
    names = [str(name) for name in head] + [f"Column {number}" for number in range(len(head) + 1, width + 1)]
    uneven = sum(len(row) != len(head) for row in rows)
    if uneven:
        losses.add("uneven_row", count=uneven)
    for row in rows:
        row.extend([None] * (width - len(row)))
    return Rows(tuple(names), rows)
