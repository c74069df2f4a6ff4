"""Answers are read tolerantly: whatever servers leave out or put together, it is a reply, and it is priced honestly."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.core.messages import Reply
from deskhand.models.base import CallDelta, Delta, LimitsSeen, TextDelta, ThoughtDelta
from deskhand.models.cards import card_of
from deskhand.models.chat.asking import asking
from deskhand.models.chat.forms import FORMS, TAGGED, TAGGED_JSON, TOOLS
from deskhand.models.chat.hearing import Hearing
from deskhand.models.chat.reading import Reading
from deskhand.models.wire.pictures import Pictures

from ..conformance import ask, check_protocol, person, reply_of, request_of
from ..loopback import event
from .peer import DONE, Said, arguments, chunks_of
from .world import CARD, in_form, talking

GO = request_of(person("Go."))
LS = arguments(command="ls")


async def answer(*deltas: dict[str, Any], finish: str | None = "stop", form: str = TOOLS, **rest: Any) -> Reply:
    """The reply to an answer that streams these deltas; the last chunk has the reason to stop."""
    chunks = [{"id": "x", "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
    chunks.append({"id": "x", "choices": [{"index": 0, "delta": {}, "finish_reason": finish}], **rest})
    async with talking(Said(raw=b"".join(map(event, chunks)) + DONE), card=in_form(form)) as (model, _):
        return await reply_of(model, GO)


def calling(**entry: Any) -> dict[str, Any]:
    return {"tool_calls": [entry]}


BASH = {"name": "bash", "arguments": LS}


@pytest.mark.parametrize(
    "deltas",
    [
        [calling(index=0, id="a", type="function", function=BASH), calling(index=0, id="b", function=BASH)],
        [calling(id="a", function=BASH), calling(id="b", function=BASH)],
        [calling(function=BASH), calling(function=BASH)],
        [{"tool_calls": [{"index": 0, "function": BASH}, {"index": 1, "function": BASH}]}],
        [{"content": None, "tool_calls": [{"function": {**BASH, "arguments": {"command": "ls"}}}] * 2}],
        [calling(index=0, id="a", function={"name": "bash"}), calling(index=0, function={"arguments": LS[:5]}),
         calling(index=0, id="a", function={"arguments": LS[5:]}), calling(index=1, id="b", function=BASH)],
        [calling(id="a", function={"name": "bash", "arguments": ""}), calling(function={"arguments": LS}),
         calling(id="b", function=BASH)],
    ],
    ids=["one index", "no index", "no id either", "no id", "objects", "in pieces", "pieces without index"],
)  # fmt: skip
async def test_two_calls_are_told_apart_whatever_is_left_out(deltas: list[dict[str, Any]]) -> None:
    reply = await answer(*deltas)
    assert [(call.name, call.arguments) for call in reply.calls] == [("bash", {"command": "ls"})] * 2
    assert len({call.id for call in reply.calls if call.id}) == 2


async def test_a_call_that_the_server_left_among_the_words_is_a_call_all_the_same() -> None:
    content = 'I look.\n<tool_call>{"name": "bash", "arguments": {"command": "ls"}}</tool_call>'
    reply = await answer({"content": content})
    assert (reply.text, reply.stop_reason) == ("I look.", "calls")
    assert [(call.name, call.arguments) for call in reply.calls] == [("bash", {"command": "ls"})]
    assert reply.native["content"] == "I look."


async def test_calls_without_ids_have_others_in_the_next_turn() -> None:
    async with talking(Said("", (("", "bash", LS),))) as (model, _):
        first = await reply_of(model, GO)
        again = await reply_of(model, request_of(person("Again.")))
    assert first.calls[0].id != again.calls[0].id


async def test_a_call_of_the_older_kind_is_a_call() -> None:
    reply = await answer({"function_call": BASH}, finish="function_call")
    assert [(call.name, call.arguments) for call in reply.calls] == [("bash", {"command": "ls"})]


async def test_a_whole_message_at_the_end_and_content_in_parts_are_read() -> None:
    raw = event({"choices": [{"message": {"content": [{"type": "text", "text": "Yes."}]}, "finish_reason": "stop"}]})
    async with talking(Said(raw=raw)) as (model, _):
        assert (await reply_of(model, GO)).text == "Yes."


@pytest.mark.parametrize("key", ["reasoning_content", "reasoning"])
async def test_thinking_is_shown_while_it_forms_and_is_no_part_of_the_reply(key: str) -> None:
    raw = event({"choices": [{"delta": {key: "Hm, ", "content": "Yes."}, "finish_reason": "stop"}]})
    async with talking(Said(raw=raw)) as (model, _):
        pieces = await ask(model, GO)
    assert [type(piece) for piece in pieces] == [ThoughtDelta, TextDelta, Reply]


@pytest.mark.parametrize(
    ("content", "thought", "said", "asked"),
    [
        ("<think>a < b</think>\n\nYes.", "a < b", "Yes.", ""),
        ("\n<think>call <tool_call>?</think>No.", "call <tool_call>?", "No.", ""),
        ("I go. <tool_call>{}</tool_call>", "", "I go. ", "<tool_call>{}</tool_call>"),
        ("<thing> and <tool_box>", "", "<thing> and <tool_box>", ""),
        ("<think>never ends", "never ends", "", ""),
        ("<thi", "", "<thi", ""),
        ("5 < 6 <tool", "", "5 < 6 <tool", ""),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_thinking_words_and_calls_are_told_apart_however_they_are_cut(
    content: str, thought: str, said: str, asked: str, size: int
) -> None:
    hearing = Hearing(FORMS[TAGGED], "c")
    deltas: list[Delta] = []
    for start in range(0, len(content), size):
        deltas += hearing.feed(content[start : start + size])
    deltas += hearing.end()
    assert "".join(delta.text for delta in deltas if isinstance(delta, ThoughtDelta)) == thought
    assert "".join(delta.text for delta in deltas if isinstance(delta, TextDelta)) == said == hearing.said
    assert "".join(delta.text for delta in deltas if isinstance(delta, CallDelta)) == asked == hearing.asked


@pytest.mark.parametrize("size", [1, 3, 100])
async def test_what_is_said_in_json_streams_as_words_before_the_calls(size: int) -> None:
    turn = {"say": 'Grüße "\\ \U0001f44b\n', "calls": [{"tool": "bash", "arguments": {"command": "ls"}}]}
    said = Said(json.dumps(turn), pieces=size)
    async with talking(said, card=in_form(TAGGED_JSON)) as (model, _):
        pieces = await ask(model, GO)
    reply = pieces[-1]
    assert isinstance(reply, Reply)
    assert "".join(piece.text for piece in pieces if isinstance(piece, TextDelta)) == turn["say"]
    assert reply.calls[0].arguments == {"command": "ls"}


async def test_words_in_json_behind_the_calls_are_told_too() -> None:
    async with talking(Said('{"calls": [], "say": "Late."}'), card=in_form(TAGGED_JSON)) as (model, _):
        assert (await reply_of(model, GO)).text == "Late."


@pytest.mark.parametrize(
    ("finish", "reason", "error"),
    [
        ("stop", "end_turn", ""),
        ("eos", "end_turn", ""),
        ("length", "limit", "length"),
        ("content_filter", "refused", "content filter"),
    ],
)
async def test_the_reasons_to_stop_become_ours(finish: str, reason: str, error: str) -> None:
    reply = await answer({"content": "Well."}, finish=finish)
    assert (reply.stop_reason, reply.text) == (reason, "Well.")
    assert error in reply.error


async def test_calls_count_though_the_reason_to_stop_is_another() -> None:
    assert (await answer(calling(id="a", function=BASH), finish="stop")).stop_reason == "calls"


async def test_a_refusal_tells_its_reason_and_makes_no_call() -> None:
    reply = await answer({"refusal": "I can't "}, {"refusal": "help."}, calling(id="a", function=BASH))
    assert (reply.stop_reason, reply.calls) == ("refused", ())
    assert "I can't help." in reply.error


@pytest.mark.parametrize("form", [TOOLS, TAGGED, TAGGED_JSON])
async def test_a_call_that_the_limit_cut_off_is_not_made(form: str) -> None:
    cut = {TOOLS: calling(id="a", function={"name": "bash", "arguments": '{"comm'}),
           TAGGED: {"content": '<tool_call>{"name": "bash", "argu'},
           TAGGED_JSON: {"content": '{"say": "Now.", "calls": [{"tool": "ba'}}[form]  # fmt: skip
    reply = await answer(cut, finish="length", form=form)
    assert (reply.stop_reason, reply.calls) == ("limit", ())


@pytest.mark.parametrize("given_text", ['{"command": ', "[1]", '"ls"', '{"n": NaN}', "[" * 20_000], ids=range(5))
async def test_arguments_that_can_not_be_read_make_a_malformed_call(given_text: str) -> None:
    broken, whole = (
        await answer(
            calling(id="a", function={"name": "bash", "arguments": given_text}), calling(id="b", function=BASH)
        )
    ).calls
    assert "can't be read" in broken.malformed
    assert (whole.malformed, whole.arguments) == ("", {"command": "ls"})


async def test_a_call_without_a_name_is_malformed() -> None:
    (call,) = (await answer(calling(id="a", function={"arguments": "{}"}))).calls
    assert "names no tool" in call.malformed


@pytest.mark.parametrize("content", ["", " \n", "<think>Hm.</think>"])
async def test_an_empty_answer_is_a_failure_that_may_pass(content: str) -> None:
    reply = await answer({"content": content})
    assert (reply.stop_reason, reply.retryable, reply.failure) == ("failed", True, "empty")


@pytest.mark.parametrize("count", [0, 1, 3, 6])
async def test_an_answer_that_breaks_off_fails_for_now(count: int) -> None:
    async with talking(Said("A long story.", (("t1", "bash", LS),), cut_after=count)) as (model, _):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.retryable, reply.failure, reply.calls) == ("failed", True, "broken", ())


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"data: {nonsense\n\n", "can't be read"),
        (b"data: 5\n\n", "broke off"),
        (b"data: " + b"[" * 100_000 + b"\n\n", "can't be read"),
        (b"<html>a proxy's page</html>", "broke off"),
        (b"\xff\xfe\x00", ""),
        (b'data: {"error": {"message": "CUDA out of memory", "code": 500}}\n\n', "CUDA out of memory"),
        (event({"choices": [{"delta": {"content": "A"}, "finish_reason": "error"}]}), "failed while it answered"),
        (event({"choices": "x"}) + event({"choices": [5, None, {"delta": 3, "finish_reason": 4}]}), "broke off"),
    ],
    ids=range(8),
)
async def test_an_answer_that_is_no_answer_is_a_failure_that_may_pass(raw: bytes, words: str) -> None:
    async with talking(Said(raw=raw)) as (model, _):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.retryable) == ("failed", True)
    assert words in reply.error


async def test_half_characters_are_replaced_so_that_the_reply_can_be_written_down() -> None:
    half = {"name": "bash", "arguments": '{"command": "\\udc00"}'}
    reply = await answer({"content": "a \ud83d b"}, calling(id="a", function=half))
    reply.model_dump_json().encode()
    assert reply.text == "a ? b"


USAGE = {"prompt_tokens": 1000, "completion_tokens": 100, "prompt_tokens_details": {"cached_tokens": 800}}


@pytest.mark.parametrize(
    ("model_name", "usage", "cost"),
    [
        ("ollama/gemma3", USAGE, 0.0),
        ("ollama/gemma3", None, 0.0),
        ("openrouter/qwen/qwen3-vl-32b-instruct", {**USAGE, "cost": 0.0125}, 0.0125),
        ("openrouter/never/heard-of", USAGE, None),
        ("openrouter/qwen/qwen3-vl-32b-instruct", None, None),
        ("openai-compatible/x", USAGE, None),
    ],
)
async def test_a_price_is_known_told_or_not_guessed(model_name: str, usage: Any, cost: float | None) -> None:
    async with talking(Said("Yes.", usage=usage), card=card_of(model_name)) as (model, _):
        spent = (await reply_of(model, GO)).usage
    assert spent.cost_usd == cost
    assert (spent.input_tokens, spent.cache_read_tokens) == ((1000, 800) if usage else (0, 0))


async def test_a_price_of_the_table_is_used_where_the_server_tells_none() -> None:
    async with talking(Said("Yes.", usage=USAGE), card=card_of("openrouter/qwen/qwen3-vl-32b-instruct")) as (model, _):
        assert (await reply_of(model, GO)).usage.cost_usd == pytest.approx(0.000104 + 0.0000416, rel=0.2)


async def test_limits_in_the_headers_are_told() -> None:
    told = {"x-ratelimit-limit-requests": "60", "x-ratelimit-remaining-requests": "59"}
    async with talking(Said("Yes.", headers=told)) as (model, _):
        (seen, *_) = await ask(model, GO)
    assert isinstance(seen, LimitsSeen)
    assert (seen.buckets[0].kind, seen.buckets[0].remaining) == ("requests", 59)


async def test_breaking_off_closes_the_connection() -> None:
    async with talking(Said("A long story about a desk.", hold_after=4)) as (model, peer):
        async with aclosing(model.stream(GO)) as pieces:  # type: ignore[type-var]
            assert isinstance(await anext(pieces), TextDelta)
        await asyncio.wait_for(peer.gone.wait(), 30)


async def test_a_cancelled_request_closes_the_connection() -> None:
    async with talking(Said("A long story.", hold_after=1)) as (model, peer):
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
CHUNKS = {
    TOOLS: chunks_of(Said("<think>Hm</think>Hi.", (("a", "computer", '{"action": "screenshot"}'),), pieces=20), {}),
    TAGGED: chunks_of(Said('Hi.<tool_call>{"name": "bash", "arguments": {"a": 1}}</tool_call>', pieces=9), {}),
    TAGGED_JSON: chunks_of(Said('{"say": "Hi.", "calls": [{"tool": "bash", "arguments": {}}]}', pieces=9), {}),
}


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """An answer's chunks with some left out, doubled, moved or with strange values in them."""
    form = draw(st.sampled_from(sorted(CHUNKS)))
    some = draw(st.lists(st.sampled_from(CHUNKS[form]), max_size=12) | st.just(CHUNKS[form]))
    chunks: list[dict[str, Any]] = json.loads(json.dumps(some))
    for chunk in draw(st.lists(st.sampled_from(chunks), max_size=3)) if chunks else []:
        at: Any = chunk
        while isinstance(at, dict | list) and at:
            name = draw(st.sampled_from(sorted(at))) if isinstance(at, dict) else 0
            if not isinstance(at[name], dict | list) or draw(st.booleans()):
                at[name] = draw(JSON)
                break
            at = at[name]
    return form, chunks


@settings(max_examples=300)
@given(spoiled())
def test_whatever_the_chunks_are_the_protocol_is_kept(answered: tuple[str, list[dict[str, Any]]]) -> None:
    form, chunks = answered
    reading = Reading(asking(GO, CARD, FORMS[form], Pictures()), CARD)
    deltas = [delta for chunk in chunks for delta in reading.take(chunk)]
    check_protocol([*deltas, *reading.end(), reading.reply()])
