"""The desk's screen, live: a WebSocket that carries RFB (`server.desk`)."""

from __future__ import annotations

import asyncio
import secrets
from typing import Annotated

from fastapi import APIRouter, Query, WebSocket

from deskhand.desk.run_folder import desk_folder, vnc_socket
from deskhand.server.access.rights import Asker, Place, ReadableSession
from deskhand.server.desk import Seat
from deskhand.server.desk.closing import NOT_ALLOWED
from deskhand.server.routes.commands import CONNECTION
from deskhand.server.routes.live import may_see
from deskhand.server.sessions.hub import Listener
from deskhand.server.streams.session import MaySee
from deskhand.server.workplace import Workplace

router = APIRouter()

LOOK_S = 15.0


@router.websocket("/api/sessions/{id}/desk")
async def view_desk(
    websocket: WebSocket,
    place: Place,
    visitor: Asker,
    session: ReadableSession,
    connection: Annotated[str, Query(pattern=CONNECTION)],
) -> None:
    """Watch the desk of a session. Keys, pointer and clipboard pass from the connection that took control, while its
    account may work with the session: a viewer's bears a name that nobody else knows, and that never takes control."""
    name = secrets.token_hex(16) if session.role == "viewer" else connection
    run_dir = place.home.desk_folder(session.id)
    seat = Seat(session.id, visitor.id, name, vnc_socket(run_dir), desk_folder(run_dir))
    still = may_see(place, visitor, session.id, session.role)
    place.hub.must_have_room(visitor.id)
    with place.hub.listening([session.id], visitor.id) as listener:
        watching = asyncio.ensure_future(_end_when(place, seat, still, listener))
        try:
            await place.bridge.serve(websocket, seat)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


async def _end_when(place: Workplace, seat: Seat, still: MaySee, listener: Listener) -> None:
    """End the view when its account may not have it any more as it was given."""
    while still():
        if place.hub.ending:
            place.bridge.close()
            return
        await listener.wait(LOOK_S)
    place.bridge.end(NOT_ALLOWED, lambda other: other is seat)
