"""A failure of the provider is a reply: what it said, of which kind it is, how long to wait; nothing is asked twice."""

from __future__ import annotations

import socket

import pytest

from deskhand.models.base import Bucket, LimitsSeen
from deskhand.models.openai.model import OpenAIModel

from ..conformance import ask, person, reply_of, request_of
from ..loopback import Refused
from .peer import Said, said, text
from .world import CARD, talking

GO = request_of(person("Go."))


@pytest.mark.parametrize(
    ("status", "code", "failure", "passes"),
    [
        (400, "invalid_value", "field", False),
        (400, "context_length_exceeded", "too_long", False),
        (401, "invalid_api_key", "auth", False),
        (403, "unsupported_country", "auth", False),
        (404, "model_not_found", "field", False),
        (429, "rate_limit_exceeded", "limited", True),
        (429, "insufficient_quota", "money", False),
        (500, "server_error", "overloaded", True),
        (503, "overloaded", "overloaded", True),
    ],
)
async def test_each_status_fails_in_the_vendors_words_and_is_asked_once(
    status: int, code: str, failure: str, passes: bool
) -> None:
    async with talking(Refused(status, "so it is", code=code)) as (model, peer):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.failure, reply.retryable, len(peer.requests)) == ("failed", failure, passes, 1)
    assert reply.error == f"openai answered {status} {code}: so it is"


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"retry-after": "12"}, 12.0),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "nan"}, 0.0),
        ({"retry-after": "99999999"}, 0.0),
    ],
)
async def test_how_long_to_wait_is_read_from_the_header(headers: dict[str, str], wait_s: float) -> None:
    async with talking(Refused(429, "slower", code="rate_limit_exceeded", headers=headers)) as (model, _):
        reply = await reply_of(model, GO)
    assert reply.retry_after_s == wait_s
    assert ("it asks to wait" in reply.error) == bool(wait_s)


LIMITS = {
    "x-ratelimit-limit-requests": "500", "x-ratelimit-remaining-requests": "499",
    "x-ratelimit-reset-requests": "120ms", "x-ratelimit-limit-tokens": "30000",
    "x-ratelimit-remaining-tokens": "29000", "x-ratelimit-reset-tokens": "6m2s",
}  # fmt: skip


@pytest.mark.parametrize("refused", [False, True])
async def test_limits_are_told_from_the_headers_of_an_answer_and_of_a_refusal(refused: bool) -> None:
    answer = Refused(429, "slower", headers=LIMITS) if refused else Said(items=[text("Yes.")], headers=LIMITS)
    async with talking(answer) as (model, _):
        (seen, *_) = await ask(model, GO)
    assert isinstance(seen, LimitsSeen)
    buckets = (Bucket("requests", 500, 499, 0.12), Bucket("tokens", 30_000, 29_000, 362.0))
    assert (seen.buckets, seen.refused) == (buckets, refused)


@pytest.mark.parametrize(
    ("code", "failure", "passes"),
    [
        ("rate_limit_exceeded", "limited", True),
        ("server_error", "overloaded", True),
        ("invalid_prompt", "", False),
        ("misalignment_policy_violation", "", False),
    ],
)
async def test_an_answer_that_fails_on_its_way_says_why(code: str, failure: str, passes: bool) -> None:
    async with talking(said(text("I"), error={"code": code, "message": "so it is"})) as (model, _):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.failure, reply.retryable) == ("failed", failure, passes)
    assert reply.error == f"openai failed: {code}: so it is"
    assert reply.usage.input_tokens == 10


async def test_an_event_of_error_in_the_stream_is_a_failure() -> None:
    stray = [{"type": "error", "code": "server_error", "message": "It broke.", "param": None}]
    async with talking(said(text("I"), stray=stray)) as (model, _):
        reply = await reply_of(model, GO)
    assert (reply.failure, reply.error) == ("overloaded", "openai failed: server_error: It broke.")


async def test_a_provider_that_is_not_there_is_a_failure_that_may_pass() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        model = OpenAIModel(CARD, key="by-hand", base_url=f"http://127.0.0.1:{closed.getsockname()[1]}/v1")
        reply = await reply_of(model, GO)
    await model.close()
    assert (reply.retryable, reply.failure) == (True, "unreachable")
    assert "openai can't be reached" in reply.error


async def test_the_client_is_made_once() -> None:
    async with talking(Refused(503, "later"), said(text("Yes."))) as (model, _):
        assert model._client is None
        await reply_of(model, GO)
        client = model._client
        assert (await reply_of(model, GO)).text == "Yes."
        assert model._client is client
