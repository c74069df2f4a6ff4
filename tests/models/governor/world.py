"""A provider by hand: a model that answers as told, time that only passes when somebody waits, a ledger in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deskhand.core.messages import Failure, Reply, Usage
from deskhand.models.base import Bucket, Delta, LimitsSeen, Request, TextDelta, Waiting
from deskhand.models.cards import Card
from deskhand.models.governor.governed import Governed
from deskhand.models.governor.governor import Clock, Governor
from deskhand.models.governor.ledger import Ledger

from ..conformance import person, request_of

CARD = Card(model="anthropic/by-hand", picture_tile_px=28)


@dataclass
class Time:
    """Seconds that pass when somebody sleeps, or when told to."""

    at: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
        await asyncio.sleep(0)

    @property
    def clock(self) -> Clock:
        return Clock(self.now, self.sleep, lambda: 0.5)


Answer = Sequence[Delta | Reply] | Callable[[], Sequence[Delta | Reply]]


class Provider:
    """Answers request n with `answers[n]`, the last one for ever after. `asked` holds the times of the requests."""

    def __init__(self, time: Time, *answers: Answer, name: str = CARD.model) -> None:
        self.name = name
        self.asked: list[float] = []
        self.closed = 0
        self._time = time
        self._answers = answers

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        answer = self._answers[min(len(self.asked), len(self._answers) - 1)]
        self.asked.append(self._time.at)
        for piece in answer() if callable(answer) else answer:
            yield piece

    def problems(self, task: str) -> tuple[str, ...]:
        return ()

    async def close(self) -> None:
        self.closed += 1


def governor(time: Time, ledger: Ledger | None = None) -> Governor:
    return Governor(ledger or Ledger(None), "pool", "anthropic", time.clock)


def governed(
    time: Time, *answers: Answer, ledger: Ledger | None = None, card: Card = CARD
) -> tuple[Governed, Provider]:
    provider = Provider(time, *answers)
    return Governed(provider, card, governor(time, ledger)), provider


def said(words: str = "Yes.", tokens: int = 100, written: int = 10, **usage: int) -> list[Delta | Reply]:
    """An answer, with its usage."""
    used = Usage(input_tokens=tokens, output_tokens=written, **usage)
    return [TextDelta(words), Reply(text=words, usage=used)]


def failed(failure: Failure, after_s: float = 0.0) -> list[Delta | Reply]:
    """A refusal in which nothing of an answer came."""
    words = f"anthropic answered: {failure}"
    return [Reply(stop_reason="failed", error=words, retryable=True, retry_after_s=after_s, failure=failure)]


def limits(limit: float, remaining: float, *, refused: bool = False) -> LimitsSeen:
    return LimitsSeen((Bucket("input_tokens", limit, remaining, 0.0),), refused)


async def asked(model: Governed, words: str = "Go.", session: str = "s1") -> tuple[Reply, list[Waiting]]:
    """The reply, and the waits that were told before it."""
    request = request_of(person(words))
    request = Request(session, request.instructions, request.messages, (), request.blob)
    pieces = [piece async for piece in model.stream(request)]
    reply = pieces[-1]
    assert isinstance(reply, Reply)
    return reply, [piece for piece in pieces if isinstance(piece, Waiting)]


def shared(folder: Path) -> Ledger:
    return Ledger(folder / "governor.db")
