"""The canonical acts: the closed list of what can be done on a screen.

Every vendor's computer-use vocabulary is translated to these at the edge (`models`), and only these reach a desk.
Coordinates are native desk pixels. Pointer acts take a point or the id of an element that `elements` listed;
exactly one of the two, except where "here" (the pointer's present place) makes sense.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, model_validator

from deskhand.core.geometry import Box, Point
from deskhand.core.values import Value

Button = Literal["left", "middle", "right", "back", "forward"]
Modifier = Literal["ctrl", "shift", "alt", "super"]
Direction = Literal["up", "down", "left", "right"]

TYPE_CHARS_MAX = 20_000
DURATION_S_MAX = 60.0


class Screenshot(Value):
    """Look at the whole screen. Answers "nothing changed" without a picture when that is so."""

    action: Literal["screenshot"] = "screenshot"


class Zoom(Value):
    """Look at a part of the screen; a small one is shown 2 to 4 times as large."""

    action: Literal["zoom"] = "zoom"
    region: Box


class _Pointer(Value):
    at: Point | None = None
    element: str | None = Field(default=None, max_length=64)

    @model_validator(mode="after")
    def _one_target(self) -> _Pointer:
        if self.at is not None and self.element is not None:
            raise ValueError("give either a coordinate or an element, not both")
        return self


class MouseMove(_Pointer):
    """Move the pointer."""

    action: Literal["mouse_move"] = "mouse_move"


class Click(_Pointer):
    """Press and release a button `count` times, with modifiers held. Without a target: where the pointer is."""

    action: Literal["click"] = "click"
    button: Button = "left"
    count: int = Field(default=1, ge=1, le=3)
    modifiers: tuple[Modifier, ...] = ()


class MouseDown(_Pointer):
    """Press a button and keep it down."""

    action: Literal["mouse_down"] = "mouse_down"
    button: Button = "left"


class MouseUp(_Pointer):
    """Release a button."""

    action: Literal["mouse_up"] = "mouse_up"
    button: Button = "left"


class Drag(Value):
    """Press at the first point, move through the others, release at the last."""

    action: Literal["drag"] = "drag"
    path: tuple[Point, ...] = Field(min_length=2, max_length=200)
    button: Button = "left"
    modifiers: tuple[Modifier, ...] = ()


class Scroll(_Pointer):
    """Scroll by wheel notches (`unit="lines"`, a notch is about 3 lines) or by pixels, at a place."""

    action: Literal["scroll"] = "scroll"
    direction: Direction
    amount: int = Field(default=3, ge=1, le=10_000)
    unit: Literal["notches", "pixels"] = "notches"
    modifiers: tuple[Modifier, ...] = ()


class TypeText(Value):
    """Type text into whatever has the focus; any Unicode. A newline is Return, a tab is Tab."""

    action: Literal["type"] = "type"
    text: str = Field(max_length=TYPE_CHARS_MAX)


class Key(Value):
    """Press a key or chord such as "Return", "ctrl+s", "alt+F4", `repeat` times."""

    action: Literal["key"] = "key"
    keys: str = Field(min_length=1, max_length=100)
    repeat: int = Field(default=1, ge=1, le=100)


class KeyDown(Value):
    """Press a key and keep it down."""

    action: Literal["key_down"] = "key_down"
    keys: str = Field(min_length=1, max_length=100)


class KeyUp(Value):
    """Release a key."""

    action: Literal["key_up"] = "key_up"
    keys: str = Field(min_length=1, max_length=100)


class HoldKey(Value):
    """Hold a key or chord for a time in seconds."""

    action: Literal["hold_key"] = "hold_key"
    keys: str = Field(min_length=1, max_length=100)
    duration_s: float = Field(gt=0, le=DURATION_S_MAX)


class Wait(Value):
    """Let time pass, in seconds; ends with a look at the screen."""

    action: Literal["wait"] = "wait"
    duration_s: float = Field(gt=0, le=DURATION_S_MAX)


class CursorPosition(Value):
    """Tell where the pointer is."""

    action: Literal["cursor_position"] = "cursor_position"


class SetValue(Value):
    """Give a listed element a value: text, an option of a list, "true"/"false" for a box, a date as
    YYYY-MM-DD, or a path on the desk for a file field."""

    action: Literal["set_value"] = "set_value"
    element: str = Field(max_length=64)
    value: str = Field(max_length=TYPE_CHARS_MAX)


class Open(Value):
    """Open a web address, a file on the desk, or a program by its name ("browser", "terminal", "files", "editor")."""

    action: Literal["open"] = "open"
    target: str = Field(min_length=1, max_length=4_000)


Act = Annotated[
    Screenshot
    | Zoom
    | MouseMove
    | Click
    | MouseDown
    | MouseUp
    | Drag
    | Scroll
    | TypeText
    | Key
    | KeyDown
    | KeyUp
    | HoldKey
    | Wait
    | CursorPosition
    | SetValue
    | Open,
    Field(discriminator="action"),
]
"""Any canonical act, told apart by its `action`."""

ACT = TypeAdapter[Act](Act)
"""Validates and writes acts: `ACT.validate_python({"action": "key", "keys": "Return"})`."""

LOOKS = (Screenshot, Zoom, CursorPosition, Wait)
"""Acts that change nothing on the screen."""
