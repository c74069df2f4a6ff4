"""A session's line follows the same rules as the state that the driver works by."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from deskhand.core import events as ev
from deskhand.core.evolve import evolve as evolve_state
from deskhand.core.messages import Call, Origin, Reply, TextPart, Usage
from deskhand.core.outcome import Outcome
from deskhand.core.state import State
from deskhand.server.sessions.tally import Tally, evolve

CALL = Call(id="c1", name="computer", arguments={})
ASKED = ev.Asked(question="q1", call="c1", kind="approval", text="May it?")
REPLY = ev.ModelReplied(reply=Reply(calls=(CALL,), stop_reason="calls", usage=Usage(cost_usd=0.25)), took_s=1.0)
BEGIN = [ev.SessionStarted(model="m"), ev.Said(parts=(TextPart(text="go"),)), ev.ModelAsked(model="m"), REPLY]

USED = ev.Called(call=Call(id="used:1", name="bash"), origin=Origin(kind="artifact", title="Budget"))
ASKED_FOR_IT = ev.Asked(question="q2", call="used:1", kind="approval", text="May the artifact?")

STORIES: dict[str, Sequence[ev.Event]] = {
    "asked": [*BEGIN, ASKED],
    "answered": [*BEGIN, ASKED, ev.Answered(question="q1", answer="allow")],
    "another question was answered": [*BEGIN, ASKED, ev.Answered(question="q0", answer="allow")],
    "taken over by an answer": [*BEGIN, ASKED, ev.Answered(question="q1", answer="take_over")],
    "judged anew": [*BEGIN, ASKED, ev.CallStarted(call="c1")],
    "finished": [*BEGIN, ev.CallStarted(call="c1"), ev.CallFinished(call="c1", status="ok", content=())],
    "paused": [*BEGIN, ev.Paused()],
    "continued": [*BEGIN, ev.Paused(), ev.Continued()],
    "stopped in a pause": [*BEGIN, ev.Paused(), ev.StopAsked()],
    "control": [*BEGIN, ev.ControlTaken(by="u-1:x")],
    "given back": [*BEGIN, ev.ControlTaken(by="u-1:x"), ev.ControlReturned()],
    "unknown price": [*BEGIN, ev.ModelReplied(reply=Reply(usage=Usage(cost_usd=None)))],
    "digest": [*BEGIN, ev.Compacted(messages=3, by="model", usage=Usage(cost_usd=0.5), took_s=1.0)],
    "concluded": [*BEGIN, ASKED, ev.Concluded(outcome=Outcome(kind="stuck"))],
    "words after the end": [*BEGIN, ev.Concluded(outcome=Outcome(kind="done")), ev.Said(parts=())],
    "an artifact's call": [*BEGIN, USED, ASKED_FOR_IT, ev.CallFinished(call="used:1", status="denied", content=())],
    "an artifact's call after the end": [
        *BEGIN,
        ev.Concluded(outcome=Outcome(kind="done")),
        USED,
        ASKED_FOR_IT,
        ev.Answered(question="q2", answer="allow"),
        ev.CallStarted(call="used:1"),
        ev.CallFinished(call="used:1", status="ok", content=()),
    ],
    "limits raised": [*BEGIN, ev.Concluded(outcome=Outcome(kind="limit")), ev.LimitsChanged(limits=ev.Limits())],
    "limits of what was done": [
        *BEGIN,
        ev.Concluded(outcome=Outcome(kind="done")),
        ev.LimitsChanged(limits=ev.Limits()),
    ],
}


@pytest.mark.parametrize("name", STORIES)
def test_a_line_says_what_the_state_says(name: str) -> None:
    tally, state = Tally(), State()
    for event in STORIES[name]:
        tally, state = evolve(tally, event), evolve_state(state, event)
        waiting = state.question.question if state.question else None
        assert (tally.question.id if tally.question else None) == waiting
        assert tally.paused == state.paused
        assert tally.yours == state.person_has_control
        assert tally.outcome == (state.outcome.kind if state.outcome else None)
        assert (tally.steps, tally.cost_usd) == (state.spent.steps, state.spent.cost_usd)
        assert tally.cost_known == state.spent.cost_known
