"""Tables on a page as rows: column name -> text. It does not know files."""

from __future__ import annotations

from deskhand.core.elements import Element, ElementList
from deskhand.models.steps.sight.folding import WORDS, level
from deskhand.models.steps.sight.places import RowKey, row_key
from deskhand.models.steps.sight.wanted import Wanted

_TABLES = ("table", "grid", "treegrid")
_CELLS = ("cell", "gridcell", "rowheader")


def _table_of(element: Element) -> str:
    return next((part for part in element.within if part.split(" ")[0] in _TABLES), "")


def table_rows(listing: ElementList, wanted: Wanted | None) -> list[dict[str, str]]:
    """The rows of the named table, or of all rows when none is named, in reading order."""
    rows: dict[RowKey, dict[str, str]] = {}
    for element in listing.elements:
        key = row_key(element)
        if key is None or not element.column or element.role == "columnheader":
            continue
        if wanted and wanted.name and level(wanted.name, _table_of(element).partition(" ")[2]) < WORDS:
            continue
        row = rows.setdefault(key, {})
        text = element.name or element.value
        if element.role in _CELLS or element.column not in row:
            row[element.column] = text
    return [row for row in rows.values() if row]
