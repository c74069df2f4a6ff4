"""A model that follows a list: calls as they are, and names of buttons, which it looks for and then presses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from deskhand.core.elements import parse_elements
from deskhand.core.messages import Reply, TextPart
from deskhand.models.base import Delta, Request
from deskhand.models.scripted import calling, saying
from tests.hostile.obedient import Call

OPEN: Call = ("computer", {"action": "open", "target": "http://shop.test/page"})


class Pressing:
    """Does each thing of a list in a turn of its own. A name is looked for and pressed, in a call press*.1."""

    name = "pressing"

    def __init__(self, todo: Sequence[Call | str]) -> None:
        self._todo = list(todo)
        self._turn = 0
        self._finding = ""

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        yield self._reply(request)

    def _reply(self, request: Request) -> Reply:
        self._turn += 1
        if self._finding:
            name, self._finding = self._finding, ""
            click: Call = ("computer", {"action": "left_click", "element": _id_of(name, request)})
            return calling(click, turn=f"press{self._turn}")
        if not self._todo:
            return saying("Done.")
        next_one = self._todo.pop(0)
        if isinstance(next_one, str):
            self._finding = next_one
            return calling(("elements", {"find": next_one}), turn=f"find{self._turn}")
        return calling(next_one, turn=f"do{self._turn}")

    def problems(self, task: str) -> tuple[str, ...]:
        return ()

    async def close(self) -> None:
        """Nothing to let go of."""


def _id_of(name: str, request: Request) -> str:
    """The id of the thing of this name in the newest list; an error of the case where there is none."""
    for part in reversed([part for message in request.messages for part in getattr(message, "parts", ())]):
        if isinstance(part, TextPart) and (found := parse_elements(part.text).elements):
            return next(each.id for each in found if each.name == name and each.role != "text")
    raise AssertionError(f"{name!r} was never listed")
