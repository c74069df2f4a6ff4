"""What a model can do: sees it, does it call tools in each wire form, does it make several calls in a turn?

Every ability is tried more than once, and one slip is forgiven. A request that fails is an ability that is not there.
"""

from __future__ import annotations

from dataclasses import dataclass

from deskhand.core.messages import Reply
from deskhand.models.base import Model, ToolSpec
from deskhand.models.probe.asking import ask
from deskhand.models.probe.pictures import COLORS, to_name

PRESS = ToolSpec(
    name="press",
    description="Presses the button with this number.",
    parameters={
        "type": "object",
        "properties": {"number": {"type": "integer", "description": "the number on the button"}},
        "required": ["number"],
        "additionalProperties": False,
    },
)
_BUTTONS = (7, 12, 3)
_RIGHT_MIN = 2
_PAIRS = ((4, 9), (8, 5))


@dataclass(frozen=True, slots=True)
class Ability:
    """has: whether it is there; why: what that rests on, in words for people."""

    has: bool
    why: str


async def sees(model: Model) -> Ability:
    """Whether it names the colours of squares: all but one of them."""
    right, said = 0, ""
    drawings = list(to_name())
    for picture in drawings:
        question = f"What colour is the large square? Answer with one word of: {', '.join(COLORS)}."
        reply = await ask(model, question, picture=picture)
        said = reply.error or said
        right += _named(reply.text) == [picture.color]
    why = f"it named {right} of {len(drawings)} colours"
    return Ability(right >= len(drawings) - 1, f"{why} ({said})" if said else why)


def _named(text: str) -> list[str]:
    words = text.casefold()
    return [color for color in COLORS if color in words]


async def calls(model: Model) -> Ability:
    """Whether it calls a tool with the right argument when it is told to: twice in three times."""
    right, said = 0, ""
    for tried, number in enumerate(_BUTTONS, 1):
        reply = await ask(model, f"Press button {number}, with the tool `press`. Say nothing else.", tools=[PRESS])
        said = reply.error or said
        right += _pressed(reply) == [number]
        if right == _RIGHT_MIN or tried - right >= _RIGHT_MIN:
            break
    return Ability(right >= _RIGHT_MIN, said or f"{right} of {tried} calls were right")


async def calls_several(model: Model) -> Ability:
    """Whether it makes two calls in one turn when it is told to."""
    for first, second in _PAIRS:
        words = f"Press button {first} and then button {second}: make both calls now, in this one turn."
        reply = await ask(model, words, tools=[PRESS])
        if _pressed(reply) == [first, second]:
            return Ability(True, "it made two calls at once")
    return Ability(False, "it made one call at a time")


def _pressed(reply: Reply) -> list[object]:
    return [call.arguments.get("number") for call in reply.calls if call.name == PRESS.name and not call.malformed]
