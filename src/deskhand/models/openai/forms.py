"""The wire forms: how a screen is declared to a model, and what its calls are named.

- `computer`: the vendor's tool; a `computer_call` holds several acts and is answered by one picture.
- `computer_use_preview`: the same with one act a call and a declared size; for the model of that name.
- `functions`: the canonical tool `computer` as an ordinary function, as it is.

The vendor's forms lack acts that a desk has: targets by element id, set_value, open, zoom, pressed keys. They are
offered beside them as the function `desk`, which has the canonical arguments and only those actions. Whatever a call
was named, it comes back as a call of `computer`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from deskhand.models.base import ToolSpec
from deskhand.models.wire.scale import Size

COMPUTER, DESK = "computer", "desk"
BATCH, PREVIEW, FUNCTIONS = "computer", "computer_use_preview", "functions"

_DESK_ACTIONS = (
    "set_value", "open", "zoom", "left_click", "right_click", "middle_click", "double_click", "triple_click",
    "mouse_move", "scroll", "mouse_down", "mouse_up", "key_down", "key_up", "hold_key", "cursor_position",
)  # fmt: skip
_DESK_WORDS = (
    "What the computer tool can't do, on the same screen. Where you are told to give `computer` an element, a value "
    "or a target, call this.\n"
    "left_click, right_click, middle_click, double_click, triple_click, mouse_move, scroll: element (an id from "
    "`elements`; it is scrolled to). set_value: element, value; gives a field, list, check box, date or file field "
    "its value at once; the surest way for those. open: target; an address, a file of the work folder, or browser, "
    "terminal, files or editor. zoom: region, in full detail. triple_click: coordinate or element. "
    "mouse_down, mouse_up: button. key_down, key_up: keys. hold_key: keys, duration. Like all acts it waits until the "
    "screen has settled; it answers in words."
)
_FIELDS_NEVER_NEEDED = {"text", "repeat", "path"}


@dataclass(frozen=True, slots=True)
class Form:
    """One wire form."""

    name: str

    def declared(self, tools: Sequence[ToolSpec], size: Size) -> list[dict[str, Any]]:
        """The `tools` of a request. size: of the screen's pictures as they are sent."""
        made: list[dict[str, Any]] = []
        for tool in tools:
            if tool.name == COMPUTER and self.name != FUNCTIONS:
                made += [self._vendors(size), _function(_desk(tool))]
            else:
                made.append(_function(tool))
        return made

    def _vendors(self, size: Size) -> dict[str, Any]:
        if self.name == BATCH:
            return {"type": BATCH}
        return {"type": PREVIEW, "display_width": size[0], "display_height": size[1], "environment": "linux"}

    def read(self, name: str) -> str:
        """The canonical tool that a function of this name is."""
        return COMPUTER if name == DESK and self.name != FUNCTIONS else name

    def written(self, name: str) -> str:
        """The function that stands for a canonical tool where a call is written anew."""
        return DESK if name == COMPUTER and self.name != FUNCTIONS else name


FORMS: dict[str, Form] = {name: Form(name) for name in (BATCH, PREVIEW, FUNCTIONS)}


def _function(tool: ToolSpec) -> dict[str, Any]:
    return {
        "type": "function",
        "name": tool.name,
        "description": tool.description,
        "parameters": tool.parameters,
        "strict": False,
    }


def _desk(computer: ToolSpec) -> ToolSpec:
    """The canonical tool with only those actions that the vendor's form lacks."""
    schema = computer.parameters
    properties = {
        name: value for name, value in schema.get("properties", {}).items() if name not in _FIELDS_NEVER_NEEDED
    }
    action = properties.get("action", {})
    there = action.get("enum", _DESK_ACTIONS)
    properties["action"] = {**action, "enum": [name for name in _DESK_ACTIONS if name in there]}
    return ToolSpec(DESK, _DESK_WORDS, {**schema, "properties": properties})
