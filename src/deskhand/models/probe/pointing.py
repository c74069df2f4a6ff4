"""How a model points: it is asked to point at a square on several pictures, and its numbers are read."""

from __future__ import annotations

from deskhand.core.messages import Reply
from deskhand.models.base import Model, ToolSpec
from deskhand.models.probe.asking import ask
from deskhand.models.probe.conventions import Decision, Numbers, Pointed, decided, numbers_in
from deskhand.models.probe.pictures import Drawing, to_point_at

POINT = ToolSpec(
    name="point_at",
    description="Points at a place in the picture.",
    parameters={
        "type": "object",
        "properties": {
            "coordinate": {
                "type": "array",
                "items": {"type": "number"},
                "description": "[x, y] in pixels of the picture",
            }
        },
        "required": ["coordinate"],
        "additionalProperties": False,
    },
)
"""As `computer` takes a place; any count of numbers, so that a model that gives boxes can."""


async def pointing(model: Model, *, with_tool: bool) -> Decision:
    """How the model counts. with_tool: ask for a call, as a desk does; else for words."""
    found: list[Pointed] = []
    for picture in to_point_at():
        reply = await ask(model, _question(picture, with_tool), picture=picture, tools=[POINT] if with_tool else [])
        if (numbers := _numbers(reply)) is not None:
            found.append(Pointed(numbers, picture.width, picture.height, picture.square))
    return decided(found)


def _question(picture: Drawing, with_tool: bool) -> str:
    how = "Call `point_at` with" if with_tool else "Answer with nothing but"
    return (
        f"The picture is {picture.width} pixels wide and {picture.height} pixels high; [0, 0] is its top left corner. "
        f"Point at the centre of the {picture.color} square. {how} its [x, y]."
    )


def _numbers(reply: Reply) -> Numbers | None:
    for call in reply.calls:
        if call.name == POINT.name:
            return numbers_in(call.arguments.get("coordinate", call.arguments))
    return numbers_in(reply.text)
