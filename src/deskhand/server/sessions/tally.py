"""What lists show of a session, as a fold of its events: small, plain, and kept as JSON between two starts.

It follows the same rules as `core.evolve`, but keeps only what a line in a list needs. A test holds the two to each
other.
"""

from __future__ import annotations

from functools import singledispatch

from deskhand.core import events as ev
from deskhand.core.messages import PicturePart
from deskhand.core.outcome import OutcomeKind
from deskhand.core.values import Value

QUESTION_CHARS_MAX = 400


class OpenQuestion(Value):
    """A question that waits for a person. kind: an approval of a call, or a question of the model."""

    id: str
    call: str
    kind: str
    text: str


class Tally(Value):
    """The fold. outcome: set while the work is at rest with one; picture: the last one of the screen; used: ids of open
    calls that are not the model's."""

    model: str = ""
    profile: str = ""
    steps: int = 0
    cost_usd: float = 0.0
    cost_known: bool = True
    question: OpenQuestion | None = None
    paused: bool = False
    yours: bool = False
    outcome: OutcomeKind | None = None
    busy: bool = False
    picture: str = ""
    limits: ev.Limits = ev.Limits()
    used: tuple[str, ...] = ()


def evolve(tally: Tally, event: ev.Event) -> Tally:
    """The tally after an event."""
    return _apply(event, tally)


@singledispatch
def _apply(event: object, tally: Tally) -> Tally:
    return tally


def _with(tally: Tally, **changes: object) -> Tally:
    return tally.model_copy(update=changes)


@_apply.register
def _(event: ev.SessionStarted, tally: Tally) -> Tally:
    return _with(tally, model=event.model, profile=event.profile, limits=event.limits)


@_apply.register
def _(event: ev.Said, tally: Tally) -> Tally:
    return _with(tally, busy=True, outcome=None)


@_apply.register
def _(event: ev.LimitsChanged, tally: Tally) -> Tally:
    tally = _with(tally, limits=event.limits)
    return _with(tally, busy=True, outcome=None) if tally.outcome == "limit" else tally


@_apply.register
def _(event: ev.ModelAsked, tally: Tally) -> Tally:
    return _with(tally, busy=True)


@_apply.register
def _(event: ev.ModelReplied, tally: Tally) -> Tally:
    return _paid(_with(tally, busy=True), event.reply.usage.cost_usd)


@_apply.register
def _(event: ev.Compacted, tally: Tally) -> Tally:
    return _paid(tally, event.usage.cost_usd)


def _paid(tally: Tally, cost_usd: float | None) -> Tally:
    known = tally.cost_known and cost_usd is not None
    return _with(tally, cost_usd=tally.cost_usd + (cost_usd or 0.0), cost_known=known)


@_apply.register
def _(event: ev.Asked, tally: Tally) -> Tally:
    text = event.text[:QUESTION_CHARS_MAX]
    return _with(tally, question=OpenQuestion(id=event.question, call=event.call, kind=event.kind, text=text))


@_apply.register
def _(event: ev.Answered, tally: Tally) -> Tally:
    """Who would rather do it themselves has the desk from then on."""
    if tally.question is None or tally.question.id != event.question:
        return tally
    yours = tally.yours or (tally.question.kind == "approval" and event.answer == "take_over")
    return _with(tally, question=None, yours=yours)


@_apply.register
def _(event: ev.Called, tally: Tally) -> Tally:
    return _with(tally, used=(*tally.used, event.call.id))


@_apply.register
def _(event: ev.CallJudged, tally: Tally) -> Tally:
    return _without_question_of(tally, event.call)


@_apply.register
def _(event: ev.CallStarted, tally: Tally) -> Tally:
    return _without_question_of(tally, event.call)


@_apply.register
def _(event: ev.CallFinished, tally: Tally) -> Tally:
    shown = next((part.blob for part in event.content if isinstance(part, PicturePart) and not part.region), "")
    picture = event.screen.blob if event.screen else shown
    tally = _with(_without_question_of(tally, event.call), picture=picture or tally.picture)
    if event.call in tally.used:
        return _with(tally, used=tuple(each for each in tally.used if each != event.call))
    return _with(tally, steps=tally.steps + 1)


@_apply.register
def _(event: ev.ControlTaken, tally: Tally) -> Tally:
    return _with(tally, yours=True)


@_apply.register
def _(event: ev.ControlReturned, tally: Tally) -> Tally:
    return _with(tally, yours=False)


@_apply.register
def _(event: ev.Paused, tally: Tally) -> Tally:
    return _with(tally, paused=True)


@_apply.register
def _(event: ev.Continued | ev.StopAsked, tally: Tally) -> Tally:
    return _with(tally, paused=False)


@_apply.register
def _(event: ev.Concluded, tally: Tally) -> Tally:
    return _with(tally, outcome=event.outcome.kind, busy=False, question=None)


def _without_question_of(tally: Tally, call: str) -> Tally:
    asked = tally.question is not None and tally.question.call == call
    return _with(tally, question=None) if asked else tally
