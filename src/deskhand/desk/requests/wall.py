"""The wall: takes every request of the browser as it is about to leave, and lets it go, holds it or stops it.

One for a desk, whatever happens to its browser. What an act covers counts from its beginning until the next act
begins, and for COVER_S after it ended at most: a save that comes late, an upload, a chain of requests to the same
host are its own; what a page sends by itself minutes later is not. A held request waits in the browser, which never
sends it by itself: not when its tab is closed, when the driver goes, or when the browser or the keeper ends.
It does not know what pages look like, verdicts or profiles.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from deskhand.core.requests import covered_by
from deskhand.core.sites import host_of, same_site
from deskhand.core.targets import Covers, HeldRequest
from deskhand.desk.requests.reading import acts_by_reading, header, held_request
from deskhand.desk.requests.rules import Place, changing_goes, is_reading, reading_goes
from deskhand.desk.requests.sockets import Sockets
from deskhand.desk.requests.typing import Given
from deskhand.desk.sight.cdp import Connection, Params
from deskhand.desk.sight.replies import record, text

COVER_S = 30.0
HELD_MAX = 100
"""What would be held beyond that is stopped at once."""
_COUNTED_HOSTS_MAX = 200
_PARTS = frozenset({"Document", "Stylesheet", "Image", "Media", "Font", "Script"})
"""What a document waits for before it counts as loaded."""
_ASKS = frozenset({"Document", "XHR", "Fetch"})
"""What a page goes to or asks for; pictures of advertisements name deeds in their addresses too."""
_ANY = {"patterns": [{"urlPattern": "http://*"}, {"urlPattern": "https://*"}]}


class Pages(Protocol):
    """What the wall asks of the browser that it stands in."""

    def page_of(self, frame: str) -> str:
        """The address of the document in a frame, or of the page that opened it; "" where that is not known."""
        ...

    def sockets_changed(self) -> None:
        """Other hosts than before may have lasting connections."""
        ...

    def visit_stopped(self, frame: str) -> None:
        """What was to be loaded in a frame will not come."""
        ...


@dataclass(frozen=True)
class _Waiting:
    request: HeldRequest
    key: str
    frame: str
    address: str
    resource: str
    """The browser's name of what is asked for: "Document", "Image", "Fetch" and so on; "" for a socket."""

    @property
    def document(self) -> bool:
        return self.resource == "Document"


