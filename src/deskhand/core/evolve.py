"""evolve(state, event) -> state: the fold. Pure: no I/O, no clock, no chance.

One small function for each type of event. An event that says nothing about the next move leaves the state as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce, singledispatch

from deskhand.core import events as ev
from deskhand.core.messages import Call, Usage, text_of
from deskhand.core.state import OpenCall, Spent, State
from deskhand.core.verdicts import Done

COMPUTER = "computer"
"""The tool whose calls build on each other: after a failed one the later ones of the turn are not executed."""

LOOK_ACTIONS = frozenset({"screenshot", "zoom", "cursor_position"})
"""Its actions that only look; they are carried out after a failed one too."""

EARLIER_FAILED = "Not executed: an earlier computer action in this turn failed."
EARLIER_DENIED = "Not executed: an earlier computer action in this turn was not allowed."
TAKEN_OVER = "Not executed: the person took over the desk. Look at the screen before you go on."
DESK_ANEW = "Not executed: the desk was made anew since this was planned. Look at the screen before you go on."
TRAIL_LENGTH = 60
UNCOUNTED = frozenset({"look", "move"})
HOUR_S, DONE_MAX = 3_600.0, 2_000


def evolve(state: State, event: ev.Event) -> State:
    """The state after `event`."""
    return _apply(event, state)


def fold(events: Iterable[ev.Event], state: State | None = None) -> State:
    """The state after all `events`."""
    return reduce(evolve, events, state or State())


@singledispatch
def _apply(event: object, state: State) -> State:
    return state


def _with_call(state: State, call_id: str, **changes: object) -> State:
    calls = tuple(replace(c, **changes) if c.call.id == call_id else c for c in state.calls)  # type: ignore[arg-type]
    return replace(state, calls=calls)


@_apply.register
def _(event: ev.SessionStarted, state: State) -> State:
    return replace(state, session=event, limits=event.limits)


@_apply.register
def _(event: ev.LimitsChanged, state: State) -> State:
    """Work that had ended at a limit goes on under the new ones."""
    state = replace(state, limits=event.limits)
    if state.outcome is None or state.outcome.kind != "limit":
        return state
    return replace(state, outcome=None, heard=True, said=True, trail=(), warned=False)


@_apply.register
def _(event: ev.Said, state: State) -> State:
    return _heard(state)


def _heard(state: State) -> State:
    """New words start the work again when it had come to rest. What was suspected before, the person was told of."""
    fresh = replace(state, heard=True, said=True, failures=0, model_done=False, suspicions=())
    if state.outcome is None:
        return fresh
    return replace(fresh, outcome=None, claim=None, stop=None, trail=(), warned=False)


@_apply.register
def _(event: ev.Noticed, state: State) -> State:
    told = replace(state, warned=state.warned or event.topic == "circle")
    if event.topic == "fork":
        return told  # nothing to go on with: that begins with a person's words
    return replace(told, heard=True, model_done=False, handed_back=state.handed_back and event.topic != "control")


@_apply.register
def _(event: ev.DriverAttached, state: State) -> State:
    """A request of a driver that is gone will never be answered. A verdict on what is held is found anew."""
    return replace(state, asking=False, heard=state.heard or state.asking)


@_apply.register
def _(event: ev.DeskReady, state: State) -> State:
    """What was planned on another desk's screen is not done on this one's."""
    return replace(state, cut=DESK_ANEW if event.fresh and state.own and not state.cut else state.cut)


@_apply.register
def _(event: ev.ModelAsked, state: State) -> State:
    spent = replace(state.spent, model_calls=state.spent.model_calls + 1)
    context = event.context_tokens or state.context_tokens
    state = replace(state, asking=True, heard=False, model_done=False, spent=spent)
    return replace(state, context_tokens=context, day_cost_usd=event.day_cost_usd)


@_apply.register
def _(event: ev.Compacted, state: State) -> State:
    spent = _paid(state, event.usage, event.took_s)
    asked = event.usage != Usage()
    state = replace(state, day_cost_usd=state.day_cost_usd + (event.usage.cost_usd or 0.0))
    return replace(state, spent=replace(spent, model_calls=spent.model_calls + asked), filled_tokens=0)


@_apply.register
def _(event: ev.Warned, state: State) -> State:
    return replace(state, price_told=state.price_told or event.topic == "price")


@_apply.register
def _(event: ev.Suspected, state: State) -> State:
    told = (*state.suspicions, f"{event.place}: {event.words}")[-SUSPICIONS_MAX:]
    return replace(state, suspicions=told, suspected=(*state.suspected, event.key)[-1_000:])


SUSPICIONS_MAX = 20
"""More of them make nothing stricter."""


def _paid(state: State, usage: Usage, took_s: float) -> Spent:
    return replace(
        state.spent,
        cost_usd=state.spent.cost_usd + (usage.cost_usd or 0.0),
        cost_known=state.spent.cost_known and usage.cost_usd is not None,
        work_s=state.spent.work_s + took_s,
    )


@_apply.register
def _(event: ev.ModelReplied, state: State) -> State:
    reply = event.reply
    spent = _paid(state, reply.usage, event.took_s)
    filled = reply.usage.input_tokens + reply.usage.output_tokens or state.filled_tokens
    state = replace(state, day_cost_usd=state.day_cost_usd + (reply.usage.cost_usd or 0.0))
    state = replace(state, asking=False, spent=spent, last_text=reply.text or state.last_text, cut="")
    state = replace(state, filled_tokens=filled)
    if reply.failure == "too_long":
        state = _overfull(state)
    if reply.stop_reason == "interrupted":
        return replace(state, heard=True)
    if reply.stop_reason in ("failed", "refused", "limit"):
        again = reply.stop_reason != "refused" and (reply.retryable or reply.stop_reason == "limit")
        again = again and (reply.failure != "too_long" or state.filled_tokens > 0)
        failures = state.failures + 1 if again else FAILURES_MAX
        error, after = reply.error or reply.stop_reason, reply.retry_after_s
        return replace(state, failures=failures, last_error=error, retry_after_s=after, heard=True)
    calls = tuple(OpenCall(call) for call in reply.calls)
    return replace(state, failures=0, last_error="", calls=(*calls, *state.used), model_done=not calls)


def _overfull(state: State) -> State:
    """The provider says that the conversation does not fit: it fills the context, whatever was known of its size. Of a
    first request nothing is known, and nothing of it could be left out."""
    tokens = state.context_tokens or state.filled_tokens
    return replace(state, context_tokens=tokens, filled_tokens=tokens if state.filled_tokens else 0)


FAILURES_MAX = 5
"""Failed replies in a row after which the work is given up."""


@_apply.register
def _(event: ev.Called, state: State) -> State:
    return replace(state, calls=(*state.calls, OpenCall(event.call, origin=event.origin)))


@_apply.register
def _(event: ev.BrokenOff, state: State) -> State:
    return _with_call(state, event.call, ending=True)


@_apply.register
def _(event: ev.CallJudged, state: State) -> State:
    """A new verdict asks anew: an answer holds only for what it was given to."""
    return _with_call(state, event.call, verdict=event.verdict, asked=None, answer=None)


@_apply.register
def _(event: ev.Asked, state: State) -> State:
    return _with_call(state, event.call, asked=event, answer=None)


@_apply.register
def _(event: ev.Answered, state: State) -> State:
    """Who would rather do it themselves has the desk from then on."""
    waiting = next((c for c in state.calls if c.question == event.question and c.answer is None), None)
    if waiting is None:
        return state
    state = _with_call(state, waiting.call.id, answer=event)
    if not waiting.approval or event.answer != "take_over":
        return state
    return _taken(state, event.by)


def _taken(state: State, by: str) -> State:
    cut = TAKEN_OVER if state.own else state.cut
    return replace(state, person_has_control=True, controller=by, cut=cut)


@_apply.register
def _(event: ev.CallStarted, state: State) -> State:
    return _with_call(state, event.call, started=True, asked=None, answer=None, at=event.at)


@_apply.register
def _(event: ev.RequestsHeld, state: State) -> State:
    """The call was carried out; what it set off is judged by itself."""
    done = next((c for c in state.calls if c.call.id == event.call), None)
    if done is None:
        return state
    if done.result is None:
        state = _counted(state, done)
    given = event.model_dump(include={"call", "details", "frame", "took_s"})
    result = ev.CallFinished(**given, status="ok", content=event.content)
    return _with_call(state, event.call, held=event.requests, result=result, verdict=None, asked=None, answer=None)


@_apply.register
def _(event: ev.RequestsSettled, state: State) -> State:
    """What was held is held no more; between this and the end of its call a crash leaves an unknown outcome."""
    done = next((c for c in state.calls if c.call.id == event.call), None)
    if done is None:
        return state
    state = _counted(state, done) if event.sent else state
    return _with_call(state, event.call, held=(), asked=None, answer=None)


def _counted(state: State, call: OpenCall) -> State:
    """What a rule that counts by the hour counts: acts that did more than look."""
    touch = call.verdict.touch if call.verdict else None
    if touch is None or not call.at or set(touch.classes) <= UNCOUNTED:
        return state
    recent = tuple(each for each in state.done if call.at - each.at < HOUR_S)
    return replace(state, done=(*recent, Done.of(touch, call.at))[-DONE_MAX:])


@_apply.register
def _(event: ev.CallFinished, state: State) -> State:
    """The call is answered. A computer call that did not succeed cuts the computer calls behind it. One that is not the
    model's is no step of its work, and nothing that it goes on because of."""
    done = next((c for c in state.calls if c.call.id == event.call), None)
    if done is None:
        return state
    cut = state.cut
    if event.status == "ok" and done.result is None:
        state = _counted(state, done)
    if done.origin is not None:
        return replace(state, calls=tuple(c for c in state.calls if c is not done))
    if done.call.name == COMPUTER and not cut:
        cut = {"failed": EARLIER_FAILED, "interrupted": EARLIER_FAILED, "denied": EARLIER_DENIED}.get(event.status, "")
    return replace(
        state,
        calls=tuple(c for c in state.calls if c is not done),
        cut=cut,
        heard=True,
        claim=event.outcome or state.claim,
        spent=replace(state.spent, steps=state.spent.steps + 1, work_s=state.spent.work_s + event.took_s),
        trail=(*state.trail, _fingerprint(done, event))[-TRAIL_LENGTH:],
    )


