"""Taking a session up anew: a fork from one of its events, a duplicate of all of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter
from pydantic import BaseModel, Field

from deskhand.agent.forking.forking import Fork, duplicate, fork
from deskhand.core.messages import Part
from deskhand.journal.ids import new_id
from deskhand.server.access.rights import Asker, Place, Reached, Visitor, WorkingSession
from deskhand.server.errors import documented
from deskhand.server.sessions.starting import PARTS_MAX, own_parts
from deskhand.server.sessions.summary import Summary, summary_of
from deskhand.server.workplace import Workplace

router = APIRouter(prefix="/api/sessions", tags=["forks"])
_ERRORS = documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid")


class ForkWish(BaseModel):
    """seq: the last event that the new session shares with this one; it is cut at a quiet place, there or before.
    words, parts: what is said there instead of what was said then; without any it rests until something is said."""

    seq: int = Field(ge=1, le=2**53)
    words: str = Field(default="", max_length=1_000_000)
    parts: tuple[Part, ...] = Field(default=(), max_length=PARTS_MAX)
    title: str | None = Field(default=None, max_length=500)


@router.post("/{id}/fork", status_code=201, responses=_ERRORS)
async def fork_session(place: Place, visitor: Asker, session: WorkingSession, wish: ForkWish) -> Summary:
    """A new session with this one's conversation up to an event, and files of its desk. To edit and send again: fork
    before what was said, with new words."""
    parts = await own_parts(place, visitor.account, session.id, wish.parts)

    async def forked(fresh: str) -> Fork:
        return await fork(
            place.journal, place.home, session.id, wish.seq, wish.words,
            parts=parts, title=wish.title, by=visitor.id, fresh=fresh,
        )  # fmt: skip

    return await _made(place, visitor, session, forked)


@router.post("/{id}/duplicate", status_code=201, responses=_ERRORS)
async def duplicate_session(place: Place, visitor: Asker, session: WorkingSession) -> Summary:
    """A new session with this one's whole conversation, and its files. It rests until something is said."""

    async def doubled(fresh: str) -> Fork:
        return await duplicate(place.journal, place.home, session.id, by=visitor.id, fresh=fresh)

    return await _made(place, visitor, session, doubled)


async def _made(
    place: Workplace, visitor: Visitor, session: Reached, make: Callable[[str], Awaitable[Fork]]
) -> Summary:
    """The new session, in the project of the first: filed before it is there, so that nobody else ever sees it."""
    async with place.quotas.session_of(visitor.account):
        return await _begun(place, visitor, session, make)


async def _begun(
    place: Workplace, visitor: Visitor, session: Reached, make: Callable[[str], Awaitable[Fork]]
) -> Summary:
    fresh = new_id("session", place.now())
    await place.projects.file(fresh, session.project.id, visitor.id)
    try:
        await make(fresh)
    except BaseException:
        await place.projects.forget(fresh, visitor.id)
        raise
    await place.sessions.look_at(fresh)
    if await place.journal.take_commands(fresh):
        place.drivers.tend(fresh, account=visitor.id)
    return await summary_of(place, fresh)
