"""The programs on the desk by their accessibility trees, read by a process inside the screen cell.

That process (`inside_atspi`) and the programs it asks are strangers: a stuck one costs a timeout, never a hang. It
does not know pages, pictures or input.
"""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any, NamedTuple

from deskhand.core.elements import STATES, Element, ElementList, Page, reading_order
from deskhand.core.errors import DeskLost, InvalidInput, LimitExceeded, NotFound
from deskhand.core.geometry import Box, Point
from deskhand.core.targets import Target
from deskhand.desk.base import ElementQuery
from deskhand.desk.screen.toplevels import Window
from deskhand.desk.sight.aiming import form_of
from deskhand.desk.sight.ids import Ids
from deskhand.desk.sight.replies import number, numbers, record, records, text, texts, wanted

LINE_BYTES_MAX = 16 * 1024 * 1024
CALL_TIMEOUT_S = 4.0
"""More than the reader's own limit for a listing (2.5 s), so that it answers with what it has."""


class Aim(NamedTuple):
    """What an act is aimed at in a program: a listed element, a place on the screen, or neither: what has the focus.

    press: "click", "return", "space" or "". chord: keys whose menu item is wanted, as `core.chords` writes them.
    window, title: the one that the X server says it is; else that of the program in front.
    """

    element_id: str = ""
    place: Point | None = None
    press: str = ""
    chord: str = ""
    window: Window | None = None
    title: str = ""


class AppKey(int):
    """The number of an accessible object in the reader."""

    def __hash__(self) -> int:
        return hash(("app", int(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AppKey) and int(self) == int(other)


class Apps:
    """The programs on one screen. All methods raise only DeskhandErrors."""

    def __init__(self) -> None:
        self._ids = Ids("a")
        self._next = 0
        self._pending: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._reader: asyncio.StreamReader
        self._transports: tuple[asyncio.ReadTransport, asyncio.WriteTransport]
        self._task: asyncio.Task[None]
        self.lost = False

    @classmethod
    async def attach(cls, read_fd: int, write_fd: int) -> Apps:
        """Take over the descriptors: the reader's answers come from `read_fd`, requests go to `write_fd`."""
        self = cls()
        loop = asyncio.get_running_loop()
        self._reader = asyncio.StreamReader(limit=LINE_BYTES_MAX)
        try:
            writer, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(write_fd, "wb", 0))
            reader, _ = await loop.connect_read_pipe(
                lambda: asyncio.StreamReaderProtocol(self._reader), os.fdopen(read_fd, "rb", 0)
            )
        except (OSError, ValueError) as error:
            raise DeskLost(f"the reader of programs can't be reached: {error}", hint="Restart the desk.") from None
        self._transports = (reader, writer)
        self._task = loop.create_task(self._read())
        return self

    def close(self) -> None:
        self._end()
        self._task.cancel()

    async def windows(self) -> list[Page]:
        """The showing windows of all programs that have an accessibility tree, the active one first."""
        answer = await self._call("windows")
        return sorted(_windows(answer), key=lambda page: not page.active)

    async def active_window(self) -> tuple[Page, Box] | None:
        """The active window and its box, if a program says that one of its windows is active."""
        for raw in records((await self._call("windows")).get("windows")):
            if raw.get("active") is True:
                return _window(raw), _box(raw.get("box")) or Box(0, 0, 1, 1)
        return None

    async def elements(
        self, query: ElementQuery = ElementQuery(), *, skip_web: bool = True, app: str = ""
    ) -> ElementList:
        """What the windows of the program in front hold. skip_web: leave out pages (the browser's own list has them).
        app: the windows of the program of this name instead."""
        answer = await self._call("list", skip_web=skip_web, app=app)
        test = wanted(query.find, query.roles, query.region, query.text)
        listed = (self._element(raw) for raw in records(answer.get("e")))
        found = reading_order(e for e in _joined(e for e in listed if e is not None) if test(e))
        cut = int(number(answer.get("cut")))
        note = f"At least {cut} parts did not answer in time or were too many." if cut else ""
        omitted = cut + max(0, len(found) - query.limit)
        return ElementList(
            pages=tuple(_windows(answer)), elements=tuple(found[: query.limit]), omitted=omitted, note=note
        )

    async def element_at(self, x: int, y: int) -> Element | None:
        """The smallest listed thing of the program in front whose box holds the point."""
        listing = await self.elements(ElementQuery(limit=5_000))
        hit = [e for e in listing.elements if e.box.contains(x, y)]
        return min(hit, key=lambda e: (e.role == "dialog", e.box.width * e.box.height), default=None)

    async def focused(self) -> Element | None:
        listing = await self.elements(ElementQuery(limit=5_000))
        return next((e for e in listing.elements if "focused" in e.states), None)

    async def reached(self, aim: Aim) -> Target:
        """What an act would reach in a program, and the dialog it stands in. Raises NotFound for an id that is gone."""
        request: dict[str, object] = {"press": aim.press, "chord": aim.chord, "skip_web": True}
        if aim.element_id:
            request["k"] = self._key(aim.element_id)
        elif aim.place is not None:
            request |= {"x": aim.place[0], "y": aim.place[1]}
        else:
            request["focus"] = True
        if aim.window is not None:
            request |= {"over": list(aim.window.box), "title": aim.title}
        answer = await self._call("target", **request)
        raw = record(answer.get("e"))
        found = self._element(raw) if raw else None
        window = next((_window(each) for each in records(answer.get("windows"))), None)
        return Target(
            element=found,
            page=window,
            form=form_of(answer.get("form")),
            submits=answer.get("submits") is True,
            around=text(answer.get("around"), 900),
            box=found.box if found else None,
            chord=text(answer.get("chord"), 200),
            known_by="app" if found else "none",
        )

    async def element(self, element_id: str) -> Element | None:
        try:
            return self._element(await self._call("one", k=self._key(element_id)))
        except NotFound:
            return None

    async def point_of(self, element_id: str) -> Point:
        found = self._element(await self._call("show", k=self._key(element_id)))
        if found is None:
            raise NotFound(f"Element {element_id} is not shown any more;", hint="call elements again.")
        return found.box.center

    async def set_value(self, element_id: str, value: str) -> str:
        """Give a field a value; returns what it holds. Raises InvalidInput when it did not take it."""
        found = self._element(await self._call("set", k=self._key(element_id), value=value))
        if found is None:
            return value  # the program took it and closed the field
        state = {"checked": "true", "unchecked": "false"}
        held = next((state[s] for s in found.states if s in state), found.value or found.name)
        if "password" not in found.states and held.casefold() != value.strip().casefold() and held != value:
            raise InvalidInput(f"{found} ({element_id}) did not take {value[:200]!r}; it holds {held[:200]!r}.",
                               hint="Click it and type the value with the keyboard.")  # fmt: skip
        return held

    def _key(self, element_id: str) -> int:
        key = self._ids.key(element_id)
        if not isinstance(key, AppKey):
            raise NotFound(f"Element {element_id} is not on the screen;", hint="call elements again.")
        return int(key)

    def _element(self, raw: dict[str, Any]) -> Element | None:
        box = _box(raw.get("b"))
        if box is None:
            return None
        states = tuple(dict.fromkeys(s for s in texts(raw.get("s"), 20, 20) if s in STATES))
        role, row = text(raw.get("r"), 64), raw.get("row")
        return Element(
            id=self._ids.of(AppKey(int(number(raw.get("k"))))),
            role=role if role.isalpha() else "text",
            name=" ".join(text(raw.get("n"), 2_000).split()),
            value=text(raw.get("v"), 5_000),
            box=box,
            states=states,
            within=tuple(w.replace(" > ", " › ") for w in texts(raw.get("w"), 120, 8)),
            row=row if isinstance(row, int) and not isinstance(row, bool) and row > 0 else None,
            column=text(raw.get("col"), 200),
            row_text=text(raw.get("rt"), 1_000),
            options=texts(raw.get("o"), 200, 200),
            hint=text(raw.get("h"), 400),
            source="app",
            app=text(raw.get("app"), 100),
        )

    async def _call(self, op: str, **params: object) -> dict[str, Any]:
        if self.lost:
            raise _lost()
        self._next += 1
        call_id = self._next
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._pending[call_id] = future
        try:
            line = json.dumps({"id": call_id, "op": op, **params}).encode() + b"\n"
            self._transports[1].write(line)
            answer = await asyncio.wait_for(future, CALL_TIMEOUT_S)
        except TimeoutError:
            raise LimitExceeded(f"the program in front did not answer within {CALL_TIMEOUT_S:g} s",
                                hint="It may be busy: look at the screen, or use source=ocr.") from None  # fmt: skip
        finally:
            self._pending.pop(call_id, None)
        return _result(answer)

    async def _read(self) -> None:
        try:
            while line := await self._reader.readline():
                self._take(line)
        except (ValueError, OSError):
            pass  # a line beyond the limit, or a broken pipe: the reader can't be followed any more
        finally:
            self._end()

    def _take(self, line: bytes) -> None:
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError):
            return
        call_id = answer.get("id") if isinstance(answer, dict) else None
        future = self._pending.get(call_id) if isinstance(call_id, int) else None
        if future is not None and not future.done():
            future.set_result(answer)

    def _end(self) -> None:
        if self.lost:
            return
        self.lost = True
        for future in self._pending.values():
            if not future.done():
                future.set_exception(_lost())
        for transport in self._transports:
            if not transport.is_closing():
                transport.close()


