"""The wire forms: how a screen is declared to a model, and what its calls are named.

- `computer_toolset_20260801`: the vendor's family of tools, one call an act, several in a turn.
- `computer_20251124`, `computer_20250124`: the vendor's one tool with an `action`; behind a beta header.
- `functions`: the canonical tool `computer` as an ordinary function, as it is.

The vendor's forms lack acts that a desk has: targets by element id, set_value, open, drags through several points,
pressed keys. They are offered beside them as the function `desk`, which has the canonical arguments and only those
actions. So there is one way to do each thing, and the vendor's own training (and its check of screenshots for
injected instructions, which runs only beside its own forms) is kept. Whatever a call was named, it comes back as a
call of `computer`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deskhand.models.anthropic.acts import Arguments, canonical, native
from deskhand.models.base import ToolSpec
from deskhand.models.wire.scale import Size

COMPUTER, DESK = "computer", "desk"
TOOLSET, SINGLE_ZOOM, SINGLE, FUNCTIONS = (
    "computer_toolset_20260801",
    "computer_20251124",
    "computer_20250124",
    "functions",
)
_BETAS = {SINGLE_ZOOM: "computer-use-2025-11-24", SINGLE: "computer-use-2025-01-24"}

_DESK_ACTIONS = (
    "set_value", "open", "left_click", "right_click", "middle_click", "double_click", "triple_click", "mouse_move",
    "scroll", "drag", "mouse_down", "mouse_up", "key_down", "key_up", "back_button", "forward_button",
)  # fmt: skip
_DESK_WORDS = (
    "What the computer tools can't do, on the same screen. Where you are told to give `computer` an element, a value "
    "or a target, call this.\n"
    "left_click, right_click, middle_click, double_click, triple_click, mouse_move, scroll: element (an id from "
    "`elements`; it is scrolled to). set_value: element, value; gives a field, list, check box, date or file field "
    "its value at once; the surest way for those. open: target; an address, a file of the work folder, or browser, "
    "terminal, files or editor. drag: path of several points. scroll: unit pixels. mouse_down, mouse_up: button. "
    "key_down, key_up: keys. back_button, forward_button. Like all acts it waits until the screen has settled."
)
_DESK_ACTIONS_WITHOUT_ZOOM = ("zoom", *_DESK_ACTIONS)

_FIELDS_NEVER_NEEDED = {"text", "repeat", "duration"}


@dataclass(frozen=True, slots=True)
class Form:
    """One wire form. `declared` and `betas` go out; `read` and `written` translate calls."""

    name: str

    @property
    def toolset_name(self) -> str:
        """What the vendor's family is called in calls and results; empty for the other forms."""
        return COMPUTER if self.name == TOOLSET else ""

    @property
    def betas(self) -> tuple[str, ...]:
        """The betas that the form stands behind."""
        return (_BETAS[self.name],) if self.name in _BETAS else ()

    def declared(self, tools: Sequence[ToolSpec], size: Size) -> list[dict[str, Any]]:
        """The `tools` of a request. size: of the screen's pictures as they are sent."""
        made: list[dict[str, Any]] = []
        for tool in tools:
            if tool.name == COMPUTER and self.name != FUNCTIONS:
                made += [self._vendors(size), _function(_desk(tool, zoom=self.name == SINGLE))]
            else:
                made.append(_function(tool))
        return made

    def _vendors(self, size: Size) -> dict[str, Any]:
        if self.name == TOOLSET:
            return {"type": TOOLSET}
        tool = {"type": self.name, "name": COMPUTER, "display_width_px": size[0], "display_height_px": size[1]}
        return tool | ({"enable_zoom": True} if self.name == SINGLE_ZOOM else {})

    def read(self, block: Mapping[str, Any], given: Mapping[str, Any]) -> tuple[str, Arguments]:
        """The canonical tool and arguments (in pixels of the sent picture) that a call stands for."""
        name = str(block.get("name"))
        if self.toolset_name and block.get("toolset_name") == self.toolset_name:
            return COMPUTER, canonical(name, given)
        if self.name in _BETAS and name == COMPUTER and isinstance(given.get("action"), str):
            return COMPUTER, canonical(given["action"], {key: given[key] for key in given if key != "action"})
        return (COMPUTER if name == DESK and self.name != FUNCTIONS else name), dict(given)

    def written(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a call block for a canonical call (in pixels of the sent picture)."""
        if name != COMPUTER or self.name == FUNCTIONS:
            return {"name": name, "input": dict(arguments)}
        said = native(arguments)
        if said is None or (said[0] == "zoom" and self.name == SINGLE):
            return {"name": DESK, "input": dict(arguments)}
        member, given = said
        if self.toolset_name:
            return {"name": member, "toolset_name": self.toolset_name, "input": given}
        return {"name": COMPUTER, "input": {"action": member, **given}}


FORMS: dict[str, Form] = {name: Form(name) for name in (TOOLSET, SINGLE_ZOOM, SINGLE, FUNCTIONS)}


def _function(tool: ToolSpec) -> dict[str, Any]:
    return {"name": tool.name, "description": tool.description, "input_schema": tool.parameters}


def _desk(computer: ToolSpec, *, zoom: bool) -> ToolSpec:
    """The canonical tool with only those actions that the vendor's form lacks."""
    schema = computer.parameters
    properties = {
        name: value
        for name, value in schema.get("properties", {}).items()
        if name not in _FIELDS_NEVER_NEEDED and (zoom or name != "region")
    }
    action = properties.get("action", {})
    wanted = _DESK_ACTIONS_WITHOUT_ZOOM if zoom else _DESK_ACTIONS
    there = action.get("enum", wanted)
    properties["action"] = {**action, "enum": [name for name in wanted if name in there]}
    words = _DESK_WORDS + (" zoom: region, in full detail." if zoom else "")
    return ToolSpec(DESK, words, {**schema, "properties": properties})
