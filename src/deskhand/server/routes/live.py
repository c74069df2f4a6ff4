"""The two streams."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Header, Query
from starlette.responses import StreamingResponse

from deskhand.core.errors import NotFound
from deskhand.server.access.events import Role
from deskhand.server.access.rights import Asker, Place, ReadableSession, Visitor, reach_session
from deskhand.server.errors import Turned, documented
from deskhand.server.routes.sessions import visible
from deskhand.server.streams.place import place_stream
from deskhand.server.streams.session import session_stream
from deskhand.server.streams.sse import DOCUMENTED, answer
from deskhand.server.workplace import Workplace

router = APIRouter(tags=["live"])
_SEQ_MAX = 2**53


@router.get(
    "/api/sessions/{id}/stream",
    response_class=StreamingResponse,
    responses=DOCUMENTED | documented("unauthenticated", "not_found", "invalid", "limited"),
)
async def stream_session(
    place: Place,
    visitor: Asker,
    session: ReadableSession,
    after: Annotated[int, Query(ge=0, le=_SEQ_MAX, description="The number of the last event that is known.")] = 0,
    last_event_id: Annotated[str, Header(max_length=40, description="Goes before `after`.")] = "",
) -> StreamingResponse:
    """A session as it happens (server/streams/session.py tells the form)."""
    place.hub.must_have_room(visitor.id)
    if last_event_id.isascii() and last_event_id.isdigit():
        after = min(int(last_event_id), _SEQ_MAX)

    return answer(session_stream(place, visitor.id, session.id, after, may_see(place, visitor, session.id)))


@router.get(
    "/api/stream", response_class=StreamingResponse, responses=DOCUMENTED | documented("unauthenticated", "limited")
)
async def stream_place(place: Place, visitor: Asker) -> StreamingResponse:
    """Everything that one may see, as it changes (server/streams/place.py tells the form)."""

    place.hub.must_have_room(visitor.id)

    def seen() -> set[str]:
        account = place.accounts.find(visitor.id)
        return set(visible(place, Visitor(account, visitor.cookie, visitor.csrf))) if account else set()

    return answer(place_stream(place, visitor.id, lambda: stands(place, visitor), seen))


def stands(place: Workplace, visitor: Visitor) -> bool:
    """Whether somebody who was let in still is: a stream outlives a log-out otherwise."""
    return place.cookies.stands(visitor.cookie) and place.accounts.find(visitor.id) is not None


def may_see(place: Workplace, visitor: Visitor, session: str, need: Role = "viewer") -> Callable[[], bool]:
    """Asks, as often as it is called, whether the visitor may still have the session as that role."""

    def asked() -> bool:
        try:
            return stands(place, visitor) and bool(reach_session(place, visitor, session, need))
        except (NotFound, Turned):
            return False

    return asked
