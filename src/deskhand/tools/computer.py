"""`computer`: look at the screen, point, click, type. The canonical acts in the form that models know best."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from deskhand.core import acts
from deskhand.core.errors import InvalidInput, StaleFrame
from deskhand.core.geometry import Box
from deskhand.core.messages import TextPart
from deskhand.core.quoting import error_parts, with_quote
from deskhand.core.values import Value
from deskhand.desk.base import ActReport, Look, Picture
from deskhand.tools.base import Tool, ToolContext, ToolResult, told

Action = Literal[
    "screenshot", "zoom", "mouse_move", "left_click", "right_click", "middle_click", "double_click", "triple_click",
    "back_button", "forward_button", "mouse_down", "mouse_up", "drag", "scroll", "type", "key", "key_down", "key_up",
    "hold_key", "wait", "cursor_position", "set_value", "open",
]  # fmt: skip

_CLICKS: dict[str, tuple[acts.Button, int]] = {
    "left_click": ("left", 1),
    "right_click": ("right", 1),
    "middle_click": ("middle", 1),
    "double_click": ("left", 2),
    "triple_click": ("left", 3),
    "back_button": ("back", 1),
    "forward_button": ("forward", 1),
}


Pair = Annotated[tuple[int, ...], Field(min_length=2, max_length=2)]
Region = Annotated[tuple[int, ...], Field(min_length=4, max_length=4)]
"""Of one type of number each: a schema with a type for every place is refused by some vendors."""


class ComputerArguments(Value):
    """One flat set of fields for all actions; which ones an action needs is in the tool's description."""

    action: Action
    coordinate: Pair | None = Field(default=None, description="[x, y] in pixels of the screen")
    element: str | None = Field(default=None, max_length=64, description='an id from `elements`, such as "e12"')
    region: Region | None = Field(default=None, description="[left, top, right, bottom], for zoom")
    path: tuple[Pair, ...] | None = Field(default=None, description="[[x, y], ...], for drag")
    text: str | None = Field(default=None, description="for type")
    keys: str | None = Field(default=None, description='a key or chord: "Return", "ctrl+s"')
    repeat: int | None = Field(default=None, ge=1, le=100, description="for key")
    direction: acts.Direction | None = Field(default=None, description="for scroll")
    amount: int | None = Field(default=None, ge=1, description="for scroll: wheel notches, or pixels")
    unit: Literal["notches", "pixels"] | None = None
    duration: float | None = Field(default=None, gt=0, le=acts.DURATION_S_MAX, description="seconds: wait, hold_key")
    button: acts.Button | None = Field(default=None, description="for mouse_down, mouse_up, drag")
    modifiers: tuple[acts.Modifier, ...] | None = Field(default=None, description="held while clicking")
    value: str | None = Field(default=None, description="for set_value")
    target: str | None = Field(
        default=None, description="for open: an address, a file, or browser|terminal|files|editor"
    )


def _act_fields(given: ComputerArguments) -> dict[str, Any]:
    """The fields of the canonical act, named as the act names them; what was not given is left out."""
    fields = {
        "at": given.coordinate, "element": given.element, "path": given.path, "text": given.text, "keys": given.keys,
        "repeat": given.repeat, "direction": given.direction, "amount": given.amount, "unit": given.unit,
        "duration_s": given.duration, "button": given.button, "modifiers": given.modifiers, "value": given.value,
        "target": given.target, "region": _box(given.region) if given.region else None,
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value is not None}


def _box(region: tuple[int, ...]) -> Box:
    left, top, right, bottom = region
    if right <= left or bottom <= top:
        raise InvalidInput(
            f"region {list(region)} is empty.", hint="Give [left, top, right, bottom] in pixels.", quotes=False
        )
    return Box(left, top, right - left, bottom - top)


def to_act(given: ComputerArguments) -> acts.Act:
    """The canonical act that the arguments stand for. Raises InvalidInput naming what is missing or too much."""
    fields = _act_fields(given)
    action: str = given.action
    if action in _CLICKS:
        fields["button"], fields["count"] = _CLICKS[action]
        action = "click"
    try:
        return acts.ACT.validate_python({**fields, "action": action})
    except ValidationError as error:
        raise InvalidInput(f"computer {given.action}: {_explain(error)}", hint=_needs(action), quotes=False) from None


