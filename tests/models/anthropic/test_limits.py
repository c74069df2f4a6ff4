"""What the answers' headers say of limits is told before anything else of the answer; failures have their kind."""

from __future__ import annotations

import pytest

from deskhand.core.messages import Reply
from deskhand.models.base import Bucket, LimitsSeen

from ..conformance import person, request_of
from .peer import Refused, Said, text
from .world import talking

HEADERS = {
    "anthropic-ratelimit-input-tokens-limit": "30000",
    "anthropic-ratelimit-input-tokens-remaining": "24000",
    "anthropic-ratelimit-input-tokens-reset": "never",
}
BUCKETS = (Bucket("input_tokens", 30_000, 24_000, 0),)


async def test_limits_come_before_the_words_of_an_answer() -> None:
    async with talking(Said([text("Yes.")], headers=HEADERS)) as (model, _):
        pieces = [piece async for piece in model.stream(request_of(person("Go.")))]
    assert pieces[0] == LimitsSeen(BUCKETS)


async def test_a_refusal_tells_its_limits_and_that_it_took_nothing_in() -> None:
    refused = Refused(429, "rate_limit_error", "Too much.", {**HEADERS, "retry-after": "7"})
    async with talking(refused) as (model, _):
        limits, reply = [piece async for piece in model.stream(request_of(person("Go.")))]
    assert limits == LimitsSeen(BUCKETS, refused=True)
    assert isinstance(reply, Reply)
    assert (reply.failure, reply.retry_after_s) == ("limited", 7)


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (Refused(529, "overloaded_error", "Overloaded"), "overloaded"),
        (Refused(401, "authentication_error", "invalid x-api-key"), "auth"),
        (Refused(400, "invalid_request_error", "prompt is too long: 213462 tokens > 200000 maximum"), "too_long"),
        (Refused(400, "invalid_request_error", "messages.0: Field required"), "field"),
        (Said([text("Half")], cut_after=2), "broken"),
        (Said([]), "empty"),
    ],
)
async def test_every_failure_has_its_kind(answer: Said | Refused, failure: str) -> None:
    async with talking(answer) as (model, _):
        *_, reply = [piece async for piece in model.stream(request_of(person("Go.")))]
    assert isinstance(reply, Reply)
    assert (reply.stop_reason, reply.failure) == ("failed", failure)
