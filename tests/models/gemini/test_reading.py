"""Answers are read tolerantly: whatever comes is a reply, and what it cost is counted."""

from __future__ import annotations

import asyncio
import base64
import json
from contextlib import aclosing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.core.messages import Reply
from deskhand.models.base import CallDelta, TextDelta, ThoughtDelta
from deskhand.models.cards import card_of
from deskhand.models.gemini.asking import asking
from deskhand.models.gemini.forms import DESKTOP, FORMS, LEGACY
from deskhand.models.gemini.reading import Reading
from deskhand.models.wire.pictures import Pictures

from ..conformance import ask, check_protocol, person, reply_of, request_of
from .peer import SIGNATURE, Said, chunks_of, text, use
from .world import CARD, talking

GO = request_of(person("Go."))


async def answer(*parts: dict[str, Any], **rest: Any) -> Reply:
    async with talking(Said(list(parts), **rest)) as (model, _):
        return await reply_of(model, GO)


async def test_thoughts_words_and_calls_stream_as_they_come() -> None:
    run = use("bash", {"command": "ls"}, "t1", thoughtSignature=SIGNATURE)
    parts = [text("The folder may hold it.", thought=True), text("I look at the files first."), run]
    async with talking(Said(parts, pieces=4)) as (model, _):
        pieces = await ask(model, GO)
    words = [piece.text for piece in pieces if isinstance(piece, TextDelta)]
    thoughts = [piece.text for piece in pieces if isinstance(piece, ThoughtDelta)]
    (call,) = [piece for piece in pieces if isinstance(piece, CallDelta)]
    assert len(words) > 3 and "".join(words) == "I look at the files first."
    assert len(thoughts) > 3 and "".join(thoughts) == "The folder may hold it."
    assert (call.call_id, call.name, json.loads(call.text)) == ("t1", "bash", {"command": "ls"})
    reply = pieces[-1]
    assert isinstance(reply, Reply)
    assert reply.text == "I look at the files first."
    assert base64.urlsafe_b64decode(reply.native["content"][2].pop("thoughtSignature")) == base64.b64decode(SIGNATURE)
    assert reply.native["content"] == [*parts[:2], {"functionCall": run["functionCall"]}]


async def test_tokens_are_counted_with_thoughts_and_cached_ones_and_priced() -> None:
    usage = {
        "promptTokenCount": 11_000,
        "cachedContentTokenCount": 10_000,
        "candidatesTokenCount": 300,
        "thoughtsTokenCount": 200,
        "totalTokenCount": 11_500,
    }
    spent = (await answer(text("Yes."), usage=usage)).usage
    assert (spent.input_tokens, spent.cache_read_tokens, spent.output_tokens) == (11_000, 10_000, 500)
    assert spent.cost_usd == pytest.approx((1_000 * 1.5 + 10_000 * 0.15 + 500 * 9) / 1e6)


async def test_a_price_that_is_not_known_is_not_guessed() -> None:
    card = card_of("google/gemini-2.5-computer-use-preview-10-2025")
    async with talking(Said([text("Yes.")]), card=card) as (model, _):
        assert (await reply_of(model, GO)).usage.cost_usd is None


@pytest.mark.filterwarnings("ignore:.* is not a valid FinishReason")
@pytest.mark.parametrize(
    ("finish", "reason", "passes"),
    [
        ("STOP", "end_turn", False),
        ("MAX_TOKENS", "limit", False),
        ("SAFETY", "refused", False),
        ("PROHIBITED_CONTENT", "refused", False),
        ("RECITATION", "refused", False),
        ("MODEL_ARMOR", "refused", False),
        ("MALFORMED_FUNCTION_CALL", "failed", True),
        ("UNEXPECTED_TOOL_CALL", "failed", True),
        ("OTHER", "failed", True),
        ("MISSING_THOUGHT_SIGNATURE", "failed", True),
        ("SOMETHING_NEW", "end_turn", False),
    ],
)
async def test_the_vendors_reasons_to_finish_become_ours(finish: str, reason: str, passes: bool) -> None:
    reply = await answer(text("Well."), finish=finish)
    assert (reply.stop_reason, reply.retryable, reply.text) == (reason, passes, "Well.")
    assert (finish in reply.error) == (reason != "end_turn")


async def test_a_prompt_that_was_blocked_is_a_refusal_with_its_reason() -> None:
    reply = await answer(feedback={"blockReason": "PROHIBITED_CONTENT", "blockReasonMessage": "It looks bad."})
    assert (reply.stop_reason, reply.usage.input_tokens) == ("refused", 10)
    assert "PROHIBITED_CONTENT It looks bad." in reply.error


async def test_a_call_of_a_turn_that_was_cut_off_or_refused_is_not_made() -> None:
    for finish in ("MAX_TOKENS", "SAFETY", "MALFORMED_FUNCTION_CALL"):
        assert (await answer(use("bash", {"command": "rm"}), finish=finish)).calls == ()


@pytest.mark.parametrize("args", [{"n": 10**400}, {"a": {"b": [float("1e300")]}}], ids=range(2))
async def test_arguments_that_can_not_be_kept_make_a_malformed_call(args: Any) -> None:
    reply = await answer(use("bash", args, "t1"), use("bash", {"command": "ls"}, "t2"))
    broken, whole = reply.calls
    assert "can't be read" in broken.malformed
    assert (broken.name, broken.arguments) == ("bash", {})
    assert (whole.malformed, whole.arguments) == ("", {"command": "ls"})
    assert reply.native["content"][0]["functionCall"]["args"] == {}