def _explain(error: ValidationError) -> str:
    words = {
        "missing": "is needed",
        "extra_forbidden": "does not belong to this action",
        "too_short": "is too short",
        "too_long": "is too long",
    }
    back = {"at": "coordinate", "duration_s": "duration"}
    lines = []
    for problem in error.errors()[:4]:
        names = [str(part) for part in problem["loc"][1:]]
        where = back.get(names[0], names[0]) if names else ""
        lines.append(f"{where} {words.get(problem['type'], problem['msg'].removeprefix('Value error, '))}".strip())
    return "; ".join(dict.fromkeys(lines)) + "."


def _needs(action: str) -> str:
    needs = {
        "zoom": "region", "drag": "path, button?, modifiers?", "scroll": "direction, amount?, coordinate? or element?",
        "type": "text", "key": "keys, repeat?", "key_down": "keys", "key_up": "keys", "hold_key": "keys, duration",
        "wait": "duration", "set_value": "element, value", "open": "target", "screenshot": "nothing else",
        "cursor_position": "nothing else", "click": "coordinate or element, modifiers?",
    }  # fmt: skip
    return f"It takes: {needs.get(action, 'coordinate or element')}."


_CLICK_WORDS: dict[tuple[str, int], str] = {
    ("right", 1): "Right-clicked",
    ("middle", 1): "Middle-clicked",
    ("left", 2): "Double-clicked",
    ("left", 3): "Triple-clicked",
    ("back", 1): "Pressed the back button at",
    ("forward", 1): "Pressed the forward button at",
}
_DONE: dict[str, Callable[[Any], str]] = {
    "screenshot": lambda act: "The screen.",
    "zoom": lambda act: f"The region at {act.region.x},{act.region.y}, {act.region.width}x{act.region.height} pixels.",
    "mouse_move": lambda act: f"Moved the pointer to {_where(act)}.",
    "click": lambda act: f"{_CLICK_WORDS.get((act.button, act.count), 'Clicked')} {_where(act)}.",
    "mouse_down": lambda act: f"Pressed the {act.button} button at {_where(act)}.",
    "mouse_up": lambda act: f"Released the {act.button} button at {_where(act)}.",
    "drag": lambda act: f"Dragged from {tuple(act.path[0])} to {tuple(act.path[-1])}.",
    "scroll": lambda act: f"Scrolled {act.direction}.",
    "type": lambda act: f"Typed {len(act.text)} characters.",
    "key": lambda act: f"Pressed {act.keys}{f' {act.repeat} times' if act.repeat > 1 else ''}.",
    "key_down": lambda act: f"Holding {act.keys}.",
    "key_up": lambda act: f"Released {act.keys}.",
    "hold_key": lambda act: f"Held {act.keys} for {act.duration_s:g} s.",
    "wait": lambda act: f"Waited {act.duration_s:g} s.",
    "cursor_position": lambda act: "",
    "set_value": lambda act: f"Set {act.element} to {act.value!r}.",
    "open": lambda act: f"Opened {act.target}.",
}


def _where(act: Any) -> str:
    if act.element:
        return f"element {act.element}"
    return f"{act.at[0]},{act.at[1]}" if act.at else "the pointer's place"


def report_parts(act: acts.Act, report: ActReport, target: str = "") -> tuple[TextPart, ...]:
    """What the model is told of an act: what was done and how the screen is; then, as a stranger's words, to what it
    was done and what the desk noted of it."""
    words = [_DONE[act.action](act)]
    pointer = isinstance(act, acts.CursorPosition)
    if pointer:
        words.append(report.note)
    if not isinstance(act, acts.Screenshot | acts.Zoom | acts.CursorPosition):
        words.append("The screen changed." if report.changed else "Nothing changed on the screen.")
    if not report.settled:
        words.append("The screen is still changing.")
    if _opens_dialog(act, target):
        words.append("If you mean to give it a file: set_value with the file's path does that without the dialog.")
    quoted = (target if isinstance(act, _ON_TARGET) else "", "" if pointer else report.note)
    return with_quote(" ".join(word for word in words if word), "\n".join(words for words in quoted if words))


_ON_TARGET = (acts.Click, acts.MouseDown, acts.MouseUp, acts.TypeText, acts.Key, acts.SetValue)
"""Acts of which it is told what they reached."""


def _opens_dialog(act: acts.Act, target: str) -> bool:
    """Whether it clicks a file field."""
    return isinstance(act, acts.Click) and target.startswith("file ")


