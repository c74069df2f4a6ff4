"""A failure of the provider is a reply: what it said, whether it may pass, how long to wait; nothing is asked twice."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from deskhand.models.base import Bucket, LimitsSeen
from deskhand.models.gemini.model import GeminiModel

from ..conformance import ask, person, reply_of, request_of
from .peer import Refused, Said, text
from .world import CARD, talking

GO = request_of(person("Go."))
_RPC = "type.googleapis.com/google.rpc."


def wait(delay: Any) -> dict[str, Any]:
    return {"@type": f"{_RPC}RetryInfo", "retryDelay": delay}


def quota(metric: str, quota_id: str, value: Any) -> dict[str, Any]:
    violation = {"quotaMetric": metric, "quotaId": quota_id, "quotaValue": value}
    return {"@type": f"{_RPC}QuotaFailure", "violations": [violation]}


@pytest.mark.parametrize(
    ("code", "status", "failure", "passes"),
    [
        (400, "INVALID_ARGUMENT", "field", False),
        (401, "UNAUTHENTICATED", "auth", False),
        (403, "PERMISSION_DENIED", "auth", False),
        (404, "NOT_FOUND", "field", False),
        (408, "CANCELLED", "unreachable", True),
        (409, "ABORTED", "overloaded", True),
        (413, "INVALID_ARGUMENT", "too_long", False),
        (429, "RESOURCE_EXHAUSTED", "limited", True),
        (500, "INTERNAL", "overloaded", True),
        (503, "UNAVAILABLE", "overloaded", True),
        (504, "DEADLINE_EXCEEDED", "overloaded", True),
    ],
)
async def test_each_status_fails_in_the_vendors_words_and_is_asked_once(
    code: int, status: str, failure: str, passes: bool
) -> None:
    async with talking(Refused(code, status, "so it is")) as (model, peer):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.failure, reply.retryable, len(peer.requests)) == ("failed", failure, passes, 1)
    assert reply.error == f"google answered {code} {status}: so it is"


@pytest.mark.parametrize(
    ("details", "wait_s"),
    [
        ([wait("12s")], 12.0),
        ([{"@type": "other"}, wait("0.5s")], 0.5),
        ([wait("34.074824224s")], 34.074824224),
        ([wait("99999s")], 0.0),
        ([wait("-3s")], 0.0),
        ([wait("soon")], 0.0),
        ([wait(12)], 0.0),
        ([wait("nans")], 0.0),
        ([5, None, "x", [wait("3s")]], 0.0),
        ([], 0.0),
    ],
)
async def test_how_long_to_wait_is_read_from_the_body(details: list[Any], wait_s: float) -> None:
    async with talking(Refused(429, "RESOURCE_EXHAUSTED", "slower", details)) as (model, _):
        reply = await reply_of(model, GO)
    assert reply.retry_after_s == wait_s
    assert ("it asks to wait" in reply.error) == (wait_s > 0)


@pytest.mark.parametrize(
    ("metric", "kind"),
    [
        ("g.com/generate_content_free_tier_requests", "requests"),
        ("g.com/generate_content_paid_tier_input_token_count", "input_tokens"),
        ("g.com/generate_content_output_token_count", "output_tokens"),
    ],
)
async def test_the_limit_that_was_hit_is_told_before_the_reply(metric: str, kind: Any) -> None:
    details = [quota(metric, "PerMinutePerProject", "250000"), wait("20s")]
    async with talking(Refused(429, "RESOURCE_EXHAUSTED", "slower", details)) as (model, _):
        seen, _reply = await ask(model, GO)
    assert seen == LimitsSeen((Bucket(kind, 250_000.0, 0.0, 20.0),), refused=True)


@pytest.mark.parametrize("value", ["many", None, [], "-5", "9" * 30, "²"])
async def test_a_limit_that_is_no_number_is_left_out(value: Any) -> None:
    details = [quota("requests", "PerMinute", value), wait("20s")]
    async with talking(Refused(429, "RESOURCE_EXHAUSTED", "slower", details)) as (model, _):
        (reply,) = await ask(model, GO)
    assert reply.retry_after_s == 20.0  # type: ignore[union-attr]


async def test_a_quota_of_a_day_is_not_waited_for() -> None:
    details = [quota("requests", "GenerateRequestsPerDayPerProject", "20"), wait("30s")]
    async with talking(Refused(429, "RESOURCE_EXHAUSTED", "You exceeded your quota", details)) as (model, _):
        reply = await reply_of(model, GO)
    assert (reply.failure, reply.retryable) == ("money", False)
    assert "exceeded your quota" in reply.error


async def test_a_provider_that_is_not_there_is_a_failure_that_may_pass() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        model = GeminiModel(CARD, key="by-hand", base_url=f"http://127.0.0.1:{closed.getsockname()[1]}")
        reply = await reply_of(model, GO)
    await model.close()
    assert (reply.failure, reply.retryable) == ("unreachable", True)
    assert "can't be reached" in reply.error


async def test_the_client_is_made_once_and_with_the_persons_key() -> None:
    async with talking(Refused(503, "UNAVAILABLE", "later"), Said([text("Yes.")])) as (model, peer):
        assert model._client is None
        await reply_of(model, GO)
        client = model._client
        assert (await reply_of(model, GO)).text == "Yes."
        assert model._client is client
    assert {headers["x-goog-api-key"] for headers in peer.headers} == {"by-hand"}
    assert "by-hand" not in "".join(peer.lines)
