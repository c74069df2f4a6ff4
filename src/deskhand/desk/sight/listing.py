"""Listing a page over all its frames: where each frame stands, what it holds, what a point or an id stands for.

It knows frames and boxes; it does not know tabs, windows or which page is in front.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from deskhand.core.elements import Element
from deskhand.core.errors import DeskhandError, DeskLost, InvalidInput, NotFound
from deskhand.core.geometry import Box, Point
from deskhand.desk.sight.ids import Ids
from deskhand.desk.sight.replies import (
    Metrics,
    Placement,
    element,
    metrics,
    number,
    numbers,
    placement,
    record,
    records,
    texts,
)
from deskhand.desk.sight.replies import text as clean
from deskhand.desk.sight.tabs import Tab
from deskhand.desk.sight.worlds import LIST_TIMEOUT_S, Frame, Worlds

ELEMENTS_MAX = 5_000


class NodeKey(NamedTuple):
    """Which node an id stands for: the page, the frame with its document and world, the node's number there."""

    target: str
    frame: Frame
    context: int
    node: int


class Choices(NamedTuple):
    """A list of choices in a page. disabled: for each name. row_px: how high the browser draws each in the window that
    it opens for them, 0 when that is not known."""

    element: Element
    names: tuple[str, ...]
    disabled: tuple[bool, ...]
    row_px: float


class Standing(NamedTuple):
    """Where a frame stands: `within` names what is around it from the outermost, opacity is that of all of these."""

    place: Placement
    within: tuple[str, ...] = ()
    opacity: float = 1.0

    def inside(self, box: dict[str, Any], clip: Box) -> Standing:
        """That of a frame in this one, as its own element tells it."""
        name = clean(box.get("n"), 80).replace(" > ", " › ")
        within = (*self.within, *texts(box.get("w"), 120, 10), f"frame {name}".strip())
        seen = self.opacity * (number(box.get("o")) if "o" in box else 1.0)
        return Standing(self.place.child(box.get("b"), box.get("s"), clip), within, seen)


@dataclass
class Listing:
    """What a page holds. `covered` things are in the window but under something else; they are not listed."""

    seen: Metrics
    place: Placement
    elements: list[Element] = field(default_factory=list)
    omitted: int = 0
    covered: int = 0
    notes: list[str] = field(default_factory=list)


