"""What people say to a session: words, answers, pause, stop, take over."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from deskhand.agent.usual import usual_limits
from deskhand.core import commands as cmd
from deskhand.core.errors import InvalidInput
from deskhand.server.access.accounts import Account
from deskhand.server.access.rights import Asker, Place, Reached, WorkingSession
from deskhand.server.artifacts.origins import allowed_origin
from deskhand.server.errors import documented
from deskhand.server.sessions.giving import on_the_desk
from deskhand.server.sessions.starting import may_have, own_parts
from deskhand.server.workplace import Workplace
from deskhand.tools.registry import TOOLS, USABLE

router = APIRouter(prefix="/api/sessions", tags=["commands"])

CONNECTION = r"^[A-Za-z0-9_-]{8,64}$"
COMMAND_ID = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$"


class Given(BaseModel):
    """A command. id: chosen by who sends it; the same id again changes nothing, so it can be sent again after a broken
    connection. connection: the one of the desk's socket that is to act, for taking control. `by` is set by the server.
    """

    id: str = Field(max_length=128, pattern=COMMAND_ID)
    command: cmd.Command
    connection: str | None = Field(default=None, pattern=CONNECTION)


class Put(BaseModel):
    """new: it was not there before. taken: the number of the event that took it, null while it waits."""

    new: bool
    taken: int | None


class UsableTool(BaseModel):
    """A tool that can be used without the model. takes: the schema of its arguments."""

    name: str
    description: str
    takes: dict[str, Any]


class UsableTools(BaseModel):
    tools: list[UsableTool]


@router.get("/{id}/tools", responses=documented("unauthenticated", "forbidden", "not_found"))
async def list_tools(session: WorkingSession) -> UsableTools:
    """The tools that `use_tool` takes."""
    tools = [TOOLS[name] for name in USABLE]
    return UsableTools(
        tools=[UsableTool(name=each.name, description=each.description, takes=each.schema()) for each in tools]
    )


@router.post(
    "/{id}/commands",
    status_code=202,
    responses=documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid", "limited"),
)
async def put_command(place: Place, visitor: Asker, session: WorkingSession, given: Given) -> Put:
    """Put a command into the session's inbox. Its driver takes it; where there is none, one is started."""
    command = await _own(place, visitor.account, session, given)
    return await put_own(place, visitor.account, session.id, given.id, command)


async def put_own(place: Workplace, account: Account, session: str, id: str, command: cmd.Command) -> Put:
    """Put a command that the account may send. Where the session has no driver, it counts among those it started."""
    if await place.drivers.is_alive(session):
        return await _put(place, account, session, id, command)
    async with place.quotas.session_of(account):
        return await _put(place, account, session, id, command)


async def _put(place: Workplace, account: Account, session: str, id: str, command: cmd.Command) -> Put:
    receipt = await place.journal.put_command(session, id, command.model_dump(mode="json"))
    if receipt.taken_seq is None:
        place.drivers.tend(session, account=account.id)
    return Put(new=receipt.new, taken=receipt.taken_seq)


async def _own(place: Workplace, account: Account, session: Reached, given: Given) -> cmd.Command:
    """The command as it is put: by whom, and with nothing in it that the account may not send."""
    command = given.command
    if isinstance(command, cmd.Say):
        parts = await own_parts(place, account, session.id, command.parts)
        if not parts:
            raise InvalidInput("there is nothing in these words.", hint="Say something.")
        command = command.model_copy(update={"parts": await on_the_desk(place, session.id, parts)})
    if isinstance(command, cmd.UseTool):
        command = command.model_copy(
            update={"origin": await allowed_origin(place, account, session.id, command.origin)}
        )
    if isinstance(command, cmd.ChangeLimits):
        now = (await place.sessions.see(session.id)).tally.limits
        may_have(account, command.limits, now, usual_limits(place.settings()))
    takes = isinstance(command, cmd.TakeControl) or (isinstance(command, cmd.Answer) and command.answer == "take_over")
    if "by" not in type(command).model_fields:
        return command
    name = f"{account.id}:{given.connection}" if takes and given.connection else account.id
    return command.model_copy(update={"by": name})
