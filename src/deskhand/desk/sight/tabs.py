"""What is known of each open page from the browser's events: sessions, frames, requests in flight, dialogs.

It only listens; it asks the browser for nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deskhand.desk.requests.wall import Wall
from deskhand.desk.sight.replies import record, text

LOADING_AGE_MAX_S = 30.0
"""A page that has been loading for longer than this is no longer waited for."""
REQUEST_AGE_MAX_S = 4.0
"""A request in flight for longer than this is taken for a stream or a long poll."""
REQUESTS_MAX = 500
FRAMES_MAX = 500
LOADERS_KEPT = 16
_DEEP_MAX = 20
_AWAITED = {"Document", "XHR", "Fetch"}


@dataclass
class Tab:
    """One top-level page. `worlds` holds (session, frame, loader) -> the id of our isolated world there."""

    target: str
    session: str
    url: str = ""
    title: str = ""
    opened_at: float = field(default_factory=time.monotonic)
    sessions: dict[str, str] = field(default_factory=dict)
    """Every session of the page -> the frame that is its root ("" for the page itself)."""
    parents: dict[str, str] = field(default_factory=dict)
    """A session of an out-of-process frame -> the session of the page it stands in."""
    worlds: dict[tuple[str, str, str], int] = field(default_factory=dict)
    adopted: set[tuple[int, str]] = field(default_factory=set)
    heard_sessions: set[str] = field(default_factory=set)
    """The sessions whose events are being heard: what is known of their frames is kept until one of them changes."""
    frames_changed: int = 0
    frames_known: tuple[int, list[Any]] = (-1, [])
    """The frames as they were found after so many changes."""
    loading: dict[str, float] = field(default_factory=dict)
    requests: dict[str, tuple[float, str, str]] = field(default_factory=dict)
    """Requests in flight: id -> since when, method, address."""
    frames: dict[str, str] = field(default_factory=dict)
    """Frames in the page -> the address of the document in each."""
    frame_parents: dict[str, str] = field(default_factory=dict)
    """Frames in the page -> the frame that each stands in."""
    opener: str = ""
    dialog: dict[str, Any] | None = None
    chooser: bool = False
    crashed: bool = False
    visible: bool = True
    listening: bool = False
    """Whether its events are being heard; what happened before is not known."""
    closed: bool = False
    loaders: deque[str] = field(default_factory=lambda: deque(maxlen=LOADERS_KEPT))
    """The loader ids of the last documents that came to stand in the page, the newest last."""
    commits: int = 0
    committed_at: float = 0.0
    crashes: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, so: Callable[[], bool], limit_s: float) -> bool:
        """Wait for something of this page to be so; False when it was not within the limit."""
        try:
            async with asyncio.timeout(limit_s):
                while not so():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return so()
        return True

    def tell(self) -> None:
        """Have those who wait look again."""
        self._news.set()

    def busy(self, now: float, wall: Wall) -> bool:
        """Whether the page is loading, or waits for an answer that is likely to change it. For what the wall holds
        nobody waits."""
        if self.crashed or self.dialog is not None:
            return False
        if any(now - since < LOADING_AGE_MAX_S for since in self.loading.values()) and not self.held_up(wall):
            return True
        return any(
            now - since < REQUEST_AGE_MAX_S and not wall.waits(method, address)
            for since, method, address in self.requests.values()
        )

    def held_up(self, wall: Wall) -> bool:
        """Whether the page will not end loading by itself, for the wall holds a document or a picture that it, or a
        frame in it, waits for."""
        return bool(self.loading) and any(wall.holds_up(frame) for frame in (*self.loading, *self.frames))

    def address_of(self, frame: str) -> str | None:
        """The web address that answers for what stands in a frame: its own or, where it has none ("about:blank", a
        document written by a script), that of the frame around it. None for a frame of another page."""
        if frame not in self.frames and (frame not in self.frame_parents or len(self.frames) >= FRAMES_MAX):
            return None
        at = frame
        for _ in range(_DEEP_MAX):
            if (address := self.frames.get(at, "")).startswith("http"):
                return address
            at = self.frame_parents.get(at, "")
        return self.url

    def forget_frame(self, frame: str, but_loader: str = "") -> None:
        """Forget the worlds of a frame's documents, except those of one document."""
        for key in [key for key in self.worlds if key[1] == frame and key[2] != but_loader]:
            self.forget_world(key)

    def forget_world(self, key: tuple[str, str, str]) -> None:
        context = self.worlds.pop(key, None)
        self.adopted = {entry for entry in self.adopted if entry[0] != context}

    def forget_session(self, session: str) -> None:
        self.frames_changed += 1
        self.heard_sessions.discard(session)
        self.sessions.pop(session, None)
        self.parents.pop(session, None)
        for key in [key for key in self.worlds if key[0] == session]:
            self.forget_world(key)

    def heard(self, method: str, params: dict[str, Any], session: str) -> None:
        """Take in one event of one of the page's sessions."""
        self.frames_changed += method in _FRAME_EVENTS
        handler = _HANDLERS.get(method)
        if handler is not None:
            handler(self, params, session)
            self.tell()


