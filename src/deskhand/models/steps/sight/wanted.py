"""What a step looks for, its variables filled in; and what for. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from deskhand.models.steps.language.phrases import Relation, Target
from deskhand.models.steps.values.variables import Variables

Purpose = Literal["click", "enter", "choose", "tick", "attach", "read", "see", "point"]

FILLABLE = frozenset(
    {
        "textbox", "searchbox", "combobox", "date", "spinbutton", "time", "slider",
        "listbox", "file", "password", "terminal", "entry",
    }
)  # fmt: skip
PRESSABLE = frozenset(
    {"button", "link", "checkbox", "radio", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "switch",
     "treeitem", "togglebutton", "menubutton", "splitbutton", "combobox", "file", "summary", "disclosuretriangle"}
)  # fmt: skip
NEARLY = frozenset(
    {"textbox", "searchbox", "date", "spinbutton", "slider", "listbox", "row", "cell", "gridcell", "columnheader",
     "listitem", "image", "img", "icon", "canvas", "menu", "label"}
)  # fmt: skip
"""Can be pressed, but seldom is what a person means by a name."""

PREFERRED: dict[str, frozenset[str]] = {
    "click": PRESSABLE,
    "point": PRESSABLE | NEARLY,
    "enter": FILLABLE,
    "choose": frozenset({"combobox", "listbox", "radiogroup", "menubutton", "select"}),
    "tick": frozenset({"checkbox", "switch", "radio", "menuitemcheckbox", "menuitemradio", "togglebutton"}),
    "attach": frozenset({"file"}),
    "read": FILLABLE | {"checkbox", "radio", "switch"},
    "see": frozenset(),
}
ONLY: dict[str, frozenset[str]] = {
    "enter": FILLABLE,
    "choose": PREFERRED["choose"] | {"group", "list", "textbox", "button"},
    "tick": PREFERRED["tick"],
    "attach": frozenset({"file", "button"}),
}
"""Roles that can serve a purpose at all; a purpose that is not here takes anything."""


@dataclass(frozen=True, slots=True)
class WantedPlace:
    kind: Relation
    anchor: Wanted | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target with its variables filled. strict: only its very name will do, and only if there is just one."""

    name: str = ""
    role: str = ""
    ordinal: int = 0
    places: tuple[WantedPlace, ...] = ()
    whole: str = ""
    said: str = ""


def wanted(target: Target, variables: Variables) -> Wanted:
    """The target with every `{variable}` filled. Fails like `Variables.fill`."""
    places = tuple(
        WantedPlace(place.kind, wanted(place.anchor, variables) if place.anchor else None, variables.fill(place.column))
        for place in target.places
    )
    name = variables.fill(target.name) if target.name else ""
    said = variables.fill(target.said) or name
    return Wanted(name.strip(), target.role, target.ordinal, places, variables.fill(target.whole), said)
