"""All views of all desks that this server carries: how many there may be, who they are, and how they are ended.

One object a server process. It does not know accounts' rights: the server asks it to carry a view when it has checked
them, and to end views when they are taken away.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from deskhand.core.errors import DeskhandError
from deskhand.desk.covering import Covered
from deskhand.journal.journal import Journal
from deskhand.server.desk import closing
from deskhand.server.desk.closing import Ending, ending_of
from deskhand.server.desk.control import JournaledControl
from deskhand.server.desk.holder import connection_name
from deskhand.server.desk.relay import Limits, relay

VIEWS_MAX = 16
"""Of one desk: the screen draws for each by itself."""

KEPT_MAX = 32
"""Sessions that nobody watches now, of which is remembered how far their control was read: who comes again, or asks for
a desk that is not there yet, does not have all of it read anew."""

_CLOSE_S = 2.0


@dataclass(frozen=True)
class Seat:
    """Whose view of what. connection: as the viewer named it. socket: the screen's, of `DeskInfo.vnc_socket`. desk: the
    folder of the desk, which tells what of the screen is covered; None for a screen that is no desk's."""

    session: str
    account: str
    connection: str
    socket: Path
    desk: Path | None = None

    @property
    def name(self) -> str:
        """As in `ControlTaken.by`. Raises InvalidInput."""
        return connection_name(self.account, self.connection)


@dataclass(eq=False)
class _View:
    seat: Seat
    ended: asyncio.Future[Ending]

    def end(self, ending: Ending) -> None:
        if not self.ended.done():
            self.ended.set_result(ending)


@dataclass(eq=False)
class _Watched:
    """A session somebody watches: its control, what keeps that up to date, and the views."""

    control: JournaledControl
    following: asyncio.Task[None]
    views: list[_View] = field(default_factory=list)


class Bridge:
    """Carries views. Everything runs on one event loop."""

    def __init__(self, journal: Journal, limits: Limits = Limits()) -> None:
        self._journal = journal
        self._limits = limits
        self._watched: dict[str, _Watched] = {}
        self._kept: dict[str, JournaledControl] = {}
        self._closed = False

    async def serve(self, websocket: WebSocket, seat: Seat) -> None:
        """Accept the WebSocket and carry the view until it ends. Access, origin and role were checked before.

        Raises InvalidInput, before it accepts, for a connection that can't have that name.
        """
        name = seat.name
        offered = websocket.scope.get("subprotocols", ())
        await websocket.accept(subprotocol="binary" if "binary" in offered else None)
        view = _View(seat, asyncio.get_running_loop().create_future())
        await _close(websocket, await self._carried(websocket, view, name))

    async def _carried(self, websocket: WebSocket, view: _View, name: str) -> Ending | None:
        """Carry the view; how it ended, None when the viewer went by itself."""
        if self._closed:
            return closing.SERVER_ENDS
        watched = self._watched_by(view)
        if watched is None:
            return closing.TOO_MANY
        work = asyncio.ensure_future(self._relay(websocket, view, watched, name))
        try:
            await asyncio.wait((work, view.ended), return_when=asyncio.FIRST_COMPLETED)
            return view.ended.result() if view.ended.done() else await work
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            await self._leave(view, watched)

    async def _relay(self, websocket: WebSocket, view: _View, watched: _Watched, name: str) -> Ending | None:
        try:
            await watched.control.catch_up()
            covered = Covered(view.seat.desk) if view.seat.desk else None
            await relay(websocket, view.seat.socket, watched.control, name, self._limits, covered)
        except WebSocketDisconnect:
            return None
        except DeskhandError as error:
            return ending_of(error)
        return None

    def _watched_by(self, view: _View) -> _Watched | None:
        """The session's place with this view in it, older views of the name put out; None when it is full."""
        session = view.seat.session
        watched = self._watched.get(session)
        if watched is None or watched.following.done():
            control = self._kept.pop(session, None) or JournaledControl(self._journal, session)
            watched = _Watched(control, asyncio.ensure_future(self._follow(session, control)))
            self._watched[session] = watched
        same = [other for other in watched.views if other.seat.name == view.seat.name]
        for other in same:
            other.end(closing.REPLACED)
        if len(watched.views) - len(same) >= VIEWS_MAX:
            return None
        watched.views.append(view)
        return watched

    async def _follow(self, session: str, control: JournaledControl) -> None:
        """Keep control up to date; when that can't be done any more, nobody watches any more."""
        ending = closing.SERVER_ENDS
        try:
            await control.follow()
        except DeskhandError as error:
            ending = ending_of(error)
        self.end(ending, lambda seat: seat.session == session)

    async def _leave(self, view: _View, watched: _Watched) -> None:
        watched.views.remove(view)
        if not watched.views and self._watched.get(view.seat.session) is watched:
            del self._watched[view.seat.session]
            watched.following.cancel()
            await asyncio.gather(watched.following, return_exceptions=True)
            self._keep(view.seat.session, watched)

    def _keep(self, session: str, watched: _Watched) -> None:
        """What could be read so far; of a session that is gone, nothing."""
        if session in self._watched or not watched.following.cancelled():
            return
        self._kept[session] = watched.control
        while len(self._kept) > KEPT_MAX:
            del self._kept[next(iter(self._kept))]

    def end(self, ending: Ending, of: Callable[[Seat], bool]) -> None:
        """End the views of these seats: on logout, a changed role, a member that left, a deleted session."""
        for watched in self._watched.values():
            for view in watched.views:
                if of(view.seat):
                    view.end(ending)

    def seats(self, session: str) -> tuple[Seat, ...]:
        """Who watches this session's desk now."""
        watched = self._watched.get(session)
        return tuple(view.seat for view in watched.views) if watched else ()

    def close(self) -> None:
        """End all views; new ones are turned away."""
        self._closed = True
        self.end(closing.SERVER_ENDS, lambda seat: True)


async def _close(websocket: WebSocket, ending: Ending | None) -> None:
    """Tell the viewer why, if it is there and listens."""
    if ending is None or websocket.application_state is not WebSocketState.CONNECTED:
        return
    with contextlib.suppress(TimeoutError, RuntimeError, WebSocketDisconnect, OSError):
        async with asyncio.timeout(_CLOSE_S):
            await websocket.close(ending.code, ending.words)
