"""The browser on the desk: its pages, what they hold by name, and whether they are still loading.

It drives Chromium over a debugging pipe and runs no script of the page. It does not start Chromium, and does not
know X, input or pictures.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from deskhand.core.elements import Element, ElementList, Page, reading_order
from deskhand.core.errors import DeskhandError, DeskLost, InvalidInput, LimitExceeded, NotFound
from deskhand.core.geometry import Box, Point
from deskhand.desk.base import ElementQuery
from deskhand.desk.requests.wall import Wall
from deskhand.desk.sight.aiming import PageAim, Reached
from deskhand.desk.sight.cdp import Connection, Params
from deskhand.desk.sight.fields import FieldFiller
from deskhand.desk.sight.hiding import Hiding
from deskhand.desk.sight.ids import Ids
from deskhand.desk.sight.listing import Choices, Listing, NodeKey, PageLister, gone
from deskhand.desk.sight.replies import record, text, wanted
from deskhand.desk.sight.tabs import Tab
from deskhand.desk.sight.visits import START_PAGE, begun, visit
from deskhand.desk.sight.worlds import Worlds

APP = "Chromium"
DOWNLOADS_DIR = "/work/downloads"
TABS_MAX = 200
_IN_FRONT = 3
"""Visible, with the focus: no other page can be that too."""
_FIRST_PAGE_S = 10.0
_NEW_PAGE_S = 15.0
_READS_MAX = 3
_OPENERS_MAX = 5
_FIRST_ANSWER_S = 3600.0
"""A new tab whose first document is held answers nothing until that is let go."""
_CONDITIONS = "Network.emulateNetworkConditionsByRule"
_NEXT_PAGE_S = 2.0
"""Between two pages there is no document to read, for some milliseconds."""
_CHANGING = "The page is being replaced by another or has gone. Call elements again."
_ATTACH = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
"""Whatever is new waits until the wall stands in it: a page, a frame, a worker."""

Read = TypeVar("Read")


class Browser:
    """One running Chromium. All methods raise only DeskhandErrors."""

    def __init__(self, ids: Ids, wall: Wall) -> None:
        self._ids = ids
        self._wall = wall
        self._tabs: dict[str, Tab] = {}
        self._by_session: dict[str, Tab] = {}
        self._workers: dict[str, str] = {}
        self._active: Tab | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._found = asyncio.Event()
        self._opening = asyncio.Lock()
        self._connection: Connection
        self._worlds: Worlds
        self._lister: PageLister
        self._fields: FieldFiller
        self._aim: PageAim
        self.hiding: Hiding

    @classmethod
    async def attach(
        cls,
        read_fd: int,
        write_fd: int,
        *,
        downloads_dir: str = DOWNLOADS_DIR,
        ids: Ids | None = None,
        wall: Wall | None = None,
    ) -> Browser:
        """Take over the ends of Chromium's `--remote-debugging-pipe`: we read what it writes to its descriptor 4 from
        `read_fd`, and write to `write_fd` what it reads from its descriptor 3. Raises DeskLost when it is not there.

        downloads_dir: where downloads go, as the browser sees it. ids: the series to go on with, so that after a
        restart of the browser an id of the one before never names another element. wall: what holds requests.
        """
        ids = ids or Ids("e")
        ids.forget(lambda key: True)
        self = cls(ids, wall or Wall())
        self._connection = await Connection.open(read_fd, write_fd, self._heard, self._ended)
        self._worlds = Worlds(self._connection)
        self._lister = PageLister(self._worlds, self._ids)
        self._fields = FieldFiller(self._connection, self._worlds, self._lister)
        self._aim = PageAim(self._worlds, self._lister)
        self.hiding = Hiding(self._connection, self._worlds, self._tabs.values, self._held)
        await self._connection.call("Target.setDiscoverTargets", {"discover": True}, timeout_s=20)
        await self._wall.stand(self._connection, self)
        await self._connection.call("Target.setAutoAttach", _ATTACH)
        behavior = {"behavior": "allow", "downloadPath": downloads_dir, "eventsEnabled": False}
        await self._connection.call("Browser.setDownloadBehavior", behavior)
        await self._begun()
        return self

    async def _begun(self) -> None:
        """Until the page that the browser begins with stands: what is opened before would be replaced by it."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_FIRST_PAGE_S):
                while not self._tabs and not self.lost:
                    self._found.clear()
                    await self._found.wait()
        if tab := next(iter(self._tabs.values()), None):
            await begun(self._connection, tab)
            await self._shuts_sockets(tab)

    async def _shuts_sockets(self, tab: Tab) -> None:
        """Raises DeskLost for a browser that can't: what pages send over lasting connections would not be seen."""
        try:
            await self._connection.call(_CONDITIONS, self._wall.sockets.conditions(), session=tab.session)
        except InvalidInput as error:
            raise DeskLost(
                f"this browser can't keep pages from making lasting connections ({error.message})",
                hint="Install a newer Chromium (144 or later).",
            ) from None

    def close(self) -> None:
        """Let go of the browser, which goes on running."""
        for task in self._tasks:
            task.cancel()
        self._connection.close()

    @property
    def lost(self) -> bool:
        return self._connection.lost

    # Pages

    async def open(self, url: str, *, new_tab: bool = False) -> str:
        """Open an address in the page in front, or in a new tab; a page that has crashed is replaced.

        Returns words on what came of it, "" when the page shows it. Raises what `visit` raises.
        """
        async with self._opening:
            tab = None if new_tab else await self._front()
            self._wall.opening(url)
            return await visit(self._connection, tab or await self._new_tab(), url or "about:blank")

    async def _new_tab(self) -> Tab:
        reply = await self._connection.call("Target.createTarget", {"url": START_PAGE})
        tab = await self._attached_to(text(reply.get("targetId"), 80))
        await begun(self._connection, tab)
        self._active = tab
        return tab

    async def pages(self) -> list[Page]:
        """The open pages, the one in front first."""
        front = await self._front()
        pages = [_page(tab, active=tab is front) for tab in self._tabs.values()]
        return sorted(pages, key=lambda page: not page.active)

    async def activate(self, number: int | None = None) -> None:
        """Bring a page and its window to the front: by its place in the order of opening (from 0), or, without a
        number, the one that is in front of the other pages."""
        tabs = list(self._tabs.values())
        if number is None:
            front = await self._front()
            number = tabs.index(front) if front in tabs else -1
        if not 0 <= number < len(tabs):
            raise NotFound(f"there is no page {number}", hint=f"There are {len(tabs)} pages, counted from 0.")
        await self._connection.call("Target.activateTarget", {"targetId": tabs[number].target})
        self._active = tabs[number]

    async def window_box(self) -> Box | None:
        """Where the content of the page in front stands on the screen; None when there is no page."""
        seen = await self._told(self._lister.metrics)
        return seen.box if seen else None

    def busy(self) -> bool:
        """Whether the page in front is loading or waits for an answer likely to change it. Asks nobody."""
        now = time.monotonic()
        recent = [tab for tab in self._tabs.values() if tab is self._active or now - tab.opened_at < 5]
        return any(tab.busy(now, self._wall) for tab in recent)

    def held_up(self) -> bool:
        """Whether the page in front will not end loading, for the wall holds a part of it. Asks nobody."""
        return self._active is not None and self._active.held_up(self._wall)

    def dialog(self) -> str | None:
        """The words of the script dialog (alert, confirm, prompt) that is open in front, if any."""
        tab = self._active
        return text(tab.dialog.get("message"), 1_000) if tab is not None and tab.dialog is not None else None

    # Elements

    async def elements(self, query: ElementQuery = ElementQuery()) -> ElementList:
        """What the page in front holds, in reading order."""
        tab = await self._front()
        if tab is None:
            return ElementList(note="No page is open.")
        pages = tuple(await self.pages())
        if tab.crashed:
            return ElementList(pages=pages, note="The page has crashed. Open its address again.")
        if tab.dialog is not None:
            return ElementList(pages=pages, elements=(self._dialog_element(tab),), note=_dialog_note(tab))
        try:
            listing = await self._standing_still(tab, lambda: self._lister.read(tab, offscreen=query.offscreen))
        except LimitExceeded:
            if tab.dialog is None:
                raise
            return ElementList(pages=pages, elements=(self._dialog_element(tab),), note=_dialog_note(tab))
        except NotFound:
            return ElementList(pages=tuple(await self.pages()), note=_CHANGING)
        tab.title, tab.url = listing.seen.title or tab.title, listing.seen.url or tab.url
        return _as_list(listing, tuple(await self.pages()), query)

    async def _standing_still(self, tab: Tab, read: Callable[[], Awaitable[Read]]) -> Read:
        """Read a page, again when its document went away meanwhile: then another is about to stand there."""
        for _ in range(_READS_MAX - 1):
            before = tab.commits
            try:
                return await read()
            except NotFound:
                await tab.until(lambda: tab.commits > before or tab.crashed or tab.closed, _NEXT_PAGE_S)  # noqa: B023
        return await read()

    async def element_at(self, x: int, y: int) -> Element | None:
        return await self._told(lambda tab: self._lister.at(tab, x, y))

    async def focused(self) -> Element | None:
        """What typed text would go to in the page; None when the page does not have the keyboard."""
        return await self._told(self._lister.focused)

    async def reached_at(self, x: int, y: int, press: str) -> Reached | None:
        """What a click at this place would reach in the page in front; None when no page answers. See `PageAim`."""
        return await self._told(lambda tab: self._aim.at(tab, x, y, press))

    async def reached_by_keys(self, press: str) -> Reached | None:
        """What a key would reach in the page in front, if that has the keyboard (`seen.focus`)."""
        return await self._told(lambda tab: self._aim.focus(tab, press))

    async def reached_in(self, element_id: str, press: str, *, exact: bool) -> Reached:
        """What an act on a listed element would reach. Raises NotFound when it is gone."""
        tab, key = self._held(element_id)
        return await self._aim.node(tab, key, element_id, press, exact=exact)

    async def choices(self) -> Choices | None:
        """Those of the list in the page that has the focus; None when none has."""
        return await self._told(self._lister.choices)

    async def idle(self) -> bool:
        """Whether the page has the keyboard, and nothing in it that would take what is typed."""
        return bool(await self._told(self._lister.idle))

    async def _told(self, read: Callable[[Tab], Awaitable[Read]]) -> Read | None:
        """What the page in front tells; None when there is none that answers."""
        tab = await self._answering()
        try:
            return await self._standing_still(tab, lambda: read(tab)) if tab is not None else None
        except NotFound:
            return None

    async def element(self, element_id: str) -> Element | None:
        """A listed element as it is now; None when it is gone."""
        try:
            tab, key = self._held(element_id)
            return await self._lister.one(tab, key, element_id)
        except NotFound:
            return None

    async def point_of(self, element_id: str) -> Point:
        """A visible point of the element, scrolled into view when it must be."""
        tab, key = self._held(element_id)
        if tab is not await self._front():
            raise InvalidInput(
                f"Element {element_id} is on a page in the background.", hint="Bring its tab to the front."
            )
        return await self._lister.point(tab, key, element_id)

    async def set_value(self, element_id: str, value: str) -> str:
        """Give a field a value; returns what it holds afterwards. Raises InvalidInput when it did not take it."""
        tab, key = self._held(element_id)
        return await self._fields.fill(tab, key, element_id, value)

    async def select_file(self, element_id: str, path: str) -> str:
        """Put a file, by its path as the browser sees it, into a file field; returns the field's value."""
        tab, key = self._held(element_id)
        return await self._fields.select_file(tab, key, element_id, path)

    # Behind

    def _held(self, element_id: str) -> tuple[Tab, NodeKey]:
        key = self._ids.key(element_id)
        tab = self._tabs.get(key.target) if isinstance(key, NodeKey) else None
        if not isinstance(key, NodeKey) or tab is None or tab.crashed:
            raise gone(element_id)
        if tab.dialog is not None:
            raise InvalidInput(f"A dialog of the page is open: {_dialog_note(tab)}", hint="Answer the dialog first.")
        return tab, key

    async def _answering(self) -> Tab | None:
        tab = await self._front()
        return None if tab is None or tab.crashed or tab.dialog is not None else tab

    async def _front(self) -> Tab | None:
        """The page in front: the visible one, with the focus when several windows show one."""
        if self._connection.lost:
            raise DeskLost("the browser has ended", hint="Open the page again.")
        tabs = list(self._tabs.values())
        if len(tabs) <= 1:
            self._active = tabs[0] if tabs else None
            return self._active
        held = [tab for tab in tabs if tab.dialog is not None]
        if self._active in held:
            return self._active
        if self._active in tabs and await self._standing(self._active) == _IN_FRONT:
            return self._active
        scores = await asyncio.gather(*(self._standing(tab) for tab in tabs))
        best = max(range(len(tabs)), key=lambda i: (scores[i], tabs[i] is self._active, i))
        self._active = tabs[best]
        return self._active

    async def _standing(self, tab: Tab) -> int:
        """3: visible with the focus, 2: shows a dialog, 1: visible, 0: in the background, -1: no answer."""
        if tab.dialog is not None:
            return 2
        if tab.crashed:  # it would not answer
            return 1 if tab is self._active else -1
        try:
            seen = await asyncio.wait_for(self._lister.metrics(tab), 1.0)
        except (TimeoutError, DeskhandError):
            return -1
        tab.title, tab.url, tab.visible = seen.title, seen.url, seen.visible
        return (_IN_FRONT if seen.focus else 1) if seen.visible else 0

    def _dialog_element(self, tab: Tab) -> Element:
        said = record(tab.dialog)
        name = text(said.get("message"), 1_000) or text(said.get("type"), 40)
        return Element(id=self._ids.of(("dialog", tab.target, name)), role="dialog", name=name, box=Box(0, 0, 1, 1),
                       value=text(said.get("defaultPrompt"), 1_000), hint=_dialog_note(tab), app=APP)  # fmt: skip

    async def _attached_to(self, target: str) -> Tab:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_NEW_PAGE_S):
                while target not in self._tabs and not self.lost:
                    self._found.clear()
                    await self._found.wait()
        if target not in self._tabs:
            raise LimitExceeded(f"no new page came within {_NEW_PAGE_S:g} s", hint="Close pages, then try again.")
        return self._tabs[target]

    # Events

    def _heard(self, method: str, params: Params, session: str) -> None:
        if method == "Fetch.requestPaused":
            self._wall.paused(params)
        elif method == "Network.webSocketCreated":
            self._wall.socket(text(params.get("url"), 2_000), self._page_of_session(session))
        elif method == "Target.attachedToTarget":
            self._attached(params, session)
        elif method == "Target.detachedFromTarget":
            self._detached(text(params.get("sessionId"), 80))
        elif method == "Target.targetInfoChanged":
            self._renamed(record(params.get("targetInfo")))
        elif method == "Target.targetCrashed":
            self._crashed(text(params.get("targetId"), 80))
        elif tab := self._by_session.get(session):
            tab.heard(method, params, session)

    def _ended(self) -> None:
        self._found.set()
        for tab in self._tabs.values():
            tab.closed = True
            tab.tell()

    def _attached(self, params: Params, parent: str) -> None:
        info, session = record(params.get("targetInfo")), text(params.get("sessionId"), 80)
        kind, target = info.get("type"), text(info.get("targetId"), 80)
        if kind == "page" and len(self._tabs) < TABS_MAX:
            tab = Tab(target, session, text(info.get("url"), 2_000), text(info.get("title")))
            tab.opener = text(info.get("openerId"), 80)
            self._tabs[target] = tab
            tab.sessions[session] = ""
        elif kind == "iframe" and parent in self._by_session:
            tab = self._by_session[parent]
            tab.sessions[session], tab.parents[session] = target, parent
            tab.frames_changed += 1
        else:
            self._workers[session] = text(info.get("url"), 2_000)
            self._start(self._guard(session))
            return
        self._by_session[session] = tab
        self._start(self._listen(tab, session, page=kind == "page"))
        self._found.set()

    async def _listen(self, tab: Tab, session: str, *, page: bool) -> None:
        """Ask a new session for its events. A page that is gone already is no error."""
        methods: list[tuple[str, dict[str, Any]]] = [("Page.enable", {})]
        methods += [("Inspector.enable", {})] if page else []
        calls = [self._connection.call(m, p, session=session, timeout_s=_FIRST_ANSWER_S) for m, p in methods]
        with contextlib.suppress(DeskhandError):
            await asyncio.gather(*calls, self._guard(session))
            tab.listening = tab.listening or page
            tab.heard_sessions.add(session)
            tab.tell()

    async def _guard(self, session: str) -> None:
        """Let a new page, frame or worker begin, after it was told to make no lasting connection unseen. It takes what
        it is told in order, but answers some of it only once it has begun."""
        nothing_kept = {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0, "maxPostDataSize": 0}
        methods: list[tuple[str, dict[str, Any]]] = [
            ("Target.setAutoAttach", _ATTACH),
            ("Network.enable", nothing_kept),
            (_CONDITIONS, self._wall.sockets.conditions()),
            ("Runtime.runIfWaitingForDebugger", {}),
        ]
        calls = [self._connection.call(m, p, session=session, timeout_s=_FIRST_ANSWER_S) for m, p in methods]
        await asyncio.gather(*calls, return_exceptions=True)

    # What the wall asks

    def sockets_changed(self) -> None:
        """Tell every page, frame and worker which lasting connections it may make."""
        for session in (*self._by_session, *self._workers):
            self._connection.tell(_CONDITIONS, self._wall.sockets.conditions(), session=session)

    def page_of(self, frame: str) -> str:
        """The address of the document in a frame, or of the page that it stands in or was opened by."""
        tab = self._tabs.get(frame)
        for _ in range(_OPENERS_MAX):
            if tab is None or tab.url.startswith("http"):
                break
            tab = self._tabs.get(tab.opener)
        if tab is not None:
            return tab.url
        found = (each.address_of(frame) for each in self._tabs.values())
        return next((address for address in found if address is not None), "")

    def visit_stopped(self, frame: str) -> None:
        """A new tab that was opened for what will not come would stay empty, in front of the page."""
        tab = self._tabs.get(frame)
        if tab is not None and not tab.commits:
            self._connection.tell("Target.closeTarget", {"targetId": tab.target})

    def _page_of_session(self, session: str) -> str:
        tab = self._by_session.get(session)
        return (tab.frames.get(tab.sessions[session]) or tab.url) if tab else self._workers.get(session, "")

    def _detached(self, session: str) -> None:
        tab = self._by_session.pop(session, None)
        self._workers.pop(session, None)
        self._connection.drop_session(session)
        if tab is None:
            return
        tab.forget_session(session)
        if session == tab.session:
            self._tabs.pop(tab.target, None)
            tab.closed = True
            tab.tell()
            self._wall.forget({tab.target, *tab.frames})
            self._ids.forget(lambda key: isinstance(key, NodeKey) and key.target == tab.target)
            self._active = None if self._active is tab else self._active

    def _renamed(self, info: dict[str, Any]) -> None:
        if tab := self._tabs.get(text(info.get("targetId"), 80)):
            tab.title, tab.url = text(info.get("title")), text(info.get("url"), 2_000)

    def _crashed(self, target: str) -> None:
        if tab := self._tabs.get(target):
            tab.heard("Inspector.targetCrashed", {}, tab.session)

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _page(tab: Tab, *, active: bool) -> Page:
    blank = tab.url == START_PAGE
    title, address = ("", "about:blank") if blank else (tab.title, tab.url)
    return Page(title=title, address=address, app=APP, active=active)


def _dialog_note(tab: Tab) -> str:
    said = record(tab.dialog)
    return f"The page shows a {text(said.get('type'), 20) or 'script'} dialog: {text(said.get('message'), 300)!r}."


def _as_list(listing: Listing, pages: tuple[Page, ...], query: ElementQuery) -> ElementList:
    test = wanted(query.find, query.roles, query.region, query.text)
    found = reading_order(e for e in listing.elements if test(e))
    note = " ".join(dict.fromkeys(listing.notes))
    omitted = listing.omitted + max(0, len(found) - query.limit)
    return ElementList(pages=pages, elements=tuple(found[: query.limit]), omitted=omitted, note=note)
