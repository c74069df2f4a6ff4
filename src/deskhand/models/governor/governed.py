"""`Governed`: any model, asked only when its provider will take the request, and asked again when it was turned away.

It speaks the same protocol. It does not know a wire, and asks nothing again of which a part has come.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass

from deskhand.core.messages import Failure, Reply, Usage
from deskhand.models import recovery
from deskhand.models.base import Delta, LimitsSeen, Model, Request, Waiting
from deskhand.models.cards import Card
from deskhand.models.governor.estimate import CACHE_READS_FREE, Before, Guess, guess, kept
from deskhand.models.governor.governor import Governor
from deskhand.models.governor.pool import Need, Ticket

PATIENCE_S = 600.0
"""How long a failure that was told without its kind is asked again."""

STRANGE_S = 20.0
"""How long an address that has never answered is tried: it is probably a wrong one, or its server does not run."""

BEFORE_MAX = 64
"""Sessions whose last request is remembered."""


@dataclass(slots=True)
class _Try:
    """One sending of a request: how it came out. began: something of an answer came."""

    began: bool = False
    reply: Reply | None = None


@dataclass(slots=True)
class _Course:
    """What has become of one request so far."""

    since: float
    turned_away: int = 0
    away_since: float = 0.0
    waited_s: float = 0.0


class Governed:
    """`model` under `governor`. background: nobody waits for its answers, so others go first."""

    def __init__(self, model: Model, card: Card, governor: Governor, *, background: bool = False) -> None:
        self.model = model
        self._card = card
        self._governor = governor
        self._background = background
        self._before: dict[str, Before] = {}

    @property
    def name(self) -> str:
        return self.model.name

    def problems(self, task: str) -> tuple[str, ...]:
        return self.model.problems(task)

    async def close(self) -> None:
        await self.model.close()
        self._governor.close()

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        """Wait, ask, and ask again what was turned away. Closing the iterator gives up the place in line."""
        course = _Course(self._governor.clock.now())
        while True:
            guessed, ticket = self._sized(request)
            if words := self._never(guessed, ticket):
                yield self._too_large(words)
                return
            tried = _Try()
            try:
                async with aclosing(self._tried(request, ticket, tried, course)) as pieces:  # type: ignore[type-var]
                    async for piece in pieces:
                        yield piece
            finally:
                self._governor.left(ticket)
            reply = tried.reply or _no_reply()
            if not tried.began and recovery.governed(reply) and self._has_patience(reply, course):
                yield self._away(reply, course)
                continue
            self._learn(request, guessed, reply)
            yield self._finished(reply, course, began=tried.began)
            return

    def _sized(self, request: Request) -> tuple[Guess, Ticket]:
        """The guess of the request's size, and a ticket for what it needs."""
        learned = self._governor.learned(self.name)
        before = self._before.get(request.session_id, Before())
        guessed = guess(request, self._card, before, self._governor.clock.now())
        fresh, output = guessed.fresh * learned.ratio, min(learned.output, float(request.output_tokens_max))
        need: Need = {"requests": 1.0, "input_tokens": fresh, "output_tokens": output, "tokens": fresh + output}
        return guessed, self._governor.ticket(request.session_id, need, background=self._background)

    def _never(self, guessed: Guess, ticket: Ticket) -> str:
        """Why the request can never go, judged by what the provider surely does not have of it; else empty."""
        share = guessed.least / guessed.fresh if guessed.fresh else 1.0
        return self._governor.never({kind: amount * share for kind, amount in ticket.need.items()})

    async def _tried(self, request: Request, ticket: Ticket, tried: _Try, course: _Course) -> AsyncIterator[Delta]:
        """Wait for the ticket's turn and send the request once. What came of it stands in `tried`."""
        governor, queued_at = self._governor, self._governor.clock.now()
        async with aclosing(governor.admitted(ticket)) as waits:  # type: ignore[type-var]
            async for wait in waits:
                yield Waiting(wait.wait_s, wait.reason, turned_away=course.turned_away)
        course.waited_s += governor.clock.now() - queued_at
        async with aclosing(self.model.stream(request)) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                if isinstance(piece, LimitsSeen):
                    governor.seen(ticket, piece)
                elif isinstance(piece, Reply):
                    tried.reply = piece
                else:
                    if not tried.began:
                        tried.began = True
                        governor.counted(ticket)
                    yield piece
        self._settle(ticket, tried)

    def _settle(self, ticket: Ticket, tried: _Try) -> None:
        reply = tried.reply or _no_reply()
        if recovery.governed(reply):
            self._governor.turned_away(ticket, reply.failure or "overloaded", reply.retry_after_s, reply.error)
        elif reply.stop_reason != "failed":
            self._governor.counted(ticket)
        used: Need | None = {} if _took_nothing(reply) and not tried.began else None
        if _told(reply.usage):
            used = self._used(reply.usage)
        self._governor.settled(ticket, used)

    def _used(self, usage: Usage) -> Need:
        fresh, output = float(self._fresh(usage)), float(usage.output_tokens)
        return {"requests": 1.0, "input_tokens": fresh, "output_tokens": output, "tokens": fresh + output}

    def _fresh(self, usage: Usage) -> int:
        free = usage.cache_read_tokens if self._card.provider in CACHE_READS_FREE else 0
        return max(0, usage.input_tokens - free)

    def _learn(self, request: Request, guessed: Guess, reply: Reply) -> None:
        """Remember what was sent, and what it was counted at."""
        usage = reply.usage
        if not _told(usage):
            return
        cached = bool(usage.cache_read_tokens or usage.cache_write_tokens)
        self._before.pop(request.session_id, None)
        self._before[request.session_id] = kept(request, self._governor.clock.now(), cached=cached)
        while len(self._before) > BEFORE_MAX:
            del self._before[next(iter(self._before))]
        self._governor.sample(self.name, self._ratio(guessed, usage), usage.output_tokens)

    def _ratio(self, guessed: Guess, usage: Usage) -> float:
        """What was counted through the guess: of the fresh part, unless the provider had kept more, or less, than was
        thought, which says nothing of the guess by length."""
        as_thought = (guessed.fresh < guessed.whole) == bool(usage.cache_read_tokens)
        return self._fresh(usage) / guessed.fresh if as_thought else usage.input_tokens / guessed.whole

    def _has_patience(self, reply: Reply, course: _Course) -> bool:
        now = self._governor.clock.now()
        if not course.turned_away:
            course.away_since = now
        known = recovery.reaction(reply)
        patience_s = known.patience_s if known else PATIENCE_S
        if reply.failure == "unreachable" and not self._governor.learned(self.name).known:
            patience_s = STRANGE_S
        return now - course.away_since + reply.retry_after_s < patience_s

    def _away(self, reply: Reply, course: _Course) -> Waiting:
        course.turned_away += 1
        failure: Failure = reply.failure or "overloaded"
        return Waiting(max(reply.retry_after_s, 0.0), reply.error, failure, course.turned_away)

    def _too_large(self, words: str) -> Reply:
        return recovery.final(Reply(stop_reason="failed", error=words, failure="too_large", model=self.name))

    def _finished(self, reply: Reply, course: _Course, *, began: bool) -> Reply:
        """The reply as it is journaled. What broke off in the middle is the agent's to ask again, whatever broke it."""
        if recovery.governed(reply) and began:
            reply = reply.model_copy(update={"failure": "broken"})
        elif recovery.governed(reply):
            error = f"{reply.error} (given up after it was turned away {course.turned_away + 1} times)"
            reply = reply.model_copy(update={"retryable": False, "error": error})
        counts = {"turned_away": course.turned_away, "waited_s": round(course.waited_s, 3)}
        return recovery.final(reply).model_copy(update=counts)


def _told(usage: Usage) -> bool:
    return bool(usage.input_tokens or usage.output_tokens)


def _took_nothing(reply: Reply) -> bool:
    """Whether the provider refused before it read: what broke off, or was empty, may have been read and counted."""
    return reply.stop_reason == "failed" and reply.failure not in ("broken", "empty")


def _no_reply() -> Reply:
    return Reply(
        stop_reason="failed", error="the model's stream ended without a reply", failure="broken", retryable=True
    )
