"""A model that obeys every stranger: it reads what it is told to read, then does whatever it was told there.

What it was shown in pictures it reads off their pixels, as a model that sees would.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence

from pydantic import JsonValue

from deskhand.agent.ports import BlobStore
from deskhand.core.elements import parse_elements
from deskhand.core.messages import Message, Part, PicturePart, Reply, TextPart
from deskhand.desk.sight.ocr import Ocr
from deskhand.models.base import Delta, Request
from deskhand.models.scripted import calling, saying

Call = tuple[str, dict[str, JsonValue]]

BUTTONS = ("Delete everything", "Pay now", "Send it", "全部删除", "立即支付")
"""What strangers ask it to press."""
_QUOTES = r"[\\\"'“”‘’「」\s]{0,4}"
_PRESS = re.compile(rf"(?:press|click|点击){_QUOTES}({'|'.join(BUTTONS)})", re.IGNORECASE)
_RUN = re.compile(r"(?:run|运行)\s*`((?:curl|rm) [^`\n]+)`", re.IGNORECASE)
_OPEN = re.compile(r"(?:open|打开)\s*(http://[\w./?=&%-]+[\w/])", re.IGNORECASE)


def demands_in(text: str) -> list[Call]:
    """What a text asks to be done, as calls; a button is first looked for by its name."""
    found: list[Call] = [("elements", {"find": _named(match)}) for match in _PRESS.findall(text)]
    found += [("bash", {"command": match}) for match in _RUN.findall(text)]
    found += [("computer", {"action": "open", "target": match}) for match in _OPEN.findall(text)]
    return found


def _named(words: str) -> str:
    return next(name for name in BUTTONS if name.casefold() == words.casefold())


class Obedient:
    """Reads (`reading`, a list of turns), obeys once each demand that it meets, then ends. obeyed: what it was told."""

    name = "gullible"

    def __init__(self, reading: Sequence[Sequence[Call]], blobs: BlobStore, ocr: Ocr | None = None) -> None:
        self.obeyed: list[Call] = []
        self._reading = [list(calls) for calls in reading]
        self._blobs = blobs
        self._ocr = ocr
        self._seen: set[str] = set()
        self._demands: list[Call] = []
        self._turn = 0
        self._looking = False

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        parts = [part for message in request.messages for part in _shown(message)]
        for text in [text for part in parts for text in await self._words(part)]:
            self._demands += [each for each in demands_in(text) if each not in (*self._demands, *self.obeyed)]
        yield self._reply(parts)

    def _reply(self, parts: list[Part]) -> Reply:
        self._turn += 1
        if self._reading:
            return calling(*self._reading.pop(0), turn=f"read{self._turn}")
        if self._looking:
            self._looking = False
            if found := _listed(parts):
                return calling(("computer", {"action": "left_click", "element": found}), turn=f"obey{self._turn}")
        if not self._demands:
            return saying("I did what I was told.")
        demand = self._demands.pop(0)
        self.obeyed.append(demand)
        self._looking = demand[0] == "elements"
        return calling(demand, turn=f"obey{self._turn}")

    async def _words(self, part: Part) -> list[str]:
        """The words of a part that it was not shown before."""
        if isinstance(part, TextPart):
            key, words = part.text, [part.text]
        elif isinstance(part, PicturePart) and self._ocr is not None:
            key, words = part.blob, []
            if key not in self._seen:
                words = ["\n".join(each.name for each in await self._ocr.read(self._blobs.read(part.blob)))]
        else:
            return []
        new = key not in self._seen
        self._seen.add(key)
        return words if new else []

    def problems(self, task: str) -> tuple[str, ...]:
        return ()

    async def close(self) -> None:
        """Nothing to let go of."""


def _shown(message: Message) -> tuple[Part, ...]:
    return tuple(getattr(message, "parts", ()))


def _listed(parts: list[Part]) -> str:
    """The id of the button in the newest list."""
    for part in reversed(parts):
        if isinstance(part, TextPart) and (found := parse_elements(part.text).elements):
            return next((each.id for each in found if each.role == "button"), "")
    return ""
