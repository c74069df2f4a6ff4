"""Projects: the fold of their streams, who is in which, and where a session is filed.

A session is in one project. One that nobody filed (the command line made it) is in the first owner's own. Who is a
member of a project sees its sessions, and nobody else does: an owner of the server, too, only sees their own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from deskhand.core.errors import Conflict, InvalidInput, NotFound
from deskhand.core.values import Value
from deskhand.journal import Journal, StreamInfo
from deskhand.server.access.accounts import Account, Accounts, clean_name
from deskhand.server.access.events import Role
from deskhand.server.folded import Folded
from deskhand.server.projects import events as ev

INSTRUCTIONS_CHARS_MAX = 20_000
FILES_MAX = 200
MEMBERS_MAX = 1_000
PERSONAL = "Personal"
RANK: Mapping[Role, int] = {"viewer": 0, "member": 1, "owner": 2}


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A file of a project: its blob, its size, when it was put (unix seconds)."""

    blob: str
    size_bytes: int
    put_at: float


@dataclass(frozen=True, slots=True)
class Project:
    """The fold of a project's events. personal: whose own it is. sessions: those filed here, and whether archived."""

    id: str
    name: str = ""
    instructions: str = ""
    defaults: ev.Defaults = ev.Defaults()
    personal: str = ""
    archived: bool = False
    made_at: float = 0.0
    members: Mapping[str, Role] = field(default_factory=dict)
    sessions: Mapping[str, bool] = field(default_factory=dict)
    files: Mapping[str, ProjectFile] = field(default_factory=dict)

    def role_of(self, account: Account) -> Role | None:
        """What the account may do here; who is a viewer of the server is no more anywhere. None: it is not in it."""
        role = self.members.get(account.id)
        return "viewer" if role and account.role == "viewer" else role


def evolve(project: Project, event: Value, at: float) -> Project:
    """The project after an event."""
    match event:
        case ev.ProjectMade(name=name, personal=personal):
            return replace(project, name=name, personal=personal, made_at=at)
        case ev.ProjectChanged():
            changes = {name: getattr(event, name) for name in ("name", "instructions", "defaults", "archived")}
            return replace(project, **{name: value for name, value in changes.items() if value is not None})
        case ev.MemberSet(account=account, role=role):
            return replace(project, members={**project.members, account: role})
        case ev.MemberRemoved(account=account):
            return replace(project, members=_without(project.members, account))
        case ev.SessionFiled(session=session):
            return replace(project, sessions={**project.sessions, session: project.sessions.get(session, False)})
        case ev.SessionUnfiled(session=session):
            return replace(project, sessions=_without(project.sessions, session))
        case ev.SessionArchived(session=session, archived=archived):
            return replace(project, sessions={**project.sessions, session: archived})
        case ev.FilePut(name=name):
            put = ProjectFile(event.blob, event.size_bytes, at)
            return replace(project, files={**project.files, name: put})
        case ev.FileRemoved(name=name):
            return replace(project, files=_without(project.files, name))
    return project


