"""A failure of the provider is a reply: what it said, whether it may pass, how long to wait; nothing is asked twice."""

from __future__ import annotations

import socket

import pytest

from deskhand.models.anthropic.model import AnthropicModel

from ..conformance import person, reply_of, request_of
from .peer import Refused, Said, text
from .world import CARD, talking

GO = request_of(person("Go."))


@pytest.mark.parametrize(
    ("status", "kind", "passes"),
    [
        (400, "invalid_request_error", False),
        (401, "authentication_error", False),
        (402, "billing_error", False),
        (403, "permission_error", False),
        (404, "not_found_error", False),
        (413, "request_too_large", False),
        (408, "timeout_error", True),
        (409, "conflict_error", True),
        (429, "rate_limit_error", True),
        (500, "api_error", True),
        (503, "api_error", True),
        (529, "overloaded_error", True),
    ],
)
async def test_each_status_fails_in_the_vendors_words_and_is_asked_once(status: int, kind: str, passes: bool) -> None:
    async with talking(Refused(status, kind, "so it is")) as (model, peer):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.retryable, len(peer.requests)) == ("failed", passes, 1)
    assert reply.error == f"anthropic answered {status} {kind}: so it is"


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"retry-after": "12"}, 12.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "99999999"}, None),
        ({}, None),
    ],
)
async def test_how_long_to_wait_is_read_from_the_header(headers: dict[str, str], wait_s: float | None) -> None:
    async with talking(Refused(429, "rate_limit_error", "slower", headers)) as (model, _):
        reply = await reply_of(model, GO)
    assert reply.retry_after_s == (wait_s or 0.0)
    assert ("it asks to wait" in reply.error) == (wait_s is not None)


async def test_a_provider_that_is_not_there_is_a_failure_that_may_pass() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        model = AnthropicModel(CARD, key="by-hand", base_url=f"http://127.0.0.1:{closed.getsockname()[1]}")
        reply = await reply_of(model, GO)
    await model.close()
    assert reply.retryable
    assert "can't be reached" in reply.error


async def test_the_client_is_made_once_and_with_the_persons_key() -> None:
    async with talking(Refused(529, "overloaded_error", "later"), Said([text("Yes.")])) as (model, peer):
        assert model._client is None
        await reply_of(model, GO)
        client = model._client
        assert (await reply_of(model, GO)).text == "Yes."
        assert model._client is client
    assert {headers["authorization"] for headers in peer.headers} == {"Bearer by-hand"}
