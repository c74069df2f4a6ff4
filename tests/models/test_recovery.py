"""One reaction for every failure, shown with what the journal holds of it: a real driver, a model under a governor."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.core import events as ev
from deskhand.core.messages import Call, Failure, Reply, Usage
from deskhand.models.base import Model
from deskhand.models.governor.fallback import Fallback
from deskhand.models.recovery import REACTIONS, final
from deskhand.models.scripted import ScriptedModel, saying
from deskhand.settings import FallbackRule

from ..agent.world import world
from .governor.world import Answer, Time, failed, governed, said

DONE = said("Done.")


async def journaled(folder: Path, model: Model) -> list[ev.Event]:
    """What the journal holds after a session in which the model was asked to work."""
    async with world(folder, model) as w, w.driver() as driver:
        await w.say("Work.")
        await driver.run(wait=lambda state: False)
        return await w.events()


async def under_governor(folder: Path, *answers: Answer) -> list[ev.Event]:
    return await journaled(folder, governed(Time(), *answers)[0])


def asked(events: list[ev.Event]) -> list[str]:
    return [event.model for event in events if isinstance(event, ev.ModelAsked)]


def replies(events: list[ev.Event]) -> list[Reply]:
    return [event.reply for event in events if isinstance(event, ev.ModelReplied)]


def outcome(events: list[ev.Event]) -> tuple[str, str]:
    end = next(event for event in events if isinstance(event, ev.Concluded))
    return end.outcome.kind, end.outcome.summary


@pytest.mark.parametrize("failure", ["limited", "overloaded", "unreachable"])
async def test_what_was_turned_away_is_one_request_and_one_reply_that_counts_it(
    tmp_path: Path, failure: Failure
) -> None:
    events = await under_governor(tmp_path, failed(failure, 3.0), failed(failure, 3.0), DONE)
    assert len(asked(events)) == len(replies(events)) == 1
    assert (replies(events)[0].turned_away, replies(events)[0].waited_s >= 6) == (2, True)
    assert outcome(events) == ("answered", "Done.")


@pytest.mark.parametrize("failure", ["broken", "empty"])
async def test_an_answer_that_is_none_is_journaled_and_asked_again(tmp_path: Path, failure: Failure) -> None:
    events = await under_governor(tmp_path, failed(failure), DONE)
    assert [(reply.stop_reason, reply.failure) for reply in replies(events)] == [("failed", failure), ("end_turn", "")]
    assert len(asked(events)) == 2
    assert outcome(events) == ("answered", "Done.")


@pytest.mark.parametrize("failure", ["field", "auth", "money"])
async def test_what_only_a_person_can_mend_ends_the_work_with_what_to_do(tmp_path: Path, failure: Failure) -> None:
    events = await under_governor(tmp_path, failed(failure), DONE)
    assert len(asked(events)) == 1
    kind, words = outcome(events)
    assert kind == "refused"
    assert REACTIONS[failure].hint in words


async def test_a_conversation_that_is_too_long_is_shortened_and_asked_again(tmp_path: Path) -> None:
    look = Reply(
        calls=(Call(id="c1", name="computer", arguments={"action": "screenshot"}),),
        stop_reason="calls",
        usage=Usage(input_tokens=900, output_tokens=9),
    )
    events = await under_governor(tmp_path, [look], failed("too_long"), said("My notes."), DONE)
    kinds = [event.type for event in events if isinstance(event, ev.ModelAsked | ev.ModelReplied | ev.Compacted)]
    assert kinds == ["model_asked", "model_replied"] * 2 + ["compacted"] + ["model_asked", "model_replied"]
    assert outcome(events) == ("answered", "Done.")


async def test_a_first_request_that_is_too_long_ends_the_work(tmp_path: Path) -> None:
    events = await under_governor(tmp_path, failed("too_long"), DONE)
    assert len(asked(events)) == 1
    assert outcome(events)[0] == "refused"


async def test_an_answer_that_reached_its_limit_is_kept_and_gone_on_with(tmp_path: Path) -> None:
    cut = Reply(text="Half a thought", stop_reason="limit", error="the answer reached its limit (max_tokens)")
    model = ScriptedModel([cut, saying("and the rest.")], name="anthropic/by-hand")
    events = await journaled(tmp_path, model)
    assert [reply.stop_reason for reply in replies(events)] == ["limit", "end_turn"]
    assert "Half a thought" in str(model.requests[1].messages)


async def test_a_call_that_cannot_be_read_is_answered_with_what_is_wrong(tmp_path: Path) -> None:
    bad = Reply(calls=(Call(id="c1", name="bash", malformed="They are no JSON object."),), stop_reason="calls")
    events = await under_governor(tmp_path, [bad], DONE)
    told = next(event for event in events if isinstance(event, ev.CallFinished))
    assert (told.status, told.content[0].text) == ("failed", "They are no JSON object.")  # type: ignore[union-attr]
    assert outcome(events) == ("answered", "Done.")


async def test_a_refusal_ends_the_work_unless_a_rule_names_another_model(tmp_path: Path) -> None:
    refused = Reply(stop_reason="refused", error="anthropic: the model refused. cyber")
    alone = await journaled(tmp_path / "alone", ScriptedModel([refused], name="a/b"))
    assert outcome(alone) == ("refused", "the model gave no usable reply: anthropic: the model refused. cyber")
    rules = [FallbackRule("refused", "c/d")]
    other = Fallback(
        ScriptedModel([refused], name="a/b"), rules, lambda n: ScriptedModel([saying("Done.")], name=n), Time().now
    )
    events = await journaled(tmp_path / "other", other)
    assert asked(events) == ["a/b", "c/d"]
    why = [event.changed for event in events if isinstance(event, ev.ModelAsked)]
    assert why[1] == "another model: a/b refused: anthropic: the model refused. cyber"
    assert outcome(events) == ("answered", "Done.")


async def test_waiting_for_limits_is_not_counted_as_work(tmp_path: Path) -> None:
    events = await under_governor(tmp_path, failed("limited", 30.0), DONE)
    replied = next(event for event in events if isinstance(event, ev.ModelReplied))
    assert replied.reply.waited_s == pytest.approx(30, abs=1)
    assert replied.took_s < 1


def test_every_kind_of_failure_has_its_reaction() -> None:
    assert set(REACTIONS) | {""} == set(Failure.__args__)  # type: ignore[attr-defined]
    for failure, known in REACTIONS.items():
        reply = final(Reply(stop_reason="failed", error="It failed", failure=failure, retryable=not known.again))
        assert reply.retryable == known.again
        assert (known.hint in reply.error) != known.again
