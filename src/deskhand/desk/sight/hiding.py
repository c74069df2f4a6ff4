"""Where pages show what must not be seen, and the one field that a secret is typed into.

Each page is asked in a world of its own, which the page's scripts can't reach; a value is told only to documents of
hosts that it belongs to. It does not know pictures, keys or where secrets are kept.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from deskhand.core.errors import DeskhandError, NotFound
from deskhand.core.geometry import Box
from deskhand.core.secrets import FieldPlace
from deskhand.desk.secrecy import Secrecy
from deskhand.desk.sight.cdp import Connection, Params
from deskhand.desk.sight.listing import NodeKey, gone
from deskhand.desk.sight.replies import Placement, number, numbers, placement, record, records, text
from deskhand.desk.sight.tabs import Tab
from deskhand.desk.sight.worlds import Frame, Worlds

ANSWER_S = 1.0
"""A page that does not answer sooner is covered by what was last known of it, from the top of the window to its end."""
FORMER_S = 0.3
"""So long after a document came, what the one before it showed may still be on the screen."""
MARGIN_PX = 2
DEPTH_MAX = 10

Boxes = dict[str, Box]
Held = Callable[[str], tuple[Tab, NodeKey]]


@dataclass
class _Last:
    """What was last found of a page: where what it hides is, and the window's content."""

    boxes: Boxes = field(default_factory=dict)
    content: Box = Box(0, 0, 1, 1)
    document: int = -1
    former: Boxes = field(default_factory=dict)


class Hiding:
    """What of one browser is hidden. tabs: its pages now. held: the page and node of an element's id."""

    def __init__(self, connection: Connection, worlds: Worlds, tabs: Callable[[], Collection[Tab]], held: Held) -> None:
        self._connection = connection
        self._worlds = worlds
        self._tabs = tabs
        self._held = held
        self._last: dict[str, _Last] = {}

    @property
    def met_password(self) -> bool:
        """Whether there may be something to hide that nobody typed through Deskhand."""
        return self._worlds.met_password

    # The field

    async def place(self, element_id: str) -> FieldPlace:
        """Where a listed field stands, by the browser's own word. Raises NotFound when it is gone."""
        tab, key = self._held(element_id)
        told = record(await self._ask(tab, key, f"__desk.kind({key.node})"))
        origins = await self._origins(tab, key.frame)
        return FieldPlace(origins=origins, kind=text(told.get("kind"), 40), name=text(told.get("n"), 300))

    async def ready(self, element_id: str) -> bool:
        """Whether the field has the keyboard; what it holds is selected then."""
        tab, key = self._held(element_id)
        return await self._ask(tab, key, f"__desk.ready({key.node})") is True

    async def keep(self, element_id: str) -> None:
        """Hide the field from now on, whatever the page makes of it."""
        tab, key = self._held(element_id)
        if await self._ask(tab, key, f"__desk.keep({key.node})") is not True:
            raise gone(element_id)

    async def holds(self, element_id: str) -> int:
        """How many UTF-16 units the field holds; -1 when it is gone."""
        tab, key = self._held(element_id)
        try:
            return int(number(await self._ask(tab, key, f"__desk.holds({key.node})")))
        except NotFound:
            return -1

    async def _ask(self, tab: Tab, key: NodeKey, expression: str) -> Any:
        frames = await self._worlds.frames(tab)
        if key.frame not in frames or tab.worlds.get(key.frame.key) != key.context:
            raise NotFound("The field is no longer on the page.", hint="Call elements again.")
        return await self._worlds.call(tab, key.frame, expression)

    async def _origins(self, tab: Tab, frame: Frame) -> tuple[str, ...]:
        """The security origins of a frame's document and of those around it, the page's own last."""
        found: dict[str, tuple[str, str]] = {}
        for session in list(tab.sessions):
            tree = await self._connection.call("Page.getFrameTree", session=session)
            _gather_origins(record(tree.get("frameTree")), found, 0)
        origins: list[str] = []
        at = frame.id
        while at in found and len(origins) <= DEPTH_MAX:
            origins.append(found[at][0])
            at = found[at][1]
        return tuple(origins) or ("",)

    # What is shown

    async def boxes(self, secrecy: Secrecy, *, settled: bool) -> Boxes:
        """Everything to be covered on the screen now. settled: wait until each page has drawn what it knows of."""
        tabs = list(self._tabs())
        self._last = {tab.target: self._last.get(tab.target, _Last()) for tab in tabs}
        found = await asyncio.gather(*(self._of_tab(tab, secrecy, settled) for tab in tabs))
        return {
            f"{tab.target}.{key}": box for tab, boxes in zip(tabs, found, strict=True) for key, box in boxes.items()
        }

    async def _of_tab(self, tab: Tab, secrecy: Secrecy, settled: bool) -> Boxes:
        last = self._last[tab.target]
        if tab.crashed:
            return {}
        if tab.dialog is not None:  # the page stands still behind it
            return last.boxes
        if last.document != tab.commits:
            last.document, last.former, last.boxes = tab.commits, last.boxes, {}
        former = last.former if time.monotonic() - tab.committed_at < FORMER_S else {}
        try:
            async with asyncio.timeout(ANSWER_S):
                last.boxes = await self._read(tab, secrecy, settled, last)
        except NotFound:
            return last.former | last.boxes  # between two documents
        except (TimeoutError, DeskhandError):
            return {key: _column(box, last.content) for key, box in (last.former | last.boxes).items()}
        return {f"former.{key}": box for key, box in former.items()} | last.boxes

    async def _read(self, tab: Tab, secrecy: Secrecy, settled: bool, last: _Last) -> Boxes:
        frames = await self._worlds.frames(tab)
        if not frames:
            raise NotFound("the page is closed", hint="Open it again.")
        await self._worlds.adopt_frames(tab, frames)
        asking = _Asking(self._worlds, tab, frames, await self._hosts(tab) if secrecy.active else {}, secrecy, settled)
        raw = await asking.frame(frames[0])
        told = record(raw.get("m"))
        if told.get("visible") is not True:
            return {}
        place = placement(told)
        last.content = place.clip
        boxes = await asking.boxes(frames[0], raw, place, 0)
        if secrecy.shows(f"{tab.url}\n{tab.title}\n{text(told.get('url'), 2_000)}\n{text(told.get('title'))}"):
            left, top, width = (round(number(told.get(name))) for name in ("x", "y", "ow"))
            boxes["bars"] = Box(left, top, max(1, width), max(1, place.clip.y - top))
        return boxes

    async def _hosts(self, tab: Tab) -> dict[str, str]:
        """Frame -> the host of its document."""
        found: dict[str, tuple[str, str]] = {}
        for session in list(tab.sessions):
            tree = await self._connection.call("Page.getFrameTree", session=session)
            _gather_origins(record(tree.get("frameTree")), found, 0)
        return {frame: urlsplit(origin).hostname or "" for frame, (origin, _) in found.items()}


