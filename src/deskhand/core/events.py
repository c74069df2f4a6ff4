"""The typed events of a session: the only truth there is about it.

Each event is a frozen value with a `type`. State is a fold over them (`core.state`), the model's context, reports and
scores are other readings of the same stream. An event of a type that this version does not know is kept as `Unknown`.
Times, ids and chance enter only here: the driver puts them in, the fold never asks for them.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from deskhand.core.errors import JournalDamaged
from deskhand.core.messages import Call, Origin, Part, PicturePart, Reply, Usage
from deskhand.core.outcome import Outcome
from deskhand.core.targets import HeldRequest
from deskhand.core.values import Value
from deskhand.core.verdicts import Verdict

TERMINAL = "terminal"
"""In the place of an account: the person at the machine itself, who needs none."""


def account_of(by: str) -> str:
    """The account behind the `by` of a command or event, without the connection that it may name; TERMINAL for none."""
    account = by.partition(":")[0]
    return TERMINAL if account in ("", "person") else account


class Limits(Value):
    """Where a session stops by itself. None: no limit. Money in US dollars, time in seconds of work, not of waiting.

    day_cost_usd_max: what all sessions of a day may cost together. step_cost_usd_warn: people are told of a request
    that costs more; nothing stops.
    """

    steps_max: int | None = Field(default=1_000, ge=1)
    model_calls_max: int | None = Field(default=1_000, ge=1)
    cost_usd_max: float | None = Field(default=5.0, ge=0)
    work_s_max: float | None = Field(default=3_600.0, gt=0)
    day_cost_usd_max: float | None = Field(default=None, ge=0)
    step_cost_usd_warn: float | None = Field(default=None, ge=0)


class SessionStarted(Value):
    """The first event: who drives, by which profile, within which limits, on what kind of desk.

    context: the strategy for old pictures that the person chose, "" for the usual one; keep_pictures: how many stay.
    effort: how hard the model is to think, "" for its own usual level. account: whose session it is, TERMINAL for the
    person's at the machine itself, "" where that was not written down.
    """

    type: Literal["session_started"] = "session_started"
    model: str
    profile: str = "balanced"
    limits: Limits = Limits()
    desk: dict[str, Any] = {}
    attended: bool = True
    deskhand: str = ""
    context: str = ""
    keep_pictures: int = Field(default=2, ge=1)
    effort: str = ""
    account: str = ""


class LimitsChanged(Value):
    type: Literal["limits_changed"] = "limits_changed"
    limits: Limits
    command: str = ""
    by: str = ""


class Said(Value):
    """Words of a person. `command` is the inbox command that brought them; `by` who said them, "" for not known."""

    type: Literal["said"] = "said"
    parts: tuple[Part, ...]
    command: str = ""
    by: str = ""


class Noticed(Value):
    """Words of Deskhand to the model (and to people): a crash, a circle, a take-over, a changed screen, a fork."""

    type: Literal["noticed"] = "noticed"
    topic: Literal["desk", "circle", "control", "limit", "resumed", "model", "fork"]
    parts: tuple[Part, ...]


class DriverAttached(Value):
    """A driver took the session's lock. `resumed`: there were events before it."""

    type: Literal["driver_attached"] = "driver_attached"
    driver: str
    resumed: bool = False


class DeskReady(Value):
    """The desk stands. `fresh`: it was made anew, what ran on an earlier one is gone."""

    type: Literal["desk_ready"] = "desk_ready"
    desk: str
    width: int
    height: int
    walls: dict[str, str] = {}
    fresh: bool = True
    note: str = ""


class ModelAsked(Value):
    """A request is about to be sent: the conversation so far, but for what follows.

    strategy: by what rule old pictures are cleared. cleared: how many of them, from the first, are sent as words.
    unthought: the turns from the first to before the second of these messages are sent without their thinking.
    changed: why what was sent before is sent otherwise now; "" when it is not. pictures, picture_tokens: those that are
    sent as pictures. context_tokens: what the model can read and write at once; 0 when that is not known. day_cost_usd:
    what all sessions of the last 24 hours had cost by then, where there is a limit for it. effort: how hard the model
    is to think, "" for its own usual level. rule: which of the person's rules for a step chose model or effort.
    """

    type: Literal["model_asked"] = "model_asked"
    model: str
    messages: int = 0
    pictures: int = 0
    strategy: str = ""
    cleared: int = 0
    unthought: tuple[int, int] = (0, 0)
    changed: str = ""
    picture_tokens: int = 0
    context_tokens: int = 0
    day_cost_usd: float = 0.0
    effort: str = ""
    rule: str = ""


