"""The vendor's two vocabularies mean the canonical acts, both ways."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.models.gemini.acts import BROWSER_ACTS, DESKTOP_ACTS, LEGACY_ACTS, canonical, native
from deskhand.models.gemini.chords import chord
from deskhand.tools.computer import Action, ComputerArguments, to_act

from .world import SCREEN

VOCABULARIES = [DESKTOP_ACTS, BROWSER_ACTS, LEGACY_ACTS]
AT = {"y": 20, "x": 10}


def at(action: str, **rest: Any) -> dict[str, Any]:
    return {"action": action, "coordinate": [10, 20], **rest}


NEW: list[tuple[str, dict[str, Any], list[dict[str, Any]]]] = [
    ("click", AT, [at("left_click")]),
    ("double_click", AT, [at("double_click")]),
    ("triple_click", AT, [at("triple_click")]),
    ("middle_click", AT, [at("middle_click")]),
    ("right_click", AT, [at("right_click")]),
    ("mouse_down", AT, [at("mouse_down")]),
    ("mouse_up", AT, [at("mouse_up")]),
    ("move", AT, [at("mouse_move")]),
    ("type", {"text": "a"}, [{"action": "type", "text": "a"}]),
    (
        "drag_and_drop",
        {"start_y": 2, "start_x": 1, "end_y": 4, "end_x": 3},
        [{"action": "drag", "path": [[1, 2], [3, 4]]}],
    ),
    ("wait", {"seconds": 2}, [{"action": "wait", "duration": 2}]),
    ("press_key", {"key": "Enter"}, [{"action": "key", "keys": "Enter"}]),
    ("key_down", {"key": "shift"}, [{"action": "key_down", "keys": "shift"}]),
    ("key_up", {"key": "shift"}, [{"action": "key_up", "keys": "shift"}]),
    ("hotkey", {"keys": ["ctrl", "s"]}, [{"action": "key", "keys": "ctrl+s"}]),
    ("take_screenshot", {}, [{"action": "screenshot"}]),
    (
        "scroll",
        {**AT, "direction": "down", "magnitude_in_pixels": 120},
        [at("scroll", direction="down", amount=120, unit="pixels")],
    ),
    (
        "scroll",
        {**AT, "direction": "up", "magnitude_in_wheel_clicks": 3},
        [at("scroll", direction="up", amount=3, unit="notches")],
    ),
    ("navigate", {"url": "a.test"}, [{"action": "open", "target": "a.test"}]),
    ("go_back", {}, [{"action": "key", "keys": "alt+Left"}]),
    ("go_forward", {}, [{"action": "key", "keys": "alt+Right"}]),
]
OLD: list[tuple[str, dict[str, Any], list[dict[str, Any]]]] = [
    ("open_web_browser", {}, [{"action": "open", "target": "browser"}]),
    ("wait_5_seconds", {}, [{"action": "wait", "duration": 5}]),
    ("search", {}, [{"action": "open", "target": "https://www.google.com"}]),
    *NEW[-3:],
    ("click_at", AT, [at("left_click")]),
    ("hover_at", AT, [at("mouse_move")]),
    ("key_combination", {"keys": "ctrl+a"}, [{"action": "key", "keys": "ctrl+a"}]),
    (
        "scroll_document",
        {"direction": "down"},
        [{"action": "scroll", "coordinate": [500, 500], "direction": "down", "amount": 600, "unit": "pixels"}],
    ),
    (
        "scroll_at",
        {**AT, "direction": "left", "magnitude": 500},
        [at("scroll", direction="left", amount=640, unit="pixels")],
    ),
    (
        "drag_and_drop",
        {"y": 2, "x": 1, "destination_y": 4, "destination_x": 3},
        [{"action": "drag", "path": [[1, 2], [3, 4]]}],
    ),
]


def test_every_name_of_the_vendor_is_in_the_tables() -> None:
    assert {name for name, _, _ in NEW} == set(BROWSER_ACTS)
    assert {name for name, _, _ in NEW[:-3]} == set(DESKTOP_ACTS)
    assert {name for name, _, _ in OLD} | {"type_text_at"} == set(LEGACY_ACTS)


@pytest.mark.parametrize(
    ("vocabulary", "name", "said", "meant"),
    [*((BROWSER_ACTS, *row) for row in NEW), *((LEGACY_ACTS, *row) for row in OLD)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_act_and_its_canonical_calls_are_translated_both_ways(
    vocabulary: Any, name: str, said: dict[str, Any], meant: list[dict[str, Any]]
) -> None:
    assert canonical(vocabulary, name, {**said, "intent": "to look", "safety_decision": {}}, SCREEN) == meant
    assert native(vocabulary, meant[0], SCREEN) == (name, said)
    to_act(ComputerArguments.model_validate(meant[0]))


CLICKED, CLEARED, TYPED, ENTERED = (
    at("left_click"),
    {"action": "key", "keys": "ctrl+a"},
    {"action": "type", "text": "Ann"},
    {"action": "key", "keys": "Return"},
)


@pytest.mark.parametrize(
    ("given_text", "flags", "meant"),
    [
        ("Ann", {}, [CLICKED, CLEARED, TYPED, ENTERED]),
        ("Ann", {"press_enter": False}, [CLICKED, CLEARED, TYPED]),
        ("Ann", {"press_enter": False, "clear_before_typing": False}, [CLICKED, TYPED]),
        ("", {"press_enter": False}, [CLICKED, CLEARED, {"action": "key", "keys": "BackSpace"}]),
        ("", {"clear_before_typing": False}, [CLICKED, ENTERED]),
    ],
)
def test_typing_at_a_place_is_several_acts(given_text: str, flags: dict[str, Any], meant: list[Any]) -> None:
    assert canonical(LEGACY_ACTS, "type_text_at", {**AT, "text": given_text, **flags}, SCREEN) == meant


def test_typing_with_a_place_clicks_there_first() -> None:
    assert canonical(DESKTOP_ACTS, "type", {**AT, "text": "Ann"}, SCREEN) == [CLICKED, TYPED]


def test_typing_presses_enter_only_when_told() -> None:
    assert canonical(DESKTOP_ACTS, "type", {"text": "Ann", "press_enter": True}, SCREEN) == [TYPED, ENTERED]
    assert canonical(DESKTOP_ACTS, "type", {"text": "Ann", "press_enter": "maybe"}, SCREEN) == [TYPED]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Control+A", "ctrl+a"),
        (["control", "shift", "T"], "ctrl+shift+t"),
        (["ctrl+c"], "ctrl+c"),
        ("Meta+Enter", "super+Enter"),
        ("A", "A"),
        ("page_down", "page_down"),
        ("ctrl++", "ctrl++"),
        ("", ""),
        ([], []),
        (5, 5),
        (["ctrl", 5], ["ctrl", 5]),
    ],
)
def test_keys_that_are_pressed_together_become_one_name(said: Any, meant: Any) -> None:
    assert chord(said) == meant


def test_what_is_strange_is_passed_on_for_the_tool_to_refuse() -> None:
    assert canonical(DESKTOP_ACTS, "click", {"x": "left", "why": 1}, SCREEN) == [
        {"action": "left_click", "coordinate": ["left"], "why": 1}
    ]
    assert canonical(LEGACY_ACTS, "scroll_at", {"magnitude": "far"}, SCREEN)[0]["amount"] == "far"


ARGUMENTS = st.fixed_dictionaries(
    {"action": st.sampled_from(get_args(Action))},
    optional={
        "coordinate": st.tuples(st.integers(0, 999), st.integers(0, 999)).map(list),
        "element": st.just("e1"),
        "path": st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)).map(list), max_size=3),
        "text": st.text(max_size=5),
        "keys": st.sampled_from(["Return", "ctrl+s", "ctrl++", "A", "+", "Control+X"]),
        "repeat": st.integers(1, 3),
        "direction": st.sampled_from(["up", "left"]),
        "amount": st.integers(1, 2000),
        "unit": st.sampled_from(["notches", "pixels"]),
        "duration": st.sampled_from([1, 2.0, 0.5, 5]),
        "button": st.just("left"),
        "modifiers": st.just(["ctrl"]),
        "target": st.sampled_from(["browser", "a.test"]),
    },
)


@given(ARGUMENTS, st.sampled_from(VOCABULARIES))
def test_whatever_a_vocabulary_can_say_comes_back_as_it_was(arguments: dict[str, Any], vocabulary: Any) -> None:
    said = native(vocabulary, arguments, SCREEN)
    if said is not None:
        assert canonical(vocabulary, *said, SCREEN) == [arguments]


STRANGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)
FIELDS = sorted({field for _, said, _ in NEW + OLD for field in said} | {"press_enter", "clear_before_typing"})


@given(st.sampled_from(VOCABULARIES), st.data(), st.dictionaries(st.sampled_from(FIELDS), STRANGE, max_size=5))
def test_whatever_the_arguments_are_every_act_stands_for_at_least_one_call(
    vocabulary: Any, data: st.DataObject, said: dict[str, Any]
) -> None:
    name = data.draw(st.sampled_from(sorted(vocabulary)))
    assert all(act["action"] in get_args(Action) for act in canonical(vocabulary, name, said, SCREEN))
