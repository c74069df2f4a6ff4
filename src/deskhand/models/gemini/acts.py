"""One act in three vocabularies: Gemini 3.5's (`press_key`, `hotkey`), Gemini 2.5's (`type_text_at`) and the canonical
arguments of the tool `computer`.

One act of a vendor may stand for several canonical ones. Coordinates pass through as they are, in thousandths; only
lengths of scrolling need the screen's size in pixels. Both ways are pure. What can't be translated is passed on as it
is: the tool then says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from deskhand.models.gemini.cautions import FIELD
from deskhand.models.gemini.chords import chord
from deskhand.models.wire.scale import Size

Arguments = dict[str, Any]
Reader = Callable[[Arguments, Size], list[Arguments]]
"""Takes what it knows out of an act's arguments; the canonical acts, in order."""

ASIDE = frozenset({"intent", FIELD})
"""Fields that say something about an act and are no part of it."""

GRID_SIDE = 1000
SCROLL_PX = 300
SCROLL_GRID = 800
SCROLL_DOCUMENT_SHARE = 0.75
MIDDLE = [500, 500]
SEARCH = "https://www.google.com"
WAIT_LONG_S = 5
"""Amounts where none is given. Source: the vendor's tables of functions; how far "the document" is scrolled is ours."""


def _at(given: Arguments, x: str = "x", y: str = "y") -> list[Any]:
    return [given.pop(name) for name in (x, y) if name in given]


def _pointed(action: str) -> Reader:
    def read(given: Arguments, screen: Size) -> list[Arguments]:
        place = _at(given)
        return [{"action": action} | ({"coordinate": place} if place else {})]

    return read


def _fixed(**arguments: Any) -> Reader:
    return lambda given, screen: [dict(arguments)]


def _renamed(
    action: str, source: str, to: str, default: Any = None, made: Callable[[Any], Any] = lambda v: v
) -> Reader:
    def read(given: Arguments, screen: Size) -> list[Arguments]:
        value = given.pop(source, default)
        return [{"action": action} | ({} if value is None else {to: made(value)})]

    return read


def _flag(given: Arguments, name: str, default: bool) -> bool:
    value = given.pop(name, default)
    return value if isinstance(value, bool) else default


def _type(given: Arguments, screen: Size) -> list[Arguments]:
    enter = [{"action": "key", "keys": "Return"}] if _flag(given, "press_enter", default=False) else []
    click = [{"action": "left_click", "coordinate": _at(given)}] if {"x", "y"} <= given.keys() else []
    return [*click, {"action": "type", "text": given.pop("text", "")}, *enter]


def _type_at(given: Arguments, screen: Size) -> list[Arguments]:
    """Click, select what is there, type over it, Enter."""
    enter, clear = _flag(given, "press_enter", default=True), _flag(given, "clear_before_typing", default=True)
    text = given.pop("text", "")
    acts: list[Arguments] = [{"action": "left_click", "coordinate": _at(given)}]
    if clear:
        acts.append({"action": "key", "keys": "ctrl+a"})
    if text != "":
        acts.append({"action": "type", "text": text})
    elif clear:
        acts.append({"action": "key", "keys": "BackSpace"})
    return [*acts, *([{"action": "key", "keys": "Return"}] if enter else [])]


def _drag(*ends: tuple[str, str]) -> Reader:
    def read(given: Arguments, screen: Size) -> list[Arguments]:
        return [{"action": "drag", "path": [_at(given, x, y) for x, y in ends]}]

    return read


def _scroll(given: Arguments, screen: Size) -> list[Arguments]:
    """In pixels as it is documented; on a desktop the service has been seen to count in clicks of the wheel."""
    if "magnitude_in_wheel_clicks" in given:
        return _scrolled(given, given.pop("magnitude_in_wheel_clicks"), "notches")
    return _scrolled(given, given.pop("magnitude_in_pixels", SCROLL_PX))


def _scroll_at(given: Arguments, screen: Size) -> list[Arguments]:
    amount = given.pop("magnitude", SCROLL_GRID)
    if isinstance(amount, int | float) and abs(amount) < 1e9:
        amount = max(1, round(amount * _side(given, screen) / GRID_SIDE))
    return _scrolled(given, amount)


def _scroll_document(given: Arguments, screen: Size) -> list[Arguments]:
    given["x"], given["y"] = MIDDLE
    return _scrolled(given, round(_side(given, screen) * SCROLL_DOCUMENT_SHARE))


def _side(given: Arguments, screen: Size) -> int:
    return screen[0] if given.get("direction") in ("left", "right") else screen[1]


def _scrolled(given: Arguments, amount: Any, unit: str = "pixels") -> list[Arguments]:
    (act,) = _pointed("scroll")(given, (0, 0))
    direction = {"direction": given.pop("direction")} if "direction" in given else {}
    return [act | direction | {"amount": amount, "unit": unit}]


_BACK = {"go_back": _fixed(action="key", keys="alt+Left"), "go_forward": _fixed(action="key", keys="alt+Right")}
_NAVIGATE: Reader = _renamed("open", "url", "target")

