"""What an act would reach, from whichever source knows it best: the page, the program's tree, or words on the screen.

The X server says which window a click or a key goes to; then that window's own source is asked. It does not know how
the sources work, what is risky, or what a page does between this look and the act.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from deskhand.core import acts
from deskhand.core.chords import chord_of, known_chord
from deskhand.core.elements import Element, Page
from deskhand.core.errors import DeskhandError, DeskLost, NotFound
from deskhand.core.geometry import Box, Point
from deskhand.core.targets import Target
from deskhand.desk.base import ElementQuery
from deskhand.desk.screen.toplevels import Window
from deskhand.desk.sight.aiming import Reached, page_of
from deskhand.desk.sight.apps import Aim, Apps
from deskhand.desk.sight.browser import APP, Browser
from deskhand.desk.sight.words import ScreenWords

CONTROLS = "browser controls"
"""The outermost container of the browser's own bars and menus, so that they are told from the page's."""

KEY_ACTS = (acts.TypeText, acts.Key, acts.KeyDown, acts.KeyUp, acts.HoldKey)
_PICTURES = frozenset({"canvas", "video", "image", "popup", "generic", "document"})
_SAY_NOTHING = frozenset({"button", "link", "menuitem", "tab"})
"""Controls that say nothing of themselves when they have no name: what is drawn on them is read."""
_TEXT_ROLES = frozenset({"textbox", "searchbox", "combobox", "spinbutton"})
_READ_ASIDE_PX, _READ_UP_PX, _NEAR_PX = 360, 40, 20
"""How much of the screen around a place is read when nobody else knows what is there, so wide that words are seldom cut
off, and how near words must be."""
_SLACK_PX = 3


class Screenlike(Protocol):
    """What the screen itself tells of its windows."""

    async def at(self, x: int, y: int) -> Window | None: ...

    async def focused(self) -> Window | None: ...

    async def title(self, window: int) -> str: ...

    async def pointer(self) -> Point: ...


class Unseen:
    """A screen of which nothing is told: no window is known, so nothing is known of what an act reaches."""

    async def at(self, x: int, y: int) -> Window | None:
        return None

    async def focused(self) -> Window | None:
        return None

    async def title(self, window: int) -> str:
        return ""

    async def pointer(self) -> Point:
        return Point(0, 0)


class Sources(Protocol):
    """Where the facts come from, as they are at this moment."""

    words: ScreenWords
    on_screen: Screenlike

    def live_browser(self) -> Browser | None: ...

    def live_apps(self) -> Apps | None: ...

    async def in_popup(self, browser: Browser, popup: Box, x: int, y: int) -> Element: ...

    async def element(self, element_id: str) -> Element | None: ...


class Reach:
    """Resolves acts to targets on one screen."""

    def __init__(self, sources: Sources) -> None:
        self._from = sources

    async def target(self, act: acts.Act) -> Target:
        """What an act would reach, now. Raises NotFound for an element that is gone."""
        press = _press_of(act)
        if named := getattr(act, "element", None):
            return await self._named(named, press, exact=isinstance(act, acts.SetValue))
        if isinstance(act, KEY_ACTS):
            keys = "" if isinstance(act, acts.TypeText) else act.keys
            return await self._focused(press, keys)
        if isinstance(act, acts.Drag):
            return await self._dragged(act)
        if isinstance(act, acts.Click | acts.MouseDown | acts.MouseUp | acts.MouseMove | acts.Scroll):
            return await self._at(act.at or await self._from.on_screen.pointer(), press)
        return Target()

    async def _dragged(self, act: acts.Drag) -> Target:
        start, end = await self._at(act.path[0], ""), await self._at(act.path[-1], "")
        words = str(start.element) if start.element else "something unknown"
        return end.model_copy(update={"attributes": {**end.attributes, "from": words[:500]}})

    async def _named(self, element_id: str, press: str, *, exact: bool) -> Target:
        if element_id.startswith("e") and (browser := self._from.live_browser()) is not None:
            return _paged(await browser.reached_in(element_id, press, exact=exact))
        if element_id.startswith("a") and (apps := self._from.live_apps()) is not None:
            return await apps.reached(Aim(element_id=element_id, press=press))
        found = await self._from.element(element_id)
        if found is None:
            raise NotFound(f"Element {element_id} is no longer on the screen;", hint="call elements again.")
        if found.source == "ocr":
            return await self._at(found.box.center, press)
        return Target(element=found, page=await self._page(), box=found.box, known_by="page")

    async def _at(self, point: Point, press: str) -> Target:
        """What a click at this place would reach."""
        window, reached = await asyncio.gather(self._from.on_screen.at(*point), self._in_page(point, press))
        browser = self._from.live_browser()
        if window is not None and window.popup and browser is not None and is_browser(window):
            found = await self._from.in_popup(browser, window.box, *point)
            base = Target(element=found, page=await self._page(), box=found.box, known_by=found.source)
        elif window is not None and reached is not None and _shows(window, reached, point):
            base = _paged(reached)
        else:
            base = await self._in_app(Aim(place=point, press=press, window=window))
        return await self._read(point, base)

    async def _focused(self, press: str, keys: str) -> Target:
        """What keys would reach, and what the chord is called there."""
        window, reached = await asyncio.gather(self._from.on_screen.focused(), self._with_keys(press))
        chord = chord_of(keys) if keys and _may_be_chord(keys) else ""
        if window is not None and is_browser(window) and not window.dialog and reached and reached.seen.focus:
            base = _paged(reached)
        else:
            base = await self._in_app(Aim(press=press, chord=chord, window=window))
        if base.chord or not chord:
            return base
        app = window.app if window else base.page.app if base.page else ""
        in_text = base.element is not None and base.element.role in _TEXT_ROLES
        return base.model_copy(update={"chord": known_chord(app, keys, in_text=in_text)})

    async def _in_page(self, point: Point, press: str) -> Reached | None:
        browser = self._from.live_browser()
        try:
            return await browser.reached_at(*point, press) if browser is not None else None
        except DeskLost:
            raise
        except DeskhandError:
            return None  # a page that does not answer is not known; the next source is asked

    async def _with_keys(self, press: str) -> Reached | None:
        browser = self._from.live_browser()
        try:
            return await browser.reached_by_keys(press) if browser is not None else None
        except DeskLost:
            raise
        except DeskhandError:
            return None  # as above

    async def _in_app(self, aim: Aim) -> Target:
        """What a program tells; the browser's own bars and dialogs with the page in front."""
        apps, window = self._from.live_apps(), aim.window
        if apps is None or window is None:
            return Target(page=await self._page() if window is not None and is_browser(window) else None)
        title = await self._from.on_screen.title(window.id)
        try:
            found = await apps.reached(aim._replace(title=title))
        except DeskhandError:
            found = Target()  # a program that does not answer is not known
        if not is_browser(window):
            return found if found.page else found.model_copy(update={"page": Page(title=title, app=window.app)})
        element = found.element
        if element is not None:
            within = (CONTROLS, *element.within[1:])
            element = element.model_copy(update={"within": within, "app": APP})
        return found.model_copy(update={"element": element, "page": await self._page()})

    async def _page(self) -> Page | None:
        browser = self._from.live_browser()
        pages = await browser.pages() if browser is not None else []
        return next((page for page in pages if page.active), None)

    async def _read(self, point: Point, base: Target) -> Target:
        """Where the others know nothing, the words that are drawn there; a nameless button keeps what it is."""
        element = base.element
        drawn = element is None or (
            element.role in _PICTURES and (not element.name or element.role in ("canvas", "video"))
        )
        if not drawn and element is not None and (element.name or element.role not in _SAY_NOTHING):
            return base
        try:
            words = await self._words_near(point, element)
        except DeskhandError:
            return base  # no picture could be taken: what is known stays
        near = _nearest(words, point)
        if near is None:
            return base
        around = " ".join(word.name for word in words)[:400]
        if not drawn:
            return base.model_copy(update={"attributes": {**base.attributes, "read": near.name[:500]}})
        says = {**base.attributes, "in": str(element)[:500]} if element is not None else base.attributes
        new = {"element": near, "box": near.box, "known_by": "ocr", "attributes": says}
        return base.model_copy(update={**new, "around": base.around or around})

    async def _words_near(self, point: Point, element: Element | None) -> list[Element]:
        region = Box(point.x - _READ_ASIDE_PX, point.y - _READ_UP_PX, 2 * _READ_ASIDE_PX, 2 * _READ_UP_PX)
        listing = await self._from.words.elements(ElementQuery(region=region, limit=100))
        if element is None:
            return list(listing.elements)
        return [word for word in listing.elements if element.box.contains(*word.box.center)]


