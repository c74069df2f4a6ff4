"""Projects: what they are, who is in them, and their files."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from deskhand.core.errors import NotFound
from deskhand.server.access.events import Role
from deskhand.server.access.rights import Asker, OwnedProject, Place, ReadableProject, Worker, WorkingProject
from deskhand.server.errors import documented
from deskhand.server.projects.events import Defaults
from deskhand.server.projects.projects import INSTRUCTIONS_CHARS_MAX, MEMBERS_MAX, Project, checked_file_name
from deskhand.server.routes.sending import DOWNLOAD, UPLOAD_BODY, as_file, read_body
from deskhand.server.workplace import Workplace

router = APIRouter(prefix="/api/projects", tags=["projects"])
_ERRORS = documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid")


class Member(BaseModel):
    """account: an account's id."""

    account: str
    role: Role


class ProjectFileView(BaseModel):
    name: str
    size_bytes: int
    put_at: float


class ProjectView(BaseModel):
    """A project. role: what the asker may do in it. personal: it is somebody's own. sessions: how many it holds."""

    id: str
    name: str
    instructions: str
    defaults: Defaults
    members: list[Member]
    archived: bool
    personal: bool
    role: Role
    sessions: int
    files: list[ProjectFileView]


class ProjectList(BaseModel):
    projects: list[ProjectView]


class NewProject(BaseModel):
    name: str = Field(max_length=200)
    instructions: str = Field(default="", max_length=INSTRUCTIONS_CHARS_MAX)
    defaults: Defaults = Defaults()


class ProjectChange(BaseModel):
    """What changes of a project. members: all of them, from now on; only its owner changes those, and archives it."""

    name: str | None = Field(default=None, max_length=200)
    instructions: str | None = Field(default=None, max_length=INSTRUCTIONS_CHARS_MAX)
    defaults: Defaults | None = None
    archived: bool | None = None
    members: list[Member] | None = Field(default=None, max_length=MEMBERS_MAX)


@router.get("", responses=documented("unauthenticated"))
async def list_projects(place: Place, visitor: Asker) -> ProjectList:
    """The projects that one is in, one's own first."""
    return ProjectList(projects=[_view(place, visitor.id, each) for each in place.projects.of(visitor.account)])


@router.post("", status_code=201, responses=_ERRORS)
async def make_project(place: Place, visitor: Worker, wish: NewProject) -> ProjectView:
    """A new project, which one owns."""
    project = await place.projects.make(wish.name, visitor.id)
    if wish.instructions or wish.defaults != Defaults():
        project = await place.projects.change(
            project.id, visitor.id, instructions=wish.instructions, defaults=wish.defaults
        )
    place.hub.rights_changed()
    return _view(place, visitor.id, project)


@router.get("/{id}", responses=documented("unauthenticated", "not_found"))
async def get_project(place: Place, visitor: Asker, project: ReadableProject) -> ProjectView:
    return _view(place, visitor.id, project)


@router.patch("/{id}", responses=_ERRORS)
async def change_project(place: Place, visitor: Asker, project: OwnedProject, change: ProjectChange) -> ProjectView:
    """Change a project, or who is in it."""
    if change.members is not None:
        members = {member.account: member.role for member in change.members}
        project = await place.projects.set_members(project.id, members, visitor.id)
    fields = {name: getattr(change, name) for name in ("name", "instructions", "defaults", "archived")}
    if any(value is not None for value in fields.values()):
        project = await place.projects.change(project.id, visitor.id, **fields)
    place.hub.rights_changed()
    return _view(place, visitor.id, project)


@router.delete("/{id}", status_code=204, responses=_ERRORS)
async def delete_project(place: Place, project: OwnedProject) -> Response:
    """Delete a project. It must hold no sessions any more."""
    await place.projects.remove(project.id)
    place.hub.rights_changed()
    return Response(status_code=204)


@router.get(
    "/{id}/files/{name}", response_class=Response, responses=DOWNLOAD | documented("unauthenticated", "not_found")
)
async def get_project_file(place: Place, project: ReadableProject, name: str) -> Response:
    """A file of the project."""
    file = project.files.get(name)
    if file is None:
        raise _no_file(name)
    return as_file(await place.journal.blobs.get(file.blob), name)


@router.put(
    "/{id}/files/{name}", responses=_ERRORS | documented("too_large"), openapi_extra=UPLOAD_BODY, status_code=200
)
async def put_project_file(
    place: Place, visitor: Asker, project: WorkingProject, name: str, request: Request
) -> ProjectFileView:
    """Put a file into the project: it lies in the work folder of every desk that is made for it from then on."""
    checked_file_name(name)
    data = await read_body(request)
    blob = await place.journal.blobs.put(data, request.headers.get("content-type", "")[:100])
    project = await place.projects.put_file(project.id, name, blob, len(data), visitor.id)
    return ProjectFileView(name=name, size_bytes=len(data), put_at=project.files[name].put_at)


@router.delete("/{id}/files/{name}", status_code=204, responses=_ERRORS)
async def delete_project_file(place: Place, visitor: Asker, project: WorkingProject, name: str) -> Response:
    if name not in project.files:
        raise _no_file(name)
    await place.projects.remove_file(project.id, name, visitor.id)
    return Response(status_code=204)


def _no_file(name: str) -> NotFound:
    return NotFound(f"there is no file {name[:80]!r} in this project.", hint="Read the project anew.")


def _view(place: Workplace, account_id: str, project: Project) -> ProjectView:
    account = place.accounts.get(account_id)
    members = [Member(account=each, role=role) for each, role in project.members.items() if place.accounts.find(each)]
    files = [
        ProjectFileView(name=name, size_bytes=file.size_bytes, put_at=file.put_at)
        for name, file in sorted(project.files.items())
    ]
    held = sum(place.projects.holding(session) == project for session in place.sessions.ids())
    return ProjectView(
        id=project.id, name=project.name, instructions=project.instructions, defaults=project.defaults,
        members=members, archived=project.archived, personal=bool(project.personal),
        role=project.role_of(account) or "viewer", sessions=held, files=files,
    )  # fmt: skip