class Computer(Tool):
    """See and use the screen."""

    name = "computer"
    Arguments = ComputerArguments
    description = (
        "See and use the screen of your desk. Coordinates are pixels of the screen, from its top left corner.\n"
        "screenshot: a picture of the screen, or word that nothing changed. zoom: region in full detail.\n"
        "left_click, right_click, middle_click, double_click, triple_click, back_button, forward_button, mouse_move: "
        "coordinate or element; clicks take modifiers. mouse_down, mouse_up: coordinate?, button?. drag: path.\n"
        "type: text into what has the focus (a newline presses Return). key: keys such as Return or ctrl+s, repeat?. "
        "key_down, key_up, hold_key: keys. "
        "scroll: direction, amount?, unit?, coordinate? or element?. wait: duration.\n"
        "set_value: give a field, list, check box, date or file field (element) its value at once; the surest way for "
        "those. open: an address, a file of the work folder, or browser, terminal, files or editor.\n"
        "Acts wait until the screen has settled and answer in words; look with screenshot or elements when you need "
        "to see. Several calls in one turn run in order and stop at the first that fails."
    )

    async def execute(self, arguments: ComputerArguments, context: ToolContext) -> ToolResult:
        act = to_act(arguments)
        if isinstance(act, acts.Screenshot):
            return await _screenshot(context)
        seen = context.seen if getattr(act, "element", None) is None else None
        try:
            report = await context.desk.act(
                act, seen=seen, dialog=_opens_dialog(act, context.target), covers=context.covers
            )
        except StaleFrame as stale:
            return await _stale(stale, context)
        content: tuple[Any, ...] = report_parts(act, report, context.target)
        if report.picture and isinstance(act, acts.Zoom):
            content += (report.picture,)
        details: dict[str, Any] = {"act": act.model_dump(mode="json", exclude_defaults=True), "action": act.action}
        details |= {"changed": report.changed, "settled": report.settled, "waited_ms": round(report.waited_ms, 1)}
        return ToolResult(content=content, details=details, frame=report.frame, held=report.held)


PATCH_SHARE_MAX = 0.35
"""A change that spans more of the screen is shown as a picture of the whole."""
PATCHES_MAX = 4
"""So many pictures of parts bring one picture of the whole up to date; then there is a whole one again."""
PATCH_MARGIN_PX = 24
PATCH_EDGE_PX_MIN = 112
"""Around a change, enough is shown to see where it is."""


async def _screenshot(context: ToolContext) -> ToolResult:
    """The screen, the part of it that changed, or word that it is as the model last saw it."""
    look = await context.desk.look(since=context.pictured)
    details = {"action": "screenshot", "changed": False}
    if look.picture is None:
        return told("Nothing changed on the screen since your last picture of it.", details=details, frame=look.frame)
    if patch := await _patch(look, context):
        box = patch.box
        words = (
            f"Since your last picture only the part from {box.x},{box.y} to {box.right},{box.bottom} changed. "
            "The rest is as it was; coordinates stay those of the whole screen."
        )
        return ToolResult(content=(TextPart(text=words), patch), details=details | {"part": True}, frame=look.frame)
    return ToolResult(content=(TextPart(text="The screen."), look.picture), details=details, frame=look.frame)


async def _patch(look: Look, context: ToolContext) -> Picture | None:
    """A picture of the part that changed, where that is enough and nothing moved in between."""
    if look.picture is None or look.changed_box is None or context.pictured is None or context.patches >= PATCHES_MAX:
        return None
    box = _around(look.changed_box, look.picture.box)
    if box.width * box.height > PATCH_SHARE_MAX * look.picture.box.width * look.picture.box.height:
        return None
    part = await context.desk.look(region=box)
    return part.picture if part.frame == look.frame else None


def _around(box: Box, screen: Box) -> Box:
    """The box with a margin, on the screen and not too small to tell anything."""
    across, down = (max(PATCH_MARGIN_PX, (PATCH_EDGE_PX_MIN - side + 1) // 2) for side in (box.width, box.height))
    left, top = max(screen.x, box.x - across), max(screen.y, box.y - down)
    right, bottom = min(screen.right, box.right + across), min(screen.bottom, box.bottom + down)
    return Box(left, top, right - left, bottom - top)


async def _stale(stale: StaleFrame, context: ToolContext) -> ToolResult:
    """The act was not performed: show the screen as it is, so that the next act is planned on it."""
    look = await context.desk.look(since=None)
    content: tuple[Any, ...] = error_parts(stale, "Not done:")
    if look.picture:
        content += (look.picture,)
    return ToolResult(content=content, details={"stale": True}, failed=True, frame=look.frame)
