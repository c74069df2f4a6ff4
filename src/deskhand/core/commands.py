"""What people and other programs may put into a session's inbox. Only the driver turns them into events."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from deskhand.core import events as ev
from deskhand.core.errors import InvalidInput
from deskhand.core.messages import Part
from deskhand.core.values import Value


class Say(Value):
    """Words (and pictures, files) for the model."""

    command: Literal["say"] = "say"
    parts: tuple[Part, ...]


class Answer(Value):
    """The answer to a question; for an approval "allow", "always", "deny" or "take_over"; "none" when nobody did."""

    command: Literal["answer"] = "answer"
    question: str
    answer: str
    words: str = ""
    by: str = ""


class Pause(Value):
    command: Literal["pause"] = "pause"


class Continue(Value):
    command: Literal["continue"] = "continue"


class Stop(Value):
    command: Literal["stop"] = "stop"
    reason: str = ""


class TakeControl(Value):
    command: Literal["take_control"] = "take_control"
    by: str = ""


class ReturnControl(Value):
    command: Literal["return_control"] = "return_control"
    words: str = ""


class ChangeLimits(Value):
    command: Literal["change_limits"] = "change_limits"
    limits: ev.Limits


Command = Annotated[
    Say | Answer | Pause | Continue | Stop | TakeControl | ReturnControl | ChangeLimits,
    Field(discriminator="command"),
]
COMMAND = TypeAdapter[Command](Command)

PREEMPTING = (Pause, Stop, TakeControl)
"""Commands that break off what is being performed."""


def read_command(data: dict[str, Any]) -> Command:
    """A command from its stored form. Raises InvalidInput."""
    try:
        return COMMAND.validate_python(data)
    except ValidationError as error:
        raise InvalidInput(f"this command can't be read: {error.errors()[0]['msg']}", hint="Send it anew.") from None


def event_of(command: Command, command_id: str) -> ev.Event:
    """The event that a command becomes."""
    match command:
        case Say(parts=parts):
            return ev.Said(parts=parts, command=command_id)
        case Answer():
            return ev.Answered(
                question=command.question, answer=command.answer, words=command.words, by=command.by, command=command_id
            )
        case Pause():
            return ev.Paused(command=command_id)
        case Continue():
            return ev.Continued(command=command_id)
        case Stop(reason=reason):
            return ev.StopAsked(reason=reason, command=command_id)
        case TakeControl(by=by):
            return ev.ControlTaken(by=by, command=command_id)
        case ReturnControl(words=words):
            return ev.ControlReturned(words=words, command=command_id)
        case ChangeLimits(limits=limits):
            return ev.LimitsChanged(limits=limits, command=command_id)
