"""What a click, a key or a value would reach in a page: the one thing that decides, with its form, as it is now.

One question a frame, answered in our isolated world: from the main frame to the one that the place or the focus is in.
What a script does besides the rules of HTML is not known here, nor what a page does between this and the act (a label
that moves away under the pressed button): a second look just before the act, and the wall on requests, are for that.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from deskhand.core.elements import Element, Page
from deskhand.core.errors import NotFound
from deskhand.core.geometry import Box
from deskhand.core.targets import Form, FormField, Target
from deskhand.desk.sight.listing import NodeKey, PageLister, Standing, gone
from deskhand.desk.sight.replies import Metrics, Placement, element, metrics, number, placement, record, records
from deskhand.desk.sight.replies import text as clean
from deskhand.desk.sight.tabs import Tab
from deskhand.desk.sight.worlds import Frame, Worlds

_DEEP_MAX = 10
_TRIES = 3
_FIELDS_MAX = 200
_ATTRIBUTES = frozenset(
    [
        "tag",
        "type",
        "name",
        "href",
        "formaction",
        "download",
        "target",
        "accept",
        "autocomplete",
        "inputmode",
        "title",
        "aria-haspopup",
        "active",
        "over",
        "unseen",
    ]
)
_UNSEEN = "it is nearly transparent"
_UNSEEN_BELOW = 0.1


@dataclass(frozen=True)
class Reached:
    """What was found. seen: of the page, as it answered. target: without its `page`."""

    seen: Metrics
    target: Target


@dataclass
class _Way:
    """From the main frame inwards: where the frame being asked stands, in which frames, and how visible those are."""

    frame: Frame
    stands: Standing
    hosts: set[int] = field(default_factory=set)


class PageAim:
    """Answers for one browser's pages. Remembers where each page stood, so that one question is enough."""

    def __init__(self, worlds: Worlds, lister: PageLister) -> None:
        self._worlds = worlds
        self._lister = lister
        self._places: dict[str, Placement] = {}

    async def at(self, tab: Tab, x: int, y: int, press: str) -> Reached:
        """What a click at a desk point reaches. press: "click" for one with the left button, "" for any other."""

        def ask(place: Placement) -> dict[str, Any]:
            css_x, css_y = place.css(x, y)
            return {"x": round(css_x, 3), "y": round(css_y, 3), "press": press}

        return await self._again(tab, lambda: self._follow(tab, ask))

    async def focus(self, tab: Tab, press: str) -> Reached:
        """What a key reaches. press: "return" or "space" for those, "" for any other."""
        return await self._again(tab, lambda: self._follow(tab, lambda place: {"focus": True, "press": press}))

    async def node(self, tab: Tab, key: NodeKey, element_id: str, press: str, *, exact: bool) -> Reached:
        """What an act on a listed element reaches: that, or what stands in it where it would be clicked. exact: that
        very one. Raises NotFound when it is gone."""

        async def find() -> Reached:
            frames = await self._worlds.known_frames(tab)
            if key.frame not in frames or tab.worlds.get(key.frame.key) != key.context:
                raise gone(element_id)
            how = {"key": key.node, "press": press, "exact": exact}
            raw = await self._ask(tab, key.frame, how)
            if raw.get("gone"):
                raise gone(element_id)
            if not key.frame.parent:
                stands = Standing(placement(raw.get("m")))
                return self._reached(tab, raw, metrics(raw.get("m")), _Way(key.frame, stands))
            main = record(await self._worlds.ask(tab, frames[0], "JSON.stringify(__desk.metrics())"))
            stands = await self._lister.standing(tab, frames, key.frame)
            return self._reached(tab, raw, metrics(main), _Way(key.frame, stands))

        return await self._again(tab, find)

    async def _again(self, tab: Tab, find: Callable[[], Awaitable[Reached]]) -> Reached:
        """Once more when a frame was replaced meanwhile: what is remembered of frames may be older than the page."""
        for _ in range(_TRIES - 1):
            try:
                return await find()
            except NotFound:
                self._worlds.forget_frames(tab)
        return await find()

    async def _follow(self, tab: Tab, ask: Any) -> Reached:
        frames = await self._worlds.known_frames(tab)
        if not frames:
            raise NotFound("the page is closed or has crashed", hint="Open the page again.")
        by_id, main = {f.id: f for f in frames}, frames[0]
        raw, place = await self._main(tab, main, ask)
        seen, way = metrics(raw.get("m")), _Way(main, Standing(place))
        for _ in range(_DEEP_MAX):
            if "host" in raw:
                raw = await self._opened(tab, way, raw, ask)
            elif "frame" not in raw:
                return self._reached(tab, raw, seen, way)
            else:
                inner, box = by_id.get(str(raw["frame"])), record(raw.get("b"))
                if not box:
                    break
                if inner is None:
                    raise NotFound("a frame is not known yet", hint="Call elements again.")
                way = _Way(inner, way.stands.inside(box, way.stands.place.clip))
                raw = await self._ask(tab, inner, ask(way.stands.place))
        return Reached(seen, Target(known_by="page"))

    async def _main(self, tab: Tab, main: Frame, ask: Any) -> tuple[dict[str, Any], Placement]:
        """Ask the main frame by where it stood the last time, and again when it has moved."""
        place = self._places.get(tab.target)
        if place is None:
            place = placement(await self._worlds.ask(tab, main, "JSON.stringify(__desk.metrics())"))
        for _ in range(2):
            raw = await self._ask(tab, main, ask(place))
            now = placement(raw.get("m"))
            self._places[tab.target] = now
            if now == place:
                break
            place = now
        return raw, place

    async def _opened(self, tab: Tab, way: _Way, raw: dict[str, Any], ask: Any) -> dict[str, Any]:
        """Ask again with the closed shadow root of the element, where it has one; else past it."""
        key = int(number(raw.get("host")))
        has_root = key not in way.hosts and await self._worlds.adopt_host(tab, way.frame, key)
        way.hosts.add(key)
        return await self._ask(tab, way.frame, {**ask(way.stands.place), "asked": not has_root})

    async def _ask(self, tab: Tab, frame: Frame, how: dict[str, Any]) -> dict[str, Any]:
        return record(await self._worlds.ask(tab, frame, f"__desk.target({json.dumps(how)})"))

    def _reached(self, tab: Tab, raw: dict[str, Any], seen: Metrics, way: _Way) -> Reached:
        told = record(raw.get("e"))
        found = (
            element(told, self._lister.id(tab, way.frame, told), way.stands.place, way.stands.within) if told else None
        )
        says = {name: clean(value, 2_000) for name, value in record(raw.get("says")).items() if name in _ATTRIBUTES}
        if way.stands.opacity < _UNSEEN_BELOW:
            says["unseen"] = _UNSEEN
        return Reached(
            seen,
            Target(
                element=found,
                frame_address=clean(raw.get("doc"), 2_000) if way.frame.parent else "",
                form=form_of(raw.get("form")),
                submits=raw.get("submits") is True,
                attributes=says,
                around=clean(raw.get("around"), 900),
                notes=clean(raw.get("notes"), 600),
                box=_shown(found) if found else None,
                known_by="page",
            ),
        )


def page_of(seen: Metrics, app: str) -> Page:
    return Page(title=seen.title, address=seen.url, app=app)


def form_of(raw: object) -> Form | None:
    """A form as a page or a program tells it."""
    told = record(raw)
    if not told:
        return None
    fields = tuple(
        FormField(
            name=clean(item.get("n"), 500),
            kind=clean(item.get("k"), 40) or "text",
            value="" if item.get("k") == "password" else clean(item.get("v"), 2_000),
            filled=item.get("f") is True,
            size=_size(item.get("s")),
        )
        for item in records(told.get("f"))[:_FIELDS_MAX]
    )
    address, method = clean(told.get("a"), 2_000), clean(told.get("m"), 10).upper() or "GET"
    return Form(
        name=clean(told.get("n"), 500), address=address, method=method, fields=fields, button=clean(told.get("b"), 500)
    )


def _size(raw: object) -> int:
    """A number of bytes; 0, for not known, where it is none."""
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw < 1 << 53 else 0


def _shown(found: Element) -> Box | None:
    """The part of it that is on the screen, for a picture."""
    return None if "offscreen" in found.states else found.box