class PageLister:
    """Lists pages through `Worlds`, naming what it finds with `Ids`."""

    def __init__(self, worlds: Worlds, ids: Ids) -> None:
        self._worlds = worlds
        self._ids = ids

    async def metrics(self, tab: Tab) -> Metrics:
        frames = await self._worlds.frames(tab)
        raw = await self._worlds.call(tab, _main(frames), "JSON.stringify(__desk.metrics())")
        return metrics(raw)

    async def read(self, tab: Tab, *, offscreen: bool) -> Listing:
        """Everything of a page. Raises NotFound when it is gone, LimitExceeded when it does not answer."""
        frames = await self._ready_frames(tab)
        return await _Reading(self, self._worlds, tab, frames, offscreen).run()

    async def _ready_frames(self, tab: Tab) -> list[Frame]:
        frames = await self._worlds.frames(tab)
        await self._worlds.adopt_frames(tab, frames)
        return frames

    def id(self, tab: Tab, frame: Frame, item: dict[str, Any]) -> str:
        return self._ids.of(NodeKey(tab.target, frame, tab.worlds.get(frame.key, 0), int(number(item.get("k")))))

    async def at(self, tab: Tab, x: int, y: int) -> Element | None:
        """What a click at a desk point would reach on this page."""
        return (await self._follow(tab, lambda place: "__desk.at({:.3f}, {:.3f})".format(*place.css(x, y))))[0]

    async def focused(self, tab: Tab) -> Element | None:
        if not (await self.metrics(tab)).focus:
            return None
        return (await self._follow(tab, lambda place: "__desk.focused()"))[0]

    async def idle(self, tab: Tab) -> bool:
        """Whether the page has the keyboard and nothing in it has the focus."""
        frames = await self._worlds.frames(tab)
        return await self._worlds.call(tab, _main(frames), "__desk.idle()") is True

    async def choices(self, tab: Tab) -> Choices | None:
        """Those of the list that has the focus, whether it is open or not."""
        chosen, raw = await self._follow(tab, lambda place: "__desk.opened()")
        told = record(raw.get("c"))
        if chosen is None or not told:
            return None
        off = told.get("off")
        plain = told.get("plain") is True and number(record(raw.get("m")).get("dpr")) == 1
        disabled = tuple(item is True for item in off) if isinstance(off, list) else ()
        return Choices(chosen, texts(told.get("n"), 200, 200), disabled, number(told.get("row")) if plain else 0.0)

    async def _follow(self, tab: Tab, ask: Any) -> tuple[Element | None, dict[str, Any]]:
        """Ask the main frame, then the frame it points to, until one names an element; with all that it answered."""
        frames = await self._ready_frames(tab)
        by_id, frame = {f.id: f for f in frames}, _main(frames)
        way = Standing(placement(await self._worlds.call(tab, frame, "JSON.stringify(__desk.metrics())")))
        for _ in range(10):
            raw = record(await self._worlds.call(tab, frame, ask(way.place)))
            if "frame" not in raw:
                found = record(raw.get("e"))
                return (element(found, self.id(tab, frame, found), way.place, way.within) if found else None), raw
            inner, box = by_id.get(str(raw["frame"])), record(raw.get("b"))
            if inner is None or not box:
                return None, {}
            frame, way = inner, way.inside(box, way.place.clip)
        return None, {}

    async def one(self, tab: Tab, key: NodeKey, element_id: str) -> Element | None:
        """A listed element as it is now; None when it is gone."""
        frames = await self._ready_frames(tab)
        if key.frame not in frames or tab.worlds.get(key.frame.key) != key.context:
            return None
        raw = record(await self._worlds.call(tab, key.frame, f"__desk.one({key.node})"))
        found = record(raw.get("e"))
        if not found:
            return None
        return element(found, element_id, await self.place_of(tab, frames, key.frame), ())

    async def place_of(self, tab: Tab, frames: list[Frame], frame: Frame) -> Placement:
        """Where a frame stands on the screen. Raises NotFound when it is not shown."""
        return (await self.standing(tab, frames, frame)).place

    async def standing(self, tab: Tab, frames: list[Frame], frame: Frame) -> Standing:
        """Where a frame stands, and in what. Raises NotFound when it is not shown."""
        by_id = {f.id: f for f in frames}
        chain = [frame]
        while chain[-1].parent in by_id and len(chain) < 20:
            chain.append(by_id[chain[-1].parent])
        way = Standing(placement(await self._worlds.call(tab, chain[-1], "JSON.stringify(__desk.metrics())")))
        for parent, child in zip(chain[:0:-1], chain[-2::-1], strict=True):
            box = record(await self._worlds.call(tab, parent, f"__desk.frameBox({json.dumps(child.id)})"))
            if not box:
                raise NotFound("the frame of the element is no longer shown", hint="Call elements again.")
            x, y, width, height = numbers(box.get("b"), 4)
            clip = _intersection(way.place.box([x, y, width, height]), way.place.clip)
            way = way.inside(box, clip)
        return way

    async def point(self, tab: Tab, key: NodeKey, element_id: str) -> Point:
        """A visible point that reaches the element, which is scrolled into view when it is not."""
        frames = await self._ready_frames(tab)
        if key.frame not in frames or tab.worlds.get(key.frame.key) != key.context:
            raise gone(element_id)
        for scroll in ("false", "true"):
            raw = record(await self._worlds.call(tab, key.frame, f"__desk.point({key.node}, {scroll})"))
            if raw.get("gone"):
                raise gone(element_id)
            place = await self.place_of(tab, frames, key.frame)
            if isinstance(raw.get("p"), list):
                x, y = numbers(raw["p"], 2)
                point = Point(int(place.left + x * place.scale), int(place.top + y * place.scale))
                if place.clip.contains(*point):
                    return point
        what = f'{clean(raw.get("what"), 40)} "{clean(raw.get("n"), 80)}"'
        if by := clean(raw.get("by"), 80):
            raise InvalidInput(
                f'{what} ({element_id}) is covered by "{by}", so a click would not reach it.',
                hint="Close or move what covers it, then call elements again.",
            )
        raise InvalidInput(
            f"{what} ({element_id}) is not visible and can't be scrolled to.",
            hint="Open what holds it (a tab, a menu, a section), then call elements again.",
        )


