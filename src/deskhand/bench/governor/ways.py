"""How a conversation is taken through rate limits: governed, by the official SDK's retrying, by exponential backoff.

All of them send the same bodies with the official SDK. Each gives "" for a turn that was answered, else why not.
"""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any, Protocol

import anthropic

from deskhand.bench.governor.time import FASTER, FastClock
from deskhand.core.messages import Reply
from deskhand.models.anthropic.asking import asking
from deskhand.models.anthropic.forms import FORMS
from deskhand.models.anthropic.model import AnthropicModel
from deskhand.models.base import Request
from deskhand.models.cards import card_of
from deskhand.models.governor.governed import Governed
from deskhand.models.governor.governor import Clock, Governor
from deskhand.models.governor.ledger import Ledger
from deskhand.models.wire.pictures import Pictures

CARD = card_of("anthropic/claude-sonnet-5-5")
KEY = "bench"
SDK_RETRIES = 2
"""The SDK's own default."""

BACKOFF_TRIES, BACKOFF_S_MAX = 6, 60.0
AGAIN_MAX, AGAIN_S = 5, 2.0
"""How often our agent asks again after an answer that came but can't be used, and after what wait."""


class Way(Protocol):
    """One agent's way. prepare: load what is loaded once."""

    def prepare(self) -> None: ...

    async def ask(self, request: Request) -> str: ...

    async def close(self) -> None: ...


class Ours:
    """The governor, shared through its file."""

    def __init__(self, url: str, clock: FastClock, ledger: Path) -> None:
        self._clock = clock
        self._ledger = Ledger(ledger)
        times = Clock(clock.now, clock.sleep)
        governor = Governor(self._ledger, "bench", "anthropic", times, poll_s=3.0)
        self._asked = AnthropicModel(CARD, key=KEY, base_url=url)
        self._model = Governed(self._asked, CARD, governor)

    def prepare(self) -> None:
        self._asked._standing_client()  # made at the first request otherwise

    async def ask(self, request: Request) -> str:
        """As the agent does: a reply that may be asked again is."""
        error = ""
        for _ in range(AGAIN_MAX):
            pieces = [piece async for piece in self._model.stream(request)]
            reply = pieces[-1]
            assert isinstance(reply, Reply)
            if reply.stop_reason != "failed":
                return ""
            error = reply.error
            if not reply.retryable:
                break
            await self._clock.sleep(AGAIN_S)
        return error

    async def close(self) -> None:
        await self._model.close()
        self._ledger.close()


class _FastSdk(anthropic.AsyncAnthropic):
    """The SDK on the fast clock: it reckons its waits itself, they only pass faster."""

    def _calculate_retry_timeout(self, *given: Any, **named: Any) -> float:
        return super()._calculate_retry_timeout(*given, **named) / FASTER


class Sdk:
    """The official SDK: two retries, which heed retry-after."""

    def __init__(self, url: str, *, retries: int = SDK_RETRIES) -> None:
        self._client = _FastSdk(api_key=KEY, base_url=url, max_retries=retries)
        self._pictures = Pictures()

    def prepare(self) -> None:
        pass  # its client is there

    async def ask(self, request: Request) -> str:
        try:
            await self.ask_once(request)
        except anthropic.AnthropicError as error:
            return str(error)
        return ""

    async def ask_once(self, request: Request) -> None:
        asked = asking(request, CARD, FORMS[CARD.wires[0]], self._pictures)
        async for _ in await self._client.messages.create(**asked.body, stream=True):
            pass

    async def close(self) -> None:
        await self._client.close()


class Backoff:
    """A wait that doubles, with jitter, six tries; what the answer says of waiting is not read. Many do it so."""

    def __init__(self, url: str, clock: FastClock) -> None:
        self._sdk = Sdk(url, retries=0)
        self._clock = clock

    def prepare(self) -> None:
        self._sdk.prepare()

    async def ask(self, request: Request) -> str:
        error = ""
        for tried in range(BACKOFF_TRIES):
            error = await self._sdk.ask(request)
            if not error:
                return ""
            await self._clock.sleep(min(BACKOFF_S_MAX, 2.0**tried) * random.uniform(0.5, 1.5))
        return error

    async def close(self) -> None:
        await self._sdk.close()


def way_named(name: str, url: str, clock: FastClock, ledger: Path) -> Way:
    """The way of one agent."""
    if name == "deskhand":
        return Ours(url, clock, ledger)
    return Sdk(url) if name == "sdk" else Backoff(url, clock)


async def run_agent(way: Way, requests: list[Request]) -> tuple[int, str]:
    """(turns that were answered, why it ended early or "")."""
    try:
        for done, request in enumerate(requests):
            if error := await way.ask(request):
                return done, error
        return len(requests), ""
    finally:
        await asyncio.shield(way.close())
