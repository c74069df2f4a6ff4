"""Another model is asked by the person's rules, and everybody is told."""

from __future__ import annotations

import pytest

from deskhand.core.errors import SetupMissing
from deskhand.core.messages import Reply
from deskhand.models.base import Changed, Delta, Model, TextDelta
from deskhand.models.governor.fallback import STAY_S, Fallback
from deskhand.models.governor.ledger import Ledger
from deskhand.models.scripted import ScriptedModel, saying
from deskhand.settings import FallbackRule

from ..conformance import person, request_of
from .world import Time, failed, governed, limits, said

REFUSED = Reply(stop_reason="refused", error="anthropic: the model refused.")


def other(name: str) -> Model:
    return ScriptedModel([saying("From the other.")] * 9, name=name)


async def all_of(model: Model) -> list[Delta | Reply]:
    return [piece async for piece in model.stream(request_of(person("Go.")))]


def changes(pieces: list[Delta | Reply]) -> list[Changed]:
    return [piece for piece in pieces if isinstance(piece, Changed)]


async def test_the_third_time_that_it_is_turned_away_the_other_one_is_asked() -> None:
    time = Time()
    first, provider = governed(time, failed("overloaded"))
    model = Fallback(first, [FallbackRule("overloaded", "other/b", after=3)], other, time.now)
    pieces = await all_of(model)
    assert len(provider.asked) == 3
    assert [change.model for change in changes(pieces)] == ["other/b"]
    assert "turned away 3 times" in changes(pieces)[0].reason
    assert pieces[-1] == saying("From the other.")


async def test_a_wait_that_is_too_long_is_not_waited_for_and_its_place_is_given_up() -> None:
    time, ledger = Time(), Ledger(None)
    first, provider = governed(time, [limits(30_000, 0), *said()], ledger=ledger)
    model = Fallback(first, [FallbackRule("waits", "other/b", wait_s_above=2)], other, time.now)
    await all_of(model)
    begun = time.at
    pieces = await all_of(model)
    assert "would wait" in changes(pieces)[0].reason
    assert (len(provider.asked), time.at) == (1, begun)
    assert ledger.change("pool", lambda pool: pool.tickets) == []


async def test_after_a_while_the_first_model_is_asked_again() -> None:
    time = Time()
    first, provider = governed(time, failed("limited", 5.0), said("From the first."))
    model = Fallback(first, [FallbackRule("limited", "other/b")], other, time.now)
    await all_of(model)
    assert model.name == "other/b"
    assert (await all_of(model))[-1] == saying("From the other.")
    time.at += STAY_S
    assert model.name == first.name
    assert isinstance(reply := (await all_of(model))[-1], Reply)
    assert (reply.text, len(provider.asked)) == ("From the first.", 2)


async def test_a_refusal_is_put_to_the_other_one_for_that_request_only() -> None:
    first = ScriptedModel([REFUSED, saying("Again.")], name="anthropic/a")
    model = Fallback(first, [FallbackRule("refused", "other/b")], other, Time().now)
    assert (await all_of(model))[-1] == saying("From the other.")
    assert model.name == "anthropic/a"
    assert (await all_of(model))[-1] == saying("Again.")


async def test_failures_of_any_kind_are_counted_over_requests() -> None:
    broken = Reply(stop_reason="failed", error="it broke off", failure="broken", retryable=True)
    model = Fallback(ScriptedModel([broken] * 3), [FallbackRule("failed", "other/b", after=2)], other, Time().now)
    assert (await all_of(model))[-1] == broken
    assert (await all_of(model))[-1] == saying("From the other.")


@pytest.mark.parametrize("when", ["overloaded", "refused", "waits"])
async def test_a_rule_that_does_not_fit_changes_nothing(when: str) -> None:
    first, _ = governed(Time(), [TextDelta("x"), *failed("auth")])
    pieces = await all_of(Fallback(first, [FallbackRule(when, "other/b")], other, Time().now))
    assert changes(pieces) == []


async def test_a_rule_whose_model_cannot_be_made_is_passed_over() -> None:
    def none(name: str) -> Model:
        raise SetupMissing("there is no key.")

    model = Fallback(ScriptedModel([REFUSED]), [FallbackRule("refused", "other/b")], none, Time().now)
    assert (await all_of(model))[-1] == REFUSED


async def test_closing_closes_all_that_were_made() -> None:
    time = Time()
    first, provider = governed(time, failed("limited"))
    model = Fallback(first, [FallbackRule("limited", "other/b")], other, time.now)
    await all_of(model)
    await model.close()
    assert provider.closed == 1
