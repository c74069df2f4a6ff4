"""A failure of the server is a reply: what it said, of which kind it is, how long to wait; nothing is asked twice."""

from __future__ import annotations

import socket

import pytest

from deskhand.models.chat.model import ChatModel

from ..conformance import person, reply_of, request_of
from ..loopback import Refused
from .peer import Said
from .world import CARD, talking

GO = request_of(person("Go."))


@pytest.mark.parametrize(
    ("refused", "failure", "passes", "words"),
    [
        (Refused(400, "bad field"), "field", False, "ollama answered 400 invalid_request_error: bad field"),
        (Refused(401, "no key", code="invalid_api_key"), "auth", False, "ollama answered 401 invalid_api_key: no key"),
        (Refused(402, "Insufficient credits"), "money", False, "402"),
        (Refused(403, "moderated"), "auth", False, "403"),
        (Refused(404, 'model "x" not found, try pulling it first'), "field", False, "try pulling it first"),
        (Refused(413, "too large"), "too_long", False, "413"),
        (Refused(400, "This model's maximum context length is 8192 tokens."), "too_long", False, "8192"),
        (Refused(429, "slow down"), "limited", True, "429"),
        (Refused(500, "llama runner process has terminated"), "overloaded", True, "has terminated"),
        (Refused(503, "Loading model", body='{"error": {"message": "Loading model", "code": 503}}'), "overloaded", True,
         "ollama answered 503 503: Loading model"),
        (Refused(500, "", body='{"error": "out of memory"}'), "overloaded", True, "out of memory"),
        (Refused(502, "", body="<html>Bad gateway</html>"), "overloaded", True, "Bad gateway"),
        (Refused(400, "", body='{"detail": "no such thing"}'), "field", False, "no such thing"),
        (Refused(400, "", body='[1, "\\ud83d"]'), "field", False, "400"),
        (Refused(400, "", body='{"error": {"message": 5, "type": [], "code": {}}}'), "field", False, "400"),
    ],
)  # fmt: skip
async def test_each_refusal_is_told_in_the_servers_words_and_asked_once(
    refused: Refused, failure: str, passes: bool, words: str
) -> None:
    async with talking(refused) as (model, peer):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.failure, reply.retryable, len(peer.requests)) == ("failed", failure, passes, 1)
    assert words in reply.error


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"retry-after": "12"}, 12.0),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, 0.0),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "99999999"}, 0.0),
        ({}, 0.0),
    ],
)
async def test_how_long_to_wait_is_read_from_the_header(headers: dict[str, str], wait_s: float) -> None:
    async with talking(Refused(429, "slower", headers=headers)) as (model, _):
        reply = await reply_of(model, GO)
    assert reply.retry_after_s == wait_s


async def test_a_server_that_does_not_run_is_a_failure_that_may_pass() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        model = ChatModel(CARD, key="", base_url=f"http://127.0.0.1:{closed.getsockname()[1]}/v1")
        reply = await reply_of(model, GO)
    await model.close()
    assert (reply.retryable, reply.failure) == (True, "unreachable")
    assert "ollama can't be reached" in reply.error


async def test_an_effort_that_the_model_has_is_passed_on() -> None:
    async with talking(Said("Yes."), card=CARD.model_copy(update={"efforts": ("low", "high")})) as (model, peer):
        await reply_of(model, request_of(person("Go."), settings={"effort": "low"}))
    assert peer.requests[0]["reasoning_effort"] == "low"


async def test_an_effort_that_the_model_does_not_have_is_refused_without_asking() -> None:
    async with talking(Said("Yes.")) as (model, peer):
        reply = await reply_of(model, request_of(person("Go."), settings={"effort": "heroic"}))
    assert (reply.failure, peer.requests) == ("field", [])
    assert "heroic" in reply.error
