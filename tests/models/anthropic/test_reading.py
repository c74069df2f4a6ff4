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
from deskhand.models.anthropic.asking import asking
from deskhand.models.anthropic.forms import FORMS, TOOLSET
from deskhand.models.anthropic.reading import Reading
from deskhand.models.base import CallDelta, TextDelta, ThoughtDelta
from deskhand.models.wire.pictures import Pictures

from ..conformance import ask, check_protocol, person, reply_of, request_of
from .peer import Said, events_of, text, use
from .world import CARD, talking

GO = request_of(person("Go."))


async def answer(*blocks: dict[str, Any], **rest: Any) -> Reply:
    async with talking(Said(list(blocks), **rest)) as (model, _):
        return await reply_of(model, GO)


async def test_words_and_arguments_stream_as_they_form() -> None:
    run = use("t1", "bash", {"command": "ls -l /work/receipts"})
    async with talking(Said([text("I look at the files first."), run], pieces=4)) as (model, _):
        pieces = await ask(model, GO)
    words = [piece.text for piece in pieces if isinstance(piece, TextDelta)]
    arguments = [piece for piece in pieces if isinstance(piece, CallDelta)]
    assert len(words) > 3
    assert "".join(words) == "I look at the files first."
    assert {(piece.call_id, piece.name) for piece in arguments} == {("t1", "bash")}
    assert json.loads("".join(piece.text for piece in arguments)) == run["input"]


async def test_thinking_streams_as_it_forms_and_is_no_part_of_the_text() -> None:
    thinking = {"type": "thinking", "thinking": "The folder may hold it.", "signature": "EqQB+/=="}
    async with talking(Said([thinking, text("I look.")], pieces=4)) as (model, _):
        pieces = await ask(model, GO)
    thoughts = [piece.text for piece in pieces if isinstance(piece, ThoughtDelta)]
    assert len(thoughts) > 3
    assert "".join(thoughts) == "The folder may hold it."
    assert isinstance(pieces[-1], Reply)
    assert pieces[-1].text == "I look."


async def test_tokens_are_counted_with_the_cached_ones_and_priced() -> None:
    usage = {
        "input_tokens": 1_000,
        "cache_read_input_tokens": 10_000,
        "cache_creation_input_tokens": 2_000,
        "output_tokens": 500,
    }
    spent = (await answer(text("Yes."), usage=usage)).usage
    assert (spent.input_tokens, spent.cache_read_tokens, spent.cache_write_tokens) == (13_000, 10_000, 2_000)
    assert spent.output_tokens == 500
    assert spent.cost_usd == pytest.approx((1_000 * 5 + 10_000 * 0.5 + 2_000 * 6.25 + 500 * 25) / 1e6)


async def test_a_price_that_is_not_known_is_not_guessed() -> None:
    card = CARD.model_copy(update={"model": "anthropic/claude-of-next-year"})
    async with talking(Said([text("Yes.")]), card=card) as (model, _):
        assert (await reply_of(model, GO)).usage.cost_usd is None


@pytest.mark.parametrize(
    ("stop", "reason", "error"),
    [
        ("end_turn", "end_turn", ""),
        ("stop_sequence", "end_turn", ""),
        ("max_tokens", "limit", "max_tokens"),
        ("model_context_window_exceeded", "limit", "context_window"),
        ("refusal", "refused", "refused"),
        ("something_new", "end_turn", ""),
    ],
)
async def test_the_vendors_reasons_to_stop_become_ours(stop: str, reason: str, error: str) -> None:
    reply = await answer(text("Well."), stop_reason=stop)
    assert (reply.stop_reason, reply.text) == (reason, "Well.")
    assert error in reply.error


async def test_a_refusal_tells_its_reason_and_makes_no_call() -> None:
    details = {"type": "refusal", "category": "cyber", "explanation": "It looks like an attack."}
    reply = await answer(use("t1", "bash", {"command": "x"}), stop_reason="refusal", stop_details=details)
    assert reply.calls == ()
    assert "cyber" in reply.error
    assert "looks like an attack" in reply.error


async def test_a_call_that_the_limit_cut_off_is_not_made() -> None:
    reply = await answer(text("Now."), use("t1", "bash", '{"command": "rm -'), stop_reason="max_tokens")
    assert (reply.stop_reason, reply.calls) == ("limit", ())