class Projects:
    """All projects of this server."""

    def __init__(self, journal: Journal, accounts: Accounts, now: Callable[[], float] = time.time) -> None:
        self._accounts = accounts
        self._folded: Folded[Project] = Folded(journal, "project", _blank, evolve, now)
        self._filed: dict[str, str] = {}

    async def load(self) -> None:
        """Read all of them; everybody gets their own project who has none."""
        await self._folded.load()
        self._note_filed()
        for account in self._accounts.all():
            if self.personal_of(account.id) is None:
                await self.make(PERSONAL, account.id, personal=True)

    # looking

    def all(self) -> list[Project]:
        return sorted(self._folded.states.values(), key=lambda project: (project.made_at, project.id))

    def find(self, project_id: str) -> Project | None:
        return self._folded.states.get(project_id)

    def get(self, project_id: str) -> Project:
        """Raises NotFound."""
        found = self.find(project_id)
        if found is None:
            raise no_project(project_id)
        return found

    def of(self, account: Account) -> list[Project]:
        """Those that an account is in, its own first."""
        mine = [project for project in self.all() if account.id in project.members]
        return sorted(mine, key=lambda project: project.personal != account.id)

    def personal_of(self, account_id: str) -> Project | None:
        return next((project for project in self.all() if project.personal == account_id), None)

    def own_of(self, account: Account) -> Project:
        """The account's own project. Raises NotFound when it has none."""
        found = self.personal_of(account.id)
        if found is None:
            raise no_project(f"of {account.name}")
        return found

    def holding(self, session: str) -> Project | None:
        """The project that a session is in."""
        project = self.find(self._filed.get(session, ""))
        if project is not None:
            return project
        owner = self._accounts.first_owner
        return self.personal_of(owner.id) if owner else None

    def is_archived(self, session: str) -> bool:
        project = self.holding(session)
        return project is not None and project.sessions.get(session, False)

    # changing

    async def make(self, name: str, by: str, *, personal: bool = False) -> Project:
        """A new project, whose owner is the account `by`."""
        name = clean_name(name)
        made = ev.ProjectMade(name=name, personal=by if personal else "", by=by)
        return await self._folded.create(name, [made, ev.MemberSet(account=by, role="owner", by=by)])

    async def change(
        self,
        project_id: str,
        by: str,
        *,
        name: str | None = None,
        instructions: str | None = None,
        defaults: ev.Defaults | None = None,
        archived: bool | None = None,
    ) -> Project:
        """Raises NotFound, InvalidInput, and Conflict for putting somebody's own project away."""
        project = self.get(project_id)
        if archived and project.personal:
            raise Conflict("this is somebody's own project, and it can't be archived.", hint="Archive its sessions.")
        if instructions is not None and len(instructions) > INSTRUCTIONS_CHARS_MAX:
            raise InvalidInput(
                f"instructions of {len(instructions)} characters are too long.",
                hint=f"Use at most {INSTRUCTIONS_CHARS_MAX}; put more into a file of the project.",
            )
        changed = ev.ProjectChanged(
            name=clean_name(name) if name is not None else None,
            instructions=instructions, defaults=defaults, archived=archived, by=by,
        )  # fmt: skip
        return await self._append(project_id, [changed])

    async def set_members(self, project_id: str, members: Mapping[str, Role], by: str) -> Project:
        """Who is in it from now on, and as what. Raises NotFound, and Conflict when nobody would own it."""
        project = self.get(project_id)
        if len(members) > MEMBERS_MAX:
            raise InvalidInput(f"a project can't have {len(members)} members.", hint=f"{MEMBERS_MAX} are the most.")
        for account in members:
            self._accounts.get(account)
        if "owner" not in members.values() or (project.personal and members.get(project.personal) != "owner"):
            raise Conflict(
                "a project needs an owner, and one's own project stays one's own.", hint="Make somebody its owner."
            )
        events: list[Value] = [
            ev.MemberSet(account=account, role=role, by=by)
            for account, role in members.items()
            if project.members.get(account) != role
        ]
        events += [ev.MemberRemoved(account=gone, by=by) for gone in project.members.keys() - members.keys()]
        return await self._append(project_id, events) if events else project

    async def file(self, session: str, project_id: str, by: str) -> None:
        """The session is in this project from now on; whether it is archived goes with it."""
        before, target = self.holding(session), self.get(project_id)
        archived = self.is_archived(session)
        if session in target.sessions:
            return
        await self._append(project_id, [ev.SessionFiled(session=session, by=by)])
        if archived:
            await self._append(project_id, [ev.SessionArchived(session=session, archived=True, by=by)])
        if before is not None and before.id != project_id and session in before.sessions:
            await self._append(before.id, [ev.SessionUnfiled(session=session, by=by)])

    async def archive(self, session: str, by: str, *, archived: bool) -> None:
        project = self.holding(session)
        if project is not None and project.sessions.get(session) != archived:
            await self._append(project.id, [ev.SessionArchived(session=session, archived=archived, by=by)])

    async def forget(self, session: str, by: str) -> None:
        """The session was deleted."""
        project = self.holding(session)
        if project is not None and session in project.sessions:
            await self._append(project.id, [ev.SessionUnfiled(session=session, by=by)])

    async def put_file(self, project_id: str, name: str, blob: str, size_bytes: int, by: str) -> Project:
        project = self.get(project_id)
        if len(project.files) >= FILES_MAX and name not in project.files:
            raise Conflict(f"a project can't have more than {FILES_MAX} files.", hint="Remove some.")
        put = ev.FilePut(name=checked_file_name(name), blob=blob, size_bytes=size_bytes, by=by)
        return await self._append(project_id, [put], [blob])

    async def remove_file(self, project_id: str, name: str, by: str) -> Project:
        return await self._append(project_id, [ev.FileRemoved(name=name, by=by)])

    async def remove(self, project_id: str) -> None:
        """Delete a project's stream. Conflict for somebody's own project, and for one that still holds sessions."""
        project = self.get(project_id)
        if project.personal or project.sessions:
            why = "it is somebody's own" if project.personal else f"it holds {len(project.sessions)} sessions"
            raise Conflict(f"the project {project.name} can't be deleted: {why}.", hint="Move or delete them first.")
        await self._folded.delete(project_id)
        self._note_filed()

    async def hand_on(self, account: str, to: str) -> None:
        """An account goes: its own project becomes a shared one of `to`, and it leaves all others."""
        for project in self.all():
            if account not in project.members and project.personal != account:
                continue
            owners = [each for each, role in project.members.items() if role == "owner" and each != account]
            events: list[Value] = [ev.MemberRemoved(account=account, by=to)]
            if not owners:
                events.append(ev.MemberSet(account=to, role="owner", by=to))
            if project.personal == account:
                name = f"{project.name} ({account})"
                events.append(ev.ProjectMade(name=name, personal="", by=to))
            await self._append(project.id, events)

    async def _append(self, project_id: str, events: Sequence[Value], blobs: Sequence[str] = ()) -> Project:
        project = await self._folded.append(project_id, events, blobs)
        self._note_filed()
        return project

    def _note_filed(self) -> None:
        self._filed = {session: project.id for project in self.all() for session in project.sessions}


def no_project(name: str) -> NotFound:
    return NotFound(f"there is no project {name[:80]!r}.", hint="Read the list of projects anew.")


def checked_file_name(name: str) -> str:
    """A name that a file of a project can bear on a desk: one word of a path. Raises InvalidInput."""
    sound = name == name.strip() and 0 < len(name.encode("utf-8", "replace")) <= 200 and name.isprintable()
    if not sound or "/" in name or "\\" in name or name.startswith("."):
        raise InvalidInput(f"{name[:80]!r} can't be the name of a file.", hint="Use a name without slashes.")
    return name


def _without(items: Mapping[str, object], name: str) -> dict:  # type: ignore[type-arg]
    return {each: value for each, value in items.items() if each != name}


def _blank(info: StreamInfo) -> Project:
    return Project(info.id, info.title, made_at=info.created_at)
