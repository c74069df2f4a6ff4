"""Reading a value: of a field, of a cell, or the words beside a label. It does not choose a program's next step."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from deskhand.core.elements import Element, ElementList
from deskhand.models.steps.language.words import ROLES
from deskhand.models.steps.sight.controls import is_control, page_only
from deskhand.models.steps.sight.finding import Finding, describe, find, name_level
from deskhand.models.steps.sight.folding import EXACT, FOLDED, contains, fold
from deskhand.models.steps.sight.places import side_gap
from deskhand.models.steps.sight.wanted import FILLABLE, Wanted

_TICKED = ("checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio")
_LABEL_END = re.compile(r"^\s*[:：=–—-]?\s*")
_WORDY = frozenset(
    {
        "text", "cell", "gridcell", "paragraph", "label", "heading", "link",
        "rowheader", "status", "output", "definition", "term", "alert", "columnheader",
        "listitem", "generic", "strong", "code",
    }
)  # fmt: skip
BESIDE_PX, BELOW_PX = 500, 60


@dataclass(frozen=True, slots=True)
class Reading:
    """A value and where it was read, or why there is none."""

    value: str | None = None
    where: str = ""
    finding: Finding = Finding()


def value_of(element: Element) -> str:
    """What a single element says: a box's state, a field's value, else its name."""
    if element.role in _TICKED:
        return "checked" if {"checked", "selected"} & set(element.states) else "unchecked"
    if element.role in FILLABLE:
        return element.value
    return element.value or element.name


def read_value(listing: ElementList, wanted: Wanted) -> Reading:
    """The value a target names: a field's; a thing's own words when it is named by role or place; words by a label."""
    full, listing = listing, page_only(listing)
    field = find(listing, wanted, "enter")
    if field.one is not None and field.one.role in FILLABLE:
        return Reading(value_of(field.one), describe(field.one))
    if len(field.elements) > 1:
        return Reading(finding=field)
    ticked = find(listing, wanted, "tick")
    if ticked.one is not None and ticked.one.role in _TICKED:
        return Reading(value_of(ticked.one), describe(ticked.one))
    if wanted.places or (wanted.role and wanted.role != "text") or wanted.ordinal:
        found = find(listing, wanted, "see")
        if found.one is not None and not _is_label(found.one, wanted):
            return Reading(value_of(found.one), describe(found.one))
        if len(found.elements) > 1:
            return Reading(finding=found)
    beside = _beside_label(listing, wanted)
    control = find(full, wanted, "read").one if beside.value is None else None
    return beside if control is None or not is_control(control) else Reading(value_of(control), describe(control))


def _is_label(element: Element, wanted: Wanted) -> bool:
    """Whether an element only says the wanted name, so that the value must be beside it."""
    own = bool(wanted.role) and element.role in ROLES.get(wanted.role, ()) and wanted.role not in ("text",)
    in_column = bool(element.column) and fold(element.column) == fold(wanted.name)
    return not own and not in_column and fold(element.name) == fold(wanted.name)


def _beside_label(listing: ElementList, wanted: Wanted) -> Reading:
    """Words in the label's own line ("Total: 12.50"), else right of it, else just below it."""
    plain = replace(wanted, places=(), role="")
    inside = [(rest, e) for e in listing.elements if (rest := rest_after(e.name, wanted.name))]
    labels = [e for e in listing.elements if e.role in _WORDY and name_level(e, plain, "see") >= FOLDED]
    values = [e for e in listing.elements if value_of(e) and not any(e.id == a.id for a in labels)]
    for label in sorted(labels, key=lambda e: name_level(e, plain, "see") != EXACT):
        beside = _nearest(label, values, "right", BESIDE_PX) or _nearest(label, values, "below", BELOW_PX)
        if beside is not None:
            return Reading(value_of(beside), describe(beside))
    if len({rest for rest, _ in inside}) == 1:
        return Reading(inside[0][0], describe(inside[0][1]))
    if inside:
        return Reading(finding=Finding(tuple(e for _, e in inside)))
    return Reading(finding=find(listing, wanted, "read"))


def _nearest(label: Element, values: list[Element], side: str, most: int) -> Element | None:
    near = [
        (gap, n, e)
        for n, e in enumerate(values)
        if (gap := side_gap(label.box, e.box, side)) is not None and gap <= most
    ]
    return min(near)[2] if near else None


def rest_after(text: str, label: str) -> str:
    """ "Total: 12.50" after "Total" -> "12.50"; "" when the text does not begin with the label as whole words.

    Spaces do not count: words read off a picture often lose them ("Passnumber:240891" after "Pass number").
    """
    letters = [char for char in label if not char.isspace()]
    match = re.match(r"\s*".join(map(re.escape, letters)), text.lstrip(), re.IGNORECASE) if letters else None
    rest = text.lstrip()[match.end() :] if match else ""
    if not rest or (rest[0].isalnum() and letters[-1].isalnum() and rest[0].isascii()):
        return ""
    return _LABEL_END.sub("", rest, count=1).strip()


def page_says(listing: ElementList, name: str) -> bool:
    """Whether the words stand on the page, even spread over neighbouring elements, or in the title of a program's
    window. A page's title is no evidence: it may be shown before the page is."""
    goal = fold(name)
    listing = page_only(listing)
    if not goal:
        return False
    texts = [text for e in listing.elements for text in (e.name, e.value) if text]
    if any(contains(fold(text), goal) or name.strip() in text for text in texts):
        return True
    return contains(fold(" ".join(e.name for e in listing.elements)), goal) or any(
        contains(fold(page.title), goal) for page in listing.pages if page.active and not page.address
    )
