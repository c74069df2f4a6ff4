"""The peer counts, keeps and refuses as it says, with the official SDK as its client."""

from __future__ import annotations

import time
from contextlib import aclosing

from deskhand.bench.governor.peer import Peer, Weather, serving
from deskhand.bench.governor.time import FastClock
from deskhand.bench.governor.ways import CARD, KEY
from deskhand.bench.governor.work import requests
from deskhand.core.messages import Reply
from deskhand.models.anthropic.model import AnthropicModel
from deskhand.models.base import Request


async def replies_of(peer: Peer, asked: list[Request]) -> list[Reply]:
    model, replies = AnthropicModel(CARD, key=KEY, base_url=peer.url), []
    for request in asked:
        async with aclosing(model.stream(request)) as pieces:  # type: ignore[type-var]
            replies += [piece async for piece in pieces if isinstance(piece, Reply)]
    await model.close()
    return replies


async def test_what_was_sent_before_is_read_from_the_cache_and_does_not_count() -> None:
    async with serving(FastClock(time.time()), Weather(), 1) as peer:
        first, second = await replies_of(peer, list(requests("a", 1, 2)))
    assert first.usage.cache_read_tokens == 0
    assert second.usage.cache_read_tokens == first.usage.input_tokens
    fresh = second.usage.input_tokens - second.usage.cache_read_tokens
    assert peer.log.fresh_tokens == first.usage.input_tokens + fresh
    assert peer.log.answered == 2


async def test_the_same_seed_is_the_same_work() -> None:
    one, again = ([r.messages for r in requests("a", seed, 3)] for seed in (5, 5))
    assert one == again != [r.messages for r in requests("a", 6, 3)]


async def test_a_storm_turns_all_away_and_what_is_too_much_is_limited() -> None:
    async with serving(FastClock(time.time()), Weather(storms=((0.0, 1e9, 1.0),)), 1) as peer:
        (reply,) = await replies_of(peer, list(requests("a", 1, 1)))
    assert (reply.failure, len(peer.log.overloaded_at)) == ("overloaded", 1)
    async with serving(FastClock(time.time()), Weather(lowered=(0.0, 0.01)), 1) as peer:
        (reply,) = await replies_of(peer, list(requests("a", 1, 1)))
    assert (reply.failure, len(peer.log.limited_at)) == ("limited", 1)
    assert reply.retry_after_s > 1
