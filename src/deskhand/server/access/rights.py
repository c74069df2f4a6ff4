"""What a visitor may reach: the one place where an id becomes an object. Every route and stream with an id passes it.

What somebody may not see is not there (404); what they may see but not change is forbidden (403). A test walks all
routes and holds them to it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from deskhand.artifacts.versions import Artifact
from deskhand.core.artifacts import Maker
from deskhand.core.errors import NotFound
from deskhand.server.access.accounts import Account
from deskhand.server.access.cookies import csrf_of, hashed_cookie
from deskhand.server.access.events import Role
from deskhand.server.errors import Turned, unauthenticated
from deskhand.server.projects.projects import RANK, Project, no_project
from deskhand.server.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. cookie: the hash of their cookie; csrf: the token that belongs to it."""

    account: Account
    cookie: str
    csrf: str

    @property
    def id(self) -> str:
        return self.account.id

    @property
    def maker(self) -> Maker:
        """Of what they make of artifacts."""
        return Maker(by="person", who=self.id)


@dataclass(frozen=True, slots=True)
class Reached:
    """A session that the visitor may see, the project that it is in, and what the visitor may do there."""

    id: str
    project: Project
    role: Role

    @property
    def works(self) -> bool:
        """Whether the visitor may do more than look."""
        return RANK[self.role] >= RANK["member"]


def workplace_of(connection: HTTPConnection) -> Workplace:
    place: Workplace = connection.scope["state"]["workplace"]
    return place


def visitor_of(connection: HTTPConnection) -> Visitor:
    """Who the gate let in. Raises what becomes 401."""
    visitor: Visitor | None = connection.scope["state"].get("visitor")
    if visitor is None:
        raise unauthenticated()
    return visitor


async def signed_in(place: Workplace, asked: HTTPConnection) -> Visitor | None:
    """Whose cookie came with the request; None for nobody's."""
    cookie = asked.cookies.get(place.door.cookie_name, "")
    account_id = await place.cookies.account_of(cookie) if cookie else ""
    account = place.accounts.find(account_id) if account_id else None
    return Visitor(account, hashed_cookie(cookie), csrf_of(cookie)) if account else None


Place = Annotated[Workplace, Depends(workplace_of)]
Asker = Annotated[Visitor, Depends(visitor_of)]


def must_be(visitor: Visitor, role: Role) -> None:
    """Raises what becomes 403."""
    if RANK[visitor.account.role] < RANK[role]:
        raise forbidden(f"an account that is a {visitor.account.role} may not do this.")


def forbidden(message: str) -> Turned:
    return Turned("forbidden", message, "Ask an owner for it.")


def owner_of_server(visitor: Asker) -> Visitor:
    must_be(visitor, "owner")
    return visitor


def worker_of_server(visitor: Asker) -> Visitor:
    must_be(visitor, "member")
    return visitor


def reach_session(place: Workplace, visitor: Visitor, session: str, need: Role = "viewer") -> Reached:
    """The session, if the visitor may do in it what that role may."""
    account = place.accounts.find(visitor.id)
    project = place.projects.holding(session) if place.sessions.has(session) else None
    role = project.role_of(account) if project and account else None
    if project is None or role is None:
        raise NotFound(f"there is no session {session[:80]!r}.", hint="Read the list of sessions anew.")
    if RANK[role] < RANK[need]:
        raise forbidden(f"a {role} of the project {project.name} may not do this.")
    return Reached(session, project, role)


def reach_project(place: Workplace, visitor: Visitor, project_id: str, need: Role = "viewer") -> Project:
    """The project, if the visitor may do in it what that role may."""
    account, project = place.accounts.find(visitor.id), place.projects.find(project_id)
    role = project.role_of(account) if project and account else None
    if project is None or role is None:
        raise no_project(project_id)
    if RANK[role] < RANK[need]:
        raise forbidden(f"a {role} of the project {project.name} may not do this.")
    return project


def _session_for(need: Role) -> Callable[..., Awaitable[Reached]]:
    async def reached(id: str, place: Place, visitor: Asker) -> Reached:
        return reach_session(place, visitor, id, need)

    return reached


def _project_for(need: Role) -> Callable[..., Awaitable[Project]]:
    async def reached(id: str, place: Place, visitor: Asker) -> Project:
        return reach_project(place, visitor, id, need)

    return reached


async def _readable_artifact(
    artifact: str, place: Place, session: Annotated[Reached, Depends(_session_for("viewer"))]
) -> Artifact:
    return await place.shelf.get(session.id, artifact)


async def _working_artifact(
    artifact: str, place: Place, session: Annotated[Reached, Depends(_session_for("member"))]
) -> Artifact:
    return await place.shelf.get(session.id, artifact)


ReadableArtifact = Annotated[Artifact, Depends(_readable_artifact)]
WorkingArtifact = Annotated[Artifact, Depends(_working_artifact)]
"""An artifact of the session that the path names before it; one of another session is not there."""
ReadableSession = Annotated[Reached, Depends(_session_for("viewer"))]
WorkingSession = Annotated[Reached, Depends(_session_for("member"))]
ReadableProject = Annotated[Project, Depends(_project_for("viewer"))]
WorkingProject = Annotated[Project, Depends(_project_for("member"))]
OwnedProject = Annotated[Project, Depends(_project_for("owner"))]
Owner = Annotated[Visitor, Depends(owner_of_server)]
Worker = Annotated[Visitor, Depends(worker_of_server)]