@dataclass
class _Reading:
    """One listing under way: every frame that is shown, from the main one inwards."""

    lister: PageLister
    worlds: Worlds
    tab: Tab
    frames: list[Frame]
    offscreen: bool

    async def run(self) -> Listing:
        main = _main(self.frames)
        raw = await self._ask(main)
        place = placement(raw.get("m"))
        self.out = Listing(metrics(raw.get("m")), place)
        self.out.elements = await self._take(main, raw, place, ())
        return self.out

    async def _ask(self, frame: Frame) -> dict[str, Any]:
        expression = f"__desk.list({'true' if self.offscreen else 'false'})"
        raw = record(await self.worlds.call(self.tab, frame, expression, timeout_s=LIST_TIMEOUT_S))
        if number(raw.get("closed")) > 0:
            await self.worlds.adopt_closed_roots(self.tab, self.frames, frame.session)
            raw = record(await self.worlds.call(self.tab, frame, expression, timeout_s=LIST_TIMEOUT_S))
        return raw

    async def _take(
        self, frame: Frame, raw: dict[str, Any], place: Placement, within: tuple[str, ...]
    ) -> list[Element]:
        """One frame's elements, followed by those of the frames inside it, which are asked side by side."""
        items = records(raw.get("e"))
        mine = [element(item, self.lister.id(self.tab, frame, item), place, within) for item in items[:ELEMENTS_MAX]]
        cut = int(number(raw.get("cut")))
        self.out.omitted += cut + max(0, len(items) - ELEMENTS_MAX)
        self.out.covered += int(number(raw.get("covered")))
        if cut:
            self.out.notes.append(f"The page is too large: at least {cut} parts of it were not looked at.")
        by_id = {f.id: f for f in self.frames}
        inner = [(entry, by_id[str(entry.get("id"))]) for entry in records(raw.get("f")) if entry.get("id") in by_id]
        parts = await asyncio.gather(*(self._child(frame, f, entry, place, within) for entry, f in inner))
        return mine + [e for part in parts for e in part]

    async def _child(
        self, parent: Frame, frame: Frame, entry: dict[str, Any], place: Placement, within: tuple[str, ...]
    ) -> list[Element]:
        if not self.offscreen and not entry.get("open"):
            return []
        clip = _clip(entry.get("c"), place) if entry.get("seen") else Box(0, 0, 0, 0)
        name = clean(entry.get("n"), 80).replace(" > ", " › ")
        inside = (*within, *texts(entry.get("w"), 120, 10), f"frame {name}".strip())
        try:
            raw = await self._ask(frame)
            found = await self._take(frame, raw, place.child(entry.get("b"), entry.get("s"), clip), inside)
            return await self._uncovered(parent, frame, place, found)
        except DeskLost:
            raise
        except DeskhandError as error:
            self.out.notes.append(f"A frame could not be listed: {error.message}")
            return []

    async def _uncovered(self, parent: Frame, frame: Frame, place: Placement, found: list[Element]) -> list[Element]:
        """Leave out what lies outside the frame's window, or under something of the page around it."""
        shown = [e for e in found if "offscreen" not in e.states]
        points = [[*place.css(*e.box.center), frame.id] for e in shown]
        if points:
            answer = await self.worlds.call(self.tab, parent, f"__desk.open({json.dumps(points)})")
            opened = answer if isinstance(answer, list) else []
            hidden = {e.id for e, ok in zip(shown, opened, strict=False) if ok is False}
            found = [e for e in found if e.id not in hidden]
        return found if self.offscreen else [e for e in found if "offscreen" not in e.states]


def gone(element_id: str) -> NotFound:
    return NotFound(f"Element {element_id} is no longer on the page;", hint="call elements again.")


def _main(frames: list[Frame]) -> Frame:
    if not frames:
        raise NotFound("the page is closed or has crashed", hint="Open the page again.")
    return frames[0]


def _clip(raw: object, place: Placement) -> Box:
    left, top, right, bottom = numbers(raw, 4)
    return _intersection(place.box([left, top, right - left, bottom - top]), place.clip)


def _intersection(a: Box, b: Box) -> Box:
    left, top = max(a.x, b.x), max(a.y, b.y)
    return Box(left, top, max(0, min(a.right, b.right) - left), max(0, min(a.bottom, b.bottom) - top))
