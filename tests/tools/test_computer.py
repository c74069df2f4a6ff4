"""`computer`: what models write becomes a canonical act, or an answer that names the next legal move."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core import acts
from deskhand.core.errors import DeskhandError, InvalidInput
from deskhand.core.geometry import Box, Point
from deskhand.testing.desk import FakeDesk
from deskhand.tools.base import ToolContext
from deskhand.tools.computer import ComputerArguments, to_act
from deskhand.tools.registry import TOOLS, tool_named


def act(**given: Any) -> acts.Act:
    return to_act(TOOLS["computer"].parse(given))


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"action": "left_click", "coordinate": [3, 4]}, acts.Click(at=Point(3, 4))),
        ({"action": "triple_click", "element": "e1"}, acts.Click(element="e1", count=3)),
        ({"action": "left_click", "coordinate": [1, 2], "modifiers": ["ctrl"]},
         acts.Click(at=Point(1, 2), modifiers=("ctrl",))),
        ({"action": "back_button"}, acts.Click(button="back")),
        ({"action": "zoom", "region": [10, 20, 30, 60]}, acts.Zoom(region=Box(10, 20, 20, 40))),
        ({"action": "drag", "path": [[1, 2], [3, 4]]}, acts.Drag(path=(Point(1, 2), Point(3, 4)))),
        ({"action": "key", "keys": "ctrl+s", "repeat": 2}, acts.Key(keys="ctrl+s", repeat=2)),
        ({"action": "scroll", "direction": "down", "amount": 300, "unit": "pixels"},
         acts.Scroll(direction="down", amount=300, unit="pixels")),
        ({"action": "wait", "duration": 1.5}, acts.Wait(duration_s=1.5)),
        ({"action": "open", "target": "terminal"}, acts.Open(target="terminal")),
    ],
)  # fmt: skip
def test_arguments_become_the_canonical_act(given_: dict[str, Any], expected: acts.Act) -> None:
    assert act(**given_) == expected


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"action": "left_click", "coordinate": [1, 2], "element": "e1"}, "not both"),
        ({"action": "type"}, "text is needed"),
        ({"action": "type", "text": "x", "element": "e1"}, "element does not belong"),
        ({"action": "zoom", "region": [5, 5, 5, 9]}, "empty"),
        ({"action": "fly"}, "screenshot"),
        ({"action": "wait", "duration": 1e9}, "duration"),
        ({"action": "left_click", "coordinate": ["a", None]}, "coordinate"),
        ({}, "action"),
    ],
)
def test_what_is_wrong_is_answered_with_the_next_legal_move(given_: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        act(**given_)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
ACTIONS = list(ComputerArguments.model_fields["action"].annotation.__args__)  # type: ignore[union-attr]
HOSTILE = st.dictionaries(st.sampled_from([*ComputerArguments.model_fields, "frog"]), JSON, max_size=6)


@given(st.sampled_from(sorted(TOOLS)), HOSTILE, st.sampled_from(ACTIONS))
async def test_hostile_arguments_never_leave_a_tool_as_anything_but_a_clear_error(
    name: str, given_: dict[str, Any], action: str
) -> None:
    tool = tool_named(name)
    try:
        arguments = tool.parse({"action": action, **given_} if name == "computer" else given_)
        await tool.execute(arguments, ToolContext(FakeDesk()))
    except DeskhandError as error:
        assert error.message
        assert error.hint


@pytest.mark.parametrize("name", sorted(TOOLS))
def test_every_tool_has_a_schema_that_models_can_read(name: str) -> None:
    schema = TOOLS[name].schema()
    assert schema["type"] == "object"
    assert "title" not in schema
    assert TOOLS[name].description