@dataclass
class _Asking:
    """One question to all frames of a page."""

    worlds: Worlds
    tab: Tab
    frames: list[Frame]
    hosts: dict[str, str]
    secrecy: Secrecy
    settled: bool

    async def frame(self, frame: Frame) -> dict[str, Any]:
        needles = json.dumps(self.secrecy.values_for(self.hosts.get(frame.id, "")))
        wait = "true" if self.settled else "false"
        return record(await self.worlds.call(self.tab, frame, f"__desk.hidden({needles}, {wait})"))

    async def boxes(self, frame: Frame, raw: dict[str, Any], place: Placement, depth: int) -> Boxes:
        """Those of a frame and of all in it, in desk pixels."""
        found = {f"{frame.id}.{key}": _wider(place.box(box)) for key, box in record(raw.get("b")).items()}
        by_id = {each.id: each for each in self.frames}
        inner = [(entry, by_id[str(entry.get("id"))]) for entry in records(raw.get("f")) if entry.get("id") in by_id]
        if depth < DEPTH_MAX:
            parts = await asyncio.gather(*(self._inside(entry, child, place, depth) for entry, child in inner))
            for part in parts:
                found |= part
        return found

    async def _inside(self, entry: dict[str, Any], frame: Frame, place: Placement, depth: int) -> Boxes:
        if not any(numbers(entry.get("b"), 4)):
            return {}
        try:
            raw = await self.frame(frame)
        except NotFound:
            return {}
        return await self.boxes(frame, raw, place.child(entry.get("b"), entry.get("s"), place.clip), depth + 1)


def _gather_origins(tree: Params, found: dict[str, tuple[str, str]], depth: int) -> None:
    """Frame -> (its document's origin, its parent), over a frame tree."""
    frame = record(tree.get("frame"))
    frame_id = text(frame.get("id"), 80)
    if not frame_id or depth > 20:
        return
    found[frame_id] = (text(frame.get("securityOrigin"), 500), text(frame.get("parentId"), 80))
    for child in records(tree.get("childFrames")):
        _gather_origins(child, found, depth + 1)


def _wider(box: Box) -> Box:
    """Borders of letters reach over their box."""
    return Box(box.x - MARGIN_PX, box.y - MARGIN_PX, box.width + 2 * MARGIN_PX, box.height + 2 * MARGIN_PX)


def _column(box: Box, content: Box) -> Box:
    """The box drawn out to the height of the window: it may have been scrolled anywhere."""
    return Box(box.x, content.y, box.width, content.height)


def swept(before: Mapping[str, Box], after: Mapping[str, Box]) -> list[Box]:
    """One box for each thing, around where it was before and after."""
    found = []
    for key in before.keys() | after.keys():
        one, other = before.get(key) or after[key], after.get(key) or before[key]
        left, top = min(one.x, other.x), min(one.y, other.y)
        found.append(Box(left, top, max(one.right, other.right) - left, max(one.bottom, other.bottom) - top))
    return found