def _lost() -> DeskLost:
    return DeskLost("the reader of programs has ended", hint="Use source=ocr, or restart the desk.")


def _result(answer: dict[str, Any]) -> dict[str, Any]:
    if "error" not in answer:
        return record(answer.get("result"))
    said, kind = text(answer.get("error"), 300), answer.get("kind")
    if kind == "gone":
        raise NotFound(f"The element is no longer on the screen ({said});", hint="call elements again.")
    if kind == "stuck":
        raise LimitExceeded(f"a program did not answer: {said}", hint="Look at the screen, or use source=ocr.")
    raise InvalidInput(f"the element can't take that: {said}", hint="Click it and use the keyboard instead.")


def _box(raw: object) -> Box | None:
    x, y, width, height = (round(n) for n in numbers(raw, 4))
    return Box(x, y, width, height) if width > 0 and height > 0 else None


def _window(raw: dict[str, Any]) -> Page:
    return Page(title=text(raw.get("title")), app=text(raw.get("app"), 100), active=raw.get("active") is True)


def _windows(answer: dict[str, Any]) -> list[Page]:
    return [_window(raw) for raw in records(answer.get("windows")) if raw.get("role") not in ("window", "menu")]


def _joined(elements: Any) -> list[Element]:
    """Leave out words that only repeat the name of the thing they stand in (a button's own label)."""
    found = list(elements)
    named = [e for e in found if e.role != "text" and e.name]
    return [e for e in found if e.role != "text" or not any(n.name == e.name and n.box.overlap(e.box) for n in named)]
