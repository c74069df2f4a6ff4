"""Variables and the words they fill: `{total}`, `{row.Amount}`, `{file.name}`, `{{` for a brace.

A value is text, a list of texts, a row (column -> text) or a list of rows; all of it JSON. Numbers are text in plain
decimal form. It does not know where values come from.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from deskhand.models.steps.language.phrases import Words
from deskhand.models.steps.values.failure import StepFailed

Row = dict[str, str]
Value = str | list[Any] | dict[str, Any]

TEXT_CHARS_MAX = 200_000
_BRACES = re.compile(r"\{\{|\}\}|\{\s*([^{}\n]{1,200}?)\s*\}")
_PATH = re.compile(r"[^\W\d]\w*(?:\.[^.{}]+)*")


def folded(name: str) -> str:
    """A name as it is compared: case, spaces, - and _ aside."""
    return re.sub(r"[\s_-]+", "", name.casefold())


def column(row: Mapping[str, Any], name: str) -> str | None:
    """A row's cell by its column's name, compared folded."""
    if name in row:
        return str(row[name])
    return next((str(value) for key, value in row.items() if folded(key) == folded(name)), None)


class Variables:
    """The variables a step sees. rows: the rows of the loops around it, innermost last, whose columns are names too."""

    def __init__(self, values: Mapping[str, Value], rows: tuple[Row, ...] = ()) -> None:
        self.values = values
        self.rows = rows

    def find(self, path: str) -> Value | None:
        """The value of `name` or `name.part.part`; None when there is none."""
        name, *parts = [part.strip() for part in path.split(".")]
        value: Value | None = self.values.get(name)
        if value is None:
            value = next((found for row in reversed(self.rows) if (found := column(row, name)) is not None), None)
        for part in parts:
            value = _part(value, part)
        return value

    def names(self) -> list[str]:
        return sorted({*self.values, *(key for row in self.rows for key in row)})

    def get(self, path: str) -> Value:
        """Like `find`, but fails with what there is."""
        value = self.find(path)
        if value is not None:
            return value
        base, _, part = path.partition(".")
        holder = self.find(base)
        if part and holder is not None:
            kinds = ", ".join(_parts(holder)) or "nothing"
            raise StepFailed(f'{{{base}}} has no "{part}".', f"It has: {kinds}.")
        near = difflib.get_close_matches(base, self.names(), n=1, cutoff=0.6)
        known = f"Did you mean {{{near[0]}}}?" if near else f"Known: {', '.join(self.names()[:12]) or 'none yet'}."
        raise StepFailed(f"{{{base}}} has no value here.", known)

    def fill(self, words: Words | str) -> str:
        """The words with every `{...}` replaced."""
        text = words if isinstance(words, str) else words.text
        filled = _BRACES.sub(self._replaced, text)
        if len(filled) > TEXT_CHARS_MAX:
            raise StepFailed(f"The text has {len(filled)} characters, more than {TEXT_CHARS_MAX}.", "Make it shorter.")
        return filled

    def _replaced(self, match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        if not _PATH.fullmatch(match[1]):
            return match[0]
        return shown(self.get(match[1]))

    def value_of(self, words: Words) -> Value:
        """Words as an operand: a bare name of a variable is its value, `{rows}` alone is the value itself."""
        bare = words.text.strip()
        if not words.quoted and _PATH.fullmatch(bare) and (found := self.find(bare)) is not None:
            return found
        if bare.startswith("{") and bare.endswith("}") and _PATH.fullmatch(inner := bare[1:-1].strip()):
            return self.get(inner)
        return self.fill(words)


def _part(value: Value | None, part: str) -> Value | None:
    if isinstance(value, dict):
        return column(value, part)
    if isinstance(value, list):
        if folded(part) in ("count", "length"):
            return str(len(value))
        if part.isdecimal() and len(part) < 7 and 0 < int(part) <= len(value):
            found: Value = value[int(part) - 1]
            return found
        cells = [column(row, part) for row in value if isinstance(row, dict)]
        return [cell for cell in cells if cell is not None] if any(cell is not None for cell in cells) else None
    if isinstance(value, str):
        return _path_part(value, folded(part))
    return None


def _path_part(text: str, part: str) -> str | None:
    """The parts that a path has: {file.name}, {file.stem}, {file.folder}, {file.extension}."""
    path = PurePosixPath(text[:4_000])
    parts = {"name": path.name, "stem": path.stem, "folder": str(path.parent), "extension": path.suffix.lstrip(".")}
    return parts.get(part)


def _parts(value: Value) -> list[str]:
    if isinstance(value, dict):
        return list(value)[:12]
    if isinstance(value, list):
        first = value[0] if value else None
        return ["count", *(list(first)[:12] if isinstance(first, dict) else [])]
    return ["name", "stem", "folder", "extension"]


def shown(value: Value) -> str:
    """A value as text: a list is a line each, rows are a Markdown table."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(f"{key}: {cell}" for key, cell in value.items())
    if value and all(isinstance(row, dict) for row in value):
        return markdown_table(value)
    return "\n".join(shown(item) for item in value)


def markdown_table(rows: list[Row]) -> str:
    """Rows as a Markdown table; the columns are those of all rows, in the order they are met."""
    columns = list(dict.fromkeys(key for row in rows for key in row))

    def cell(text: str) -> str:
        return str(text).replace("|", "\\|").replace("\n", " ")

    lines = ["| " + " | ".join(cell(name) for name in columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(cell(row.get(name, "")) for name in columns) + " |" for row in rows]
    return "\n".join(lines)
