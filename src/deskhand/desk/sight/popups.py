"""What is in the windows that the browser opens above its pages: the choices of a list, a menu, suggestions.

A page knows nothing of them, and what it tells of a place under one is not what a click there reaches. It does not
know where the windows' places come from.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from deskhand.core.elements import Element
from deskhand.core.geometry import Box
from deskhand.desk.sight.ids import Ids
from deskhand.desk.sight.listing import Choices

Boxes = Callable[[], Awaitable[list[Box]]]
"""The places of the open popup windows, the topmost first."""

_BORDER_PX = 1
_NEAR_PX = 3


async def none_open() -> list[Box]:
    return []


class Popups:
    """Names what is in popups, with ids of a series of its own ("p1")."""

    def __init__(self, boxes: Boxes) -> None:
        self.boxes = boxes
        self._ids = Ids("p")

    async def over(self, x: int, y: int) -> Box | None:
        """The topmost popup that covers the place."""
        return next((box for box in await self.boxes() if box.contains(x, y)), None)

    def options(self, choices: Choices, popup: Box) -> list[Element]:
        """The choices as they stand in the popup; none when their places are not sure: a list too long to be shown
        whole, groups, other fonts, a page that is shown larger."""
        rows, count = round(choices.row_px), len(choices.names)
        if not rows or not count or abs(popup.height - 2 * _BORDER_PX - rows * count) > 1:
            return []
        return [self._option(choices, number, popup, rows) for number in range(count)]

    def _option(self, choices: Choices, number: int, popup: Box, rows: int) -> Element:
        name = choices.names[number]
        box = Box(
            popup.x + _BORDER_PX, popup.y + _BORDER_PX + number * rows, max(1, popup.width - 2 * _BORDER_PX), rows
        )
        disabled = number < len(choices.disabled) and choices.disabled[number]
        return self._in(choices).model_copy(
            update={
                "id": self._ids.of((choices.element.id, number, name)),
                "name": name,
                "box": box,
                "states": ("disabled",) if disabled else (),
            }
        )

    def unsure(self, choices: Choices, popup: Box) -> Element:
        """A choice of which it is not known which one it is."""
        return self._in(choices).model_copy(update={"id": self._ids.of((choices.element.id, popup)), "box": popup})

    def _in(self, choices: Choices) -> Element:
        holder = choices.element
        return Element(
            id="p0", role="option", box=holder.box, within=(*holder.within, f"combobox {holder.name}".strip())
        )

    def unknown(self, popup: Box, app: str) -> Element:
        """A popup of which nothing is known but its place."""
        return Element(id=self._ids.of(popup), role="popup", box=popup, source="app", app=app)


def belongs(choices: Choices, popup: Box) -> bool:
    """Whether the popup stands where the browser opens the list of these choices: right under or over its field."""
    field = choices.element.box
    beside = min(abs(popup.x - field.x), abs(popup.right - field.right)) <= _NEAR_PX
    touches = min(abs(popup.y - field.bottom), abs(popup.bottom - field.y)) <= _NEAR_PX
    return beside and touches and popup.width >= field.width - _NEAR_PX
