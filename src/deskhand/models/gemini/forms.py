"""The wire forms: how a screen is declared to a model, and what its calls are named.

- `computer_use_desktop`, `computer_use_browser`: the vendor's tool with the names of Gemini 3.5.
- `computer_use_2_5`: the vendor's tool with the older names; their acts hold no look at the screen.
- `functions`: the canonical tool `computer` as an ordinary function.

The vendor's forms lack acts that a desk has: targets by element id, set_value, open, zoom, drags through several
points. They are offered beside them as the function `desk`, with the canonical arguments and only those actions; its
coordinates are counted as the vendor's are. The vendor's own check of screenshots for injected instructions is asked
for where it is known, and none of its safety policies is switched off.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from deskhand.models.base import ToolSpec
from deskhand.models.gemini.acts import ASIDE, BROWSER_ACTS, DESKTOP_ACTS, LEGACY_ACTS, Arguments, Reader
from deskhand.models.gemini.acts import canonical as read_acts
from deskhand.models.gemini.acts import native as write_act
from deskhand.models.gemini.cautions import FIELD
from deskhand.models.wire.scale import Size

COMPUTER, DESK = "computer", "desk"
DESKTOP, BROWSER, LEGACY, FUNCTIONS = (
    "computer_use_desktop",
    "computer_use_browser",
    "computer_use_2_5",
    "functions",
)

_LACKING = (
    "zoom", "set_value", "open", "left_click", "right_click", "middle_click", "double_click", "triple_click",
    "mouse_move", "scroll", "drag", "mouse_down", "mouse_up", "hold_key", "cursor_position", "back_button",
    "forward_button",
)  # fmt: skip
_LACKING_2_5 = ("screenshot", "key", "type", "key_down", "key_up", "wait", *_LACKING)
_DESK_WORDS = (
    "What your computer-use functions can't do, on the same screen. Where you are told to give `computer` an element, "
    "a value or a target, call this.\n"
    "left_click, right_click, middle_click, double_click, triple_click, mouse_move, scroll: element (an id from "
    "`elements`; it is scrolled to). set_value: element, value; gives a field, list, check box, date or file field "
    "its value at once; the surest way for those. open: target; an address, a file of the work folder, or browser, "
    "terminal, files or editor. zoom: region, in full detail. drag: path of several points. Clicks take modifiers. "
    "mouse_down, mouse_up: button. hold_key: keys, duration. cursor_position. back_button, forward_button. Like all "
    "acts it waits until the screen has settled."
)
_DESK_WORDS_2_5 = (
    " screenshot: a picture of the screen; look with it when you need to see. type: text. key, key_down, key_up: keys."
)
_IN_PIXELS, _IN_GRID = "pixels of the screen", "thousandths of the screen's width and height (0 to 999)"


@dataclass(frozen=True, slots=True)
class Form:
    """One wire form. `declared` goes out; `read` and `written` translate calls.

    acts: the vendor's vocabulary. environment: what its tool is told of the screen. looks: whether it holds an act for
    a look at the screen. checked: whether it knows the check for injected instructions. excluded: acts that are not
    offered.
    """

    name: str
    acts: Mapping[str, Reader] = field(default_factory=dict)
    environment: str = ""
    checked: bool = False
    looks: bool = True
    excluded: tuple[str, ...] = ()

    def declared(self, tools: Sequence[ToolSpec], *, grid: bool, checked: bool = True) -> list[dict[str, Any]]:
        """The `tools` of a request. grid: whether the model points in thousandths; checked: see the class."""
        functions = [_function(self._offered(tool, grid=grid)) for tool in tools]
        native = [{"computerUse": self._vendors(checked=checked)}] if self.acts else []
        return [*native, *([{"functionDeclarations": functions}] if functions else [])]

    def _vendors(self, *, checked: bool) -> dict[str, Any]:
        tool: dict[str, Any] = {"environment": self.environment}
        if self.excluded:
            tool["excludedPredefinedFunctions"] = list(self.excluded)
        return tool | ({"enablePromptInjectionDetection": True} if self.checked and checked else {})

    def _offered(self, tool: ToolSpec, *, grid: bool) -> ToolSpec:
        if tool.name != COMPUTER:
            return tool
        offered = _desk(tool, looks=self.looks) if self.acts else tool
        return _in_grid(offered) if grid else offered

    def read(self, name: str, given: Mapping[str, Any], screen: Size) -> list[tuple[str, Arguments]]:
        """The canonical calls, one or more, that a call stands for; coordinates as the model gave them."""
        if name in self.acts:
            return [(COMPUTER, arguments) for arguments in read_acts(self.acts, name, given, screen)]
        aside = ASIDE if name == DESK else {FIELD}
        plain = {key: value for key, value in given.items() if key not in aside}
        return [(COMPUTER if name == DESK and self.acts else name, plain)]

    def written(self, name: str, arguments: Mapping[str, Any], screen: Size) -> tuple[str, Arguments]:
        """The name and arguments of a call for a canonical one; coordinates as the model gives them."""
        if name != COMPUTER or not self.acts:
            return name, dict(arguments)
        return write_act(self.acts, arguments, screen) or (DESK, dict(arguments))


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form(DESKTOP, DESKTOP_ACTS, "ENVIRONMENT_DESKTOP", checked=True),
        Form(BROWSER, BROWSER_ACTS, "ENVIRONMENT_BROWSER", checked=True),
        Form(LEGACY, LEGACY_ACTS, "ENVIRONMENT_BROWSER", looks=False, excluded=("search",)),
        Form(FUNCTIONS),
    )
}
"""`search` names no address: where it leads would be ours to guess."""


def _function(tool: ToolSpec) -> dict[str, Any]:
    return {"name": tool.name, "description": tool.description, "parametersJsonSchema": tool.parameters}


def _desk(computer: ToolSpec, *, looks: bool) -> ToolSpec:
    """The canonical tool with only those actions that the vendor's form lacks."""
    properties = dict(computer.parameters.get("properties", {}))
    wanted = _LACKING if looks else _LACKING_2_5
    if looks:
        properties = {name: value for name, value in properties.items() if name not in ("text", "repeat")}
    action = properties.get("action", {})
    there = action.get("enum", wanted)
    properties["action"] = {**action, "enum": [name for name in wanted if name in there]}
    words = _DESK_WORDS + ("" if looks else _DESK_WORDS_2_5)
    return ToolSpec(DESK, words, {**computer.parameters, "properties": properties})


def _in_grid(tool: ToolSpec) -> ToolSpec:
    """The tool with its words for a model that points in thousandths."""
    parameters = json.loads(json.dumps(tool.parameters).replace(_IN_PIXELS, _IN_GRID))
    return ToolSpec(tool.name, tool.description.replace(_IN_PIXELS, _IN_GRID), parameters)
