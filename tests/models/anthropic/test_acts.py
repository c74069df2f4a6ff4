"""The two vocabularies mean the same acts, both ways."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from anthropic.types.computer_member_name import COMPUTER_MEMBER_NAME_VALUES
from hypothesis import given
from hypothesis import strategies as st

from deskhand.models.anthropic.acts import canonical, native
from deskhand.tools.computer import Action, ComputerArguments, to_act

POINT = st.tuples(st.integers(0, 2000), st.integers(0, 1200)).map(list)
MEMBERS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("screenshot", {}, {"action": "screenshot"}),
    ("cursor_position", {}, {"action": "cursor_position"}),
    ("zoom", {"region": [0, 0, 9, 9]}, {"action": "zoom", "region": [0, 0, 9, 9]}),
    ("wait", {"duration": 2}, {"action": "wait", "duration": 2}),
    ("type", {"text": "a+b"}, {"action": "type", "text": "a+b"}),
    ("key", {"text": "ctrl+s", "repeat": 2}, {"action": "key", "keys": "ctrl+s", "repeat": 2}),
    ("hold_key", {"text": "Up", "duration": 1}, {"action": "hold_key", "keys": "Up", "duration": 1}),
    ("mouse_move", {"coordinate": [1, 2]}, {"action": "mouse_move", "coordinate": [1, 2]}),
    ("left_mouse_down", {}, {"action": "mouse_down"}),
    ("left_mouse_up", {}, {"action": "mouse_up"}),
    ("left_click", {}, {"action": "left_click"}),
    ("right_click", {"coordinate": [1, 2]}, {"action": "right_click", "coordinate": [1, 2]}),
    ("middle_click", {"coordinate": [1, 2]}, {"action": "middle_click", "coordinate": [1, 2]}),
    ("double_click", {"coordinate": [1, 2]}, {"action": "double_click", "coordinate": [1, 2]}),
    (
        "triple_click",
        {"coordinate": [1, 2], "text": "ctrl+shift"},
        {"action": "triple_click", "coordinate": [1, 2], "modifiers": ["ctrl", "shift"]},
    ),
    (
        "left_click_drag",
        {"start_coordinate": [1, 2], "coordinate": [3, 4]},
        {"action": "drag", "path": [[1, 2], [3, 4]]},
    ),
    (
        "scroll",
        {"coordinate": [1, 2], "scroll_direction": "down", "scroll_amount": 5},
        {"action": "scroll", "coordinate": [1, 2], "direction": "down", "amount": 5},
    ),
]


def test_every_member_of_the_vendors_family_is_in_the_table() -> None:
    assert {member for member, _, _ in MEMBERS} == set(COMPUTER_MEMBER_NAME_VALUES)


@pytest.mark.parametrize(
    ("member", "said", "meant"), MEMBERS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_member_and_its_canonical_act_are_translated_both_ways(
    member: str, said: dict[str, Any], meant: dict[str, Any]
) -> None:
    assert canonical(member, said) == meant
    assert native(meant) == (member, said)
    to_act(ComputerArguments.model_validate(meant))


@pytest.mark.parametrize(
    ("text", "modifiers"), [("Control", ["ctrl"]), ("cmd+Shift_L", ["super", "shift"]), ("ctrl + alt", ["ctrl", "alt"])]
)
def test_names_of_held_keys_become_the_canonical_ones(text: str, modifiers: list[str]) -> None:
    assert canonical("left_click", {"coordinate": [1, 2], "text": text})["modifiers"] == modifiers


def test_what_is_unknown_is_passed_on_for_the_tool_to_refuse() -> None:
    assert canonical("fly", {"to": "the moon"}) == {"action": "fly", "to": "the moon"}
    assert canonical("left_click_drag", {"coordinate": [3, 4]}) == {"action": "drag", "path": [[3, 4]]}
    assert canonical("left_click", {"text": 5}) == {"action": "left_click", "modifiers": 5}


ARGUMENTS = st.fixed_dictionaries(
    {"action": st.sampled_from(get_args(Action))},
    optional={
        "coordinate": POINT,
        "element": st.just("e1"),
        "region": st.just([0, 0, 5, 5]),
        "path": st.lists(POINT, max_size=3),
        "text": st.text(max_size=5),
        "keys": st.sampled_from(["Return", "ctrl+s"]),
        "repeat": st.integers(1, 3),
        "direction": st.sampled_from(["up", "left"]),
        "amount": st.integers(1, 9),
        "unit": st.sampled_from(["notches", "pixels"]),
        "duration": st.sampled_from([1, 2.0, 0.5]),
        "button": st.just("left"),
        "modifiers": st.lists(st.sampled_from(["ctrl", "shift"]), max_size=2, unique=True),
        "value": st.just("v"),
        "target": st.just("t"),
    },
)


@given(ARGUMENTS)
def test_whatever_the_vendors_vocabulary_can_say_comes_back_as_it_was(arguments: dict[str, Any]) -> None:
    said = native(arguments)
    if said is not None:
        assert canonical(*said) == arguments