class Wall:
    """Holds requests. Its events come in order; it answers each at once and waits for nothing."""

    def __init__(self, place: Place = Place(), clock: Callable[[], float] = time.monotonic) -> None:
        self.place = place
        self.given = Given()
        self.sockets = Sockets(place)
        self._clock = clock
        self._covers = Covers()
        self._until: float | None = 0.0
        self._acting = False
        self._opened: set[str] = set()
        self._left: dict[str, str] = {}
        self._waiting: dict[str, _Waiting] = {}
        self._count = 0
        self._sent: dict[str, int] = {}
        self._connection: Connection | None = None
        self._pages: Pages | None = None

    # Acts

    def begin(self, covers: Covers | None = None) -> None:
        """An act begins: what it covers may leave, what an earlier one covered no longer may."""
        self._covers, self._until, self._acting = covers or Covers(), None, True
        self._opened.clear()
        self._left.clear()

    def over(self) -> None:
        """The act is over; what it set off may come late."""
        self._until, self._acting = self._clock() + COVER_S, False

    def cover(self, covers: Covers) -> None:
        """What may leave until the next act begins, however long that takes: a person has the desk."""
        self._covers, self._until, self._acting = covers, None, False

    def opening(self, address: str) -> None:
        """The desk itself is about to open this address, which was judged."""
        self._opened.add(host_of(address))

    # What waits

    @property
    def held(self) -> tuple[HeldRequest, ...]:
        return tuple(each.request for each in self._waiting.values())

    def settle(self, ids: tuple[str, ...], *, send: bool) -> None:
        """Let held requests go, or stop them. Unknown ids are passed over."""
        for each in [each for name in ids if (each := self._waiting.pop(name, None))]:
            if each.request.kind == "socket":
                self._settle_socket(each.request.host, send=send)
            elif send:
                self._go(each.key, each.request)
            else:
                self._stop(each.key, document=each.document)
                if each.document and self._pages is not None:
                    self._pages.visit_stopped(each.frame)

    def _settle_socket(self, host: str, *, send: bool) -> None:
        if send:
            self.sockets.allow(host)
            if self._pages is not None:
                self._pages.sockets_changed()

    def take_sent(self) -> dict[str, int]:
        """Host -> bytes that left by changing requests since this was last asked."""
        sent, self._sent = self._sent, {}
        return sent

    def waits(self, method: str, address: str) -> bool:
        """Whether a request of the page is one that is held: nobody should wait for its answer."""
        return any(each.request.method == method and each.address == address for each in self._waiting.values())

    def holds_up(self, frame: str) -> bool:
        """Whether something is held without which a frame will not have loaded: its document, or a part of that."""
        return any(each.frame == frame and each.resource in _PARTS for each in self._waiting.values())

    # The browser

    async def stand(self, connection: Connection, pages: Pages) -> None:
        """Stand in a browser from now on. Before its first page, so that nothing gets past."""
        self._waiting.clear()  # they went with the browser of before
        self._connection, self._pages = connection, pages
        await connection.call("Fetch.enable", _ANY)

    def paused(self, params: Params) -> None:
        """`Fetch.requestPaused`: decide, at once."""
        key, request = text(params.get("requestId"), 200), record(params.get("request"))
        if self._acting and params.get("resourceType") == "Document":
            frame = _frame(params)
            self._left.setdefault(frame, self._shown_in(frame))
        raw = request.get("url")
        address, method = raw if isinstance(raw, str) else "", text(request.get("method"), 20).upper()
        if header(request, "service-worker").lower() == "script":
            self._stop(key)  # a service worker would answer for its site unseen: none is registered
        elif is_reading(method) and self._reading_goes(params, request, address):
            self._tell("Fetch.continueRequest", {"requestId": key})
        else:
            self._judge(key, params, request, address)

    def _reading_goes(self, params: Params, request: Params, address: str) -> bool:
        if isinstance(params.get("redirectedRequestId"), str):  # what a server sends on it could have told itself
            return not self.given.carried_by(address) or self.place.knows(host_of(address))
        kind = params.get("resourceType")
        if host_of(address) in self._opened and kind == "Document":
            self._opened.discard(host_of(address))  # the one that was judged; what the page loads next was not
            return True
        if kind in _ASKS and acts_by_reading(address):
            return False
        return reading_goes(address, self._page(params, request), self.place, self.given)

    def _judge(self, key: str, params: Params, request: Params, address: str) -> None:
        self._count += 1
        held = held_request(params, number=self._count, page=self._page(params, request), of_act=self._sets_off(params))
        if changing_goes(held, self.place) or covered_by(held, self._in_force()):
            self._go(key, held)
        elif len(self._waiting) >= HELD_MAX:
            self._stop(key)
        else:
            frame, resource = _frame(params), text(params.get("resourceType"), 40)
            self._waiting[held.id] = _Waiting(held, key, frame, address, resource)

    def socket(self, address: str, frame_page: str) -> None:
        """A page has tried a lasting connection, which the browser refused unless its host is allowed."""
        host = host_of(address)
        if self.sockets.allows(host) or any(
            each.request.kind == "socket" and each.request.host == host for each in self._waiting.values()
        ):
            return
        if len(self._waiting) < HELD_MAX:
            self._count += 1
            request = HeldRequest(
                id=f"r{self._count}", method="GET", address=text(address, 2_000), host=host[:255],
                page=frame_page[:2_000], kind="socket", of_act=self._acting,
            )  # fmt: skip
            self._waiting[request.id] = _Waiting(request, "", "", address, "")

    def forget(self, frames: set[str]) -> None:
        """Frames have gone with their tab: what they wanted to send is stopped."""
        for name, each in list(self._waiting.items()):
            if each.frame in frames:
                del self._waiting[name]
                self._stop(each.key)

    # Behind

    def _sets_off(self, params: Params) -> bool:
        """Whether the act set the request off: not what a page sends by itself that came with the act."""
        frame = _frame(params)
        return self._acting and self._left.get(frame, here := self._shown_in(frame)) == here

    def _shown_in(self, frame: str) -> str:
        return self._pages.page_of(frame) if self._pages is not None else ""

    def _in_force(self) -> Covers:
        if self._until is not None and self._clock() > self._until:
            return Covers()
        return self._covers

    def _page(self, params: Params, request: Params) -> str:
        """Who sends it: the headers that no script can set come first, the frame's document fills in the rest."""
        known = self._shown_in(_frame(params))
        for name in ("origin", "referer"):
            said = header(request, name)
            if host_of(said):
                return known if same_site(known, said) else said
        return known

    def _go(self, key: str, request: HeldRequest) -> None:
        if len(self._sent) < _COUNTED_HOSTS_MAX or request.host in self._sent:
            self._sent[request.host] = self._sent.get(request.host, 0) + request.size
        self._tell("Fetch.continueRequest", {"requestId": key})

    def _stop(self, key: str, *, document: bool = False) -> None:
        """A visit that is stopped leaves the page as it is; with the other reason an error would take its place."""
        reason = "Aborted" if document else "BlockedByClient"
        self._tell("Fetch.failRequest", {"requestId": key, "errorReason": reason})

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        if self._connection is not None:
            self._connection.tell(method, params)


def _frame(params: Params) -> str:
    return text(params.get("frameId"), 80)
