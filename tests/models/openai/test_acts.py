"""The vendor's acts are the canonical ones in other words; a batch of them is one turn's calls."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.messages import Call
from deskhand.models.openai.acts import WAIT_S, canonical
from deskhand.models.openai.batches import call_id_of, calls_of, caution
from deskhand.models.wire.scale import Scale
from deskhand.tools.computer import ComputerArguments, to_act

from .peer import computer
from .world import ONE

AT = {"x": 3, "y": 4}
CHECK = {"id": "sc_1", "code": "irrelevant_domain", "message": "This is another site."}


@pytest.mark.parametrize(
    ("action", "made"),
    [
        ({"type": "click", "button": "left", **AT}, {"action": "left_click", "coordinate": [3, 4]}),
        ({"type": "click", "button": "wheel", **AT}, {"action": "middle_click", "coordinate": [3, 4]}),
        ({"type": "click", "button": "back", **AT}, {"action": "back_button", "coordinate": [3, 4]}),
        ({"type": "click", **AT, "keys": ["CTRL", "Shift"]},
         {"action": "left_click", "coordinate": [3, 4], "modifiers": ["ctrl", "shift"]}),
        ({"type": "double_click", **AT, "keys": ["CMD"]},
         {"action": "double_click", "coordinate": [3, 4], "modifiers": ["super"]}),
        ({"type": "move", **AT, "keys": None}, {"action": "mouse_move", "coordinate": [3, 4]}),
        ({"type": "drag", "path": [AT, {"x": 9, "y": 9}]}, {"action": "drag", "path": [[3, 4], [9, 9]]}),
        ({"type": "keypress", "keys": ["CTRL", "S"]}, {"action": "key", "keys": "CTRL+S"}),
        ({"type": "keypress", "keys": [" "]}, {"action": "key", "keys": "space"}),
        ({"type": "type", "text": "Grüße"}, {"action": "type", "text": "Grüße"}),
        ({"type": "screenshot"}, {"action": "screenshot"}),
        ({"type": "wait"}, {"action": "wait", "duration": WAIT_S}),
        ({"type": "scroll", **AT, "scroll_x": 0, "scroll_y": -120},
         {"action": "scroll", "coordinate": [3, 4], "direction": "up", "amount": 120, "unit": "pixels"}),
        ({"type": "scroll", **AT, "scroll_x": 50, "scroll_y": 0, "keys": ["SHIFT"]},
         {"action": "scroll", "coordinate": [3, 4], "direction": "right", "amount": 50, "unit": "pixels",
          "modifiers": ["shift"]}),
    ],
)  # fmt: skip
def test_each_act_becomes_a_canonical_one_that_the_tool_takes(action: dict[str, Any], made: dict[str, Any]) -> None:
    assert canonical(action) == [made]
    to_act(ComputerArguments.model_validate(made))


def test_a_scroll_both_ways_becomes_two_and_lengths_are_those_of_the_screen() -> None:
    down, right = canonical({"type": "scroll", **AT, "scroll_x": 10, "scroll_y": 20}, pixels=2.0)
    assert (down["direction"], down["amount"], right["direction"], right["amount"]) == ("down", 40, "right", 20)


def test_an_unknown_act_is_passed_on_so_that_the_tool_can_say_what_is_wrong() -> None:
    assert canonical({"type": "pinch", "x": 1}) == [{"action": "pinch", "x": 1}]


def test_a_batch_becomes_calls_of_one_turn_of_which_the_last_owes_the_picture() -> None:
    item = computer("c1", {"type": "click", **AT}, {"type": "type", "text": "a"}, checks=(CHECK,))
    first, last = calls_of(item, Scale((1280, 800), (640, 400)))
    assert (first.id, last.id) == ("c1-0", "c1-1")
    assert first.arguments["coordinate"] == [6, 8]
    assert (first.shows_screen, last.shows_screen) == (False, True)
    assert (first.caution, last.caution) == ("irrelevant_domain: This is another site.", "")
    assert call_id_of(first, 2) == "c1"


def test_a_single_act_keeps_the_id_of_its_call() -> None:
    (call,) = calls_of(computer("c1-0", {"type": "wait"}, single=True), ONE)
    assert (call.id, call.shows_screen, call_id_of(call, 1)) == ("c1-0", True, "c1-0")


@pytest.mark.parametrize(
    ("actions", "words"),
    [
        ("click", "actions is no list"),
        ([5], "an object with a type"),
        ([{"type": "click", "x": 3}], "needs x and y"),
        ([{"type": "keypress"}], "a keypress needs keys"),
        ([{"type": "drag", "path": 3}], "a drag needs a path"),
        ([{"type": "type", "text": float("nan")}], "too large"),
    ],
)
def test_an_act_that_can_not_be_read_is_a_malformed_call_that_still_owes_the_picture(actions: Any, words: str) -> None:
    (call,) = calls_of({**computer("c1"), "actions": actions}, ONE)
    assert words in call.malformed
    assert (call.name, call.shows_screen) == ("computer", True)


def test_a_call_without_acts_is_a_look_because_it_must_be_answered() -> None:
    (call,) = calls_of(computer("c1"), ONE)
    assert call.arguments == {"action": "screenshot"}


def test_a_check_without_words_is_a_caution_all_the_same() -> None:
    assert caution(computer("c", checks=({"id": "sc_1"},))) == "a check without a name"
    assert caution({"pending_safety_checks": "x"}) == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
ACTS = st.fixed_dictionaries(
    {"type": st.sampled_from(["click", "double_click", "drag", "keypress", "move", "scroll", "type", "wait", "x"])},
    optional=dict.fromkeys(("x", "y", "keys", "path", "text", "button", "scroll_x", "scroll_y"), JSON),
)


@given(st.lists(ACTS | JSON, max_size=4), JSON)
def test_whatever_a_batch_holds_there_are_calls_that_can_be_written_down(actions: list[Any], checks: Any) -> None:
    item = {"call_id": "c", "actions": actions, "pending_safety_checks": checks}
    calls = calls_of(item, Scale((1280, 800), (640, 400)))
    assert len({call.id for call in calls}) == len(calls)
    assert calls[-1].shows_screen
    assert [Call.model_validate_json(call.model_dump_json()) for call in calls] == list(calls)
