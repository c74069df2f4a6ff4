"""Where the marks of the cache stand: on the newest turns, and before what goes when old pictures are cleared."""

from __future__ import annotations

from typing import Any

import pytest

from deskhand.core.messages import Call, Message, ModelMessage, Reply
from deskhand.models.anthropic.asking import asking
from deskhand.models.anthropic.forms import FORMS, FUNCTIONS
from deskhand.models.wire.pictures import Pictures

from ..conformance import answered, person, request_of
from .world import CARD


def talk(turns: int) -> list[Message]:
    made: list[Message] = [person("Go.")]
    for number in range(turns):
        call = Call(id=f"c{number}", name="bash", arguments={"command": str(number)})
        made += [ModelMessage(reply=Reply(calls=(call,), stop_reason="calls")), answered(call, f"told {number}")]
    return made


def body(turns: int, **settings: Any) -> dict[str, Any]:
    return asking(request_of(*talk(turns), settings=settings), CARD, FORMS[FUNCTIONS], Pictures()).body


def marked(made: dict[str, Any]) -> list[tuple[int, int]]:
    """The turn and block of each mark."""
    return [
        (number, place)
        for number, turn in enumerate(made["messages"])
        for place, block in enumerate(turn["content"])
        if "cache_control" in block
    ]


def all_marks(made: dict[str, Any]) -> int:
    return str(made).count("cache_control")


def test_without_a_stable_place_the_tools_and_the_newest_turns_are_marked() -> None:
    made = body(6)
    assert marked(made) == [(10, 0), (12, 0)]
    assert "cache_control" in made["tools"][-1]


@pytest.mark.parametrize(
    ("stable", "expected"),
    [((4,), [(3, 0), (10, 0), (12, 0)]), ((4, 8), [(3, 0), (7, 0), (12, 0)]), ((12,), [(10, 0), (11, 0), (12, 0)])],
)
def test_what_stands_in_front_of_a_stable_place_is_marked(
    stable: tuple[int, ...], expected: list[tuple[int, int]]
) -> None:
    assert marked(body(6, stable=stable)) == expected


@pytest.mark.parametrize("stable", [(), (0,), (1,), (2, 3), (11, 12), (13,), (99,)])
def test_there_are_never_more_than_four(stable: tuple[int, ...]) -> None:
    assert 3 <= all_marks(body(6, stable=stable)) <= 4