async def test_calls_without_an_id_are_given_one_each_and_keep_none_in_the_replay() -> None:
    reply = await answer(use("bash", {"command": "a"}), use("bash", {"command": "b"}))
    first, second = (call.id for call in reply.calls)
    assert first and second and first != second
    assert all("id" not in part["functionCall"] for part in reply.native["content"])


@pytest.mark.parametrize("parts", [[], [text(" \n")], [text("Hm.", thought=True)], [text("", thoughtSignature="YQ==")]])
async def test_an_empty_answer_is_a_failure_that_may_pass(parts: list[dict[str, Any]]) -> None:
    reply = await answer(*parts)
    assert (reply.stop_reason, reply.retryable) == ("failed", True)
    assert "empty" in reply.error


async def test_an_answer_without_candidates_is_a_failure_that_may_pass() -> None:
    reply = await answer(raw=b'data: {"usageMetadata": {"promptTokenCount": 7}}\r\n\r\n')
    assert (reply.stop_reason, reply.retryable, reply.usage.input_tokens) == ("failed", True, 7)


@pytest.mark.parametrize("count", [0, 1, 2])
async def test_an_answer_that_breaks_off_fails_for_now_and_what_it_cost_is_kept(count: int) -> None:
    said = Said([text("A long story."), use("bash", {"command": "ls"})], cut_after=count)
    async with talking(said) as (model, _):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.retryable, reply.calls) == ("failed", True, ())
    assert reply.usage.input_tokens == (10 if count else 0)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"data: {nonsense\r\n\r\n", "can't be read"),
        (b"data: 5\r\n\r\n", "can't be read"),
        (b"data: [1]\r\n\r\n", ""),
        (b"data: " + b"[" * 100_000 + b"\r\n\r\n", "can't be read"),
        (b'data: {"candidates": 5}\r\n\r\n', "can't be read"),
        (b'data: {"candidates": [{"content": {"parts": [{"text": 5}]}}]}\r\n\r\n', "can't be read"),
        (b'data: {"candidates": [{"content": {"parts": [{"thoughtSignature": "%%%"}]}}]}\r\n\r\n', ""),
        (b"<html>a proxy's page</html>", "can't be read"),
        (b"\xff\xfe\x00", ""),
        (b'data: {"error": {"code": 503, "status": "UNAVAILABLE", "message": "Overloaded"}}\r\n\r\n', "Overloaded"),
    ],
    ids=range(10),
)
async def test_an_answer_that_is_no_answer_is_a_failure_that_may_pass(raw: bytes, words: str) -> None:
    async with talking(Said([], raw=raw)) as (model, _):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.retryable) == ("failed", True)
    assert words in reply.error


async def test_half_characters_never_reach_the_record() -> None:
    reply = await answer(text("a"), use("bash", {"command": "echo \udc00"}))
    reply.model_dump_json().encode()


async def test_breaking_off_closes_the_connection() -> None:
    async with talking(Said([text("A long story about a desk.")], hold_after=2)) as (model, peer):
        async with aclosing(model.stream(GO)) as pieces:  # type: ignore[type-var]
            assert isinstance(await anext(pieces), TextDelta)
        await asyncio.wait_for(peer.gone.wait(), 30)


async def test_breaking_one_request_off_leaves_another_of_the_model_alone() -> None:
    def by_words(body: dict[str, Any]) -> Said:
        held = "Halt" in str(body["contents"])
        return Said([text("A long story about a desk.")], hold_after=2 if held else None)

    async with talking(by_words) as (model, peer):
        held, other = model.stream(request_of(person("Halt."))), model.stream(GO)
        first = [await anext(held), await anext(other)]
        await held.aclose()  # type: ignore[attr-defined]
        await asyncio.wait_for(peer.gone.wait(), 30)
        check_protocol([first[1], *[piece async for piece in other]])


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
CHUNKS = chunks_of(
    Said(
        [
            text("Hm.", thought=True),
            text("Hi."),
            use("type_text_at", {"x": 1, "y": 2, "text": "a", "safety_decision": {"decision": "?"}}, "a"),
            use("click", {"x": 1, "y": 2}, thoughtSignature="YQ=="),
        ],
        pieces=20,
    )
)
ASKED = {form: asking(GO, CARD, FORMS[form], Pictures()) for form in (DESKTOP, LEGACY)}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in inner for found in [(*path, key), *places(item, (*path, key))]]


@st.composite
def spoiled(draw: st.DrawFn) -> list[dict[str, Any]]:
    """An answer's chunks with some left out, doubled, moved or with strange values in them."""
    chunks: list[Any] = json.loads(json.dumps(draw(st.lists(st.sampled_from(CHUNKS), max_size=6) | st.just(CHUNKS))))
    for _ in range(draw(st.integers(0, 3))):
        if found := [path for path in places(chunks) if len(path) > 1]:
            *way, last = draw(st.sampled_from(found))
            at: Any = chunks
            for step in way:
                at = at[step]
            at[last] = draw(JSON)
    return chunks


@settings(max_examples=300)
@given(spoiled(), st.sampled_from(sorted(ASKED)))
def test_whatever_the_chunks_are_the_protocol_is_kept(chunks: list[dict[str, Any]], form: str) -> None:
    reading = Reading(ASKED[form], "gemini-3.5-flash")
    deltas = [delta for chunk in chunks for delta in reading.take(chunk)]
    reply = reading.reply()
    reply.model_dump_json().encode()
    check_protocol([*deltas, reply])


@settings(max_examples=60)
@given(JSON)
def test_whatever_one_chunk_is_no_error_comes_of_it(chunk: Any) -> None:
    reading = Reading(ASKED[DESKTOP], "gemini-3.5-flash")
    reading.take(chunk if isinstance(chunk, dict) else {"candidates": chunk, "promptFeedback": chunk})
    assert reading.reply().stop_reason in ("failed", "refused")
