"""The events of a project's stream: what it is, who is in it, which sessions and files are filed there."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from deskhand.core.values import Value
from deskhand.server.access.events import Role


class DeskWish(Value):
    """How a desk is wished to be, as far as anybody may say; None: as the settings have it. Sizes in pixels."""

    width: int | None = Field(default=None, ge=320, le=7680)
    height: int | None = Field(default=None, ge=240, le=4320)
    locale: str | None = Field(default=None, max_length=40, pattern=r"^[A-Za-z0-9_.@-]+$")
    timezone: str | None = Field(default=None, max_length=60, pattern=r"^[A-Za-z0-9_+/-]+$")
    hosts: tuple[str, ...] | None = Field(default=None, max_length=200)


class Defaults(Value):
    """What a new session of the project gets when nobody says otherwise; empty: as the settings have it."""

    model: str = Field(default="", max_length=200)
    profile: str = Field(default="", max_length=80)
    desk: DeskWish = DeskWish()


class ProjectMade(Value):
    """The first event of a project. personal: the account whose own project it is, "" for a shared one."""

    type: Literal["project_made"] = "project_made"
    name: str
    personal: str = ""
    by: str = ""


class ProjectChanged(Value):
    """What changed of a project; None for what did not."""

    type: Literal["project_changed"] = "project_changed"
    name: str | None = None
    instructions: str | None = None
    defaults: Defaults | None = None
    archived: bool | None = None
    by: str = ""


class MemberSet(Value):
    type: Literal["member_set"] = "member_set"
    account: str
    role: Role
    by: str = ""


class MemberRemoved(Value):
    type: Literal["member_removed"] = "member_removed"
    account: str
    by: str = ""


class SessionFiled(Value):
    """From now on the session belongs to this project, and to no other."""

    type: Literal["session_filed"] = "session_filed"
    session: str
    by: str = ""


class SessionUnfiled(Value):
    type: Literal["session_unfiled"] = "session_unfiled"
    session: str
    by: str = ""


class SessionArchived(Value):
    type: Literal["session_archived"] = "session_archived"
    session: str
    archived: bool
    by: str = ""


class FilePut(Value):
    """A file of the project, for the desks of its sessions."""

    type: Literal["file_put"] = "file_put"
    name: str
    blob: str
    size_bytes: int
    by: str = ""


class FileRemoved(Value):
    type: Literal["file_removed"] = "file_removed"
    name: str
    by: str = ""


PROJECT_EVENTS: tuple[type[Value], ...] = (
    ProjectMade, ProjectChanged, MemberSet, MemberRemoved, SessionFiled, SessionUnfiled, SessionArchived, FilePut,
    FileRemoved,
)  # fmt: skip
