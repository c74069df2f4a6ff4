"""What happened in a session: its events, as the journal has them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from deskhand.core.events import Event
from deskhand.server.access.rights import Place, ReadableSession
from deskhand.server.errors import documented

router = APIRouter(prefix="/api/sessions", tags=["events"])


class EventEntry(BaseModel):
    """An event with its number, from 1, and its time in unix seconds."""

    seq: int
    at: float
    event: Event


class EventPage(BaseModel):
    """Events in order. last: the number of the session's last event when this was read."""

    events: list[EventEntry]
    last: int


@router.get(
    "/{id}/events",
    response_model=EventPage,
    responses=documented("unauthenticated", "not_found", "invalid"),
)
async def list_events(
    place: Place,
    session: ReadableSession,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1_000,
) -> Response:
    """The events after a number, in order. They never change; those that come later have higher numbers."""
    text, seq = await place.written.events(session.id, after, limit)
    last = max((await place.journal.info(session.id)).seq, seq)
    return Response(f'{{"events":[{text}],"last":{last}}}'.encode(), media_type="application/json")