def _fingerprint(done: OpenCall, event: ev.CallFinished) -> str:
    """What was called and what came back, behind a mark of what it did: "~" it changed something on the screen, "." it
    waited, "?" it looked, "=" anything else."""
    told = json.dumps(
        [done.call.name, done.call.arguments, event.status, text_of(event.content)], sort_keys=True, default=str
    )
    mark = "~" if event.details.get("changed") else _mark(done.call) if event.status == "ok" else "="
    return mark + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def _mark(call: Call) -> str:
    action = call.arguments.get("action") if call.name == COMPUTER else call.name
    if action == "wait":
        return "."
    return "?" if action in (*LOOK_ACTIONS, "elements") else "="


@_apply.register
def _(event: ev.ControlTaken, state: State) -> State:
    return _taken(state, event.by)


@_apply.register
def _(event: ev.ControlReturned, state: State) -> State:
    """Words with it are words like any others. Without any, work that had ended does not go on."""
    state = replace(state, person_has_control=False, controller="", handed_back=True)
    return _heard(state) if event.words else state


@_apply.register
def _(event: ev.Paused, state: State) -> State:
    return replace(state, paused=True)


@_apply.register
def _(event: ev.Continued, state: State) -> State:
    return replace(state, paused=False)


@_apply.register
def _(event: ev.StopAsked, state: State) -> State:
    if state.outcome is not None or not (state.said or state.calls):
        return replace(state, calls=tuple(replace(each, ending=True) for each in state.calls))
    return replace(state, stop=event.reason or "stopped by a person", paused=False)


@_apply.register
def _(event: ev.Forked, state: State) -> State:
    """The conversation stays; what was used so far was used in another session, and the work rests until it is told
    how to go on. It is the session of whoever took it up."""
    session = state.session and state.session.model_copy(update={"account": ev.account_of(event.by)})
    anew = State(session=session, limits=state.limits, context_tokens=state.context_tokens)
    kept = {"filled_tokens": state.filled_tokens, "last_text": state.last_text, "price_told": state.price_told}
    return replace(anew, **kept, suspected=state.suspected)  # type: ignore[arg-type]


@_apply.register
def _(event: ev.Concluded, state: State) -> State:
    done = replace(state, outcome=event.outcome, heard=False, said=False, stop=None, cut="", failures=0)
    return replace(done, calls=state.used)
