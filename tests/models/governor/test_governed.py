"""A governed model waits before the limit, tells why, asks again what was turned away, and nothing else."""

from __future__ import annotations

from contextlib import aclosing

import pytest

from deskhand.core.messages import Failure, ModelMessage, Reply, Usage
from deskhand.models.base import Request, TextDelta, Waiting
from deskhand.models.governor.learning import BACKOFF_S_MAX
from deskhand.models.governor.ledger import Ledger
from deskhand.models.recovery import REACTIONS

from ..conformance import person, request_of
from .world import Time, asked, failed, governed, limits, said


async def test_it_waits_for_tokens_before_it_sends_and_tells_the_wait() -> None:
    time = Time()
    model, provider = governed(time, [limits(6_000, 0), *said()])
    begun = time.at
    await asked(model)
    reply, waits = await asked(model, "x" * 7_000)
    assert waits[0].reason == "for input tokens: there are 6,000 a minute"
    assert waits[0].wait_s == pytest.approx(provider.asked[1] - begun, abs=2)
    assert waits[-1] == Waiting(0.0, "")
    assert (reply.text, reply.turned_away) == ("Yes.", 0)
    assert reply.waited_s == pytest.approx(provider.asked[1] - provider.asked[0], abs=0.1)


async def test_a_request_that_fits_waits_for_nothing() -> None:
    model, provider = governed(Time(), [limits(30_000, 29_000), *said()])
    for _ in range(3):
        assert (await asked(model))[1] == []
    assert provider.asked == [provider.asked[0]] * 3


async def test_a_limit_is_waited_out_as_long_as_the_provider_says_and_the_answer_tells_of_it() -> None:
    model, provider = governed(Time(), [limits(30_000, 0, refused=True), *failed("limited", 12.0)], said())
    reply, waits = await asked(model)
    assert provider.asked[1] - provider.asked[0] == pytest.approx(12, abs=0.5)
    assert (reply.text, reply.stop_reason, reply.turned_away) == ("Yes.", "end_turn", 1)
    assert waits[0].failure == "limited"
    assert "asked to wait 12 s" in waits[1].reason


async def test_a_limit_of_one_session_holds_the_others_back_too() -> None:
    time, ledger = Time(), Ledger(None)
    away = governed(time, failed("limited", 30.0), said(), ledger=ledger)[0]
    other, provider = governed(time, said(), ledger=ledger)
    async with aclosing(away.stream(request_of(person("Go.")))) as pieces:  # type: ignore[type-var]
        assert isinstance(await anext(pieces), Waiting)
        begun = time.at
        _, waits = await asked(other, session="s2")
    assert provider.asked[0] - begun == pytest.approx(30, abs=0.5)
    assert "limited this key" in waits[0].reason


async def test_overload_is_waited_out_with_waits_that_double() -> None:
    model, provider = governed(Time(), *[failed("overloaded")] * 4, said())
    reply, _ = await asked(model)
    pauses = [round(b - a) for a, b in zip(provider.asked, provider.asked[1:], strict=False)]
    assert (reply.turned_away, pauses) == (4, [2, 4, 8, 16])


@pytest.mark.parametrize("failure", ["limited", "overloaded", "unreachable"])
async def test_patience_ends_and_then_the_agent_does_not_ask_again_either(failure: Failure) -> None:
    time = Time()
    model, provider = governed(time, said(), failed(failure))
    await asked(model)
    reply, _ = await asked(model)
    assert time.at - provider.asked[0] <= REACTIONS[failure].patience_s + BACKOFF_S_MAX
    assert (reply.stop_reason, reply.retryable, reply.failure) == ("failed", False, failure)
    assert "given up after" in reply.error
    assert REACTIONS[failure].hint in reply.error


@pytest.mark.parametrize("failure", ["broken", "empty", "too_long", "field", "auth", "money"])
async def test_what_is_not_the_governors_is_asked_once(failure: Failure) -> None:
    model, provider = governed(Time(), failed(failure))
    reply, waits = await asked(model)
    assert (len(provider.asked), waits) == (1, [])
    assert reply.retryable == REACTIONS[failure].again