DESKTOP_ACTS: dict[str, Reader] = {
    "click": _pointed("left_click"),
    "double_click": _pointed("double_click"),
    "triple_click": _pointed("triple_click"),
    "middle_click": _pointed("middle_click"),
    "right_click": _pointed("right_click"),
    "mouse_down": _pointed("mouse_down"),
    "mouse_up": _pointed("mouse_up"),
    "move": _pointed("mouse_move"),
    "type": _type,
    "drag_and_drop": _drag(("start_x", "start_y"), ("end_x", "end_y")),
    "wait": _renamed("wait", "seconds", "duration", 1),
    "press_key": _renamed("key", "key", "keys", made=chord),
    "key_down": _renamed("key_down", "key", "keys", made=chord),
    "key_up": _renamed("key_up", "key", "keys", made=chord),
    "hotkey": _renamed("key", "keys", "keys", made=chord),
    "take_screenshot": _fixed(action="screenshot"),
    "scroll": _scroll,
}
BROWSER_ACTS = {**DESKTOP_ACTS, "navigate": _NAVIGATE, **_BACK}
LEGACY_ACTS: dict[str, Reader] = {
    "open_web_browser": _fixed(action="open", target="browser"),
    "wait_5_seconds": _fixed(action="wait", duration=WAIT_LONG_S),
    "search": _fixed(action="open", target=SEARCH),
    "navigate": _NAVIGATE,
    **_BACK,
    "click_at": _pointed("left_click"),
    "hover_at": _pointed("mouse_move"),
    "type_text_at": _type_at,
    "key_combination": _renamed("key", "keys", "keys", made=chord),
    "scroll_document": _scroll_document,
    "scroll_at": _scroll_at,
    "drag_and_drop": _drag(("x", "y"), ("destination_x", "destination_y")),
}


def canonical(vocabulary: Mapping[str, Reader], name: str, given: Mapping[str, Any], screen: Size) -> list[Arguments]:
    """The arguments of `computer`, one or more, that an act of the vocabulary and its arguments stand for."""
    left = {key: value for key, value in given.items() if value is not None and key not in ASIDE}
    acts = vocabulary[name](left, screen)
    for key, value in left.items():
        acts[0].setdefault(key, value)
    return acts


def native(
    vocabulary: Mapping[str, Reader], arguments: Mapping[str, Any], screen: Size
) -> tuple[str, Arguments] | None:
    """The act of the vocabulary and its arguments that mean just this one canonical call; None when there is none."""
    wanted = {name: value for name, value in arguments.items() if value is not None}
    for name, given in _candidates(wanted, screen):
        if name in vocabulary and canonical(vocabulary, name, given, screen) == [wanted]:
            return name, given
    return None


def _candidates(wanted: Arguments, screen: Size) -> list[tuple[str, Arguments]]:
    place = wanted.get("coordinate")
    at = {"y": place[1], "x": place[0]} if isinstance(place, list | tuple) and len(place) == 2 else {}
    match wanted.get("action"):
        case "left_click":
            return [("click", at), ("click_at", at)]
        case "mouse_move":
            return [("move", at), ("hover_at", at)]
        case "double_click" | "triple_click" | "middle_click" | "right_click" | "mouse_down" | "mouse_up" as action:
            return [(action, at)]
        case "type":
            return [("type", {"text": wanted.get("text")})]
        case "key":
            return _key_candidates(wanted.get("keys"))
        case "key_down" | "key_up" as action:
            return [(action, {"key": wanted.get("keys")})]
        case "wait":
            return [("wait_5_seconds", {}), ("wait", {"seconds": wanted.get("duration")})]
        case "screenshot":
            return [("take_screenshot", {})]
        case "open":
            return [("open_web_browser", {}), ("search", {}), ("navigate", {"url": wanted.get("target")})]
        case "scroll":
            return _scroll_candidates(wanted, at, screen)
        case "drag":
            return _drag_candidates(wanted.get("path"))
    return []


def _key_candidates(keys: Any) -> list[tuple[str, Arguments]]:
    if not isinstance(keys, str):
        return []
    several = [("hotkey", {"keys": keys.split("+")})] if "+" in keys else [("press_key", {"key": keys})]
    return [("go_back", {}), ("go_forward", {}), *several, ("key_combination", {"keys": keys})]


def _scroll_candidates(wanted: Arguments, at: Arguments, screen: Size) -> list[tuple[str, Arguments]]:
    towards, amount = {**at, "direction": wanted.get("direction")}, wanted.get("amount")
    if not isinstance(amount, int):
        return []
    grid = round(amount * GRID_SIDE / max(1, _side(towards, screen)))
    return [
        ("scroll", {**towards, "magnitude_in_pixels": amount}),
        ("scroll", {**towards, "magnitude_in_wheel_clicks": amount}),
        ("scroll_document", {"direction": wanted.get("direction")}),
        ("scroll_at", {**towards, "magnitude": grid}),
    ]


def _drag_candidates(path: Any) -> list[tuple[str, Arguments]]:
    if not isinstance(path, list | tuple) or len(path) != 2 or not all(isinstance(p, list | tuple) for p in path):
        return []
    if not all(len(point) == 2 for point in path):
        return []
    (x, y), (to_x, to_y) = path
    return [
        ("drag_and_drop", {"start_y": y, "start_x": x, "end_y": to_y, "end_x": to_x}),
        ("drag_and_drop", {"y": y, "x": x, "destination_y": to_y, "destination_x": to_x}),
    ]
