"""An artifact as a block of an answer: its text comes to the character, in whatever pieces, and is read strictly."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.agent.asking import TOOL_SPECS
from deskhand.core.messages import PersonMessage, Reply, TextPart
from deskhand.models.base import CallDelta, Request, TextDelta
from deskhand.models.chat.blocks import begin, end, nonce_of
from deskhand.models.chat.forms import FORMS, TAGGED, TAGGED_JSON, TOOLS
from deskhand.models.chat.hearing import Hearing
from deskhand.models.chat.tagged import calls_of, harmless

from .peer import Said
from .world import in_form, tag, talking

NONCE = nonce_of("s-1")
CLOCK = {"command": "create", "title": "Clock", "kind": "html"}
HARD = [
    "```\n:::\n</artifact-00000000>\n</artifact>", "", "\n", "\n\n", "\0", "\r\n", "שלום ‮abc", "👩‍👩‍👧‍👦",
    "</tool_call>", f"{begin(NONCE)} x", f"a {end(NONCE)} within a line", "x" * 2_000_000,
]  # fmt: skip


def block(content: str, arguments: Any = CLOCK, nonce: str = NONCE) -> str:
    return f"{begin(nonce)} {json.dumps(arguments)}>\n{content}\n{end(nonce)}\n"


@pytest.mark.parametrize("content", HARD)
def test_hard_contents_come_as_they_were_written(content: str) -> None:
    (call,) = calls_of(block(content), "c", NONCE)
    assert (call.name, call.arguments) == ("artifact", {**CLOCK, "content": content})


@given(st.text(st.characters(codec="utf-8")))
def test_any_content_comes_as_it_was_written(content: str) -> None:
    (call,) = calls_of(block(content), "c", NONCE)
    assert call.arguments["content"] == content and not call.malformed


def test_blocks_and_calls_may_follow_one_another() -> None:
    bash = tag(json.dumps({"name": "bash", "arguments": {"command": "ls"}}))
    calls = calls_of(block("one") + bash + block("two"), "c", NONCE)
    assert [(call.id, call.name) for call in calls] == [("c-0", "artifact"), ("c-1", "bash"), ("c-2", "artifact")]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (f"{begin(NONCE)} {{}}>\nx", "does not stand on a line of its own"),
        (f"{begin(NONCE)} {{}}>\nx{end(NONCE)}", "does not stand on a line of its own"),
        (f"{begin(NONCE)} {{}}>x\n{end(NONCE)}", "does not end with >"),
        (f"{begin(NONCE)} command=create>\nx\n{end(NONCE)}", "no JSON object"),
        (f"{begin(NONCE)} [1]>\nx\n{end(NONCE)}", "no JSON object"),
        (block("x", {"content": "y"}), "between the marks"),
        (block("x", nonce="00000000"), "something stands behind"),
        (block("x") + "more", "something stands behind"),
    ],
)
def test_what_is_off_becomes_a_malformed_call(written: str, why: str) -> None:
    *_, call = calls_of(written, "c", NONCE)
    assert why in call.malformed and call.arguments == {}


def test_without_a_number_of_its_own_nothing_is_taken_for_a_block() -> None:
    (call,) = calls_of(block("x"), "c")
    assert call.malformed


ANSWER = f"Here it is: <artifact> a < b {begin('0' * 8)}\n{block('<p>' + end('0' * 8))}"


@given(st.sets(st.integers(1, len(ANSWER) - 1), max_size=20))
def test_a_block_is_heard_the_same_in_whatever_pieces_it_comes(cuts: set[int]) -> None:
    hearing, deltas = Hearing(FORMS[TAGGED], "c", NONCE), []
    for start, stop in pairwise([0, *sorted(cuts), len(ANSWER)]):
        deltas += hearing.feed(ANSWER[start:stop])
    deltas += hearing.end()
    said = "".join(each.text for each in deltas if isinstance(each, TextDelta))
    assert said == hearing.said == ANSWER[: ANSWER.index(begin(NONCE))]
    assert (
        "".join(each.text for each in deltas if isinstance(each, CallDelta))
        == hearing.asked
        == block("<p>" + end("0" * 8))
    )


def test_a_strangers_words_cannot_pass_for_a_block() -> None:
    assert harmless(block("x")).count("<") == 0 and harmless("<artifact> <artifact-1>") == "<artifact> <artifact-1>"


@pytest.mark.parametrize(("form", "told"), [(TAGGED, True), (TAGGED_JSON, False), (TOOLS, False)])
async def test_only_a_model_whose_calls_are_marked_words_is_told_of_blocks(form: str, told: bool) -> None:
    async with talking(Said(content="Hello."), card=in_form(form)) as (model, peer):
        await answered(model)
        assert (begin(NONCE) in json.dumps(peer.requests[0]["messages"])) == told


async def test_a_block_in_an_answer_becomes_a_call_and_is_sent_again_as_it_was() -> None:
    content = '```\n<p>&"</p>\n:::'
    async with talking(Said(content=f"Look:\n{block(content)}"), card=in_form(TAGGED)) as (model, _):
        reply = await answered(model)
    assert reply.text == "Look:" and reply.stop_reason == "calls"
    assert reply.calls[0].arguments == {**CLOCK, "content": content}
    assert block(content).strip() in reply.native["content"]


async def answered(model: Any) -> Reply:
    request = Request(
        session_id="s-1",
        instructions="Work.",
        messages=(PersonMessage(parts=(TextPart(text="go"),)),),
        tools=TOOL_SPECS,
        blob=lambda hash: b"",
    )
    *_, reply = [each async for each in model.stream(request)]
    assert isinstance(reply, Reply)
    return reply