async def test_what_broke_off_in_the_middle_is_the_agents_even_when_overload_broke_it() -> None:
    model, provider = governed(Time(), [TextDelta("Half a "), *failed("overloaded")])
    reply, _ = await asked(model)
    assert len(provider.asked) == 1
    assert (reply.failure, reply.retryable) == ("broken", True)


async def test_a_request_larger_than_the_bucket_is_refused_at_once_with_what_to_do() -> None:
    model, provider = governed(Time(), [limits(6_000, 5_000), *said()])
    await asked(model)
    reply, waits = await asked(model, "x" * 40_000)
    assert (len(provider.asked), waits) == (1, [])
    assert (reply.stop_reason, reply.retryable, reply.failure) == ("failed", False, "too_large")
    assert "takes at most 6,000 a minute from this key, so it could never pass" in reply.error
    assert REACTIONS["too_large"].hint in reply.error


async def test_a_conversation_taken_up_again_is_not_refused_for_what_the_provider_may_still_have() -> None:
    model, provider = governed(Time(), [limits(6_000, 5_000), *said()])
    await asked(model)
    begun = (person("x" * 40_000), ModelMessage(reply=Reply(text="Yes.")), person("Go on."))
    pieces = [piece async for piece in model.stream(Request("s2", "", begun, (), {}.__getitem__))]
    assert len(provider.asked) == 2
    assert isinstance(pieces[-1], Reply)
    assert pieces[-1].text == "Yes."


async def test_an_address_that_never_answered_is_not_tried_for_long() -> None:
    time = Time()
    model, provider = governed(time, failed("unreachable"))
    reply, _ = await asked(model)
    assert time.at - provider.asked[0] < 60
    assert REACTIONS["unreachable"].hint in reply.error


async def test_closing_the_iterator_while_waiting_gives_up_the_place_in_line() -> None:
    time, ledger = Time(), Ledger(None)
    model, provider = governed(time, [limits(6_000, 0), *said()], ledger=ledger)
    await asked(model)
    async with aclosing(model.stream(request_of(person("x" * 3_000)))) as pieces:  # type: ignore[type-var]
        assert isinstance(await anext(pieces), Waiting)
        assert ledger.change("pool", lambda pool: len(pool.tickets)) == 1
    assert ledger.change("pool", lambda pool: len(pool.tickets)) == 0
    assert len(provider.asked) == 1


async def test_an_adapter_that_raises_leaves_no_ticket_behind() -> None:
    def breaks() -> list[TextDelta | Reply]:
        raise RuntimeError("a fault")

    ledger = Ledger(None)
    model, _ = governed(Time(), breaks, ledger=ledger)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        await asked(model)
    assert ledger.change("pool", lambda pool: pool.tickets) == []


async def test_what_the_provider_keeps_is_not_counted_again() -> None:
    time, ledger = Time(), Ledger(None)
    usage = Usage(input_tokens=6_000, cache_write_tokens=5_900, output_tokens=9)
    first = [limits(30_000, 24_000), TextDelta("A"), Reply(text="A", usage=usage)]
    model, _ = governed(time, first, ledger=ledger)
    one = request_of(person("x" * 20_000))
    more = request_of(person("x" * 20_000), person("y" * 350))
    assert model._sized(one)[0].fresh == model._sized(one)[0].whole
    [_ async for _ in model.stream(one)]
    guessed = model._sized(more)[0]
    assert guessed.fresh == pytest.approx(108, abs=1)
    time.at += 301
    assert model._sized(more)[0].fresh == model._sized(more)[0].whole


async def test_limits_are_not_passed_on() -> None:
    model, _ = governed(Time(), [limits(30_000, 29_000), *said()])
    pieces = [piece async for piece in model.stream(request_of(person("Go.")))]
    assert [type(piece) for piece in pieces] == [TextDelta, Reply]
