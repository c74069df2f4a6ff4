"""Sessions: the list and its search, making one, renaming, archiving, moving and deleting it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from deskhand.core.errors import InvalidInput
from deskhand.retention import remove_session
from deskhand.server.access.rights import Asker, Place, ReadableSession, Visitor, WorkingSession, reach_project
from deskhand.server.errors import documented
from deskhand.server.sessions.starting import SessionWish, start_session
from deskhand.server.sessions.summary import Summary, summary_of
from deskhand.server.workplace import Workplace

router = APIRouter(prefix="/api/sessions", tags=["sessions"])
_ERRORS = documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid", "limited")


class SnippetView(BaseModel):
    """A place where something was found. who: person, model, desk or deskhand; start and length: of it, in text."""

    seq: int
    at: float
    who: str
    text: str
    start: int
    length: int


class SessionPage(BaseModel):
    """Sessions, those in which something happened last first. next: `before` of the next page, null on the last one.
    found: where in them what was looked for is, by session; a title alone has no place."""

    sessions: list[Summary]
    next: str | None
    found: dict[str, list[SnippetView]]


class SessionChange(BaseModel):
    """What changes of a session. project: the id of the one that it goes to."""

    title: str | None = Field(default=None, max_length=500)
    archived: bool | None = None
    project: str | None = Field(default=None, max_length=64)


@router.get("", responses=documented("unauthenticated", "not_found", "invalid"))
async def list_sessions(
    place: Place,
    visitor: Asker,
    project: Annotated[str | None, Query(max_length=64)] = None,
    q: Annotated[str | None, Query(max_length=200, description="Words that were said or seen in them.")] = None,
    archived: Annotated[
        bool | None, Query(description="Only those put away, or only the others; both by default.")
    ] = None,
    before: Annotated[str | None, Query(max_length=64, description="The `next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> SessionPage:
    """The sessions that one may see."""
    if project is not None:
        reach_project(place, visitor, project)
    await place.sessions.look()
    seen = visible(place, visitor)
    if before is not None and before not in seen:
        raise InvalidInput(f"there is no session {before!r} to go on behind.", hint="Begin with the first page.")
    ids = [each for each in seen if _wanted(place, each, project, archived)]
    if q and q.strip():
        found = await place.sessions.search(q, ids)
        ids = [each for each in ids if each in found]
    ids.sort(key=lambda each: _order(place, each), reverse=True)
    if before is not None:
        ids = [each for each in ids if _order(place, each) < _order(place, before)]
    page = ids[:limit]
    snippets = {each: await _snippets(place, each, q) for each in page} if q and q.strip() else {}
    return SessionPage(
        sessions=[await summary_of(place, each) for each in page],
        next=page[-1] if len(ids) > limit else None,
        found={each: found_there for each, found_there in snippets.items() if found_there},
    )


@router.post("", status_code=201, responses=_ERRORS)
async def make_session(place: Place, visitor: Asker, wish: SessionWish) -> Summary:
    """Start a session: its driver begins to work on the task."""
    project_id = wish.project or place.projects.own_of(visitor.account).id
    project = reach_project(place, visitor, project_id, "member")
    async with place.quotas.session_of(visitor.account):
        session = await start_session(place, visitor.account, project, wish)
    return await summary_of(place, session)


@router.get("/{id}", responses=documented("unauthenticated", "not_found"))
async def get_session(place: Place, session: ReadableSession) -> Summary:
    await place.sessions.look_at(session.id)
    return await summary_of(place, session.id)


@router.patch("/{id}", responses=_ERRORS)
async def change_session(place: Place, visitor: Asker, session: WorkingSession, change: SessionChange) -> Summary:
    """Rename a session, put it away or bring it back, move it to another project."""
    if change.project is not None:
        target = reach_project(place, visitor, change.project, "member")
        await place.projects.file(session.id, target.id, visitor.id)
        place.hub.rights_changed()
    if change.title is not None:
        await place.journal.rename(session.id, change.title)
    if change.archived is not None:
        await place.projects.archive(session.id, visitor.id, archived=change.archived)
    await place.sessions.look_at(session.id)
    place.hub.session_changed(session.id)
    return await summary_of(place, session.id)


@router.delete("/{id}", status_code=204, responses=_ERRORS)
async def delete_session(place: Place, visitor: Asker, session: WorkingSession) -> Response:
    """Delete a session for good: its record, its pictures, its desk with the files, and what searching knew of it."""
    await place.drivers.end(session.id)
    artifacts = [each.id for each in await place.shelf.of_session(session.id)]
    await remove_session(place.home, place.journal, session.id)
    await place.artifacts_gone(artifacts)
    await place.sessions.look_at(session.id)
    await place.projects.forget(session.id, visitor.id)
    return Response(status_code=204)


def visible(place: Workplace, visitor: Visitor) -> list[str]:
    """The ids of the sessions that the visitor may see."""
    mine = {project.id for project in place.projects.of(visitor.account)}
    return [each for each in place.sessions.ids() if (held := place.projects.holding(each)) and held.id in mine]


def _wanted(place: Workplace, session: str, project: str | None, archived: bool | None) -> bool:
    held = place.projects.holding(session)
    if project is not None and (held is None or held.id != project):
        return False
    return archived is None or place.projects.is_archived(session) == archived


def _order(place: Workplace, session: str) -> tuple[float, str]:
    return place.sessions.info(session).at, session


async def _snippets(place: Workplace, session: str, query: str | None) -> list[SnippetView]:
    found: list[Any] = await place.sessions.snippets(session, query or "")
    return [
        SnippetView(seq=each.seq, at=each.at, who=each.who, text=each.text, start=each.start, length=each.length)
        for each in found
    ]
