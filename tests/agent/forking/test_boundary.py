"""Where a session can be cut: every place gives a whole conversation that rests until it is told something."""

from __future__ import annotations

from pathlib import Path

from deskhand.agent.context import Transcript
from deskhand.agent.forking.boundary import boundary, copied
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.evolve import fold
from deskhand.core.messages import Call, ModelMessage, PersonMessage, Reply, ResultMessage, Usage
from deskhand.core.moves import AskModel, Rest, next_move
from deskhand.models.scripted import calling, saying
from tests.agent.world import World, world

OPEN = ("computer", {"action": "open", "target": "http://form.test"})
FILL = ("computer", {"action": "set_value", "element": "e1", "value": "Ann"})
SUBMIT = ("computer", {"action": "left_click", "element": "e2"})
ASK = ("ask_person", {"question": "Which color?"})
DONE = ("finish", {"outcome": "done", "summary": "saved"})


async def a_long_session(w: World) -> list[ev.Event]:
    """Two turns with batches, a question, an approval, a take-over and a pause."""
    async with w.driver() as driver:
        await w.say("save Ann")
        await driver.run(wait=lambda state: False)
        assert driver.state.question is not None
        await w.command(cmd.Answer(question=driver.state.question.question, answer="red"))
        await driver.run(wait=lambda state: False)
        assert driver.state.question is not None
        await w.command(cmd.Answer(question=driver.state.question.question, answer="allow"))
        await driver.run(wait=lambda state: False)
        for command in (cmd.TakeControl(by="u-1:c-1"), cmd.ReturnControl(), cmd.Pause(), cmd.Continue()):
            await w.command(command)
            await driver.run(wait=lambda state: False)
        await w.say("and now once more")
        await driver.run(wait=lambda state: False)
    return await w.events()


async def test_a_session_cut_at_any_of_its_events_rests_whole_and_goes_on_when_it_is_told_something(
    tmp_path: Path,
) -> None:
    script = [calling(OPEN, FILL, ASK), calling(SUBMIT, turn="u"), calling(DONE, turn="v"), saying("nothing left")]
    async with world(tmp_path, script) as w:
        events = await a_long_session(w)
    places = set()
    for asked in range(1, len(events) + 1):
        cut = boundary(events, asked)
        assert 1 <= cut <= asked
        places.add(cut)
        own = [ev.Forked(source="s-1", seq=cut, asked=asked), ev.Noticed(topic="fork", parts=())]
        made = [event for each in events[:cut] if (event := copied(each))] + own
        state = fold(made)
        assert next_move(state) == Rest("new"), asked
        assert (state.spent.cost_usd, state.spent.steps, state.trail) == (0.0, 0, ())
        assert isinstance(next_move(fold([ev.Said(parts=())], state)), AskModel), asked
        assert answered(made), asked
    assert len(places) > 8


def answered(events: list[ev.Event]) -> bool:
    """Whether in the conversation every call has its answer, directly after it and in order."""
    transcript = Transcript()
    for event in events:
        transcript.add(event)
    owed: list[str] = []
    for message in transcript.messages:
        if isinstance(message, ResultMessage):
            if not owed or message.call_id != owed.pop(0):
                return False
        elif owed:
            return False
        if isinstance(message, ModelMessage):
            owed = [call.id for call in message.reply.calls]
    return not owed and isinstance(transcript.messages[-1], PersonMessage)


def begun(*more: ev.Event) -> list[ev.Event]:
    return [ev.SessionStarted(model="m"), ev.Said(parts=()), *more]


def replied(*names: str) -> ev.ModelReplied:
    calls = tuple(Call(id=f"c{n}", name=name, arguments={}) for n, name in enumerate(names))
    return ev.ModelReplied(reply=Reply(calls=calls, stop_reason="calls", usage=Usage(input_tokens=9, cost_usd=0.5)))


def test_what_was_in_the_middle_of_something_is_left_out() -> None:
    started = begun(ev.ModelAsked(model="m"), replied("bash"), ev.CallStarted(call="c0"))
    assert [boundary(started, asked) for asked in range(6)] == [0, 1, 2, 2, 2, 2]
    assert boundary([*started, ev.CallFinished(call="c0", status="ok", content=())], 99) == 6


def test_a_fork_in_a_pause_or_a_take_over_goes_back_to_before_it() -> None:
    for held in (ev.Paused(), ev.ControlTaken(), ev.StopAsked(reason="x")):
        assert boundary(begun(held, ev.DriverAttached(driver="d")), 4) == 2


def test_what_was_paid_in_the_first_session_costs_nothing_in_the_second_and_tokens_stay_known() -> None:
    reply = copied(replied("bash"))
    assert isinstance(reply, ev.ModelReplied)
    assert (reply.reply.usage.cost_usd, reply.reply.usage.input_tokens) == (0.0, 9)
    compacted = copied(ev.Compacted(messages=1, usage=Usage(cost_usd=None)))
    assert isinstance(compacted, ev.Compacted) and compacted.usage.cost_usd == 0.0


def test_events_of_a_newer_version_are_not_written_again() -> None:
    assert copied(ev.Unknown(original="flew", data={})) is None