class ModelReplied(Value):
    """The model's turn. took_s counts as work, as that of a call does: the only way time reaches the fold."""

    type: Literal["model_replied"] = "model_replied"
    reply: Reply
    took_s: float = 0.0


class Compacted(Value):
    """The oldest `messages` of the conversation are from now on the person's own words and this digest.

    by: "model" when it wrote the digest, "deskhand" when that failed and words were only cut. 0 messages: there was
    nothing that could be left out. usage and took_s: of the request for it.
    """

    type: Literal["compacted"] = "compacted"
    messages: int
    digest: tuple[Part, ...] = ()
    by: Literal["model", "deskhand"] = "deskhand"
    reason: str = ""
    usage: Usage = Usage()
    took_s: float = 0.0


class Warned(Value):
    """Words of Deskhand to people, of which the model is told nothing: what a step cost, a price that is not known, why
    nobody drives the session."""

    type: Literal["warned"] = "warned"
    topic: Literal["cost", "price", "limit", "driver"]
    text: str


class Called(Value):
    """A call that is not the model's: a person, or an artifact that they let, uses a tool of the session on its desk.

    What follows about the call (CallJudged, Asked, CallStarted, CallFinished) is as of any other.
    """

    type: Literal["called"] = "called"
    call: Call
    origin: Origin
    command: str = ""
    by: str = ""


class BrokenOff(Value):
    """A person wants such a call to end now; what else goes on is left alone."""

    type: Literal["broken_off"] = "broken_off"
    call: str
    by: str = ""
    command: str = ""


class CallJudged(Value):
    type: Literal["call_judged"] = "call_judged"
    call: str
    verdict: Verdict


Unanswered = Literal["wait", "stop", "go_on"]
"""What happens when nobody answers: wait for ever, end the work, or tell the model no and let it go on."""


class Asked(Value):
    """A question to the person: an approval of a call, or a question of the model (`ask_person`).

    picture: the screen; element: the very thing that it is about, cut out of it. consequence: one sentence on what
    would happen. patience_s: after so long without an answer `unanswered` counts; None: at once when nobody watches.
    requests: ids of the held requests that it is about.
    """

    type: Literal["asked"] = "asked"
    question: str
    call: str
    kind: Literal["approval", "question"]
    text: str
    options: tuple[str, ...] = ()
    picture: Part | None = None
    element: Part | None = None
    consequence: str = ""
    unanswered: Unanswered = "wait"
    patience_s: float | None = None
    requests: tuple[str, ...] = ()


class Answered(Value):
    """A person's answer; `words` may add why. For an approval it is "allow" (once), "always" (here, from now on),
    "deny" or "take_over"; "none" when nobody answered in time."""

    type: Literal["answered"] = "answered"
    question: str
    answer: str
    words: str = ""
    by: str = ""
    command: str = ""


class Remembered(Value):
    """An answer became a rule of the person's (policy.profile.Rule as data), kept beside their profile.

    account: who gave it, and in whose sessions it holds; "" where that was not written down.
    """

    type: Literal["remembered"] = "remembered"
    question: str
    rule: dict[str, Any]
    account: str = ""


class Suspected(Value):
    """Something on the desk tries to direct the model. kind: "visible" words, "hidden" ones (a person would not see
    them), or words in a "picture". place: the page, file or command. words: those found, cut. What follows is judged
    more strictly until the person speaks."""

    type: Literal["suspected"] = "suspected"
    call: str
    kind: Literal["visible", "hidden", "picture"]
    place: str
    words: str

    @property
    def key(self) -> str:
        """What two tellings of the same words have in common."""
        return self.words.casefold()[:80]


class RequestsHeld(Value):
    """What pages would send waits in the browser, since no verdict covers it: the call is done, but not finished.

    content, details, frame, took_s: what it gave so far, as in CallFinished.
    """

    type: Literal["requests_held"] = "requests_held"
    call: str
    requests: tuple[HeldRequest, ...]
    content: tuple[Part, ...] = ()
    details: dict[str, Any] = {}
    frame: int | None = None
    took_s: float = 0.0


class RequestsSettled(Value):
    """Held requests were let go, or stopped (also those that waited no longer when they should have been let go)."""

    type: Literal["requests_settled"] = "requests_settled"
    call: str
    requests: tuple[str, ...]
    sent: bool


class CallStarted(Value):
    """Journaled before a call takes effect. at: unix seconds."""

    type: Literal["call_started"] = "call_started"
    call: str
    frame: int | None = None
    at: float = 0.0


CallStatus = Literal["ok", "failed", "denied", "skipped", "interrupted"]


