"""What is drawn: names along an axis, and series of numbers; and the names that kinds of charts go by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Number = int | float
Label = str | int | float | None

TYPES = {
    "bar": "bar", "column": "bar", "line": "line", "radar": "line", "area": "area", "pie": "pie", "doughnut": "pie",
    "donut": "pie", "polararea": "pie", "scatter": "scatter", "bubble": "scatter",
}  # fmt: skip
"""A name of a type, in small letters -> the form of the five that it is, or comes nearest to."""
SAME = {"column": "bar", "donut": "doughnut"}
"""Two names of one type."""
NUMBER_MAX = 1e300
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Plan:
    """asked: the type as it was named; type: its form, of bar, line, area, pie and scatter. x: the name of the axis.
    series: (name, a number or None for each label)."""

    asked: str
    title: str
    x: str
    labels: tuple[Label, ...]
    series: tuple[tuple[str, tuple[Number | None, ...]], ...]

    @property
    def type(self) -> str:
        return TYPES[self.asked]


def type_of(given: Any) -> str:
    """The type that is named; a bar where none is. Raises ValueError for one that there is not."""
    asked = str(given if given not in (None, "") else "bar").lower()
    asked = SAME.get(asked, asked)
    if asked not in TYPES:
        there = ", ".join(name for name in TYPES if name not in SAME)
        raise ValueError(f"there is no type {str(given)[:40]!r}; the types are {there}")
    return asked


def number_of(value: Any, name: str) -> Number | None:
    """A number, also one in quotes; None where there is none. Raises ValueError for what is no number."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value) if re.search(r"[.eE]", value) else int(value)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError(f"{name!r} holds {label_of(value)!r:.60}, which is no number")
    if not abs(value) <= NUMBER_MAX:
        raise ValueError(f"{name!r} holds a number that is too large")
    return value


def looks_numeric(value: Any) -> bool:
    """Whether a value of a column may be drawn."""
    try:
        return number_of(value, "") is not None
    except ValueError:
        return False


def label_of(value: Any) -> Label:
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, list):
        return " ".join(str(label_of(each)) for each in value)
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def words_of(value: Any) -> str:
    """A title, which may be one of several lines."""
    if isinstance(value, dict):
        value = value.get("text")
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def listed(names: Iterable[str]) -> str:
    return ", ".join(str(name)[:40] for name in list(names)[:30])
