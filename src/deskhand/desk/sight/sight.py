"""One view of what is on the screen, from whichever source knows it best: the page, the program's tree, or OCR.

It chooses and merges; it does not know how any of the sources works, nor input, nor processes.
"""

from __future__ import annotations

import contextlib

from deskhand.core import acts
from deskhand.core.elements import Element, ElementList, reading_order
from deskhand.core.errors import DeskhandError, InvalidInput, LimitExceeded, NotFound
from deskhand.core.geometry import Box, Point
from deskhand.core.targets import Target
from deskhand.desk.base import ElementQuery
from deskhand.desk.sight.apps import Apps
from deskhand.desk.sight.browser import APP, Browser
from deskhand.desk.sight.ocr import Ocr
from deskhand.desk.sight.popups import Boxes, Popups, belongs, none_open
from deskhand.desk.sight.reach import CONTROLS, Reach, Screenlike, Unseen
from deskhand.desk.sight.replies import wanted
from deskhand.desk.sight.words import Capture, ScreenWords

_FRAME_BUTTONS = {"Minimize", "Maximize", "Restore", "Close"}
"""The window's and the tabs' own buttons, which would be taken for the page's "Close"."""


class Sight:
    """Names what is on the screen. All methods raise only DeskhandErrors.

    browser and apps may be attached, replaced or taken away (None) at any time. Ids tell their source: "e1" a page's,
    "a1" a program's, "w1" words read off the screen, "p1" what is in a popup of the browser.
    """

    def __init__(
        self,
        browser: Browser | None,
        apps: Apps | None,
        ocr: Ocr,
        size: tuple[int, int],
        capture: Capture,
        popups: Boxes = none_open,
        on_screen: Screenlike | None = None,
    ) -> None:
        self.browser = browser
        self.apps = apps
        self._size = size
        self.words = ScreenWords(ocr, capture, size)
        self._popups = Popups(popups)
        self.on_screen = on_screen or Unseen()
        self._reach = Reach(self)

    def busy(self) -> bool:
        """Whether the page in front is loading or waits for an answer likely to change it. Asks nobody."""
        return self.browser is not None and not self.browser.lost and self.browser.busy()

    def held_up(self) -> bool:
        """Whether the page in front waits for what the wall holds. Asks nobody."""
        return self.browser is not None and not self.browser.lost and self.browser.held_up()

    async def elements(self, query: ElementQuery = ElementQuery()) -> ElementList:
        """What is on the screen. "auto": the page, then the browser's own controls, when the browser is in front, else
        the tree of the program in front, else the words on the screen."""
        source = query.source if query.source != "auto" else await self._source()
        if source == "page":
            listing = await self._page(query)
        elif source == "app":
            listing = await self._app(query)
        else:
            listing = await self.words.elements(query)
        return _bounded(listing, query.limit)

    async def element_at(self, x: int, y: int) -> Element | None:
        """The element that a click at this place would reach; None where nothing is known."""
        source = await self._source()
        if source == "page" and (browser := self.live_browser()) is not None:
            if (popup := await self._popups.over(x, y)) is not None:
                return await self.in_popup(browser, popup, x, y)
            content = await browser.window_box()
            if content is not None and content.contains(x, y):
                return await browser.element_at(x, y)
        apps = self.live_apps()
        return await apps.element_at(x, y) if apps is not None and source != "ocr" else None

    async def target(self, act: acts.Act) -> Target:
        """What an act would reach. Raises NotFound for an element that is gone."""
        return await self._reach.target(act)

    async def focused(self) -> Element | None:
        """The element that typed text would go to; None where nothing is known."""
        source = await self._source()
        browser, apps = self.live_browser(), self.live_apps()
        found = await browser.focused() if source == "page" and browser is not None else None
        if found is None and apps is not None and source != "ocr":
            found = await apps.focused()
        return found

    async def element(self, element_id: str) -> Element | None:
        """A listed element as it is now; None when it is gone."""
        if element_id.startswith("w"):
            return await self.words.element(element_id)
        if element_id.startswith("p"):
            return next((e for e in (await self._opened())[0] if e.id == element_id), None)
        holder = self._holder(element_id)
        return await holder.element(element_id) if holder is not None else None

    async def point_of(self, element_id: str) -> Point:
        """A visible point of a listed element that a click would reach, scrolled into view when needed.

        Raises NotFound when it is gone, InvalidInput when it is covered or can't be shown.
        """
        if element_id.startswith("w"):
            word = await self.words.element(element_id)
            if word is None:
                raise NotFound(f"The words {element_id} are no longer there;", hint="call elements again.")
            return word.box.center
        if element_id.startswith("p"):
            choice = await self.element(element_id)
            if choice is None:
                raise NotFound(f"The choice {element_id} is not open any more;", hint="call elements again.")
            return choice.box.center
        point = await self._held(element_id).point_of(element_id)
        if element_id.startswith("e") and (over := await self._popups.over(*point)) is not None:
            raise InvalidInput(f"Element {element_id} is covered by {_list_words(over)}.",
                               hint="Choose there, or press Escape to close it.")  # fmt: skip
        if not Box(0, 0, *self._size).contains(*point):
            raise InvalidInput(f"Element {element_id} is outside the screen, at {point.x},{point.y}.",
                               hint="Move or resize its window, then call elements again.")  # fmt: skip
        return point

    async def set_value(self, element_id: str, value: str) -> str:
        """Give a field a value; returns what it holds. Raises InvalidInput when it did not take it."""
        if element_id.startswith("w"):
            raise InvalidInput(f"{element_id} is words read off the screen; they hold no value.",
                               hint="Click there and type with the keyboard.")  # fmt: skip
        if element_id.startswith("p"):
            raise InvalidInput(f"{element_id} is a choice of an open list.", hint="Click it, or set the list's value.")
        return await self._held(element_id).set_value(element_id, value)

    async def takes_no_text(self) -> bool:
        """Whether the page in front has the keyboard and nothing in it would take what is typed."""
        browser = self.live_browser()
        return browser is not None and await browser.idle()

    # Behind

    async def in_popup(self, browser: Browser, popup: Box, x: int, y: int) -> Element:
        """What a click at this place of a popup would reach; never what the page has behind it."""
        choices = await browser.choices()
        if choices is not None and belongs(choices, popup):
            options = self._popups.options(choices, popup)
            near = min(options, key=lambda e: abs(e.box.center.y - y), default=None)
            return near or self._popups.unsure(choices, popup)
        apps, found = self.live_apps(), None
        with contextlib.suppress(DeskhandError):  # what is not told is a popup without a name
            found = await apps.element_at(x, y) if apps is not None else None
        return found if found is not None and _inside(found.box, popup) else self._popups.unknown(popup, APP)

    async def _opened(self) -> tuple[list[Element], str]:
        """The choices of the list that is open, and words on what is open, "" for nothing."""
        boxes, browser = await self._popups.boxes(), self.live_browser()
        if not boxes or browser is None:
            return [], ""
        choices = await browser.choices()
        popup = next((box for box in boxes if choices is not None and belongs(choices, box)), None)
        if choices is None or popup is None:
            return [], f"{_list_words(boxes[0])[:1].upper()}{_list_words(boxes[0])[1:]} is open over the page."
        return self._popups.options(choices, popup), (
            f"The list of {choices.element} is open over the page at {popup.x},{popup.y} {popup.width}x{popup.height}: "
            "choose one of its options, or press Escape to close it."
        )

    def live_browser(self) -> Browser | None:
        return self.browser if self.browser is not None and not self.browser.lost else None

    def live_apps(self) -> Apps | None:
        return self.apps if self.apps is not None and not self.apps.lost else None

    def _holder(self, element_id: str) -> Browser | Apps | None:
        return self.live_apps() if element_id.startswith("a") else self.live_browser()

    def _held(self, element_id: str) -> Browser | Apps:
        holder = self._holder(element_id)
        if holder is None:
            raise NotFound(f"Element {element_id} is no longer on the screen;", hint="call elements again.")
        return holder

    async def _source(self) -> str:
        """Who knows what is in front: the program whose window is active, by its own word."""
        browser, apps = self.live_browser(), self.live_apps()
        has_page = browser is not None and bool(await browser.pages())
        if apps is None:
            return "page" if has_page else "ocr"
        try:
            active = await apps.active_window()
        except LimitExceeded:
            return "page" if has_page else "ocr"
        if active is None:
            return "ocr"
        return "page" if has_page and active[0].app.casefold() == APP.casefold() else "app"

    async def _page(self, query: ElementQuery) -> ElementList:
        browser = self.live_browser()
        if browser is None:
            raise NotFound("no browser is running on the desk", hint="Open a page first, or use source=app or ocr.")
        page = await browser.elements(query)
        opened, words = await self._opened()
        if words:
            test = wanted(query.find, query.roles, query.region, query.text)
            elements = (*(e for e in opened if test(e)), *page.elements)
            page = page.model_copy(update={"elements": elements, "note": f"{page.note} {words}".strip()})
        controls = await self._controls(query) if query.source == "auto" else ()
        if browser.dialog() is not None and query.source == "auto":
            return await self._dialog(page, controls, query)
        return page.model_copy(update={"elements": (*page.elements, *reading_order(controls))})

    async def _controls(self, query: ElementQuery) -> tuple[Element, ...]:
        """The browser's own bars, menus and dialogs, where they can be had."""
        apps = self.live_apps()
        if apps is None:
            return ()
        try:
            found = (await apps.elements(query, app=APP)).elements
        except DeskhandError:
            return ()  # the page is what was asked for; its frame is an extra
        kept = (e for e in found if e.name not in _FRAME_BUTTONS or any(w.startswith("dialog") for w in e.within))
        return tuple(e.model_copy(update={"within": (CONTROLS, *e.within[1:])}) for e in kept)

    async def _dialog(self, page: ElementList, controls: tuple[Element, ...], query: ElementQuery) -> ElementList:
        """A script's dialog is drawn by the browser: its buttons come from the browser's tree, else off the screen."""
        words = [e for e in controls if e.role == "dialog" or any(w.startswith("dialog") for w in e.within)]
        if words:
            return page.model_copy(update={"elements": tuple(words)})
        seen = await self.words.elements(query)
        placed = [e.model_copy(update={"box": Box(0, 0, *self._size)}) for e in page.elements]
        return page.model_copy(update={"frame": seen.frame, "elements": (*placed, *seen.elements)})

    async def _app(self, query: ElementQuery) -> ElementList:
        apps = self.live_apps()
        if apps is None:
            raise NotFound("no program on the desk tells what it shows", hint="Use source=ocr.")
        listing = await apps.elements(query, skip_web=self.live_browser() is not None)
        if not listing.elements and query.source == "auto" and not (query.find or query.roles):
            return await self.words.elements(query)
        named = await self.words.named(listing.elements) if not query.find else listing.elements
        return listing.model_copy(update={"elements": tuple(e for e in named if e.name or e.role != "option")})


def _inside(box: Box, popup: Box) -> bool:
    return popup.contains(*box.center) and box.width <= popup.width and box.height <= popup.height


def _list_words(popup: Box) -> str:
    return f"a list or menu of the browser at {popup.x},{popup.y} {popup.width}x{popup.height}"


def _bounded(listing: ElementList, limit: int) -> ElementList:
    extra = max(0, len(listing.elements) - limit)
    if not extra:
        return listing
    return listing.model_copy(update={"elements": listing.elements[:limit], "omitted": listing.omitted + extra})