@pytest.mark.parametrize(
    "given_text",
    ['{"command": ', "[1, 2]", '"ls"', "{'command': 'ls'}", '{"n": NaN}', '{"n": 1' + "0" * 400 + "}", "[" * 20_000],
    ids=range(7),
)
async def test_arguments_that_can_not_be_read_make_a_malformed_call(given_text: str) -> None:
    reply = await answer(use("t1", "bash", given_text, ""), use("t2", "bash", {"command": "ls"}), pieces=1000)
    broken, whole = reply.calls
    assert "can't be read" in broken.malformed
    assert (broken.name, broken.arguments) == ("bash", {})
    assert (whole.malformed, whole.arguments) == ("", {"command": "ls"})
    assert reply.native["content"][0]["input"] == {}


async def test_a_call_without_arguments_is_whole() -> None:
    reply = await answer(use("t1", "screenshot", "", "computer"))
    assert (reply.calls[0].arguments, reply.calls[0].malformed) == ({"action": "screenshot"}, "")


@pytest.mark.parametrize("blocks", [[], [text(" \n")], [{"type": "thinking", "thinking": "…", "signature": "x"}]])
async def test_an_empty_answer_is_a_failure_that_may_pass(blocks: list[dict[str, Any]]) -> None:
    reply = await answer(*blocks)
    assert (reply.stop_reason, reply.retryable) == ("failed", True)
    assert "empty" in reply.error


@pytest.mark.parametrize("count", [0, 1, 2, 4, 8])
async def test_an_answer_that_breaks_off_fails_for_now_and_what_it_cost_is_kept(count: int) -> None:
    said = Said([text("A long story."), use("t1", "bash", {"command": "ls"})], cut_after=count)
    async with talking(said) as (model, _):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.retryable, reply.calls) == ("failed", True, ())
    assert reply.usage.input_tokens == (10 if count else 0)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"event: message_start\ndata: {nonsense\n\n", "can't be read"),
        (b"event: message_start\ndata: 5\n\n", "broke off"),
        (b"event: message_start\ndata: " + b"[" * 100_000 + b"\n\n", "can't be read"),
        (b"<html>a proxy's page</html>", "broke off"),
        (b"\xff\xfe\x00", ""),
        (
            b'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
            "Overl",
        ),
    ],
    ids=range(6),
)
async def test_an_answer_that_is_no_answer_is_a_failure_that_may_pass(raw: bytes, words: str) -> None:
    async with talking(Said([], raw=raw)) as (model, _):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.retryable) == ("failed", True)
    assert words in reply.error


async def test_half_characters_are_replaced_so_that_the_reply_can_be_written_down() -> None:
    reply = await answer(text("a \ud83d b"), use("t1", "bash", {"command": "echo \udc00"}))
    reply.model_dump_json().encode()
    assert reply.text == "a ? b"


async def test_breaking_off_closes_the_connection() -> None:
    async with talking(Said([text("A long story about a desk.")], hold_after=4)) as (model, peer):
        async with aclosing(model.stream(GO)) as pieces:  # type: ignore[type-var]
            assert isinstance(await anext(pieces), TextDelta)
        await asyncio.wait_for(peer.gone.wait(), 30)


async def test_a_cancelled_request_closes_the_connection() -> None:
    async with talking(Said([text("A long story.")], hold_after=1)) as (model, peer):
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
EVENTS = [
    {"type": name, **data}
    for name, data in events_of(
        Said([text("Hi."), use("t", "left_click", {"coordinate": [1, 2]}, "computer")], pieces=20), {"model": "m"}
    )
]
ASKED = asking(GO, CARD, FORMS[TOOLSET], Pictures())


@st.composite
def spoiled(draw: st.DrawFn) -> list[dict[str, Any]]:
    """An answer's events with some left out, doubled, moved or with strange values in them."""
    events: list[dict[str, Any]] = json.loads(
        json.dumps(draw(st.lists(st.sampled_from(EVENTS), max_size=12) | st.just(EVENTS)))
    )
    for event in draw(st.lists(st.sampled_from(events), max_size=3)) if events else []:
        at = event
        while isinstance(at, dict) and at:
            name = draw(st.sampled_from(sorted(at)))
            if not isinstance(at[name], dict) or draw(st.booleans()):
                at[name] = draw(JSON)
                break
            at = at[name]
    return events


@settings(max_examples=300)
@given(spoiled())
def test_whatever_the_events_are_the_protocol_is_kept(events: list[dict[str, Any]]) -> None:
    reading = Reading(ASKED, "claude-opus-5")
    deltas = [delta for event in events if (delta := reading.take(event)) is not None]
    reply = reading.reply()
    if len(events) == len(EVENTS):
        Reply.model_validate_json(reply.model_dump_json())
    else:
        assert reply.stop_reason in ("failed", "refused", "limit", "calls", "end_turn")
    check_protocol([*[d for d in deltas if isinstance(d, CallDelta)], reply.model_copy(update={"text": ""})])
