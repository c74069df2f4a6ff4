"""The vendor's acts (`click` with a button, `scroll_y`, `keypress`) as canonical arguments of the tool `computer`.

Pure. What can't be translated is passed on as it is: the tool then says what is wrong with it. There is no way back:
a turn is replayed in the vendor's own words, and one that was said by somebody else is written as function calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Arguments = dict[str, Any]

WAIT_S = 2.0
"""The vendor's `wait` says no length; ours needs one."""

_CLICKS = {
    "left": "left_click",
    "right": "right_click",
    "wheel": "middle_click",
    "middle": "middle_click",
    "back": "back_button",
    "forward": "forward_button",
}
_MODIFIERS = {
    "control": "ctrl", "ctl": "ctrl", "option": "alt", "opt": "alt", "cmd": "super", "command": "super",
    "meta": "super", "win": "super", "windows": "super",
}  # fmt: skip
_KEYS = {" ": "space"}
"""Keys that can't be written in a chord as the vendor names them; all other names are known to the desk."""


def canonical(action: Any, pixels: float = 1.0) -> list[Arguments]:
    """The arguments of `computer` that one act of the vendor's stands for: one, or two for a scroll both ways.

    pixels: how many pixels of the screen one of the picture's is, for lengths; places are converted by others.
    Raises ValueError for what is no act at all.
    """
    if not isinstance(action, Mapping):
        raise ValueError("an action is an object with a type")
    kind = str(action.get("type"))
    made = _MAKERS[kind](action, pixels) if kind in _MAKERS else [_as_it_is(action)]
    return [arguments | _held(action) for arguments in made]


def _as_it_is(action: Mapping[str, Any]) -> Arguments:
    rest = {name: value for name, value in action.items() if name not in ("type", "keys")}
    return {"action": str(action.get("type")), **rest}


def _held(action: Mapping[str, Any]) -> Arguments:
    """Keys that are held meanwhile. Those of `keypress` are the act itself."""
    keys = action.get("keys")
    if not keys or action.get("type") == "keypress":
        return {}
    if not isinstance(keys, list | tuple):
        return {"modifiers": keys}
    words = [str(key).strip().lower() for key in keys]
    return {"modifiers": [_MODIFIERS.get(word, word) for word in words]}


def _point(place: Any) -> list[Any]:
    if not isinstance(place, Mapping) or "x" not in place or "y" not in place:
        raise ValueError("a place needs x and y")
    return [place["x"], place["y"]]


def _click(action: Mapping[str, Any], pixels: float) -> list[Arguments]:
    button = str(action.get("button") or "left")
    return [{"action": _CLICKS.get(button, f"{button}_click"), "coordinate": _point(action)}]


def _double_click(action: Mapping[str, Any], pixels: float) -> list[Arguments]:
    return [{"action": "double_click", "coordinate": _point(action)}]


def _move(action: Mapping[str, Any], pixels: float) -> list[Arguments]:
    return [{"action": "mouse_move", "coordinate": _point(action)}]


def _drag(action: Mapping[str, Any], pixels: float) -> list[Arguments]:
    path = action.get("path")
    if not isinstance(path, list | tuple):
        raise ValueError("a drag needs a path")
    return [{"action": "drag", "path": [_point(place) for place in path]}]


def _scroll(action: Mapping[str, Any], pixels: float) -> list[Arguments]:
    """Down and right are positive. Without any length it is passed on, and refused with its reason."""
    across, down = (_length(action.get(name), pixels) for name in ("scroll_x", "scroll_y"))
    ways = [("down" if down > 0 else "up", abs(down))] if down or not across else []
    ways += [("right" if across > 0 else "left", abs(across))] if across else []
    place = _point(action)
    return [
        {"action": "scroll", "coordinate": place, "direction": direction, "amount": amount, "unit": "pixels"}
        for direction, amount in ways
    ]


def _length(value: Any, pixels: float) -> int:
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < 1e9:
        return 0
    return round(value * pixels)


def _keypress(action: Mapping[str, Any], pixels: float) -> list[Arguments]:
    keys = action.get("keys")
    if not isinstance(keys, list | tuple) or not keys:
        raise ValueError("a keypress needs keys")
    return [{"action": "key", "keys": "+".join(_KEYS.get(str(key), str(key)) for key in keys)}]


def _type(action: Mapping[str, Any], pixels: float) -> list[Arguments]:
    return [{"action": "type", "text": action.get("text")}]


def _screenshot(action: Mapping[str, Any], pixels: float) -> list[Arguments]:
    return [{"action": "screenshot"}]


def _wait(action: Mapping[str, Any], pixels: float) -> list[Arguments]:
    return [{"action": "wait", "duration": WAIT_S}]


_MAKERS: dict[str, Callable[[Mapping[str, Any], float], list[Arguments]]] = {
    "click": _click,
    "double_click": _double_click,
    "drag": _drag,
    "keypress": _keypress,
    "move": _move,
    "screenshot": _screenshot,
    "scroll": _scroll,
    "type": _type,
    "wait": _wait,
}