class CallFinished(Value):
    """Journaled after. content is what the model is told; details are for people and later readers.

    screen: the screen after the call, kept for people when it changed; the model is not shown it.
    """

    type: Literal["call_finished"] = "call_finished"
    call: str
    status: CallStatus
    content: tuple[Part, ...]
    details: dict[str, Any] = {}
    frame: int | None = None
    screen: PicturePart | None = None
    outcome: Outcome | None = None
    took_s: float = 0.0


class ControlTaken(Value):
    """A person has the desk's keys and pointer; the agent waits. by: who, down to the connection that may use them."""

    type: Literal["control_taken"] = "control_taken"
    by: str = ""
    command: str = ""


class ControlReturned(Value):
    type: Literal["control_returned"] = "control_returned"
    words: str = ""
    command: str = ""
    by: str = ""


class Paused(Value):
    type: Literal["paused"] = "paused"
    command: str = ""
    by: str = ""


class Continued(Value):
    type: Literal["continued"] = "continued"
    command: str = ""
    by: str = ""


class StopAsked(Value):
    """A person wants the work to end now."""

    type: Literal["stop_asked"] = "stop_asked"
    reason: str = ""
    command: str = ""
    by: str = ""


class CommandIgnored(Value):
    """A command in the inbox could not be read, and was taken away."""

    type: Literal["command_ignored"] = "command_ignored"
    command: str
    reason: str


class SnapshotTaken(Value):
    type: Literal["snapshot_taken"] = "snapshot_taken"
    snapshot: str
    label: str = ""
    pages: tuple[str, ...] = ()


class Forked(Value):
    """What stands before this was copied from another session, its events 1 to `seq`; what follows is this one's own.

    source: that session. asked: up to which event a person wanted it, where that was in the middle of something and
    `seq` is the last quiet place before it. snapshot: which copy of its files this desk began with, "now" for the files
    as they were when it was forked, "" for none. Copied events keep their times; what they cost is not counted again.
    The snapshots that they name are those of the source's desk.
    """

    type: Literal["forked"] = "forked"
    source: str
    seq: int
    asked: int
    snapshot: str = ""
    by: str = ""


class Concluded(Value):
    """This piece of work is over; a session may go on with new words."""

    type: Literal["concluded"] = "concluded"
    outcome: Outcome


class Unknown(Value):
    """An event that a newer version wrote; carried along, never interpreted."""

    type: Literal["unknown"] = "unknown"
    original: str
    data: dict[str, Any] = {}


Event = Annotated[
    SessionStarted
    | LimitsChanged
    | Said
    | Noticed
    | DriverAttached
    | DeskReady
    | ModelAsked
    | ModelReplied
    | Compacted
    | Warned
    | Called
    | BrokenOff
    | CallJudged
    | Asked
    | Answered
    | Remembered
    | Suspected
    | RequestsHeld
    | RequestsSettled
    | CallStarted
    | CallFinished
    | ControlTaken
    | ControlReturned
    | Paused
    | Continued
    | StopAsked
    | CommandIgnored
    | SnapshotTaken
    | Forked
    | Concluded
    | Unknown,
    Field(discriminator="type"),
]

EVENT = TypeAdapter[Event](Event)
_KNOWN = set(EVENT.json_schema()["discriminator"]["mapping"])

Read = TypeVar("Read")


def decode(type: str, version: int, data: str) -> Event:
    """An event from its stored form, which is JSON without the type. A type or version from the future becomes Unknown.

    Raises JournalDamaged for an event that has not the shape of its type, ValueError for what is not JSON.
    """
    if type not in _KNOWN or version > 1:
        return Unknown(original=type, data=json.loads(data))
    return as_read(type, data, EVENT)


def as_read(type: str, data: str, shape: TypeAdapter[Read]) -> Read:
    """An event of a known type from its stored form, by whatever knows its shape. Raises as `decode` does."""
    try:
        return _read(type, data, shape)
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(map(str, problem["loc"]))
        raise JournalDamaged(
            f"an event of type {type} can't be read: {where}: {problem['msg']}",
            hint="Run `deskhand journal verify` to see where the journal is damaged.",
        ) from None


def _read(type: str, data: str, shape: TypeAdapter[Read]) -> Read:
    """Parsed and checked in one go, three times as fast as one after the other (LOG.md, "How soon a session is there").

    What that does not take (arguments of a call that are nested deeper than 200 lists, half of a surrogate pair in
    them) is parsed first.
    """
    if data.startswith("{") and data.endswith("}") and data != "{}":
        try:
            return shape.validate_json(f'{data[:-1]},"type":"{type}"}}')
        except ValidationError as error:
            if error.errors(include_url=False, include_context=False)[0]["type"] != "json_invalid":
                raise
    parsed = json.loads(data)
    if not isinstance(parsed, dict):
        raise ValueError("it is not a mapping with a type")
    return shape.validate_python({**parsed, "type": type})
