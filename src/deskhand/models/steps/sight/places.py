"""Where things stand: inside, in the row of, beside, above. Boxes and table rows; it does not choose between things."""

from __future__ import annotations

from collections.abc import Sequence

from deskhand.core.elements import Element, ElementList
from deskhand.core.geometry import Box
from deskhand.models.steps.language.words import ROLES
from deskhand.models.steps.sight.controls import is_control
from deskhand.models.steps.sight.folding import FOLDED, WORDS, contains, fold, level
from deskhand.models.steps.sight.wanted import Wanted, WantedPlace

RowKey = tuple[tuple[str, ...], int, str]
NEAR_PX = 600


def row_key(element: Element) -> RowKey | None:
    """Names the table row that an element stands in; None outside tables."""
    if element.row is None:
        return None
    table = tuple(part for part in element.within if not part.startswith(("row", "cell", "gridcell")))
    return (table, element.row, element.row_text)


def anchors(listing: ElementList, anchor: Wanted) -> list[Element]:
    """The elements that fit an anchor's name best, whatever they are; narrowed by its role when that leaves any."""
    pool = [e for e in listing.elements if not is_control(e)]
    if anchor.role:
        pool = [e for e in pool if e.role in ROLES.get(anchor.role, ())] or pool
    if not anchor.name:
        found = [e for e in pool if anchor.role]
    else:
        scored = [(max(level(anchor.name, e.name), level(anchor.name, e.value)), e) for e in pool]
        best = max((score for score, _ in scored), default=0)
        found = [e for score, e in scored if score == best and score > 0]
    for place in anchor.places[:3]:
        found = [e for e in found if (distances := keep(listing, found, place)) is not None and e.id in distances]
    if anchor.ordinal and found:
        index = anchor.ordinal - 1 if anchor.ordinal > 0 else anchor.ordinal
        return found[index : index + 1 or None] if -len(found) <= index < len(found) else []
    return found


def keep(listing: ElementList, pool: Sequence[Element], place: WantedPlace) -> dict[str, int] | None:
    """The ids of the pool that stand in the place, with their distance from it (0 where that means nothing).

    None when the anchor itself is not there.
    """
    if place.kind in ("top", "bottom"):
        return {e.id: (e.box.y if place.kind == "top" else -e.box.y) for e in pool}
    if place.kind == "row_where":
        return _in_rows(pool, _rows_where(listing, place))
    if place.anchor is None:
        return {e.id: 0 for e in pool}
    if place.kind == "row":
        return _in_row_of(listing, pool, place.anchor)
    if place.kind == "column":
        return {e.id: 0 for e in pool if level(place.anchor.name, e.column) >= WORDS} or None
    if place.kind == "in":
        return _inside(listing, pool, place.anchor)
    found = anchors(listing, place.anchor)
    if not found:
        return None
    return _beside(pool, found, place.kind)


def _in_rows(pool: Sequence[Element], rows: set[RowKey]) -> dict[str, int] | None:
    return {e.id: 0 for e in pool if row_key(e) in rows} if rows else None


def _rows_where(listing: ElementList, place: WantedPlace) -> set[RowKey]:
    value = place.anchor.name if place.anchor else ""
    cells = [e for e in listing.elements if level(place.column, e.column) >= WORDS]
    scored = [(max(level(value, e.name), level(value, e.value)), row_key(e)) for e in cells]
    best = max((score for score, _ in scored), default=0)
    return {key for score, key in scored if key and score == best and score >= WORDS}


def rows_of(listing: ElementList, anchor: Wanted) -> set[RowKey]:
    """The table rows that hold what the anchor names: in a cell of that name, else anywhere in the row's words.

    A row's number may stand for its name: "row 2", "the second row".
    """
    keys = list(dict.fromkeys(key for e in listing.elements if (key := row_key(e))))
    if not anchor.name and anchor.ordinal and keys:
        index = anchor.ordinal - 1 if anchor.ordinal > 0 else anchor.ordinal
        return {keys[index]} if -len(keys) <= index < len(keys) else set()
    cells = {
        row_key(e) for e in listing.elements if max(level(anchor.name, e.name), level(anchor.name, e.value)) >= FOLDED
    }
    found = {key for key in cells if key}
    return found or {key for key in keys if contains(fold(key[2]), fold(anchor.name))}


def _in_row_of(listing: ElementList, pool: Sequence[Element], anchor: Wanted) -> dict[str, int] | None:
    rows = rows_of(listing, anchor)
    if rows:
        return _in_rows(pool, rows)
    found = anchors(listing, anchor)
    if not found:
        return None
    return {e.id: 0 for e in pool if any(_same_line(e.box, a.box) for a in found)}


def _inside(listing: ElementList, pool: Sequence[Element], anchor: Wanted) -> dict[str, int] | None:
    by_name = {e.id: 0 for e in pool if any(_names(part, anchor) for part in e.within)}
    if by_name:
        return by_name
    found = [e for e in anchors(listing, anchor) if e.box.width > 0]
    boxes = {e.id: 0 for e in pool if any(_holds(a, e) for a in found)}
    if boxes:
        return boxes
    headings = [a for a in found if a.role in ("heading", "text", "tab", "legend", "columnheader")]
    return _under_heading(listing, pool, headings[0]) if headings else ({} if found else None)


def _names(part: str, anchor: Wanted) -> bool:
    role, _, name = part.partition(" ")
    if anchor.role and role not in ROLES.get(anchor.role, ()) and anchor.role != "page":
        return False
    return not anchor.name or contains(fold(name), fold(anchor.name))


def _holds(outer: Element, inner: Element) -> bool:
    return outer.id != inner.id and outer.box.contains(*inner.box.center)


def _under_heading(listing: ElementList, pool: Sequence[Element], heading: Element) -> dict[str, int]:
    """What follows a heading up to the next one."""
    below = [e.box.y for e in listing.elements if e.role == "heading" and e.box.y > heading.box.bottom]
    end = min(below, default=10**9)
    return {e.id: 0 for e in pool if heading.box.y <= e.box.y < end and e.id != heading.id}


def _same_line(a: Box, b: Box) -> bool:
    return abs((2 * a.y + a.height) - (2 * b.y + b.height)) <= max(min(a.height, b.height), 12)


def _beside(pool: Sequence[Element], found: list[Element], side: str) -> dict[str, int]:
    best: dict[str, int] = {}
    for e in pool:
        gaps = [gap for a in found if a.id != e.id and (gap := side_gap(a.box, e.box, side)) is not None]
        if gaps:
            best[e.id] = min(gaps)
    return best


def side_gap(anchor: Box, box: Box, side: str) -> int | None:
    """How far `box` is from the anchor on a side, in pixels; None when it stands elsewhere or further than NEAR_PX."""
    across = min(anchor.bottom, box.bottom) - max(anchor.y, box.y)
    along = min(anchor.right, box.right) - max(anchor.x, box.x)
    gaps = {
        "right": (box.x - anchor.right, across), "left": (anchor.x - box.right, across),
        "below": (box.y - anchor.bottom, along), "above": (anchor.y - box.bottom, along),
    }  # fmt: skip
    if side != "near":
        gap, shared = gaps[side]
        return max(gap, 0) if shared > 0 and -8 <= gap <= NEAR_PX else None
    fitting = [max(gap, 0) for gap, shared in gaps.values() if shared > 0 and -8 <= gap <= NEAR_PX]
    return min(fitting) if fitting else None
