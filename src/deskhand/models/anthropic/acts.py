"""One act in two vocabularies: the vendor's (`left_click_drag`, `scroll_direction`) and the canonical arguments of
the tool `computer` (`drag`, `direction`).

Both ways are pure. What can't be translated is passed on as it is: the tool then says what is wrong with it. It does
not know pixels: coordinates pass through (see `scale`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Arguments = dict[str, Any]

_HELD = "modifiers"
_MEMBERS: dict[str, tuple[str, dict[str, str]]] = {
    "screenshot": ("screenshot", {}),
    "cursor_position": ("cursor_position", {}),
    "zoom": ("zoom", {"region": "region"}),
    "wait": ("wait", {"duration": "duration"}),
    "type": ("type", {"text": "text"}),
    "key": ("key", {"text": "keys", "repeat": "repeat"}),
    "hold_key": ("hold_key", {"text": "keys", "duration": "duration"}),
    "mouse_move": ("mouse_move", {"coordinate": "coordinate"}),
    "left_mouse_down": ("mouse_down", {}),
    "left_mouse_up": ("mouse_up", {}),
    "left_click": ("left_click", {"coordinate": "coordinate", "text": _HELD}),
    "right_click": ("right_click", {"coordinate": "coordinate", "text": _HELD}),
    "middle_click": ("middle_click", {"coordinate": "coordinate", "text": _HELD}),
    "double_click": ("double_click", {"coordinate": "coordinate", "text": _HELD}),
    "triple_click": ("triple_click", {"coordinate": "coordinate", "text": _HELD}),
    "left_click_drag": ("drag", {"start_coordinate": "path", "coordinate": "path", "text": _HELD}),
    "scroll": (
        "scroll",
        {"coordinate": "coordinate", "scroll_direction": "direction", "scroll_amount": "amount", "text": _HELD},
    ),
}
"""The vendor's member -> the canonical action and what each of its fields is called there."""

_BY_ACTION = {action: member for member, (action, _) in _MEMBERS.items()}
_WHOLE_S = ("duration",)
"""Fields that are whole numbers in the vendor's vocabulary; 1.5 seconds can't be said in it."""

_MODIFIERS = {
    "control": "ctrl", "ctrl_l": "ctrl", "control_l": "ctrl", "shift_l": "shift", "alt_l": "alt", "option": "alt",
    "cmd": "super", "command": "super", "meta": "super", "win": "super", "super_l": "super",
}  # fmt: skip


def canonical(member: str, given: Mapping[str, Any]) -> Arguments:
    """The arguments of `computer` that a member of the vendor's vocabulary and its input stand for."""
    action, names = _MEMBERS.get(member, (member, {}))
    arguments: Arguments = {"action": action}
    for name, value in given.items():
        if value is None:
            continue
        to = names.get(name, name)
        if to == "path":
            continue
        arguments[to] = _modifiers(value) if to == _HELD else value
    if "path" in names.values():
        arguments["path"] = [given[end] for end in ("start_coordinate", "coordinate") if given.get(end) is not None]
    return arguments


def _modifiers(text: Any) -> Any:
    """ "ctrl+Shift" -> ["ctrl", "shift"]."""
    if not isinstance(text, str):
        return text
    words = [word.strip().lower() for word in text.split("+") if word.strip()]
    return [_MODIFIERS.get(word, word) for word in words]


def native(arguments: Mapping[str, Any]) -> tuple[str, Arguments] | None:
    """The vendor's member and its input for canonical arguments; None when its vocabulary can't say it."""
    given = {name: value for name, value in arguments.items() if value is not None and name != "action"}
    member = _BY_ACTION.get(str(arguments.get("action")))
    if member is None:
        return None
    names = _MEMBERS[member][1]
    if not given.keys() <= set(names.values()):
        return None
    made: Arguments = {}
    for name, source in names.items():
        if source in given and source != "path":
            made[name] = given[source]
    return (member, made) if _sayable(made, given, names) else None


def _sayable(made: Arguments, given: Arguments, names: Mapping[str, str]) -> bool:
    """Finish the fields that are not just renamed; False when one can't be said."""
    if "path" in names.values():
        path = given.get("path")
        if not isinstance(path, list | tuple) or len(path) != 2:
            return False
        made["start_coordinate"], made["coordinate"] = path
    if _HELD in given:
        if not given[_HELD] or not all(isinstance(word, str) for word in given[_HELD]):
            return False
        made["text"] = "+".join(given[_HELD])
    for name in _WHOLE_S:
        if name in made:
            if not isinstance(made[name], int | float) or made[name] != int(made[name]):
                return False
            made[name] = int(made[name])
    return True