def is_browser(window: Window) -> bool:
    return window.app.startswith(APP.casefold())


def _paged(reached: Reached) -> Target:
    return reached.target.model_copy(update={"page": page_of(reached.seen, APP)})


def _shows(window: Window, reached: Reached, point: Point) -> bool:
    """Whether the window is the one that the page is in, and the place is in the page."""
    content, outer = reached.seen.box, window.box
    inside = (
        content.x >= outer.x - _SLACK_PX and content.y >= outer.y - _SLACK_PX
        and content.right <= outer.right + _SLACK_PX and content.bottom <= outer.bottom + _SLACK_PX
    )  # fmt: skip
    return is_browser(window) and not window.dialog and not window.popup and inside and content.contains(*point)


def _press_of(act: acts.Act) -> str:
    """Which pressing an act would do: the rules of HTML tell a click, Return and space apart."""
    if isinstance(act, acts.Click | acts.MouseDown | acts.MouseUp):
        return "click" if act.button == "left" else ""
    if isinstance(act, acts.TypeText):
        return "return" if "\n" in act.text or "\r" in act.text else "space" if " " in act.text else ""
    if isinstance(act, acts.Key | acts.KeyDown | acts.KeyUp | acts.HoldKey):
        last = chord_of(act.keys).rpartition("+")[2]
        return last if last in ("return", "space") else ""
    return ""


def _may_be_chord(keys: str) -> bool:
    """Plain letters, arrows and Tab are no chords of a menu; asking a program about each would take long."""
    chord = chord_of(keys)
    plain = chord.removeprefix("shift+")
    named = plain in ("delete", "insert", "escape") or (plain[:1] == "f" and plain[1:].isdigit())
    return named or chord.startswith(("ctrl+", "alt+", "super+"))


def _nearest(words: list[Element], point: Point) -> Element | None:
    def away(word: Element) -> int:
        box = word.box
        return max(box.x - point.x, point.x - box.right, box.y - point.y, point.y - box.bottom, 0)

    near = min(words, key=away, default=None)
    return near if near is not None and away(near) <= _NEAR_PX else None
