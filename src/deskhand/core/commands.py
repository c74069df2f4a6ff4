"""What people and other programs may put into a session's inbox. Only the driver turns them into events.

`by` says who, as far as that is known; whoever puts a command on a person's behalf sets it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, TypeAdapter, ValidationError

from deskhand.core import events as ev
from deskhand.core.errors import InvalidInput
from deskhand.core.messages import Call, Origin, Part
from deskhand.core.values import Value


class Say(Value):
    """Words (and pictures, files) for the model."""

    command: Literal["say"] = "say"
    parts: tuple[Part, ...]
    by: str = ""


class Answer(Value):
    """The answer to a question; for an approval "allow", "always", "deny" or "take_over"; "none" when nobody did."""

    command: Literal["answer"] = "answer"
    question: str
    answer: str
    words: str = ""
    by: str = ""


class Pause(Value):
    command: Literal["pause"] = "pause"
    by: str = ""


class Continue(Value):
    command: Literal["continue"] = "continue"
    by: str = ""


class Stop(Value):
    command: Literal["stop"] = "stop"
    reason: str = ""
    by: str = ""


class TakeControl(Value):
    """`by` names the connection too ("account:connection"), where there is one: no other moves the desk's hands."""

    command: Literal["take_control"] = "take_control"
    by: str = ""


class ReturnControl(Value):
    """Give the desk back. words: for the model; they make it go on also where its work had ended."""

    command: Literal["return_control"] = "return_control"
    words: str = ""
    by: str = ""


class ChangeLimits(Value):
    """These limits instead of those so far, from now on."""

    command: Literal["change_limits"] = "change_limits"
    limits: ev.Limits
    by: str = ""


class UseTool(Value):
    """Use a tool of the session on its desk, without the model: it is judged and on the record like every call.

    It is done when nothing else is, or between two steps of the model's work, which is told of it at its next turn.
    What a person does by their own hand they are not asked about again.
    """

    command: Literal["use_tool"] = "use_tool"
    tool: str = Field(max_length=80)
    arguments: dict[str, JsonValue] = {}
    origin: Origin = Origin()
    by: str = ""


class BreakOff(Value):
    """End one call of this kind, under way or waiting. call: its id (`call_id`)."""

    command: Literal["break_off"] = "break_off"
    call: str
    by: str = ""


Command = Annotated[
    Say | Answer | Pause | Continue | Stop | TakeControl | ReturnControl | ChangeLimits | UseTool | BreakOff,
    Field(discriminator="command"),
]
COMMAND = TypeAdapter[Command](Command)

PREEMPTING = (Pause, Stop, TakeControl)
"""Commands that break off what is being performed."""


def call_id(command_id: str) -> str:
    """The id of the call that a command becomes: none that a model's provider gives."""
    return f"used:{command_id}"


def read_command(data: dict[str, Any]) -> Command:
    """A command from its stored form. Raises InvalidInput."""
    try:
        return COMMAND.validate_python(data)
    except ValidationError as error:
        raise InvalidInput(f"this command can't be read: {error.errors()[0]['msg']}", hint="Send it anew.") from None


def event_of(command: Command, command_id: str) -> ev.Event:
    """The event that a command becomes."""
    about = {"command": command_id, "by": command.by}
    match command:
        case Say(parts=parts):
            return ev.Said(parts=parts, **about)
        case Answer():
            return ev.Answered(question=command.question, answer=command.answer, words=command.words, **about)
        case Pause():
            return ev.Paused(**about)
        case Continue():
            return ev.Continued(**about)
        case Stop(reason=reason):
            return ev.StopAsked(reason=reason, **about)
        case TakeControl():
            return ev.ControlTaken(**about)
        case ReturnControl(words=words):
            return ev.ControlReturned(words=words, **about)
        case ChangeLimits(limits=limits):
            return ev.LimitsChanged(limits=limits, **about)
        case UseTool(tool=tool, arguments=arguments, origin=origin):
            call = Call(id=call_id(command_id), name=tool, arguments=arguments)
            return ev.Called(call=call, origin=origin, **about)
        case BreakOff(call=broken):
            return ev.BrokenOff(call=broken, **about)
