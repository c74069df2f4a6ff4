"""The wire forms: how a model is given its tools, and how its calls come.

- `tools`: function calling, as the servers offer it for models that were taught it.
- `tagged_json`: the turn is one JSON object that the server is held to by a schema (`guided`).
- `tagged`: calls are marked words of the answer (`tagged`); any model can be asked to try.

All of them have the canonical tools, `computer` too. For a model that points in thousandths, or with y before x, the
descriptions say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from deskhand.models.base import ToolSpec
from deskhand.models.cards import Card
from deskhand.models.chat import blocks, guided, tagged

TOOLS, TAGGED_JSON, TAGGED = "tools", "tagged_json", "tagged"

_COUNTED = {
    "pixels": "in pixels of the screen",
    "grid_1000": "in thousandths of the screen's width and height, 0 to 999",
    "grid_1": "as parts of the screen's width and height, 0 to 1",
}
_IN_PIXELS = "Coordinates are pixels of the screen, from its top left corner."
_PLACES = {"coordinate": "[{0}, {1}]", "region": "[{0}0, {1}0, {0}1, {1}1]", "path": "[[{0}, {1}], ...]"}


@dataclass(frozen=True, slots=True)
class Form:
    """One wire form."""

    name: str

    @property
    def marks_calls(self) -> bool:
        """Whether calls are words of the answer."""
        return self.name != TOOLS

    def nonce(self, tools: Sequence[ToolSpec], session_id: str) -> str:
        """What marks an artifact that is a block of the answer; "" where none is taken."""
        taken = self.name == TAGGED and any(tool.name == blocks.TOOL for tool in tools)
        return blocks.nonce_of(session_id) if taken else ""

    def explained(self, tools: Sequence[ToolSpec], nonce: str = "") -> str:
        """What the instructions say of the tools; "" where they are given by themselves."""
        if self.name == TAGGED:
            return tagged.explained(tools, nonce)
        return guided.explained(tools) if self.name == TAGGED_JSON else ""

    def declared(self, tools: Sequence[ToolSpec], *, held: bool) -> dict[str, Any]:
        """The fields of a request that give the tools. held: the server is to hold the answer to the schema."""
        if self.name == TOOLS:
            return {"tools": [_function(tool) for tool in tools]} if tools else {}
        return {"response_format": guided.response_format(tools)} if self.name == TAGGED_JSON and held else {}


FORMS: dict[str, Form] = {name: Form(name) for name in (TOOLS, TAGGED_JSON, TAGGED)}


def _function(tool: ToolSpec) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return {"type": "function", "function": function}


def in_space(tools: Sequence[ToolSpec], card: Card) -> tuple[ToolSpec, ...]:
    """The tools as the card's model is told of them: places in the space in which it points."""
    if card.coordinates == "pixels" and card.axes == "xy":
        return tuple(tools)
    return tuple(_in_space(tool, card) if tool.name == "computer" else tool for tool in tools)


def _in_space(computer: ToolSpec, card: Card) -> ToolSpec:
    order = ("y", "x") if card.axes == "yx" else ("x", "y")
    counted = _COUNTED[card.coordinates]
    described = computer.description.replace(_IN_PIXELS, f"Coordinates are given {counted}, {order[0]} first.")
    properties = dict(computer.parameters.get("properties", {}))
    for name, pattern in _PLACES.items():
        if name in properties:
            properties[name] = {
                **_numbers(properties[name], card),
                "description": f"{pattern.format(*order)} {counted}",
            }
    return replace(computer, description=described, parameters={**computer.parameters, "properties": properties})


def _numbers(schema: Any, card: Card) -> Any:
    """Parts of a width are no whole numbers."""
    if card.coordinates != "grid_1":
        return schema
    if isinstance(schema, list):
        return [_numbers(item, card) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _numbers(value, card) for key, value in schema.items()}
    return made | ({"type": "number"} if made.get("type") == "integer" else {})
