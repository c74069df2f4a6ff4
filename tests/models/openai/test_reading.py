"""Answers are read tolerantly: whatever comes is a reply, and what it cost is counted."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.core.messages import Reply
from deskhand.models.base import CallDelta, TextDelta, ThoughtDelta
from deskhand.models.openai.asking import asking
from deskhand.models.openai.forms import BATCH, FORMS
from deskhand.models.openai.reading import Reading
from deskhand.models.wire.pictures import Pictures

from ..conformance import ask, check_protocol, person, reply_of, request_of
from ..loopback import event
from .peer import Item, computer, events_of, function, reasoning, refusal, said, text
from .world import CARD, talking

GO = request_of(person("Go."))


async def answer(*items: Item, **rest: Any) -> Reply:
    async with talking(said(*items, **rest)) as (model, _):
        return await reply_of(model, GO)


async def test_words_thoughts_and_arguments_stream_as_they_form() -> None:
    run = function("t1", "bash", {"command": "ls -l /work/receipts"})
    items = (reasoning(summary="The files first."), text("I look at the files first."), run)
    async with talking(said(*items, pieces=4)) as (model, _):
        pieces = await ask(model, GO)
    words = [piece.text for piece in pieces if isinstance(piece, TextDelta)]
    arguments = [piece for piece in pieces if isinstance(piece, CallDelta)]
    assert "".join(piece.text for piece in pieces if isinstance(piece, ThoughtDelta)) == "The files first."
    assert len(words) > 3
    assert "".join(words) == "I look at the files first."
    assert {(piece.call_id, piece.name) for piece in arguments} == {("t1", "bash")}
    assert "".join(piece.text for piece in arguments) == run["arguments"]


async def test_tokens_are_counted_with_the_cached_ones_and_priced() -> None:
    details = {"cached_tokens": 10_000, "cache_write_tokens": 2_000}
    usage = {"input_tokens": 13_000, "input_tokens_details": details, "output_tokens": 500, "total_tokens": 13_500}
    spent = (await answer(text("Yes."), usage=usage)).usage
    assert (spent.input_tokens, spent.cache_read_tokens, spent.cache_write_tokens) == (13_000, 10_000, 2_000)
    assert spent.cost_usd == pytest.approx((1_000 * 2 + 10_000 * 0.2 + 2_000 * 2.5 + 500 * 10) / 1e6)


async def test_a_price_that_is_not_known_is_not_guessed() -> None:
    card = CARD.model_copy(update={"model": "openai/gpt-of-next-year"})
    async with talking(said(text("Yes.")), card=card) as (model, _):
        assert (await reply_of(model, GO)).usage.cost_usd is None


@pytest.mark.parametrize(
    ("incomplete", "reason", "error"),
    [
        ("", "end_turn", ""),
        ("max_output_tokens", "limit", "max_output_tokens"),
        ("something_new", "limit", "something_new"),
        ("content_filter", "refused", "content filter"),
    ],
)
async def test_the_vendors_reasons_to_stop_become_ours(incomplete: str, reason: str, error: str) -> None:
    reply = await answer(text("Well."), incomplete=incomplete)
    assert (reply.stop_reason, reply.text) == (reason, "Well.")
    assert error in reply.error


async def test_a_refusal_tells_its_reason_and_makes_no_call() -> None:
    reply = await answer(refusal("I can't help with that."), function("t1", "bash", {"command": "x"}))
    assert (reply.stop_reason, reply.calls) == ("refused", ())
    assert "I can't help with that." in reply.error


async def test_calls_that_the_limit_cut_off_are_not_made() -> None:
    reply = await answer(text("Now."), function("t1", "bash", '{"comm'), incomplete="max_output_tokens")
    assert (reply.stop_reason, reply.calls) == ("limit", ())


@pytest.mark.parametrize(
    "given_text",
    ['{"command": ', "[1, 2]", '"ls"', "{'command': 'ls'}", '{"n": NaN}', '{"n": 1' + "0" * 400 + "}", "[" * 20_000],
    ids=range(7),
)
async def test_arguments_that_can_not_be_read_make_a_malformed_call(given_text: str) -> None:
    items = function("t1", "bash", given_text), function("t2", "bash", {"command": "ls"})
    reply = await answer(*items, pieces=1000)
    broken, whole = reply.calls
    assert "can't be read" in broken.malformed
    assert (broken.name, broken.arguments) == ("bash", {})
    assert (whole.malformed, whole.arguments) == ("", {"command": "ls"})
    assert reply.native["content"][0]["arguments"] == "{}"


async def test_calls_of_an_end_that_was_not_heard_of_before_are_made_and_words_told() -> None:
    items = [text("Late."), function("t1", "bash", {"command": "ls"})]
    end = {"type": "response.completed", "response": {"status": "completed", "output": items}}
    async with talking(said(raw=event(end))) as (model, _):
        reply = await reply_of(model, GO)
    assert (reply.text, reply.calls[0].arguments) == ("Late.", {"command": "ls"})


@pytest.mark.parametrize("items", [[], [text(" \n")], [reasoning()]])
async def test_an_empty_answer_is_a_failure_that_may_pass(items: list[Item]) -> None:
    reply = await answer(*items)
    assert (reply.stop_reason, reply.retryable, reply.failure) == ("failed", True, "empty")


@pytest.mark.parametrize("count", [0, 1, 2, 4, 8])
async def test_an_answer_that_breaks_off_fails_for_now(count: int) -> None:
    reply = await answer(text("A long story."), function("t1", "bash", {"command": "ls"}), cut_after=count)
    assert (reply.stop_reason, reply.retryable, reply.failure, reply.calls) == ("failed", True, "broken", ())


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"event: response.created\ndata: {nonsense\n\n", "can't be read"),
        (b"event: response.created\ndata: 5\n\n", "broke off"),
        (b"event: response.created\ndata: " + b"[" * 100_000 + b"\n\n", "can't be read"),
        (b"<html>a proxy's page</html>", "broke off"),
        (b"\xff\xfe\x00", ""),
        (b'event: error\ndata: {"error": {"message": "Overloaded", "code": "server_error"}}\n\n', "Overloaded"),
    ],
    ids=range(6),
)
async def test_an_answer_that_is_no_answer_is_a_failure_that_may_pass(raw: bytes, words: str) -> None:
    reply = await answer(raw=raw)
    assert (reply.stop_reason, reply.retryable) == ("failed", True)
    assert words in reply.error


async def test_half_characters_are_replaced_so_that_the_reply_can_be_written_down() -> None:
    reply = await answer(text("a \ud83d b"), function("t1", "bash", {"command": "echo \udc00"}))
    reply.model_dump_json().encode()
    assert reply.text == "a ? b"


async def test_breaking_off_closes_the_connection() -> None:
    async with talking(said(text("A long story about a desk."), hold_after=4)) as (model, peer):
        async with aclosing(model.stream(GO)) as pieces:  # type: ignore[type-var]
            assert isinstance(await anext(pieces), TextDelta)
        await asyncio.wait_for(peer.gone.wait(), 30)


async def test_a_cancelled_request_closes_the_connection() -> None:
    async with talking(said(text("A long story."), hold_after=1)) as (model, peer):
        task = asyncio.create_task(reply_of(model, GO))
        await asyncio.wait_for(peer.asked.wait(), 30)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(peer.gone.wait(), 30)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
ITEMS = (
    reasoning(summary="Hm."),
    text("Hi."),
    computer("t", {"type": "click", "x": 1, "y": 2}, {"type": "wait"}, checks=({"id": "s"},)),
    function("f", "desk", {"action": "open", "target": "x"}),
)
EVENTS = events_of(said(*ITEMS, pieces=20), {"model": "m"})
ASKED = asking(GO, CARD, FORMS[BATCH], Pictures())


@st.composite
def spoiled(draw: st.DrawFn) -> list[dict[str, Any]]:
    """An answer's events with some left out, doubled, moved or with strange values in them."""
    some = draw(st.lists(st.sampled_from(EVENTS), max_size=12) | st.just(EVENTS))
    events: list[dict[str, Any]] = json.loads(json.dumps(some))
    for each in draw(st.lists(st.sampled_from(events), max_size=3)) if events else []:
        at: Any = each
        while isinstance(at, dict | list) and at:
            name = draw(st.sampled_from(sorted(at))) if isinstance(at, dict) else 0
            if not isinstance(at[name], dict | list) or draw(st.booleans()):
                at[name] = draw(JSON)
                break
            at = at[name]
    return events


@settings(max_examples=300)
@given(spoiled())
def test_whatever_the_events_are_the_protocol_is_kept(events: list[dict[str, Any]]) -> None:
    reading = Reading(ASKED, "gpt-6-sol")
    deltas = [delta for each in events for delta in reading.take(each)]
    reply = reading.reply()
    told = "".join(delta.text for delta in deltas if isinstance(delta, TextDelta))
    assert sorted("".join(reply.text.split())) == sorted("".join(told.split()))
    others = [delta for delta in deltas if not isinstance(delta, TextDelta)]
    check_protocol([*others, reply.model_copy(update={"text": ""})])