def _frame_id(params: dict[str, Any]) -> str:
    return text(params.get("frameId"), 80)


def _started(tab: Tab, params: dict[str, Any], session: str) -> None:
    tab.loading[_frame_id(params)] = time.monotonic()


def _stopped(tab: Tab, params: dict[str, Any], session: str) -> None:
    tab.loading.pop(_frame_id(params), None)


def _navigated(tab: Tab, params: dict[str, Any], session: str) -> None:
    frame = record(params.get("frame"))
    frame_id = text(frame.get("id"), 80)
    tab.forget_frame(frame_id, text(frame.get("loaderId"), 80))
    if session == tab.session and not frame.get("parentId"):
        tab.url, tab.crashed = text(frame.get("url"), 2_000), False
        tab.loaders.append(text(frame.get("loaderId"), 80))
        tab.commits += 1
        tab.committed_at = time.monotonic()
        tab.requests.clear()
    if len(tab.frames) < FRAMES_MAX or frame_id in tab.frames:
        tab.frames[frame_id] = text(frame.get("url"), 2_000)


def _frame_attached(tab: Tab, params: dict[str, Any], session: str) -> None:
    if len(tab.frame_parents) < FRAMES_MAX:
        tab.frame_parents[_frame_id(params)] = text(params.get("parentFrameId"), 80)


def _detached(tab: Tab, params: dict[str, Any], session: str) -> None:
    tab.loading.pop(_frame_id(params), None)
    tab.forget_frame(_frame_id(params))
    if params.get("reason") != "swap":  # one that goes to another process is still there
        tab.frames.pop(_frame_id(params), None)
        tab.frame_parents.pop(_frame_id(params), None)


def _request(tab: Tab, params: dict[str, Any], session: str) -> None:
    request = text(params.get("requestId"), 80)
    if params.get("type") in _AWAITED and len(tab.requests) < REQUESTS_MAX:
        sent = record(params.get("request"))
        address = sent.get("url")
        named = address if isinstance(address, str) else ""
        tab.requests[request] = (time.monotonic(), text(sent.get("method"), 20).upper(), named)


def _request_over(tab: Tab, params: dict[str, Any], session: str) -> None:
    tab.requests.pop(text(params.get("requestId"), 80), None)


def _dialog(tab: Tab, params: dict[str, Any], session: str) -> None:
    tab.dialog = params


def _dialog_over(tab: Tab, params: dict[str, Any], session: str) -> None:
    tab.dialog = None


def _crashed(tab: Tab, params: dict[str, Any], session: str) -> None:
    tab.crashed = True
    tab.crashes += 1
    tab.loading.clear()
    tab.requests.clear()
    tab.worlds.clear()
    tab.adopted.clear()


_FRAME_EVENTS = {"Page.frameAttached", "Page.frameDetached", "Page.frameNavigated", "Inspector.targetCrashed"}
_HANDLERS = {
    "Page.frameAttached": _frame_attached,
    "Page.frameStartedLoading": _started,
    "Page.frameStartedNavigating": _started,
    "Page.frameStoppedLoading": _stopped,
    "Page.frameNavigated": _navigated,
    "Page.frameDetached": _detached,
    "Page.javascriptDialogOpening": _dialog,
    "Page.javascriptDialogClosed": _dialog_over,
    "Inspector.targetCrashed": _crashed,
    "Network.requestWillBeSent": _request,
    "Network.loadingFinished": _request_over,
    "Network.loadingFailed": _request_over,
}
